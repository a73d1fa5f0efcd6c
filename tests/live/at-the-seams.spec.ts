import { type Change, changesAnswer, headsAnswer, threadPage, type ThreadPage } from '@throughline/contracts';
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
import { applyChange } from '../../apps/web/src/live/apply-change';
import { closeSockets, connect, send } from './sockets';

let server: BuiltServer;
let writers: Insider[];
let reading: Insider;
let thread: string;
let themeId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const founder = await foundCommunity(server);
  writers = [founder, await inviteAndJoin(founder, 'Wes Writer'), await inviteAndJoin(founder, 'Win Writer')];
  reading = await inviteAndJoin(founder, 'Rita Reader');
  themeId = await beginTheme(founder);
});
beforeEach(async () => (thread = await beginThread(reading, themeId)));
afterEach(closeSockets);
afterAll(() => server?.stop());

const open = async () => expected(200, await reading.get(`/api/threads/${thread}/page?page=1`)).as(threadPage);

async function changesAfter({ epoch, seq }: { epoch: string; seq: number }): Promise<Change[]> {
  const path = `/api/streams/thread:${thread}/changes?epoch=${epoch}&after=${seq}`;
  const answer = expected(200, await reading.get(path)).as(changesAnswer);
  expect(answer).toMatchObject({ reload: false, more: false });
  return answer.changes;
}

/** All write at once, and say when they are done. None edits: that would bring a post again that was missed. */
function writing(posts: number): { done: Promise<unknown>; over(): boolean } {
  let over = false;
  const write = async (by: Insider) => {
    for (let count = 0; count < posts; count += 1) await writePost(by, thread, `${by.signInName} ${count}`);
  };
  const done = Promise.all(writers.map(write)).finally(() => (over = true));
  return { done, over: () => over };
}

test('R4 what is not on a page when it is fetched comes after its cursor', async () => {
  const { done, over } = writing(16);
  const fetched: ThreadPage[] = [];
  const fetchOn = async () => {
    while (!over()) fetched.push(await open());
  };
  await Promise.all([done, fetchOn(), fetchOn(), fetchOn()]);
  const { posts } = await open();
  expect(posts.map(({ number }) => number)).toEqual(Array.from({ length: 49 }, (_, index) => index + 1));
  // Some were fetched in the middle of it.
  expect(new Set(fetched.map((page) => page.posts.length)).size).toBeGreaterThan(5);
  const since = await changesAfter({ epoch: fetched[0]?.cursor.epoch ?? '', seq: 0 });
  for (const page of fetched) {
    const missed = since.filter(({ seq }) => seq > page.cursor.seq);
    expect(missed.reduce(applyChange, page).posts).toEqual(posts);
  }
});

test('R4 the answer to joining and what is pushed after it leave nothing out between them', async () => {
  const joining = await Promise.all(
    Array.from({ length: 15 }, async () => {
      const socket = await connect(reading);
      const heard = new Set<number>();
      socket.on('change', ({ seq }: Change) => heard.add(seq));
      return { socket, heard, from: 0 };
    }),
  );
  const { done } = writing(16);
  for (const one of joining) {
    const { cursor } = await open();
    one.from = cursor.seq;
    const answer = changesAnswer.parse(await send(one.socket, 'join', { stream: `thread:${thread}`, cursor }));
    expect(answer.reload).toBe(false);
    for (const { seq } of answer.changes) one.heard.add(seq);
  }
  await done;
  await writePost(reading, thread, 'the last');
  const { cursor: head } = await open();
  for (const { heard, from } of joining) {
    await waitUntil('the last is heard', () => heard.has(head.seq));
    const lacking = Array.from({ length: head.seq - from }, (_, index) => from + 1 + index).filter(
      (seq) => !heard.has(seq),
    );
    expect(lacking).toEqual([]);
  }
  // They joined in the middle of it, or nothing was shown.
  expect(new Set(joining.map(({ from }) => from)).size).toBeGreaterThan(5);
});

test('R4 who did not hear the last push is told when asking for heads, and only then', async () => {
  const socket = await connect(reading);
  const stream = `thread:${thread}`;
  const { cursor: before } = await open();
  await send(socket, 'join', { stream, cursor: before });
  const moved = async (cursor: typeof before) =>
    headsAnswer.parse(await send(socket, 'heads', { cursors: { [stream]: cursor } })).moved;
  expect(await moved(before)).toEqual([]);
  await writePost(reading, thread, 'the last');
  expect(await moved(before)).toEqual([stream]);
  const [change] = await changesAfter(before);
  expect(change).toMatchObject({ seq: before.seq + 1, type: 'post.published' });
  expect(await moved({ ...before, seq: before.seq + 1 })).toEqual([]);
});
