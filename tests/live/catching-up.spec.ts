import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { Reader } from './reader';
import { closeSockets } from './sockets';

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let reading: Insider;
let themeId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  member = await inviteAndJoin(founder, 'Mo Member');
  reading = await inviteAndJoin(founder, 'Rita Reader');
  themeId = await beginTheme(chair);
});
afterEach(closeSockets);
afterAll(() => server?.stop());

const newThread = () => beginThread(chair, themeId);

/** Writes, answers, edits, thanks and takes back, for a while. */
async function discuss(by: Insider, thread: string, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const { id, number } = await writePost(by, thread, `${by.signInName} ${round}`, round % 2 === 0 ? null : 1);
    if (round % 3 === 0) expected(200, await by.put(`/api/posts/${id}`, { text: `better ${number}`, textVersion: 1 }));
    if (round % 4 === 0) expected(200, await chair.put(`/api/posts/${id}/reaction`, { kind: 'thank-you', on: true }));
    if (round % 5 === 0) expected(200, await by.post(`/api/posts/${id}/withdraw`));
  }
}

/** The page ends as one fetched now, and what was taken on the way came in order and without a gap. */
async function endsAsFresh(reader: Reader): Promise<void> {
  const shown = (page: Reader['page']) => ({ posts: page.posts, lastNumber: page.thread.lastNumber });
  await waitUntil('the page shows what is there', async () => {
    await reader.settled();
    const fresh = await reader.fresh();
    return JSON.stringify(shown(reader.page)) === JSON.stringify(shown(fresh));
  }).catch(async () => expect(shown(reader.page)).toEqual(shown(await reader.fresh())));
  reader.taken.forEach((seq, index) => expect(seq).toBe((reader.taken[0] ?? 0) + index));
}

describe.each(['websocket', 'polling'] as const)('R4 by %s, a page ends as a fresh load would', (transport) => {
  test('when its socket drops and comes back in the middle of posts, changes and withdrawals by two others', async () => {
    const thread = await newThread();
    const reader = await Reader.open(reading, thread, transport);
    const both = Promise.all([discuss(chair, thread, 20), discuss(member, thread, 20)]);
    for (let drops = 0; drops < 3; drops += 1) {
      await waitUntil('some came', () => reader.taken.length > drops * 10);
      await reader.drop();
      await writePost(member, thread, 'while it was away');
      await reader.comeBack();
    }
    await both;
    await endsAsFresh(reader);
    // All of it came by the log; the page was never thrown away.
    expect(reader.reloads).toBe(0);
    expect(reader.page.posts).toHaveLength(44);
  });

  test('when posts come while it is opened', async () => {
    const thread = await newThread();
    const writing = discuss(member, thread, 12);
    const readers: Reader[] = [];
    for (let opened = 0; opened < 6; opened += 1) readers.push(await Reader.open(reading, thread, transport));
    await writing;
    for (const reader of readers) await endsAsFresh(reader);
  });
});

test('R4 two tabs of one account both follow', async () => {
  const thread = await newThread();
  const tabs = [await Reader.open(reading, thread), await Reader.open(reading, thread)];
  await discuss(reading, thread, 6);
  for (const tab of tabs) await endsAsFresh(tab);
  expect(tabs.map(({ page }) => page.posts.length)).toEqual([7, 7]);
});

test.each([
  ['restarted', 'the log goes on', 0, async () => server.restart()],
  ['killed and started again', 'a new epoch begins', 1, async () => (await server.kill(), server.restart())],
])('R4 a page ends as a fresh load would when the server is %s: %s', async (_, __, reloads, again) => {
  const thread = await newThread();
  const reader = await Reader.open(reading, thread);
  await discuss(member, thread, 3);
  await again();
  await discuss(member, thread, 3);
  await reader.comeBack();
  await discuss(chair, thread, 2);
  await endsAsFresh(reader);
  expect(reader.page.posts).toHaveLength(9);
  expect(reader.reloads).toBe(reloads);
});
