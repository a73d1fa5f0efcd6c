import { randomUUID } from 'node:crypto';
import { type Change, circlePage, deviceList, sessionPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import type { Socket } from 'socket.io-client';
import { closeSockets, connect, drop, ended, joinStream, reconnect } from './sockets';

const transports = ['websocket', 'polling'] as const;
/** How soon whoever lost access hears nothing more (safety.md S6). */
const soon = 2_000;

let server: BuiltServer;
let founder: Insider;
let chair: Insider;
let themeId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  themeId = await beginTheme(chair);
});
afterEach(closeSockets);
afterAll(() => server?.stop());

/** A thread that somebody reads now and will not later: what takes them in, and what takes them out. */
interface Closing {
  who: Insider;
  thread: string;
  /** The thread's own stream, and that of its audience. */
  streams: string[];
  out(): Promise<unknown>;
}

let joined = 0;

/** They were coming to a session, and are not any more. */
async function leavingASession(): Promise<Closing> {
  const who = await inviteAndJoin(founder, `Sam Session ${(joined += 1)}`);
  const planned = { key: randomUUID(), themeId, title: 'S', startsAt: '2027-01-01T12:00:00Z', minutes: 60 };
  const session = expected(201, await chair.post('/api/sessions', planned)).as(sessionPage).id;
  const come = async (coming: boolean) => expected(200, await who.put(`/api/sessions/${session}/coming`, { coming }));
  await come(true);
  const thread = await beginThread(who, themeId, { audience: { kind: 'session', id: session } });
  return { who, thread, streams: [`thread:${thread}`, `session:${session}`], out: () => come(false) };
}

/** They were a moderator, and are a member. */
async function ceasingToModerate(): Promise<Closing> {
  const who = await inviteAndJoin(founder, `Finn Former ${(joined += 1)}`, 'moderator');
  const { id } = await who.me();
  const thread = await beginThread(chair, themeId, { audience: { kind: 'moderators' } });
  const out = async () => expected(200, await founder.patch(`/api/members/${id}`, { role: 'member' }));
  return { who, thread, streams: [`thread:${thread}`, 'moderators'], out };
}

/** They were in a circle, and are taken out or leave. */
async function goingFromACircle(by: 'chair' | 'themselves'): Promise<Closing> {
  const who = await inviteAndJoin(founder, `Cleo Circle ${(joined += 1)}`);
  const { id } = await who.me();
  const made = { key: randomUUID(), name: 'Us', purpose: 'For us.', livedExperience: true, withMe: true };
  const circle = expected(201, await chair.post('/api/circles', made)).as(circlePage).id;
  expected(200, await chair.post(`/api/circles/${circle}/ask`, { member: id }));
  expected(200, await who.post(`/api/circles/${circle}/answer`, { yes: true }));
  const thread = await beginThread(who, themeId, { audience: { kind: 'circle', id: circle } });
  const out = async () =>
    expected(
      200,
      by === 'chair'
        ? await chair.del(`/api/circles/${circle}/members/${id}`)
        : await who.post(`/api/circles/${circle}/leave`),
    );
  return { who, thread, streams: [`thread:${thread}`, `circle:${circle}`], out };
}

/** What reaches a socket from now on, as text. */
function heard(socket: Socket): { includes(text: string): boolean; all(): string } {
  const changes: string[] = [];
  socket.on('change', (change: Change) => changes.push(JSON.stringify(change)));
  const all = () => changes.join('\n');
  return { all, includes: (text) => all().includes(text) };
}

async function listen(person: Insider, streams: string[], transport: (typeof transports)[number] = 'websocket') {
  const socket = await connect(person, transport);
  const said = heard(socket);
  for (const stream of streams) expect(await joinStream(socket, stream)).toMatchObject({ reload: true });
  return { socket, said };
}

/** Neither by socket nor by HTTP is there anything of this thread; the answers are those about one that never was. */
async function isClosed({ who, thread, streams }: Closing, socket: Socket): Promise<void> {
  const never = 'a'.repeat(26);
  const answerTo = async (path: string) => {
    const { status, text } = await who.get(path);
    return [status, text.replace(/"requestId":"[^"]+"/, '')];
  };
  for (const stream of streams) {
    expect(await joinStream(socket, stream)).toEqual({ error: 'not-found' });
    const changes = (name: string) => answerTo(`/api/streams/${name}/changes?epoch=x&after=0`);
    expect(await changes(stream)).toEqual(await changes(`thread:${never}`));
  }
  for (const part of ['page', 'page?page=1'])
    expect(await answerTo(`/api/threads/${thread}/${part}`)).toEqual(await answerTo(`/api/threads/${never}/${part}`));
  expect((await answerTo(`/api/threads/${thread}/page`))[0]).toBe(404);
}

describe.each([
  ['leaves a session', leavingASession],
  ['is no moderator any more', ceasingToModerate],
  ['is taken out of a circle', () => goingFromACircle('chair')],
  ['leaves a circle', () => goingFromACircle('themselves')],
])('who %s', (_, closing) => {
  test.each(transports)('S6 hears nothing more of its threads after two seconds, by %s', async (transport) => {
    const it = await closing();
    const { socket, said } = await listen(it.who, it.streams, transport);
    const witness = await listen(chair, it.streams);
    await writePost(chair, it.thread, 'among us');
    await waitUntil('both hear', () => said.includes('among us') && witness.said.includes('among us'));

    await it.out();
    const lost = performance.now();
    while (performance.now() < lost + soon) await writePost(chair, it.thread, 'in between');
    for (const number of [1, 2, 3]) await writePost(chair, it.thread, `afterwards ${number}`);
    await waitUntil('the witness hears the last', () => witness.said.includes('afterwards 3'));
    // Something for all comes after it on the same line: what was on its way has arrived.
    expect(await joinStream(socket, 'members')).toMatchObject({ reload: true });
    expect(said.all()).not.toContain('afterwards');
    await isClosed(it, socket);
  });

  test.each(transports)('S5 does not come back in after a drop, by %s', async (transport) => {
    const it = await closing();
    const { socket, said } = await listen(it.who, it.streams, transport);
    await drop(socket);
    // What came until then was theirs to hear.
    const before = said.all();
    await it.out();
    await writePost(chair, it.thread, 'while it was away');
    await reconnect(socket);
    await isClosed(it, socket);
    await writePost(chair, it.thread, 'since it is back');
    expect(await joinStream(socket, 'members')).toMatchObject({ reload: true });
    expect(said.all()).toBe(before);
  });

  test('S6 is out of nothing else', async () => {
    const it = await closing();
    const { socket, said } = await listen(it.who, ['members', ...it.streams]);
    await it.out();
    const refused = async (stream = '') => 'error' in ((await joinStream(socket, stream)) as object);
    await waitUntil('they are out', () => refused(it.streams[0]), soon);
    await isClosed(it, socket);
    await beginTheme(chair, 'For all');
    await waitUntil('a theme for all is told', () => said.includes('theme.changed'));
    expect(socket.connected).toBe(true);
  });
});

describe('S6 the sockets of a device end within two seconds', () => {
  test.each(transports)('S6 when it is signed out from another, by %s', async (transport) => {
    const here = await inviteAndJoin(founder, `Dee Device ${(joined += 1)}`);
    const there = await here.signedInAgain();
    const [own, other] = [await listen(here, ['members']), await listen(there, ['members'], transport)];
    const { devices } = expected(200, await here.get('/api/devices')).as(deviceList);
    const id = devices.find((device) => !device.here)?.id ?? '';
    const gone = ended(other.socket, soon);
    expected(200, await here.del(`/api/devices/${id}`));
    await gone;
    await expect(reconnect(other.socket)).rejects.toThrow('sign-in-needed');
    expect(own.socket.connected).toBe(true);
  });

  test('S6 when the password is changed on another', async () => {
    const here = await inviteAndJoin(founder, `Pat Password ${(joined += 1)}`);
    const there = await here.signedInAgain();
    const [own, other] = [await listen(here, ['members']), await listen(there, ['members'])];
    const gone = ended(other.socket, soon);
    expected(200, await here.post('/api/password', { current: testPassword, password: 'harbour-velvet-kettle-31' }));
    await gone;
    await expect(reconnect(other.socket)).rejects.toThrow('sign-in-needed');
    expect(own.socket.connected).toBe(true);
  });

  test.each(transports)(
    'S6 when access is paused, and a session from before does not come back with it, by %s',
    async (transport) => {
      const here = await inviteAndJoin(founder, `Una Unreached ${(joined += 1)}`);
      const { id } = await here.me();
      const { socket } = await listen(here, ['members'], transport);
      const gone = ended(socket, soon);
      expected(200, await chair.post(`/api/members/${id}/address-gone`));
      await gone;
      await expect(reconnect(socket)).rejects.toThrow('sign-in-needed');
      expect((await here.get('/api/people')).status).toBe(401);
      expected(200, await chair.post(`/api/members/${id}/still-with-us`, { how: 'By phone.' }));
      expect((await here.get('/api/people')).status).toBe(401);
      expected(200, await (await here.signedInAgain()).get('/api/people'));
    },
  );
});
