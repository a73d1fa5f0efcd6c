import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWeb } from '@throughline/platform';
import openApi from '../../docs/openapi.json';
import { idsIn } from './normaliser';
import type { Heard, Witness } from './witness';

const root = join(__dirname, '..', '..');

/** Not looked at: what leaves, what is the same for everybody, and pages, which are looked at by their own addresses. */
const elsewhere = new Set(['/exit', '/assets/*', '/*']);

/** What can be read, as it is kept for review: a route that is added is looked at from then on. */
const routes = readFileSync(join(root, 'tests/architecture/routes.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => /^GET (\S+)/.exec(line)?.[1] ?? [])
  .filter((route) => !elsewhere.has(route));

/** The addresses of all pages, as they are defined. */
const pages = filesBelow(join(root, 'apps/web/src/features'))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^\s*(?:page\(\{ )?pattern: '([^']+)'/gm)])
  .map(([, pattern = '']) => pattern);

function filesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  return files.sort().map((name) => join(folder, name));
}

/** Streams by themselves, and kinds of streams about something: those that nobody may read are asked for too. */
const streams = ['members', 'moderators', 'audit', 'people', 'personas'];
const kindsOfStreams = ['thread', 'voice', 'member', 'session', 'circle', 'concern'];

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
  /** Routes that are closed to them, whatever id stands in them. */
  closed: Set<string>;
}

/**
 * All that can be read, looked at by those who watch. What an id is of is not known before: who first hears of it asks for it by every
 * route. Those who hear of it later ask where it was found; and what was not there for somebody once, or is closed to them whatever it is
 * about, is not asked for again.
 */
export class Looking {
  private readonly looked = new Map<Witness, Looked>();
  private readonly tried = new Set<string>();
  private readonly foundBySome = new Set<string>();

  constructor(private readonly heard: readonly Heard[]) {}

  /** One look at everything, by every id that came to this witness in whatever way. */
  async by(witness: Witness): Promise<void> {
    const state = this.stateOf(witness);
    const ids = [...state.ids];
    for (const route of routes)
      if (!route.includes(':stream'))
        for (const address of addressesOf(route, ids)) await this.ask(witness, state, address);
    const members = await this.ask(witness, state, '/api/streams/members/changes?epoch=none&after=0');
    const { epoch } = members ? (JSON.parse(members) as { cursor: { epoch: string } }).cursor : { epoch: 'none' };
    const named = [...streams, ...ids.flatMap((id) => kindsOfStreams.map((kind) => `${kind}:${id}`))];
    for (const stream of named)
      if (await this.ask(witness, state, `/api/streams/${stream}/changes?epoch=${epoch}&after=0`))
        await witness.join(stream, epoch);
    for (const pattern of pages)
      for (const address of pagesOf(pattern, ids, state)) await this.ask(witness, state, address, true);
    for (const id of ids) this.tried.add(id);
  }

  private stateOf(witness: Witness): Looked {
    const state: Looked = this.looked.get(witness) ?? { found: new Map(), upTo: 0, ids: new Set(), closed: new Set() };
    this.looked.set(witness, state);
    for (const { who, by, said } of this.heard.slice(state.upTo))
      if (who === witness.who) for (const id of idsIn(`${by} ${said}`)) state.ids.add(id);
    state.upTo = this.heard.length;
    return state;
  }

  private async ask(
    witness: Witness,
    { found, closed }: Looked,
    address: string,
    page = false,
  ): Promise<string | undefined> {
    const [id] = idsIn(address);
    const route = address.replace(id ?? '', ':id');
    if (id !== undefined) {
      if (found.get(address) === false || closed.has(route)) return undefined;
      if (this.tried.has(id) && !found.has(address) && !this.foundBySome.has(address)) return undefined;
    }
    const answer = page ? await witness.page(address) : await witness.get(address);
    found.set(address, answer.status === 200);
    if (answer.status === 403 || answer.status === 401) closed.add(route);
    if (answer.status !== 200) return undefined;
    this.foundBySome.add(address);
    return answer.text;
  }
}

/** A route's address, with each id in the place of what it names, and with each thing that may be asked beside it. */
function addressesOf(route: string, ids: readonly string[]): string[] {
  const filled = /:\w+/.test(route) ? ids.map((id) => route.replace(/:\w+/, id)) : [route];
  const path = route.replace(/:(\w+)/g, '{$1}');
  const { get } = (openApi.paths as unknown as Record<string, { get?: { parameters?: Parameter[] } }>)[path] ?? {};
  const asked = (get?.parameters ?? []).filter((parameter) => parameter.in === 'query');
  return filled.flatMap((address) => [
    address,
    ...asked.flatMap(({ name, schema }) => {
      const takesId = [schema, ...(schema.anyOf ?? [])].some(({ pattern }) => pattern === '^[a-z2-7]{26}$');
      const known = queries[name];
      return takesId
        ? ids.map((id) => `${address}?${name}=${id}`)
        : known === undefined
          ? []
          : [`${address}?${name}=${known}`];
    }),
  ]);
}

/** A page's addresses: by each id for which all that the page needs was there. */
function pagesOf(pattern: string, ids: readonly string[], { found }: Looked): string[] {
  const path = pattern.replace('/:number?', '').replace(':number', '1').replace(':secret', 'not-a-secret-of-anybody');
  if (!path.includes(':')) return [path];
  return ids
    .map((id) => path.replace(/:\w+/, id))
    .filter((address) =>
      Object.values(web.viewsFor(address).views).every((view) => {
        const known = found.get(view) ?? found.get(view.split('?')[0] ?? view);
        return idsIn(view).length === 0 || known === true;
      }),
    );
}
