import { randomUUID } from 'node:crypto';
import { postView, reviewQueue, type WaitingView, waitingView } from '@throughline/contracts';
import { beginThread, expected, type Insider, inviteAndJoin, writePost } from '@throughline/testing';
import { allOf } from '../identity/database-of';
import { flagOf, hide, open, report, stays } from '../wrong/reporting';
import { firstAsAlias, foundHouseOfTwo, type House, pageOf, toBeChecked, writeAsAlias } from '../voices/house';

jest.setTimeout(90_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  ({ house, amber, rowan, themeId } = await foundHouseOfTwo());
});
afterAll(() => house?.server.stop());
beforeEach(async () => {
  threadId = await beginThread(house.founder, themeId);
});

const checkFirst = async () =>
  expected(200, await house.moderator.patch(`/api/threads/${threadId}`, { checkFirst: true }));
/** Without a name, which the finder would mark. */
const copyOf = (words: string, own: string) => `#2:\n> ${words}\n\n${own}`;

test('P15 a copy in words that wait goes with what it copies', async () => {
  const words = 'The zqcanary sang in the morning before all others woke.';
  const { id } = await writePost(amber, threadId, words);
  await firstAsAlias(rowan, house.moderator, threadId, 'First as an alias.');
  expect((await writeAsAlias(rowan, threadId, copyOf(words, 'Heard by an alias.'))).state).toBe('due');
  await checkFirst();
  const post = { key: randomUUID(), as: 'self', sure: true, text: copyOf(words, 'I heard it.') };
  const held = expected(201, await rowan.post(`/api/threads/${threadId}/posts`, post)).as(waitingView);
  expected(200, await amber.post(`/api/posts/${id}/erase`));
  expect(await allOf(house.server)).not.toContain('zqcanary');
  const { waiting } = (await pageOf(rowan, threadId)).viewer;
  expect(waiting.map(({ text }) => text).sort()).toEqual(['#2:\n> …\n\nHeard by an alias.', '#2:\n> …\n\nI heard it.']);
  expect((await toBeChecked(house.moderator)).find((one) => one.id === held.id)?.text).toContain('I heard it.');
});

test('P15 a copy in the thread that a post was moved away from goes, too', async () => {
  const words = 'The zqlinnet sang in the morning before all others woke.';
  const { id } = await writePost(amber, threadId, words);
  await writePost(rowan, threadId, copyOf(words, 'I heard it.'));
  const to = await beginThread(house.founder, themeId);
  expected(200, await house.moderator.post(`/api/threads/${threadId}/move`, { numbers: [2], to }));
  expected(200, await amber.post(`/api/posts/${id}/erase`));
  expect(await allOf(house.server)).not.toContain('zqlinnet');
  expect((await pageOf(rowan, threadId)).posts[2]?.bodyHtml).toContain('I heard it.');
});

test('P14 whoever took their name off a post neither reports it nor decides about it', async () => {
  const other = await inviteAndJoin(house.founder, 'Ola Keeper', 'moderator');
  const post = await writePost(house.moderator, threadId, 'A moderator wrote this.');
  expected(200, await house.moderator.post(`/api/posts/${post.id}/name-off`));
  expect((await report(house.moderator, post)).status).toBe(422);
  await hide(rowan, post);
  expect((await open(house.moderator)).map(({ postId }) => postId)).not.toContain(post.id);
  const flag = await flagOf(other, post);
  expect((await stays(house.moderator, flag)).status).toBe(404);
  expected(200, await stays(other, flag));
});

test('P14 a change that waits loses the name with its post, and is still its author’s', async () => {
  const { id } = await writePost(amber, threadId, 'Under my name.');
  await checkFirst();
  const edit = { text: 'Under my name, changed.', textVersion: 1 };
  const waits = expected(200, await amber.put(`/api/posts/${id}`, edit)).as(waitingView);
  expected(200, await amber.post(`/api/posts/${id}/name-off`));
  const queue = expected(200, await house.moderator.get('/api/review')).as(reviewQueue);
  const [item] = queue.items.filter((one) => one.id === waits.id);
  expect(item && 'waiting' in item ? item.waiting.author : null).toEqual({ kind: 'unnamed' });
  const own = (await pageOf(amber, threadId)).viewer.waiting.map((one: WaitingView) => [one.id, one.abilities]);
  expect(own).toEqual([[waits.id, ['waiting.change', 'waiting.withdraw']]]);
  expect((await pageOf(rowan, threadId)).viewer.waiting).toEqual([]);
  expect((await rowan.get(`/api/own/waiting/${waits.id}`)).status).toBe(404);
  expected(200, await amber.post(`/api/own/waiting/${waits.id}/withdraw`));
  expect(expected(200, await amber.get(`/api/threads/${threadId}/page`)).text).not.toContain('changed.');
  // What they change from now on waits as theirs as well.
  const again = expected(200, await amber.put(`/api/posts/${id}`, edit)).as(waitingView);
  expect(again.author).toEqual({ kind: 'unnamed' });
  expect((await pageOf(amber, threadId)).viewer.waiting.map((one) => one.id)).toEqual([again.id]);
  expect(postView.safeParse(again).success).toBe(false);
});
