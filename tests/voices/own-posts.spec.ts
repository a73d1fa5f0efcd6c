import { ownPosts } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  testPassword,
  writePost,
} from '@throughline/testing';
import { firstAsAlias, foundHouse, type House, untilPosts, writeAsAlias } from './house';

jest.setTimeout(120_000);

/** How many a part of the list holds. */
const partSize = 50;

let house: House;
let amber: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
beforeEach(async () => {
  threadId = await beginThread(house.founder, themeId);
});
afterAll(() => house?.server.stop());

const named = async (after?: string) =>
  expected(200, await amber.get(`/api/own/posts${after === undefined ? '' : `?after=${after}`}`)).as(ownPosts);
const underAliases = async (after?: string) =>
  expected(200, await amber.post('/api/own/alias-posts', { password: testPassword, after })).as(ownPosts);
const numbers = ({ posts }: { posts: readonly { number: number }[] }) => posts.map(({ number }) => number);

test('one’s own posts come in parts, the latest first, each once', async () => {
  for (let count = 0; count < partSize + 3; count += 1) await writePost(amber, threadId, `Post ${count}.`);
  const first = await named();
  expect([first.posts.length, first.next]).toEqual([partSize, String(partSize)]);
  const last = await named(first.next ?? '');
  expect([last.posts.length, last.next]).toEqual([3, null]);
  expect([...numbers(first), ...numbers(last)]).toEqual(
    Array.from({ length: partSize + 3 }, (_, at) => partSize + 4 - at),
  );
  expect((await amber.page('/own/posts')).text).toContain(`href="/own/posts?after=${partSize}`);
  const { text } = await amber.page(`/own/posts?after=${partSize}`);
  expect(text).toContain('Post 0.');
  expect(text).not.toContain('href="/own/posts?after=');
  for (const wrong of ['x', '-1', '1e3']) expect((await amber.get(`/api/own/posts?after=${wrong}`)).status).toBe(400);
});

test('P2 those under another name come in parts too, each for the password', async () => {
  await firstAsAlias(amber, house.moderator, threadId, 'As an alias, first.');
  for (let count = 0; count < partSize; count += 1) await writeAsAlias(amber, threadId, `As an alias, ${count}.`);
  house.time.toNextHalfHour();
  await untilPosts(house.founder, threadId, partSize + 2, 60_000);
  const waiting = await writeAsAlias(amber, threadId, 'This waits.');
  const first = await underAliases();
  expect([first.posts.length, first.next, first.waiting.map(({ id }) => id)]).toEqual([
    partSize,
    String(partSize),
    [waiting.id],
  ]);
  const last = await underAliases(first.next ?? '');
  expect([last.posts.length, last.next, last.waiting]).toEqual([1, null, []]);
  expect(new Set([...numbers(first), ...numbers(last)]).size).toBe(partSize + 1);
  expect((await amber.post('/api/own/alias-posts', { password: 'not this one', after: '50' })).status).toBe(403);

  const shown = await amber.submit('alias-posts', { password: testPassword });
  expect(shown.text).toContain('after you give your password again');
  const earlier = await amber.submit('alias-posts', { password: testPassword, after: '50' });
  expect(earlier.text.match(/As an alias, /g)).toHaveLength(1);
  expect(earlier.text).not.toContain('after you give your password again');
});
