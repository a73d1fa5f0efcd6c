import { randomUUID } from 'node:crypto';
import { type Change, sessionPage } from '@throughline/contracts';
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
import type { Socket } from 'socket.io-client';
import { closeSockets, connect, drop, joinStream, reconnect } from './sockets';

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let session: string;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  member = await inviteAndJoin(founder, 'Mo Member');
  const themeId = await beginTheme(chair);
  const planned = { key: randomUUID(), themeId, title: 'S', startsAt: '2027-01-01T12:00:00Z', minutes: 60 };
  session = expected(201, await chair.post('/api/sessions', planned)).as(sessionPage).id;
  expected(200, await member.put(`/api/sessions/${session}/coming`, { coming: true }));
  thread = await beginThread(chair, themeId, { audience: { kind: 'session', id: session } });
});
afterEach(closeSockets);
afterAll(() => server?.stop());

const coming = async (answer: boolean) =>
  expected(200, await member.put(`/api/sessions/${session}/coming`, { coming: answer }));
const streams = () => [`thread:${thread}`, `session:${session}`];
const say = (text: string) => writePost(chair, thread, text);

/** Everything that reaches a socket from now on. */
function heard(socket: Socket): string[] {
  const texts: string[] = [];
  socket.on('change', (change: Change) => texts.push(JSON.stringify(change)));
  return texts;
}

async function inside(): Promise<{ socket: Socket; texts: string[] }> {
  await coming(true);
  const socket = await connect(member);
  const texts = heard(socket);
  for (const stream of streams())
    await waitUntil(`in ${stream}`, async () => !('error' in ((await joinStream(socket, stream)) as object)));
  return { socket, texts };
}

async function isOut(socket: Socket): Promise<void> {
  for (const stream of streams()) {
    expect(await joinStream(socket, stream)).toEqual({ error: 'not-found' });
    const unknown = `${stream.split(':')[0]}:${'a'.repeat(26)}`;
    const [closed, nothing] = [stream, unknown].map((name) =>
      member.get(`/api/streams/${name}/changes?epoch=x&after=0`),
    );
    const shape = async (answer: typeof closed) => {
      const { status, text } = (await answer) ?? { status: 0, text: '' };
      return [status, text.replace(/"requestId":"[^"]+"/, '')];
    };
    expect(await shape(closed)).toEqual(await shape(nothing));
    expect((await shape(closed))[0]).toBe(404);
  }
}

test('S6 who leaves a session hears nothing more of what its participants write, within two seconds', async () => {
  const { socket, texts } = await inside();
  await say('heard by both');
  await waitUntil('it is heard', () => texts.some((text) => text.includes('heard by both')));
  const other = await connect(chair);
  const stillHeard = heard(other);
  for (const stream of streams()) await joinStream(other, stream);

  await coming(false);
  const left = Date.now();
  let last = '';
  await waitUntil('well over two seconds of talking', async () => {
    last = `talking on after ${Date.now() - left} ms`;
    await say(last);
    return Date.now() - left > 3_000;
  });
  // What was said last reached who may hear it, so the silence is not that of a dead line.
  await waitUntil('the chair heard it', () => stillHeard.some((text) => text.includes(last)));
  const heardAfter = texts.flatMap((text) => /talking on after (\d+) ms/.exec(text)?.[1] ?? []).map(Number);
  expect(Math.max(0, ...heardAfter)).toBeLessThan(2_000);
  expect(socket.connected).toBe(true);
  await isOut(socket);
});

test('S5 who left while the line was down does not come back in', async () => {
  const { socket, texts } = await inside();
  await drop(socket);
  await coming(false);
  await say('while it was down');
  await reconnect(socket);
  await isOut(socket);
  expect(texts.join()).not.toContain('while it was down');
});
