import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  startBuiltServer,
  writePost,
} from '@throughline/testing';
import { WebSocket } from 'undici';

let server: BuiltServer;
let founder: Insider;
let thread: string;
let open: Socket[];

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  thread = await beginThread(founder, await beginTheme(founder));
});
beforeEach(() => void (open = []));
afterEach(() => {
  for (const socket of open) socket.destroy();
});
afterAll(() => server?.stop());

async function lines(count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(server.url);
  for (let from = 0; from < count; from += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, count - from) }, async () => {
        const socket = connect(Number(port), hostname).on('error', () => undefined);
        await once(socket, 'connect');
        open.push(socket);
      }),
    );
  return open;
}

/** What everybody else does meanwhile. */
async function othersDoNotNotice(): Promise<void> {
  for (let times = 0; times < 10; times += 1) {
    await writePost(founder, thread, 'Nobody notices.');
    expected(200, await founder.get(`/api/threads/${thread}/page`));
  }
}

test('10,000 connections from one address that say nothing keep nobody else waiting', async () => {
  // As many as the machine lets a process have open.
  const { userLimits } = process.report.getReport() as unknown as { userLimits: { open_files: { hard: number } } };
  const { hard } = userLimits.open_files;
  await lines(Math.min(10_000, Number.isInteger(hard) ? hard - 1_000 : 10_000));
  await othersDoNotNotice();
}, 60_000);

test('requests that come a letter at a time keep nobody else waiting', async () => {
  const slow = await lines(500);
  for (const letter of 'POST /api/threads HTTP/1.1\r\nHost: localhost\r\nX-') {
    for (const socket of slow) socket.write(letter);
    if (letter === ' ') await othersDoNotNotice();
  }
  await othersDoNotNotice();
}, 60_000);

test('S7 frames that are malformed or too large end their own line, and nobody else notices', async () => {
  const address = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const headers = { cookie: founder.cookie, origin: server.url };
  const frames = [
    '',
    '9',
    '4',
    '42',
    '42[',
    '42["join"',
    `42${'['.repeat(30_000)}`,
    '451-["x",{"_placeholder":true,"num":0}]',
    'x'.repeat(100_000),
    Buffer.alloc(100_000),
    Buffer.from([0x04, 0xff]),
  ];
  for (const frame of frames) {
    const socket = new WebSocket(address, { headers });
    await once(socket, 'open');
    const gone = once(socket, 'close');
    socket.send('40');
    socket.send(frame);
    // Whatever it makes of it, it does not wait for more of the same.
    socket.send(frame);
    await othersDoNotNotice();
    socket.close();
    await gone;
  }
}, 60_000);
