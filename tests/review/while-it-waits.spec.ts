import { randomUUID } from 'node:crypto';
import { waitingView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  inviteAndJoin,
  setNewMemberPosts,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House, pageOf, publish, revisionOf, untilLookedAgain } from '../voices/house';
import { wordsThatWait } from './words-that-wait';

jest.setTimeout(120_000);

let house: House;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

const { thread, written, waits, inQueue, checkFirst } = wordsThatWait(() => ({ house, themeId }));

describe('what waits while its thread changes', () => {
  test('closed: it cannot come out, both sides are told so; opened again it can', async () => {
    const member = await inviteAndJoin(house.founder, 'Clo Sed');
    const threadId = await thread();
    await checkFirst(threadId, true);
    const { id } = await waits(member, threadId, 'Before it was closed.');
    expected(200, await house.moderator.patch(`/api/threads/${threadId}`, { state: 'closed' }));
    expect(await inQueue(house.moderator, id)).toMatchObject({ waiting: { closed: true } });
    const [own] = (await pageOf(member, threadId)).viewer.waiting;
    expect(own).toMatchObject({ id, closed: true });
    const revision = await revisionOf(house.moderator, id);
    const refused = await house.moderator.post(`/api/waiting/${id}/publish`, { revision });
    expect([refused.status, (refused.json as { code: string }).code]).toEqual([422, 'thread-closed']);
    expected(200, await house.moderator.patch(`/api/threads/${threadId}`, { state: 'open' }));
    await publish(house.moderator, id);
    expect((await pageOf(house.founder, threadId)).thread.lastNumber).toBe(2);
  });

  test('put into another: it comes out there, below the post that it answers, and its author finds it there', async () => {
    const member = await inviteAndJoin(house.founder, 'Mer Ged');
    const [from, to] = [await thread(), await thread()];
    await writePost(house.founder, from, 'Second in the one.');
    await checkFirst(from, true);
    const { id } = await waits(member, from, 'A reply.', { replyTo: 2 });
    expected(200, await house.moderator.post(`/api/threads/${from}/merge`, { into: to }));
    await waitUntil('its posts are there', async () => (await pageOf(house.founder, to)).thread.lastNumber === 3);
    expect(await inQueue(house.moderator, id)).toMatchObject({ threadId: to, waiting: { closed: false } });
    expect((await pageOf(member, to)).viewer.waiting.map((one) => one.id)).toEqual([id]);
    await publish(house.moderator, id);
    const { posts } = await pageOf(house.founder, to);
    expect(posts.at(-1)).toMatchObject({ number: 4, replyTo: 3 });
  });

  test('a change of a post that was moved is seen by who may read where it is now', async () => {
    const member = await inviteAndJoin(house.founder, 'Mo Ved');
    const from = await thread();
    const to = await beginThread(house.founder, themeId, { audience: { kind: 'moderators' } });
    const post = await writePost(member, from, 'Before.');
    await checkFirst(from, true);
    const edit = { text: 'After.', contentNote: null, textVersion: 1 };
    const { id } = expected(200, await member.put(`/api/posts/${post.id}`, edit)).as(waitingView);
    expected(200, await house.moderator.post(`/api/threads/${from}/move`, { numbers: [post.number], to }));
    await waitUntil('it is there', async () => (await pageOf(house.founder, to)).thread.lastNumber === 2);
    expect(await inQueue(house.moderator, id)).toMatchObject({ threadId: to });
    await publish(house.moderator, id);
    expect((await pageOf(house.founder, to)).posts.at(-1)?.bodyHtml).toContain('After.');
  });
});

test('what was declined is kept for two weeks, as its author is told; with it goes the thread that it was to begin', async () => {
  await setNewMemberPosts(house.founder, 1);
  const dan = await waitUntil('somebody new is checked', async () => {
    const somebody = await inviteAndJoin(house.founder, `Dan ${randomUUID().slice(0, 8)}`);
    return 'waits' in (await written(somebody, await thread(), 'One.')) ? somebody : undefined;
  });
  const begin = { key: randomUUID(), themeId, kind: 'discussion', audience: { kind: 'members' }, as: 'self' };
  const begun = expected(201, await dan.post('/api/threads', { ...begin, title: 'Never', text: 'A zqfirst.' }));
  const { id, threadId, revision } = begun.as(waitingView);
  const decline = { revision, reason: 'It names somebody.' };
  expected(200, await house.moderator.post(`/api/waiting/${id}/decline`, decline));
  const own = async () => expected(200, await dan.get(`/api/own/waiting/${id}`)).as(waitingView);
  const day = 86_400_000;
  const inDays = (days: number) => new Date(house.time.now + days * day).toISOString().slice(0, 10);
  expect(await own()).toMatchObject({ state: 'declined', keptUntil: inDays(14) });
  expect((await dan.page(`/own/waiting/${id}`)).text).toContain('Then it is deleted.');
  // Changed, it is checked again, and nothing is counted.
  expected(200, await dan.put(`/api/own/waiting/${id}`, { text: 'A zqfirst, changed.' }));
  expect(await own()).toMatchObject({ state: 'held', keptUntil: null });
  const again = { revision: await revisionOf(house.moderator, id), reason: 'It still does.' };
  expected(200, await house.moderator.post(`/api/waiting/${id}/decline`, again));
  house.time.move(14 * day);
  await untilLookedAgain(house, 'waiting.declined');
  expect((await own()).text).toBe('A zqfirst, changed.');
  house.time.move(day);
  await waitUntil('it is gone', async () => (await dan.get(`/api/own/waiting/${id}`)).status === 404, 30_000);
  const left = () =>
    withDatabaseOf(house.server, (db) => db.collection<{ _id: string }>('threads').findOne({ _id: threadId }));
  await waitUntil('its thread is gone', async () => (await left()) === null, 30_000);
  expect((await dan.get(`/api/threads/${threadId}/page`)).status).toBe(404);
  house.founder = await house.founder.signedInAgain();
  house.moderator = await house.moderator.signedInAgain();
  await setNewMemberPosts(house.founder, 0);
});

test('a thread that was begun long ago, as it says, and gets its first post only now is not taken away before', async () => {
  const like = await thread();
  const id = like.slice(0, -1) + (like.endsWith('a') ? 'b' : 'a');
  const looked = () =>
    withDatabaseOf(house.server, async (db) => {
      const lease = await db.collection<{ _id: string; until: Date }>('leases').findOne({ _id: 'threads.empty' });
      return lease?.until.getTime() ?? 0;
    });
  await withDatabaseOf(house.server, async (db) => {
    const threads = db.collection<{ _id: string; lastNumber: number; startedAt: Date; creation?: object }>('threads');
    const { creation: _, ...begun } = (await threads.findOne({ _id: like })) ?? {};
    await threads.insertOne({ ...begun, _id: id, lastNumber: 0, startedAt: new Date('2020-07-08T14:20:00Z') });
  });
  const before = await looked();
  await waitUntil('it was looked', async () => (await looked()) > before, 30_000);
  await writePost(house.founder, id, 'The first.');
  await untilLookedAgain(house, 'threads.empty');
  expect((await pageOf(house.founder, id)).thread.state).toBe('open');
});
