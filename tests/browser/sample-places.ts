import {
  type CircleList,
  concernSent,
  invitationCard,
  type NoteList,
  type OutcomeList,
  outsideCard,
  type PersonList,
  postView,
  reportView,
  resetLink,
  sentencesView,
  type ThemeList,
  type ThreadList,
  unsealingView,
  waitingView,
} from '@throughline/contracts';
import { expected, type Person, waitUntil } from '@throughline/testing';
import { pagePatterns } from '../architecture/list-pages';
import { demonstrationLeads } from '../identity/sealed-alias';
import { addPicture } from '../pictures/house';
import { plain } from '../pictures/some-pictures';

/** Those who make in the demonstration what pages are about. */
export interface Makers {
  member: Person;
  moderator: Person;
  lead: Person;
  administrator: Person;
}

/** A page, and an address of it. */
export interface SamplePlace {
  pattern: string;
  address: string;
}

const key = 'every-page-is-looked-at';
const lastPart = (link: string) => link.split('/').at(-1) ?? '';

/**
 * An address for each page that there is: what its pattern names is filled in with something of the demonstration, which the member made,
 * so that it is theirs to change. A page that is added is among them; one that names something new says so until it is added here.
 */
export async function samplePlaces(makers: Makers): Promise<SamplePlace[]> {
  const named = await namedThings(makers);
  const queries: Record<string, string[]> = {
    '/leaving/confirm': ['?posts=alias'],
    '/safeguarding/ask': [`?alias=${named['alias']}`],
    '/sessions/new': [`?theme=${named['theme']}`],
    '/t/:thread/:number/link': [`?post=${named['post']}`],
    '/t/:thread/reply': [`?to=${named['number']}`],
    '/threads/new': [`?theme=${named['theme']}`, `?circle=${named['circle']}`],
    '/concern': ['', `?post=${named['post']}`],
    '/reset': ['', '?sent=yes'],
  };
  /** Where one page's is another than others'. */
  const own: Record<string, string | undefined> = {
    '/join/:secret': named['invitation'],
    '/reset/:secret': named['reset'],
    '/lost-second-step/:secret': named['lost'],
    '/reports/:report/edit': named['draft'],
  };
  const places = pagePatterns().flatMap((pattern) => {
    const path = pattern.replace(/:(\w+)\??/g, (_, name: string) => {
      const value = own[pattern] ?? named[name];
      if (!value) throw new Error(`${pattern}: there is no sample of “${name}” yet. Add one here.`);
      return value;
    });
    return (queries[pattern] ?? ['']).map((query) => ({ pattern, address: path + query }));
  });
  return [...places, { pattern: '/t/:thread/:number?', address: `/t/${named['long']}?page=3` }];
}

/** What stands in addresses, by the names that patterns have for it. */
async function namedThings({ member, moderator, lead, administrator }: Makers): Promise<Record<string, string>> {
  const { threads } = expected(200, await member.get('/api/threads')).json as ThreadList;
  const { themes, nextSession } = expected(200, await member.get('/api/themes')).json as ThemeList;
  const thread = threads.find(({ pinned }) => pinned)?.id ?? '';
  const long = threads.reduce((one, other) => (other.lastNumber > one.lastNumber ? other : one)).id;
  const { people } = expected(200, await member.get('/api/people')).json as PersonList;
  const idOf = (first: string) => people.find(({ name }) => name.startsWith(first))?.id ?? '';
  const person = idOf('Amber');
  const { circles } = expected(200, await member.get('/api/circles')).json as CircleList;
  const invited = await moderator.post('/api/invitations', { key, forWhom: 'Sam' });
  const handed = (what: string) => administrator.post(`/api/members/${idOf('Maeve')}/${what}`);
  const [reset, lost] = [await handed('reset-link'), await handed('second-factor-link')];

  const quiet = { key: `${key}-quietly`, text: 'As somebody else.', as: 'alias' };
  const waiting = expected(201, await member.post(`/api/threads/${thread}/posts`, quiet)).as(waitingView);
  const alias = waiting.author.kind === 'alias' ? waiting.author.id : '';
  const worry = { key, kind: 'someone', danger: 'no', words: 'They sound low.', named: true };
  const concern = expected(201, await member.post('/api/concerns', worry)).as(concernSent).id;
  const reason = 'They wrote that they will not be here tomorrow.';
  const request = { key, aliasId: alias, reason, delay: null, passphrase: demonstrationLeads.juno };
  const asked = expected(201, await lead.post('/api/unsealings', request)).as(unsealingView);

  // A post with a picture, changed since, of which words stand behind a change.
  // Whoever makes pictures is only just awake; on a busy machine they ask to be asked again.
  const door = await plain('png');
  const add = () => addPicture(member, door).catch(() => undefined);
  const { id: picture } = await waitUntil('a picture is taken', add, 60_000);
  const pictures = [{ id: picture, description: 'A door' }];
  const words = { key, text: 'A door was open.', as: 'self', sure: true, pictures };
  const post = expected(201, await member.post(`/api/threads/${thread}/posts`, words)).as(postView);
  const changed = { text: 'A door was open. We went in.', textVersion: post.textVersion };
  expected(200, await member.put(`/api/posts/${post.id}`, changed));
  const uses = { summary: 'general', evidence: 'yes', report: 'yes' };
  expected(200, await member.put(`/api/posts/${post.id}/uses`, uses));
  const { notes } = expected(200, await moderator.get('/api/notes')).json as NoteList;
  const { outcomes } = expected(200, await moderator.get('/api/outcomes')).json as OutcomeList;
  const [note, outcome] = [notes[0]?.id ?? '', outcomes[0]?.id ?? ''];
  const shown = expected(200, await moderator.get(`/api/posts/${post.id}/sentences`)).as(sentencesView);
  const passages = shown.sentences.slice(0, 1).map(({ start, end, exact }) => ({ start, end, exact }));
  const link = { key, kind: 'words', words: { post: post.id, textVersion: shown.textVersion, passages } };
  expected(200, await moderator.post(`/api/outcomes/${outcome}/evidence`, link));
  const outside = await moderator.post(`/api/outcomes/${outcome}/outside`, { key, kind: 'change' });

  const about = { title: 'What changed', from: '2016-01-01', to: '2022-12-31' };
  const report = async (which: string) =>
    expected(201, await moderator.post('/api/reports', { key: `${key}-${which}`, ...about })).as(reportView);
  const [draft, { id: stored, textVersion }] = [await report('draft'), await report('stored')];
  expected(200, await moderator.post(`/api/reports/${stored}/store`, { textVersion }));

  return {
    thread,
    long,
    number: String(post.number),
    post: post.id,
    picture: post.pictures[0]?.id ?? '',
    theme: themes[0]?.id ?? '',
    session: nextSession?.id ?? '',
    person,
    circle: circles[0]?.id ?? '',
    waiting: waiting.id,
    alias,
    concern,
    request: asked.id,
    note,
    outcome,
    kind: 'outcome',
    id: outcome,
    report: stored,
    draft: draft.id,
    answer: lastPart(expected(201, outside).as(outsideCard).link ?? ''),
    invitation: lastPart(expected(201, invited).as(invitationCard).link),
    reset: lastPart(expected(200, reset).as(resetLink).link),
    lost: lastPart(expected(200, lost).as(resetLink).link),
  };
}
