import { randomUUID } from 'node:crypto';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import { Engine } from '../keeping/engine';
import { Reader } from '../live/reader';
import { closeSockets } from '../live/sockets';
import { placeOf, type Proxy, startProxy } from './proxy';

jest.setTimeout(120_000);

let engine: Engine;
let servers: [BuiltServer, BuiltServer];
let proxy: Proxy;
let founder: Insider;
let people: Insider[];
let thread: string;

beforeAll(async () => {
  engine = await Engine.start();
  const first = await startBuiltServer({ empty: true, env: { MONGODB_URI: engine.uri } });
  founder = await foundCommunity(first);
  const env = { MONGODB_URI: engine.uri, SECRETS_FILE: `${first.folder}/secrets.json` };
  servers = [first, await startBuiltServer({ empty: true, env })];
  proxy = await startProxy([await placeOf(servers[0]), await placeOf(servers[1])]);
  people = await Promise.all(Array.from({ length: 8 }, (_, index) => inviteAndJoin(founder, `Person ${index}`)));
  thread = await beginThread(founder, await beginTheme(founder));
});
afterEach(closeSockets);
afterAll(async () => {
  await proxy?.program.kill();
  for (const server of servers ?? []) await server.stop();
  await engine?.stop();
});

test('R9 one server after the other is started anew under load: no post fails, and who listens misses nothing', async () => {
  const answers: { status: number; text: string }[] = [];
  let over = false;
  const reader = await Reader.open(founder.copy(proxy.url), thread);
  const listening = (async () => {
    while (!over) {
      // Not cut off within some seconds: still there.
      if (!(await isTrue(reader.cutOff()))) continue;
      await waitUntil('who listens comes back', () => isTrue(reader.comeBack()), 20_000);
    }
  })();
  const writing = people.map(async (person, which) => {
    const there = person.copy(proxy.url);
    for (let count = 0; !over; count += 1) {
      const post = { key: randomUUID(), text: `${which} ${count}`, as: 'self' };
      const { status, text } = await there.post(`/api/threads/${thread}/posts`, post);
      answers.push({ status, text: status === 201 ? '' : text });
    }
  });
  for (const [server, name] of [
    [servers[0], 'one'],
    [servers[1], 'two'],
  ] as const) {
    await server.restart();
    // The next one is not stopped before this one serves again, as whoever runs them would wait.
    const asking = founder.copy(proxy.url);
    await waitUntil(`the proxy sends people to server ${name}`, async () => {
      await asking.keep('server', name).get('/api/health/live');
      return asking.cookie.includes(`server=${name}`);
    });
  }
  over = true;
  await Promise.all([...writing, listening]);
  expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
  expect(answers.length).toBeGreaterThan(200);

  expect((await reader.fresh()).thread.lastNumber).toBe(answers.length + 1);
  await waitUntil('who listens has heard all of it', () => reader.taken.length === answers.length, 10_000);
  expect([reader.reloads, ...reader.taken]).toEqual([0, ...answers.map((_, index) => index + 2)]);
});

function isTrue(happens: Promise<unknown>): Promise<boolean> {
  return happens.then(
    () => true,
    () => false,
  );
}
