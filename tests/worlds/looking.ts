import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWeb } from '@throughline/platform';
import openApi from '../../docs/openapi.json';
import { pagePatterns } from '../architecture/list-pages';
import { idsIn } from './normaliser';
import type { Heard, Witness } from './witness';

const root = join(__dirname, '..', '..');

/** Not looked at: what leaves, what is the same for everybody, and pages, which are looked at by their own addresses. */
const elsewhere = new Set(['/exit', '/assets/*', '/*']);

/** Of several things at once: pictures, which the script looks at. */
const ofSeveral = /:.*:/;

/** By these an id is found to be of a post or a thread, of which there are many: it is not asked for as anything else. */
const ofMany = /^\/api\/(posts|threads)\//;

/** What can be read, as it is kept for review: a route that is added is looked at from then on. */
const routes = readFileSync(join(root, 'tests/architecture/routes.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => /^GET (\S+)/.exec(line)?.[1] ?? [])
  .filter((route) => !elsewhere.has(route) && !route.includes(':stream') && !ofSeveral.test(route))
  .sort((one, other) => Number(ofMany.test(other)) - Number(ofMany.test(one)));

/** Streams by themselves, and kinds of streams about something that is there; those of voices are asked for by every id. */
export const streams = ['members', 'moderators', 'audit', 'people', 'personas'];
const kindsOfStreams = ['thread', 'member', 'session', 'circle', 'concern'];

/** What may be asked beside the address, by its name; ids are tried where the name asks for one. */
const queries: Record<string, string> = { page: '1', number: '2', unread: 'true', secret: 'not-a-secret-of-anybody' };

interface Parameter {
  name: string;
  in: string;
  schema: { pattern?: string; anyOf?: { pattern?: string }[] };
}

const web = loadWeb(join(root, 'dist', 'apps', 'web')).app;

/** What one witness has looked at, and by which ids. */
interface Looked {
  found: Map<string, boolean>;
  upTo: number;
  ids: Set<string>;
  /** Of these, what is there for them by one route at least; and whether it is of a post or a thread. */
  there: Map<string, string | undefined>;
  /** Routes that are closed to them, whatever id stands in them. */
  closed: Set<string>;
}

/** An id of nothing: what is said about it is said of whatever is not there. */
const nobody = 'a'.repeat(26);
/** Pages say what the answers say, to another member and to a moderator; others look at those that neither of the two could. */
const enoughPages = 2;

/**
 * All that can be read, looked at by those who watch. What an id is of is not known before: who first hears of it asks for it by every
 * route. Those who hear of it later ask where it was found; and what was not there for somebody once, or is closed to them whatever it is
 * about, is not asked for again.
 */
export class Looking {
  private readonly looked = new Map<Witness, Looked>();
  private readonly tried = new Set<string>();
  private readonly foundBySome = new Set<string>();
  /** What each list says to somebody that is narrowed down by an id of nothing. */
  private readonly ofNothing = new Map<Witness, Map<string, string>>();
  /** Who has seen each page. */
  private readonly pagesSeen = new Map<string, Set<Witness>>();

  constructor(private readonly heard: readonly Heard[]) {}

  /** One look at everything, by every id that came to this witness in whatever way. */
  async by(witness: Witness): Promise<void> {
    const state = this.stateOf(witness);
    const ids = [...state.ids];
    for (const route of routes) for (const address of addressesOf(route, ids)) await this.ask(witness, state, address);
    const there = [...state.there.keys()];
    const singular = [...few(there.filter((id) => state.there.get(id))), ...there.filter((id) => !state.there.get(id))];
    for (const route of routes)
      for (const address of narrowed(route, singular)) await this.ask(witness, state, address);
    const members = await this.ask(witness, state, '/api/streams/members/changes?epoch=none&after=0');
    const { epoch } = members ? (JSON.parse(members) as { cursor: { epoch: string } }).cursor : { epoch: 'none' };
    const about = there
      .filter((id) => state.there.get(id) !== 'posts')
      .flatMap((id) => kindsOfStreams.map((kind) => `${kind}:${id}`));
    const named = [...streams, ...ids.map((id) => `voice:${id}`), ...about];
    for (const stream of named)
      if (await this.ask(witness, state, `/api/streams/${stream}/changes?epoch=${epoch}&after=0`))
        await witness.join(stream, epoch);
    for (const pattern of pagePatterns())
      for (const address of pagesOf(pattern, ids, state)) {
        const seenBy = this.pagesSeen.get(address) ?? new Set();
        if (seenBy.size >= enoughPages && !seenBy.has(witness)) continue;
        if (await this.ask(witness, state, address, true)) this.pagesSeen.set(address, seenBy.add(witness));
      }
    for (const id of ids) this.tried.add(id);
  }

  private stateOf(witness: Witness): Looked {
    const state: Looked = this.looked.get(witness) ?? {
      found: new Map(),
      upTo: 0,
      ids: new Set(),
      there: new Map(),
      closed: new Set(),
    };
    this.looked.set(witness, state);
    for (const { who, by, said } of this.heard.slice(state.upTo))
      if (who === witness.who) for (const id of idsIn(`${by} ${said}`)) state.ids.add(id);
    state.upTo = this.heard.length;
    return state;
  }

  private async ask(
    witness: Witness,
    { found, there, closed }: Looked,
    address: string,
    page = false,
  ): Promise<string | undefined> {
    const [id] = idsIn(address);
    const route = address.replace(id ?? '', ':id');
    if (id !== undefined) {
      if (found.get(address) === false || closed.has(route)) return undefined;
      if (found.get(address.split('?')[0] ?? '') === false) return undefined;
      // Of a post or a thread: asked for as what it is, as a stream, and on pages.
      const many = there.get(id);
      if (many && new RegExp(`^/api/(?!${many}/)\\w[\\w/-]*/${id}`).test(address)) return undefined;
      if (this.tried.has(id) && !found.has(address) && !this.foundBySome.has(address)) return undefined;
    }
    const answer = page ? await witness.page(address) : await witness.get(address);
    const isNarrowed = /\?\w+=[a-z2-7]{26}$/.test(address);
    const isThere = answer.status === 200 && !(isNarrowed && (await this.saysNothing(witness, address, answer.text)));
    found.set(address, isThere);
    if (answer.status === 403 || answer.status === 401) closed.add(route);
    if (!isThere) return undefined;
    this.foundBySome.add(address);
    if (id !== undefined && id !== nobody && !isNarrowed && !there.get(id)) there.set(id, ofMany.exec(address)?.[1]);
    return answer.text;
  }

  /** Whether a list that is narrowed down by an id says what it says for an id of nothing. */
  private async saysNothing(witness: Witness, address: string, said: string): Promise<boolean> {
    const [list = ''] = address.split('=');
    const ofNothing = this.ofNothing.get(witness)?.get(list) ?? (await witness.get(`${list}=${nobody}`)).text;
    this.ofNothing.set(witness, (this.ofNothing.get(witness) ?? new Map<string, string>()).set(list, ofNothing));
    return said.replaceAll(/[a-z2-7]{26}/g, '') === ofNothing.replaceAll(/[a-z2-7]{26}/g, '');
  }
}

/** What may be asked beside a route's address. */
function parametersOf(route: string): readonly Parameter[] {
  const path = route.replace(/:(\w+)/g, '{$1}');
  const { get } = (openApi.paths as unknown as Record<string, { get?: { parameters?: Parameter[] } }>)[path] ?? {};
  return (get?.parameters ?? []).filter((parameter) => parameter.in === 'query');
}

const takesId = ({ schema }: Parameter) =>
  [schema, ...(schema.anyOf ?? [])].some(({ pattern }) => pattern === '^[a-z2-7]{26}$');

/** A route's addresses, with each id in the place of what it names, and with each thing that may be asked beside it. */
function addressesOf(route: string, ids: readonly string[]): string[] {
  const filled = /:\w+/.test(route) ? ids.map((id) => route.replace(/:\w+/, id)) : [route];
  const asked = parametersOf(route).flatMap(({ name }) => (queries[name] ? [`${name}=${queries[name]}`] : []));
  return filled.flatMap((address) => [address, ...asked.map((query) => `${address}?${query}`)]);
}

/** A list's addresses, narrowed down by each id where it takes one. */
function narrowed(route: string, ids: readonly string[]): string[] {
  if (/:\w+/.test(route)) return [];
  return parametersOf(route)
    .filter(takesId)
    .flatMap(({ name }) => ids.map((id) => `${route}?${name}=${id}`));
}

/** Of many that are alike, the first and the last. */
const few = <One>(all: readonly One[]): One[] => all.filter((_, index) => index < 3 || index >= all.length - 3);

/** A page's addresses: by ids for which all that the page needs was there. */
function pagesOf(pattern: string, ids: readonly string[], { found }: Looked): string[] {
  const path = pattern.replace('/:number?', '').replace(':number', '1').replace(':secret', 'not-a-secret-of-anybody');
  if (!path.includes(':')) return [path];
  const there = ids
    .map((id) => path.replace(/:\w+/, id))
    .filter((address) =>
      Object.values(web.viewsFor(address).views).every((view) => {
        const known = found.get(view) ?? found.get(view.split('?')[0] ?? view);
        return idsIn(view).length === 0 || known === true;
      }),
    );
  return few(there);
}
