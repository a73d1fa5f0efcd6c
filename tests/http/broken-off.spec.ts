import { once } from 'node:events';
import { connect } from 'node:net';
import { type BuiltServer, expected, foundCommunity, type Insider, startBuiltServer } from '@throughline/testing';

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(() => server?.stop());

/** Asks, and is gone before the answer, as a tab that is closed. */
async function breaksOff(head: string): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  await new Promise<void>((sent) => socket.write(head, () => sent()));
  const closed = once(socket, 'close');
  socket.destroy();
  await closed;
}

test('more requests than are let in at once may be broken off, and the next is answered', async () => {
  const asking = `Host: localhost\r\nCookie: ${founder.cookie}\r\nSec-Fetch-Site: same-origin\r\n`;
  const json = 'Content-Type: application/json\r\nContent-Length: 1000\r\n';
  for (let times = 0; times < 3_000; times += 1) {
    const get = `GET /api/threads HTTP/1.1\r\n${asking}\r\n`;
    const post = `POST /api/threads HTTP/1.1\r\n${asking}${json}\r\n{"key":`;
    await breaksOff(times % 2 === 0 ? post : get);
  }
  expected(200, await founder.get('/api/threads'));
  expected(200, await founder.page('/'));
});
