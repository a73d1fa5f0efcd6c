import { randomUUID } from 'node:crypto';
import { type LiveRequest, liveRequests } from '@throughline/contracts/names';
import { Ids } from '@throughline/kernel';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  inviteAndJoin,
  type Insider,
  Person,
  startBuiltServer,
  within,
} from '@throughline/testing';
import type { Socket } from 'socket.io-client';
import { rawRequest } from '../http/raw-request';
import { withDatabaseOf } from '../identity/database-of';
import { closeSockets, connect, drop, ended, joinStream, nowhere, reconnect, send } from './sockets';

let server: BuiltServer;
let administrator: Insider;
let moderator: Insider;
let member: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  administrator = await foundCommunity(server);
  moderator = await inviteAndJoin(administrator, 'Mo Moderator', 'moderator');
  member = await inviteAndJoin(administrator, 'Mia Member');
}, 90_000);
afterEach(closeSockets);
afterAll(() => server.stop());

const unknownId = 'a'.repeat(26);

describe('S4 origin', () => {
  const origins: [what: string, origin: () => string, granted: boolean][] = [
    ['our own', () => server.url, true],
    ['another site', () => 'https://evil.example', false],
    ['a site that begins like ours', () => `${server.url}.evil.example`, false],
    ['another port', () => server.url.replace(/\d+$/, '9'), false],
    ['https in place of http', () => server.url.replace('http:', 'https:'), false],
    ['null', () => 'null', false],
  ];

  test.each(origins)('S4 a websocket from %s', async (_, origin, granted) => {
    const { status } = await rawRequest(`${server.url}/socket.io/?EIO=4&transport=websocket`, {
      headers: {
        origin: origin(),
        cookie: member.cookie,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      },
    });
    if (granted) expect(status).toBe(101);
    else expect([400, 403]).toContain(status);
  });

  test.each(origins)('S4 polling from %s', async (_, origin, granted) => {
    const answer = await rawRequest(`${server.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: origin(), cookie: member.cookie },
    });
    if (granted) expect(answer.status).toBe(200);
    else expect([400, 403]).toContain(answer.status);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('S4 a host that is not ours', async () => {
    const answer = await rawRequest(`${server.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { host: 'elsewhere.example', cookie: member.cookie },
    });
    expect([400, 403, 404]).toContain(answer.status);
  });
});

describe('S6 who may connect', () => {
  test.each(['websocket', 'polling'] as const)('S6 nobody without a session, by %s', async (transport) => {
    await expect(connect(new Person(server.url), transport)).rejects.toThrow('sign-in-needed');
  });

  test.each(['websocket', 'polling'] as const)('S6 a member may, by %s', async (transport) => {
    const socket = await connect(member, transport);
    expect(await joinStream(socket, 'members')).toMatchObject({ reload: true });
  });

  test('S6 a cookie that was made up opens nothing', async () => {
    const stranger = member.copy();
    const signedOut = await member.signedInAgain();
    const stale = signedOut.copy();
    expected(200, await signedOut.post('/api/sign-out'));
    await expect(connect(stale)).rejects.toThrow('sign-in-needed');
    // The copy of a session that still holds is that session.
    expect((await connect(stranger)).connected).toBe(true);
  });
});

describe('S6 who may do what', () => {
  const streams: [stream: string, readers: string[]][] = [
    ['members', ['member', 'moderator', 'administrator']],
    ['moderators', ['moderator', 'administrator']],
    [`thread:${unknownId}`, []],
    [`session:${unknownId}`, []],
    [`circle:${unknownId}`, []],
    [`member:${unknownId}`, []],
    ['audit', ['administrator']],
    ['nothing', []],
  ];
  const people = { member: () => member, moderator: () => moderator, administrator: () => administrator };
  const matrix = streams.flatMap(([stream, readers]) =>
    Object.entries(people).map(([role, person]) => ({ stream, role, person, reads: readers.includes(role) })),
  );

  test.each(matrix)('S6 a $role joins $stream: $reads', async ({ stream, person, reads }) => {
    const socket = await connect(person());
    const answer = await joinStream(socket, stream);
    if (reads) expect(answer).toMatchObject({ reload: true, changes: [] });
    else expect(answer).toEqual({ error: 'not-found' });
    expect(socket.connected).toBe(true);
  });

  test('S6 what a refused join asked about is not told by asking for heads either', async () => {
    const socket = await connect(member);
    await joinStream(socket, 'moderators');
    expect(await send(socket, 'heads', { cursors: { moderators: nowhere } })).toEqual({ moved: [] });
  });

  test.each(liveRequests)('S6 %s with anything but its contract is answered, and breaks nothing', async (event) => {
    const socket = await connect(member);
    const wrong = [undefined, null, 7, 'members', [], {}, { stream: 'members', cursor: nowhere, more: 1, cursors: {} }];
    const odd = [
      { stream: { $ne: '' }, cursor: nowhere },
      { stream: '../members', cursor: nowhere },
    ];
    for (const message of [...wrong, ...odd]) {
      expect(await send(socket, event as LiveRequest, message)).toEqual({ error: 'bad-input' });
    }
    expect(socket.connected).toBe(true);
  });

  test.each(['post', 'message', 'change', 'signed-out', 'constructor', '__proto__', ''])(
    'S6 an event that is not listed ends the connection: %p',
    async (event) => {
      const socket = await connect(member);
      socket.emit(event, {});
      await ended(socket);
    },
  );
});

describe('S6 losing access', () => {
  test('S6 signing out ends the session’s sockets within two seconds, and no others', async () => {
    const device = await member.signedInAgain();
    const [own, other] = [await connect(device), await connect(member)];
    await joinStream(own, 'members');
    const told = new Promise((heard) => own.once('signed-out', () => heard(true)));
    expected(200, await device.post('/api/sign-out'));
    await ended(own, 2_000);
    expect(await told).toBe(true);
    expect(other.connected).toBe(true);
  });

  test('S6 signing out everywhere ends all of them', async () => {
    const leaver = await inviteAndJoin(administrator, 'Lea Leaver');
    const device = await leaver.signedInAgain();
    const sockets = [await connect(leaver), await connect(device)];
    expected(200, await leaver.post('/api/sign-out-everywhere'));
    await Promise.all(sockets.map((socket) => ended(socket, 2_000)));
  });

  test('S6 who stops being a moderator is out of the moderators’ stream, and stays connected', async () => {
    const former = await inviteAndJoin(administrator, 'Finn Former', 'moderator');
    const socket = await connect(former);
    expect(await joinStream(socket, 'moderators')).toMatchObject({ reload: true });
    const { id } = await former.me();
    expected(200, await administrator.patch(`/api/members/${id}`, { role: 'member' }));
    const deadline = performance.now() + 2_000;
    let answer: unknown;
    // Whoever is in a stream is told that the cursor of another epoch is stale; who is out of it is told nothing.
    do answer = await send(socket, 'heads', { cursors: { moderators: { epoch: 'other', seq: 0 } } });
    while (JSON.stringify(answer) !== '{"moved":[]}' && performance.now() < deadline);
    expect(answer).toEqual({ moved: [] });
    expect(await joinStream(socket, 'moderators')).toEqual({ error: 'not-found' });
    expect(socket.connected).toBe(true);
  });
});

describe('S5 no recovery that skips authorisation', () => {
  /** Joined, and told of a change: only then would Socket.IO's own recovery have something to go on from. */
  async function hearAChange(socket: Socket): Promise<void> {
    await joinStream(socket, 'members');
    const heard = new Promise((told) => socket.once('change', told));
    const theme = {
      key: randomUUID(),
      title: 'Getting there',
      question: 'What is in the way?',
      startsOn: '2026-01-01',
    };
    expected(201, await moderator.post('/api/themes', theme));
    await within(5_000, 'the change is pushed', heard);
  }

  test('S5 the server offers no private id to recover by', async () => {
    const socket = await connect(member);
    expect(socket.recovered).not.toBe(true);
    expect((socket as unknown as { _pid?: string })._pid).toBeUndefined();
  });

  test('S5 a session that ended during a drop does not come back', async () => {
    const device = await member.signedInAgain();
    const socket = await connect(device);
    await hearAChange(socket);
    await drop(socket);
    expected(200, await device.post('/api/sign-out'));
    // The same client again, with the cookie that it had and whatever it was given to recover by.
    await expect(reconnect(socket)).rejects.toThrow('sign-in-needed');
  });

  test('S5 streams that were joined before a drop are not joined after it', async () => {
    const socket = await connect(member);
    await hearAChange(socket);
    await drop(socket);
    await reconnect(socket);
    expect(await send(socket, 'heads', { cursors: { members: { epoch: 'other', seq: 0 } } })).toEqual({ moved: [] });
  });
});

describe('S7 limits', () => {
  test.each(['websocket', 'polling'] as const)(
    'S7 a message of more than 64 KB ends the connection, by %s',
    async (transport) => {
      const socket = await connect(member, transport);
      socket.emit('join', { stream: 'x'.repeat(70 * 1024), cursor: nowhere });
      await ended(socket);
      expect((await fetch(`${server.url}/api/health/live`)).status).toBe(200);
    },
  );

  test('S7 a message of less is answered', async () => {
    const socket = await connect(member);
    const answer = await send(socket, 'join', { stream: 'X'.repeat(60 * 1024), cursor: nowhere });
    expect(answer).toEqual({ error: 'bad-input' });
  });

  test('S7 a hundred messages at once are answered, a flood ends the connection', async () => {
    const socket = await connect(member);
    const leave = { stream: 'members' };
    const answers = await Promise.all(Array.from({ length: 95 }, () => send(socket, 'leave', leave)));
    expect(answers).toEqual(answers.map(() => ({ left: true })));
    for (let count = 0; count < 30; count++) socket.emit('leave', leave);
    await ended(socket);
  });

  test('S7 one member’s messages count together, also over connections that are made anew', async () => {
    const busy = await inviteAndJoin(administrator, 'Ann Anew');
    const leave = { stream: 'members' };
    let answered = 0;
    const flood = async () => {
      for (;;) {
        const socket = await connect(busy);
        await Promise.all(Array.from({ length: 90 }, () => send(socket, 'leave', leave).then(() => (answered += 1))));
        socket.disconnect();
        if (answered > 2_000) return;
      }
    };
    await expect(flood()).rejects.toThrow();
    expect(answered).toBeGreaterThan(300);
    expect((await connect(member)).connected).toBe(true);
  });

  test('S7 one connection follows no more streams than pages have', async () => {
    const thread = await beginThread(member, await beginTheme(moderator));
    const ids = Array.from({ length: 95 }, () => new Ids().next());
    await withDatabaseOf(server, async (db) => {
      const { creation: _, ...like } = (await db.collection<{ _id: string }>('threads').findOne({ _id: thread })) as {
        _id: string;
        creation?: unknown;
      };
      await db.collection<{ _id: string }>('threads').insertMany(ids.map((_id) => ({ ...like, _id, pending: [] })));
    });
    const socket = await connect(member);
    const answers = await Promise.all(ids.map((id) => joinStream(socket, `thread:${id}`)));
    expect(answers.filter((answer) => JSON.stringify(answer) === '{"error":"too-many"}')).toHaveLength(5);
    // Whoever leaves one may join another.
    await send(socket, 'leave', { stream: `thread:${ids[0] ?? ''}` });
    expect(await joinStream(socket, 'members')).toMatchObject({ reload: true });
  });

  test('S7 of one member’s connections the oldest ends when there are too many', async () => {
    const busy = await inviteAndJoin(administrator, 'Bea Busy');
    const oldest = await connect(busy);
    for (let count = 0; count < 20; count++) await connect(busy);
    await ended(oldest);
    expect((await connect(member)).connected).toBe(true);
  });
});
