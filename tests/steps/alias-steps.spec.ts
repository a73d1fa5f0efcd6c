import { randomUUID } from 'node:crypto';
import { ownPosts, type PostView, waitingView } from '@throughline/contracts';
import {
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { changedSince, rowsOf, withDatabaseOf } from '../identity/database-of';
import { closeSockets } from '../live/sockets';
import { firstAsAlias, logOf, pageOf, publish, writeAsAlias } from '../voices/house';
import { foundHouseOfSteps, type HouseOfSteps } from './house';

jest.setTimeout(120_000);

let house: HouseOfSteps;
let who: Insider;
let id: string;
let count = 0;

beforeAll(async () => {
  house = await foundHouseOfSteps();
});
beforeEach(async () => {
  count += 1;
  who = await inviteAndJoin(house.founder, `Kay Case ${count}`);
  ({ id } = await who.me());
});
afterEach(closeSockets);
afterAll(() => house?.server.stop());

let threadId: string;
let alias: string;

beforeEach(async () => {
  threadId = await beginThread(house.founder, house.themeId);
  await firstAsAlias(who, house.moderator, threadId, 'I chose the bed.');
  alias = (await pageOf(who, threadId)).viewer.persona.current?.id ?? '';
});
const notices = async (by: Insider) => (await pageOf(by, threadId)).viewer.notices.steps;

test('P2a a word reaches them in the thread, and is answered there; nothing joins the two', async () => {
  await house.told(who);
  await waitUntil(
    'the year of who joined has begun',
    async () =>
      withDatabaseOf(house.server, async (db) => {
        const member = await db.collection<{ _id: string; confirmedAt: unknown }>('members').findOne({ _id: id });
        return member !== null && member.confirmedAt !== null;
      }),
    30_000,
  );
  await new Promise((settled) => setTimeout(settled, 1_500));
  const before = await rowsOf(house.server);
  const logged = logOf(house.server).length;
  expected(201, await house.takeAlias(house.moderator, alias, 'word', { point: null }));
  const [step] = await notices(who);
  expect(step).toMatchObject({ kind: 'word', by: 'Mod Erator', isNew: true });
  expect(await notices(house.moderator)).toEqual([]);
  expect(await house.hasNews(who)).toBe(false);
  expect((await house.told(who)).steps).toEqual([]);
  expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, { key: randomUUID(), text: 'It was me.' }));
  expect((await house.told(house.moderator)).answered).toMatchObject([{ kind: 'alias', id: alias }]);
  expect((await house.stepsOfAlias(house.moderator, alias)).steps[0]?.talk).toMatchObject([
    { from: 'them', by: null, text: 'It was me.' },
  ]);
  expected(200, await who.post(`/api/own/steps/${step?.id}/seen`));
  await new Promise((settled) => setTimeout(settled, 1_500));
  const touched = await changedSince(house.server, before);
  expect(touched.length).toBeGreaterThan(2);
  expect(touched.filter(([key, document]) => `${key} ${document}`.includes(id))).toEqual([]);
  const [stored] = touched.filter(([key]) => key.startsWith('steps/'));
  expect(stored?.[1].replace(/"creation":\{[^}]*\}/, '').match(/T(?!00:00:00.000Z)\d\d:/g)).toBeNull();
  const lines = logOf(house.server).slice(logged);
  expect(lines).toContain('/api/own/steps/:id/answer');
  for (const known of [id, alias, threadId, step?.id ?? '?']) expect(lines).not.toContain(known);
});

test('P2a among their own posts, for the password alone, it says where there is something to read; also where that thread became another', async () => {
  const password = testPassword;
  const told = async (by: Insider) =>
    expected(200, await by.post('/api/own/alias-posts', { password })).as(ownPosts).told;
  expect(await told(who)).toEqual([]);
  expected(201, await house.takeAlias(house.moderator, alias, 'word', { point: null }));
  const { title } = (await pageOf(who, threadId)).thread;
  const name = (await pageOf(who, threadId)).viewer.persona.current?.name;
  expect(await told(who)).toEqual([{ threadId, title, name }]);
  expect(await told(house.founder)).toEqual([]);
  expect(expected(200, await who.get('/api/own/posts')).as(ownPosts).told).toEqual([]);
  const shown = await who.submit('alias-posts', { password });
  expect(shown.text).toContain(`/t/${threadId}#told`);
  const into = await beginThread(house.founder, house.themeId, { title: 'The other one' });
  expected(200, await house.moderator.post(`/api/threads/${threadId}/merge`, { into }));
  await waitUntil('it is one', async () => (await told(who))[0]?.threadId === into);
  const [step] = (await pageOf(who, into)).viewer.notices.steps;
  expected(200, await who.post(`/api/own/steps/${step?.id}/seen`));
  expect(await told(who)).toEqual([]);
});

test('P3 barred: its author posts under no name there, the whole thread is checked first, and nothing shows on the person', async () => {
  expected(201, await house.takeAlias(house.moderator, alias, 'bar'));
  const post = (by: Insider, more: Record<string, unknown>) =>
    by.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text: 'More.', ...more });
  expect((await post(who, { as: 'alias' })).json).toMatchObject({ code: 'no-alias-here' });
  expect((await pageOf(who, threadId)).viewer.persona.obstacle).toBe('barred');
  expect(await notices(who)).toMatchObject([{ kind: 'bar', active: true }]);
  expect((await who.post(`/api/own/aliases/${alias}/let-go`)).status).toBe(422);
  // Whoever writes there waits alike: it tells nobody who it is.
  const other = await inviteAndJoin(house.founder, `Olly Other ${count}`);
  const waits = expected(201, await post(other, { as: 'self' })).as(waitingView);
  const own = expected(201, await post(who, { as: 'self', sure: true })).as(waitingView);
  expect([waits.state, own.state]).toEqual(['held', 'held']);
  await publish(house.moderator, waits.id);
  await publish(house.moderator, own.id);
  // Elsewhere, and on the person, there is nothing of it.
  const elsewhere = await beginThread(house.founder, house.themeId);
  await writePost(who, elsewhere, 'As ever.');
  await firstAsAlias(who, house.moderator, elsewhere, 'As ever.');
  expect((await house.stepsOf(house.moderator, id)).steps).toEqual([]);
  expect((await house.told(who)).steps).toEqual([]);
  expect((await house.auditOf('alias', alias)).map(({ act, about }) => [act, about['step']])).toEqual([
    ['step.taken', 'bar'],
  ]);
  const [step] = (await house.stepsOfAlias(house.moderator, alias)).steps;
  expected(200, await house.moderator.post(`/api/steps/${step?.id}/end`, { why: 'It is calm again.' }));
  await writePost(other, threadId, 'Free.');
  expect((await post(who, { as: 'alias' })).status).toBe(201);
});

test('P3 barred where their thread was put into another: all of that one is checked first too', async () => {
  expected(201, await house.takeAlias(house.moderator, alias, 'bar'));
  const into = await beginThread(house.founder, house.themeId);
  expected(200, await house.moderator.post(`/api/threads/${threadId}/merge`, { into }));
  const post = (by: Insider, more: Record<string, unknown>) =>
    by.post(`/api/threads/${into}/posts`, { key: randomUUID(), text: 'More.', ...more });
  expect((await post(who, { as: 'alias' })).json).toMatchObject({ code: 'no-alias-here' });
  const other = await inviteAndJoin(house.founder, `Olly Other ${count}`);
  const waits = expected(201, await post(other, { as: 'self' })).as(waitingView);
  const own = expected(201, await post(who, { as: 'self', sure: true })).as(waitingView);
  expect([waits.state, own.state]).toEqual(['held', 'held']);
  const [step] = (await house.stepsOfAlias(house.moderator, alias)).steps;
  expected(200, await house.moderator.post(`/api/steps/${step?.id}/end`, { why: 'It is calm again.' }));
  await writePost(other, into, 'Free.');
});

test('what is said is kept as letters to the alias are, once; what was said before that is read with it', async () => {
  expected(201, await house.takeAlias(house.moderator, alias, 'check'));
  const [step] = await notices(who);
  await withDatabaseOf(house.server, (db) =>
    db
      .collection<{ _id: string; talk: unknown[] }>('steps')
      .updateOne(
        { _id: step?.id ?? '' },
        { $push: { talk: { from: 'them', by: null, text: 'From before.', on: new Date(0), key: 'before' } } },
      ),
  );
  const [answer, word] = [
    { key: randomUUID(), text: 'It was a joke.' },
    { key: randomUUID(), text: 'I see.' },
  ];
  for (let times = 0; times < 2; times += 1) {
    expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, answer));
    expected(201, await house.moderator.post(`/api/steps/${step?.id}/words`, word));
  }
  const talk = [
    { from: 'them', by: null, text: 'From before.' },
    { from: 'them', by: null, text: 'It was a joke.', days: 0 },
    { from: 'moderator', by: 'Mod Erator', text: 'I see.', days: 0 },
  ];
  expect((await house.stepsOfAlias(house.moderator, alias)).steps[0]?.talk).toMatchObject(talk);
  expect((await notices(who))[0]?.talk).toMatchObject(talk);
  // It stands with the step, and not a second time among the letters.
  expect((await pageOf(who, threadId)).viewer.letters).toEqual([]);
  const stored = await withDatabaseOf(house.server, async (db) => ({
    step: await db.collection<{ _id: string; talk: unknown[] }>('steps').findOne({ _id: step?.id ?? '' }),
    letters: await db.collection('alias_talks').findOne({ aliasId: alias }),
  }));
  expect(stored.step?.talk).toHaveLength(1);
  expect(JSON.stringify(stored.letters)).not.toMatch(/T(?!00:00:00.000Z)\d\d:/);
});

test('checked first: all that the alias writes waits, and nobody else does', async () => {
  expect((await writeAsAlias(who, threadId, 'More.')).state).toBe('due');
  expected(201, await house.takeAlias(house.moderator, alias, 'check'));
  expect((await writeAsAlias(who, threadId, 'And more.')).state).toBe('held');
  await writePost(house.founder, threadId, 'As ever.');
  expect((await house.stepsOfAlias(house.moderator, alias)).mayTake).toEqual(['word', 'bar']);
});

test('no step follows the person, and nobody takes one against an alias of their own, or where they cannot read', async () => {
  for (const kind of ['suspend', 'remove'])
    expect((await house.takeAlias(house.moderator, alias, kind)).status).toBe(400);
  await firstAsAlias(house.moderator, house.founder, threadId, 'Mine.');
  const own = (await pageOf(house.moderator, threadId)).viewer.persona.current?.id ?? '';
  expect((await house.takeAlias(house.moderator, own, 'word')).status).toBe(404);
  expect((await house.moderator.get(`/api/aliases/${own}/steps`)).status).toBe(404);
  expect((await who.get(`/api/aliases/${alias}/steps`)).status).toBe(403);
  expect((await house.takeAlias(house.moderator, 'a'.repeat(26), 'word')).status).toBe(404);
});

test('P3 a suspended person cannot post under another name either, and their alias looks as it did', async () => {
  const look = async () =>
    JSON.stringify((await pageOf(house.moderator, threadId)).posts.map((post: PostView) => post));
  const before = await look();
  expected(201, await house.take(house.moderator, id, 'suspend'));
  const tried = await who.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text: 'More.', as: 'alias' });
  expect(tried.status).toBe(401);
  expect(await look()).toBe(before);
  expect((await house.stepsOfAlias(house.moderator, alias)).steps).toEqual([]);
});
