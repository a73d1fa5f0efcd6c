import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  agreementView,
  circlePage,
  invitationCard,
  outsideCard,
  type PostView,
  postView,
  publishingView,
  resetLink,
  reviewQueue,
  sessionPage,
  themeList,
  themePage,
  threadView,
  unsealingView,
} from '@throughline/contracts';
import { postsPerPage } from '@throughline/contracts/names';
import { databaseName } from '@throughline/platform';
import {
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  inviteAndJoin,
  type Insider,
  Person,
  startBuiltServer,
} from '@throughline/testing';
import { type Db, MongoClient } from 'mongodb';
import { beginNote, chosen, documentsIn, give, linkFile, recordOutcome } from '../impact/changes';
import { beginReport } from '../impact/report-steps';
import { Engine } from '../keeping/engine';
import { addPicture, writeAsAliasWith } from '../pictures/house';
import { plain } from '../pictures/some-pictures';
import { leadsPassphrase, setUpLeads } from '../voices/house';
import { Listener, type Question, readsWhole, shapeOf } from './questions';

/** Questions that read a whole collection and may: what they ask, and why that costs little. */
const mayReadWhole: Record<string, string> = {
  'aggregate document_files [{$group: {_id: null, bytes: {$sum}}}]':
    'What all files of documents weigh together: some hundreds of rows at the most, asked when one is added.',
  'find organisations {}': 'All organisations, of which a community has some dozens, kept for two seconds.',
  'find circles {} by name':
    'All circles, of which a community has a handful, for moderators, who look after who is in them.',
  'find kept_apart {}':
    'What members answered of whom they need to be kept apart from: a few, and read by leads, who look after all of them.',
  'distinct sealing_keys {}': 'The keys that authors are sealed with: one for each change of the leads.',
  'distinct sealing_keys {shares.1: {$exists: false}}': 'The same.',
  'find sealing_leads {}': 'The safeguarding leads who are set up, of whom a community has a handful.',
  'find sessions {}': 'The ids of all sessions, about one a month: whoever moderates is in the audience of each.',
};

/** What is asked by the clock, and not by anybody: a slow machine comes upon it here, and a quick one does not. */
const byTheClock: Record<string, string> = {
  'find erased {}': 'The list of what was erased, copied to this machine each minute.',
};

let engine: Engine;
let listener: Listener;
let server: BuiltServer;
let people: Person[];
let names: Record<string, string>;

beforeAll(async () => {
  engine = await Engine.start();
  listener = await Listener.before(engine.uri);
  server = await startBuiltServer({ empty: true, env: { MONGODB_URI: listener.uri } });
  // A start makes indexes and looks whether all is well; from here on it is people who ask.
  listener.questions.length = 0;
  listener.during = 'writing';
  const administrator = await foundCommunity(server);
  const moderator = await inviteAndJoin(administrator, 'Mo Moderator', 'moderator');
  const member = await inviteAndJoin(administrator, 'Mia Member');
  const [lead] = (await setUpLeads(administrator)) as [Insider, Insider];
  people = [new Person(server.url), member, moderator, administrator, lead];
  names = { ...(await furnish(moderator, member)), ...(await writeQuietly(member, lead)) };
}, 150_000);
afterAll(async () => {
  await server?.stop();
  await listener?.stop();
  await engine?.stop();
});

/** A community with a bit of everything; answers the addresses' parts by their names. */
async function furnish(moderator: Insider, member: Insider): Promise<Record<string, string>> {
  const key = () => randomUUID();
  const theme = { key: key(), title: 'A theme', question: 'What now?', startsOn: '2026-01-01' };
  const themeId = expected(201, await moderator.post('/api/themes', theme)).as(themePage).id;
  const planned = { key: key(), themeId, title: 'S', startsAt: '2027-01-01T12:00:00Z', minutes: 60 };
  const session = expected(201, await moderator.post('/api/sessions', planned)).as(sessionPage).id;
  expected(200, await member.put(`/api/sessions/${session}/coming`, { coming: true }));
  expected(201, await moderator.post('/api/organisations', { key: key(), name: 'Council', sector: 'council' }));

  const begin = async (by: Insider, audience: { kind: string; id?: string }) => {
    const place = { themeId, ...(audience.kind === 'session' ? { sessionId: session } : {}) };
    const body = { key: key(), ...place, kind: 'question', audience, title: 'T', text: 'First', as: 'self' };
    return expected(201, await by.post('/api/threads', body)).as(threadView).id;
  };
  const reply = async (to: string, replyTo: number | null = null): Promise<PostView> =>
    expected(201, await member.post(`/api/threads/${to}/posts`, { key: key(), text: 'And', as: 'self', replyTo })).as(
      postView,
    );
  const group = { key: key(), name: 'Us', purpose: 'For us.', livedExperience: false, withMe: true };
  const circle = expected(201, await moderator.post('/api/circles', group)).as(circlePage).id;
  await begin(moderator, { kind: 'circle', id: circle });
  const thread = await begin(member, { kind: 'members' });
  await begin(moderator, { kind: 'moderators' });
  await reply(await begin(member, { kind: 'session', id: session }));
  const post = await reply(thread, 1);
  for (let number = post.number; number < postsPerPage + 2; number += 1) await reply(thread, 1);
  const [picture, unsent] = [
    await addPicture(member, await plain('png')),
    await addPicture(member, await plain('png')),
  ];
  const better = { text: 'Better', textVersion: 1, pictures: [{ id: picture.id, description: 'A letter' }] };
  expected(200, await member.put(`/api/posts/${post.id}`, better));
  const { points } = expected(200, await member.get('/api/agreement')).as(agreementView);
  const broken = { key: key(), kind: 'agreement', point: points[0]?.title };
  expected(201, await moderator.post(`/api/posts/${post.id}/flags`, broken));
  const { items } = expected(200, await moderator.get('/api/review')).as(reviewQueue);
  const flag = items.find(({ kind }) => kind === 'flag')?.id ?? '';
  const other = await begin(member, { kind: 'members' });
  expected(200, await moderator.post(`/api/threads/${thread}/move`, { numbers: [3], to: other }));
  await give(member, post.id);
  const words = await chosen(moderator, post.id);
  const note = (await beginNote(moderator, { words, nextReview: '2027-01-01' })).id;
  const outcome = (await recordOutcome(moderator, { words, themes: [themeId], notes: [note] })).id;
  const evidence = documentsIn(await linkFile(moderator, `outcomes/${outcome}`)).at(-1)?.id ?? '';
  const evidenceOfNote = documentsIn(await linkFile(moderator, `notes/${note}`)).at(-1)?.id ?? '';
  expected(200, await member.put(`/api/notes/${note}/sightings`, { kind: 'there', on: '2026-01-01', seen: true }));
  const { seen } = expected(200, await moderator.get(`/api/publishing/outcome/${outcome}`)).as(publishingView);
  expected(200, await moderator.put(`/api/publishing/outcome/${outcome}`, { seen, evidence: [] }));
  const asked = { key: key(), kind: 'change', mail: 'outside@example.org' };
  const { request } = expected(201, await moderator.post(`/api/outcomes/${outcome}/outside`, asked)).as(outsideCard);
  expected(200, await moderator.del(`/api/outside-requests/${request.id}`));
  const handed = { key: key(), kind: 'ask', organisation: 'Council', text: 'A room.' };
  const { link: open } = expected(201, await moderator.post(`/api/notes/${note}/outside`, handed)).as(outsideCard);
  const answer = open?.split('/').at(-1) ?? '';
  const asking = { secret: answer, key: key(), text: 'Which?' };
  expected(200, await member.post('/api/outside/questions', asking));
  // Not to be used any more: what follows from that is asked too.
  await give(member, post.id, 'no');

  const [draft, report] = [await beginReport(moderator), await beginReport(moderator)].map(({ id }) => id);
  expected(200, await moderator.post(`/api/reports/${report}/store`, { textVersion: 1 }));

  const invited = await moderator.post('/api/invitations', { key: key(), forWhom: 'Somebody' });
  const { link } = expected(201, invited).as(invitationCard);
  const person = (await member.me()).id;
  const reset = expected(200, await moderator.post(`/api/members/${person}/reset-link`)).as(resetLink);
  const last = (address: string) => address.split('/').at(-1) ?? '';
  return {
    circle,
    // There is none before leads and hours are set up; what is asked to find it is the same.
    concern: 'a'.repeat(26),
    outcome,
    note,
    evidence,
    evidenceofnote: evidenceOfNote,
    answer,
    draft: draft ?? '',
    report: report ?? '',
    theme: themeId,
    session,
    thread,
    post: post.id,
    picture: picture.id,
    flag,
    unsent: unsent.id,
    size: 'small',
    person,
    secret: last(link),
    reset: last(reset.link),
  };
}

/** Somebody writes under an alias, which waits, and a lead asks who that is. */
async function writeQuietly(member: Insider, lead: Insider): Promise<Record<string, string>> {
  const thread = await beginThread(lead, await themeOf(lead));
  const held = await addPicture(member, await plain('png'));
  const { id: waiting, author } = await writeAsAliasWith(member, thread, held);
  const alias = author.kind === 'alias' ? author.id : '';
  const asked = { key: randomUUID(), aliasId: alias, reason: 'They may be in danger now.', delay: null };
  const made = await lead.post('/api/unsealings', { ...asked, passphrase: leadsPassphrase });
  const unsealing = expected(201, made).as(unsealingView).id;
  return { waiting, held: held.id, alias, unsealing, request: unsealing };
}

async function themeOf(by: Insider): Promise<string> {
  return expected(200, await by.get('/api/themes')).as(themeList).themes[0]?.id ?? '';
}

/** Where else than at its plain address something asks other questions. */
const besides: Record<string, readonly string[]> = {
  '/t/:thread/:number?': ['/t/:thread/51', '/t/:thread?page=1', '/t/:thread'],
  '/t/:thread/:number/more': ['/t/:thread/2/more'],
  '/t/:thread/:number/wrong': ['/t/:thread/2/wrong'],
  '/t/:thread/reply': ['/t/:thread/reply?to=1'],
  '/threads': ['/threads?after=1'],
  '/threads/new': ['/threads/new?theme=:theme&session=:session'],
  '/t/:thread/:number/link': ['/t/:thread/2/link?post=:post'],
  '/api/notes': ['/api/notes?theme=:theme', '/api/notes?session=:session'],
  '/api/outcomes': ['/api/outcomes?theme=:theme', '/api/outcomes?session=:session', '/api/outcomes?after=:outcome'],
  '/api/notes/:id/evidence/:evidence/file': ['/api/notes/:note/evidence/:evidenceofnote/file'],
  '/api/publishing/:kind/:id': ['/api/publishing/outcome/:outcome', '/api/publishing/note/:note'],
  '/publishing/:kind/:id': ['/publishing/outcome/:outcome'],
  '/api/reports/:id': ['/api/reports/:draft'],
  '/api/reports/:id/sheets': ['/api/reports/:draft/sheets'],
  '/safeguarding/ask': ['/safeguarding/ask?alias=:alias'],
  '/themes/:theme': ['/themes/:theme?after=1'],
  '/sessions/new': ['/sessions/new?theme=:theme'],
  '/api/threads': ['unread=true', 'theme=:theme', 'session=:session', 'after=1'].map((ask) => `/api/threads?${ask}`),
  '/api/threads/:id/wrong': ['/api/threads/:thread/wrong?number=2'],
  '/api/waiting/:id/pictures/:picture/:size': ['/api/waiting/:waiting/pictures/:held/small'],
  '/api/flags/:id/pictures/:picture/:size': ['/api/flags/:flag/pictures/:picture/small'],
  '/api/own/waiting/:id/pictures/:picture/:size': ['/api/own/waiting/:waiting/pictures/:held/small'],
  '/api/invitations/look': ['/api/invitations/look?secret=:secret'],
  '/api/outside/look': ['/api/outside/look?secret=:answer'],
  '/api/resets/look': ['/api/resets/look?secret=:reset'],
  '/api/streams/:stream/changes': ['members', 'moderators', 'session::session', 'thread::thread', 'member::person'].map(
    (stream) => `/api/streams/${stream}/changes?epoch=x&after=0`,
  ),
};
/** Addresses that answer nothing without what stands in `besides`. */
const nothingAlone = [
  // There is no concern before leads and hours of cover are set up: tests/concerns look at these.
  '/api/concerns/:id',
  '/safeguarding/concerns/:concern',
  // Nothing is there but in the middle of signing in or setting up: tests/identity look at these.
  '/api/own/data/:ticket',
  '/api/second-factor/app',
  '/api/second-factor/reset/look',
  '/api/sign-in/second',
  '/api/notes/:id/evidence/:evidence/file',
  '/api/publishing/:kind/:id',
  '/publishing/:kind/:id',
  '/api/threads/:id/wrong',
  '/api/waiting/:id/pictures/:picture/:size',
  '/api/flags/:id/pictures/:picture/:size',
  '/api/own/waiting/:id/pictures/:picture/:size',
  '/api/invitations/look',
  '/api/outside/look',
  '/api/resets/look',
  '/api/streams/:stream/changes',
  '/safeguarding/ask',
  '/sessions/new',
  '/t/:thread/:number?',
  '/t/:thread/:number/link',
  '/t/:thread/:number/more',
  '/t/:thread/:number/wrong',
];
/** What an `:id` of the API names, by what stands before it. */
const kinds: Record<string, string> = {
  posts: 'post',
  pictures: 'unsent',
  threads: 'thread',
  themes: 'theme',
  sessions: 'session',
  people: 'person',
  waiting: 'waiting',
  unsealings: 'unsealing',
  concerns: 'concern',
  circles: 'circle',
  aliases: 'alias',
  members: 'person',
  blocks: 'person',
  outcomes: 'outcome',
  notes: 'note',
  reports: 'report',
};

/** Read as text: the pages themselves are made for a browser. */
function pagePatterns(): string[] {
  const features = join(__dirname, '../../apps/web/src/features');
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /pages\.tsx?$/.test(file),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(features, file), 'utf8');
    return [...text.matchAll(/\bpattern: '([^']+)'/g)].map(([, pattern = '']) => pattern);
  });
}

function addresses(): string[] {
  const kept = readFileSync(join(__dirname, 'routes.txt'), 'utf8').trim().split('\n');
  const routes = kept.flatMap((line) => /^GET (\/[^\s*]+) /.exec(line)?.[1] ?? []);
  // Leaving comes last: it signs out.
  const patterns = [...routes.filter((route) => route !== '/exit'), ...pagePatterns(), '/exit'];
  return patterns
    .flatMap((pattern) => [...(nothingAlone.includes(pattern) ? [] : [pattern]), ...(besides[pattern] ?? [])])
    .map((pattern) =>
      pattern
        .replace(/(\w+)\/:id/, (_, kind: string) => `${kind}/:${kinds[kind] ?? 'unknown'}`)
        .replace(/:([a-z]+)/g, (_, name: string) => {
          const value = names[name];
          if (value === undefined) throw new Error(`What is :${name} of ${pattern}? Say it in this test.`);
          return value;
        }),
    );
}

/** Those of the questions that read a collection from end to end, by their shape, with what asked them first. */
async function readingWhole(db: Db, questions: readonly Question[]): Promise<Map<string, string>> {
  const seen = new Set<string>();
  const found = new Map<string, string>();
  for (const { command, during } of questions) {
    const shape = shapeOf(command);
    if (seen.has(shape)) continue;
    seen.add(shape);
    const plan = await db.command({ explain: command, verbosity: 'queryPlanner' });
    if (readsWhole(plan)) found.set(shape, during);
  }
  return found;
}

test('a question that reads a collection from end to end is heard and noticed', async () => {
  const asker = await new MongoClient(listener.uri, { retryWrites: false }).connect();
  const heard = listener.questions.length;
  const posts = asker.db(databaseName).collection('posts');
  await posts.find({ threadId: names['thread'], number: { $gt: 1 } }).toArray();
  await posts.find({ state: 'published' }).sort({ number: 1 }).toArray();
  await posts.aggregate([{ $group: { _id: '$state' } }]).toArray();
  await posts.updateMany({ bodyHtml: 'nowhere' }, { $set: { state: 'removed' } });
  await posts.findOneAndDelete({ bodyHtml: 'nowhere' });
  await asker.close();
  const questions = listener.questions.splice(heard).filter(({ command }) => Object.values(command)[0] === 'posts');
  const found = await readingWhole(engine.db(databaseName), questions);
  expect([...found.keys()]).toEqual([
    'find posts {state} by number',
    'aggregate posts [{$group: {_id}}]',
    'update posts {bodyHtml}',
    'findAndModify posts {bodyHtml}',
  ]);
});

test('every question that a page or a view asks has an index', async () => {
  const unanswered: string[] = [];
  for (const address of addresses()) {
    listener.during = address;
    const open = (person: Person) => (address.startsWith('/api/') ? person.get(address) : person.page(address));
    const statuses = (await Promise.all(people.map(open))).map(({ status }) => status);
    if (!statuses.includes(address === '/exit' ? 303 : 200)) unanswered.push(`${address} ${statuses.join()}`);
  }
  // Nothing is known of the questions of what was shown to nobody.
  expect(unanswered).toEqual([]);

  expect(new Set(listener.questions.map(({ command }) => shapeOf(command))).size).toBeGreaterThan(40);
  const found = await readingWhole(engine.db(databaseName), [...listener.questions]);
  expect([...found].filter(([shape]) => !(shape in mayReadWhole || shape in byTheClock))).toEqual([]);
  // What is no longer asked, or now has an index, is no longer allowed.
  expect(Object.keys(mayReadWhole).filter((shape) => !found.has(shape))).toEqual([]);
}, 150_000);
