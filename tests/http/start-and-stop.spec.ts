import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundCommunity, NotStarted, startBuiltServer, type BuiltServerOptions, waitUntil } from '@throughline/testing';
import { io } from 'socket.io-client';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a server that is expected not to come up; answers how it ended. */
async function refusal(options: BuiltServerOptions): Promise<NotStarted> {
  try {
    await (await startBuiltServer(options)).stop();
  } catch (error) {
    if (error instanceof NotStarted) return error;
    throw error;
  }
  throw new Error('The server started.');
}

/** The one sentence for the person at the terminal, without the log. */
function sentence({ output }: NotStarted): string | undefined {
  return /Throughline could not start: (.*)/.exec(output)?.[1];
}

/** Whether a process is there. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('R9 SIGTERM ends it with 0 within 15 seconds, with a connection and a socket open', async () => {
  const server = await startBuiltServer({ folder, empty: true });
  const founder = await foundCommunity(server);
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((read, failed) => {
    get(`${server.url}/api/health/live`, { agent }, (response) => response.resume().once('end', read)).once(
      'error',
      failed,
    );
  });
  const socket = io(server.url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie: founder.cookie, origin: server.url },
  });
  await new Promise<void>((connected, failed) => {
    socket.once('connect', connected).once('connect_error', failed);
  });
  const closed = new Promise<string>((gone) => socket.once('disconnect', gone));

  const began = performance.now();
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  expect(performance.now() - began).toBeLessThan(15_000);
  await closed;
  agent.destroy();
}, 90_000);

test('R9 a second start on the same folder finds its data and its secrets', async () => {
  const server = await startBuiltServer({ folder, empty: true });
  const founder = await foundCommunity(server);
  const before = await founder.me();
  await server.restart();
  // The cookie still opens the session: its digest was made with the secrets of the first start.
  expect(await founder.me()).toEqual(before);
  await founder.signedInAgain();
  await server.stop();
}, 120_000);

test('R9 a start after a crash finds what was acknowledged', async () => {
  const server = await startBuiltServer({ folder, empty: true });
  const founder = await foundCommunity(server);
  await server.kill();
  await server.restart();
  expect((await founder.me()).name).toBe('Ada Founder');
  await server.stop();
}, 120_000);

test('of two servers on one folder the second says so and ends with 1', async () => {
  const server = await startBuiltServer({ folder, empty: true });
  const second = await refusal({ folder });
  expect(second.ending).toEqual({ code: 1, signal: null });
  expect(sentence(second)).toMatch(/already|in use|another/i);
  expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200);
  await server.stop();
}, 120_000);

test('a public address without https is refused with a sentence', async () => {
  const refused = await refusal({ folder, env: { PUBLIC_URL: 'http://forum.example' } });
  expect(refused.ending).toEqual({ code: 1, signal: null });
  expect(sentence(refused)).toBe('PUBLIC_URL: PUBLIC_URL must begin with https://');
  expect(existsSync(join(folder, 'db'))).toBe(false);
});

test('other secrets on the same database are refused', async () => {
  const server = await startBuiltServer({ folder, empty: true });
  await server.stop();
  const own = join(folder, 'secrets.json');
  renameSync(own, `${own}.kept`);
  const refused = await refusal({ folder });
  expect(refused.ending).toEqual({ code: 1, signal: null });
  expect(sentence(refused)).toMatch(/other secrets/);

  renameSync(`${own}.kept`, own);
  await (await startBuiltServer({ folder })).stop();
}, 180_000);

test('a server whose starter is gone goes too', async () => {
  const server = await startBuiltServer({ folder, empty: true });
  const { pid } = server;
  // What a starter that was killed leaves behind is a closed channel.
  server.abandon();
  await waitUntil('the abandoned server ends', () => !alive(pid), 20_000);
  await server.stop();
}, 90_000);
