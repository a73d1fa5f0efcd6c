import type { Change } from '@throughline/contracts';
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
  within,
  writePost,
} from '@throughline/testing';
import { closeSockets, connect, joinStream } from './sockets';

let server: BuiltServer;
let writer: Insider;
let reader: Insider;

jest.setTimeout(90_000);

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  writer = await foundCommunity(server);
  reader = await inviteAndJoin(writer, 'Rae Reader');
});
afterEach(closeSockets);
afterAll(() => server?.stop());

/** The line of a socket, as the machine has it. */
interface Line {
  pause(): void;
  resume(): void;
}

test('S7 a client that never reads is dropped, and the others notice nothing', async () => {
  const thread = await beginThread(writer, await beginTheme(writer));
  const [deaf, well] = [await connect(reader), await connect(writer)];
  for (const socket of [deaf, well]) await joinStream(socket, `thread:${thread}`);
  const heard: number[] = [];
  well.on('change', ({ seq }: Change) => heard.push(seq));
  const gone = new Promise((done) => deaf.once('disconnect', done));

  const { transport } = deaf.io.engine as unknown as { transport: { ws: { _socket: Line } } };
  const line = transport.ws._socket;
  line.pause();
  const long = 'many words '.repeat(4_400);
  // What the machines between take in is theirs: it is written until the server itself would have to keep it.
  const posts = 400;
  for (let count = 0; count < posts; count += 1) await writePost(writer, thread, `${count} ${long}`);
  line.resume();
  await within(20_000, 'the connection ends', gone);
  await waitUntil('the other has heard all', () => heard.length >= posts);
  expect(new Set(heard).size).toBe(heard.length);
  expected(200, await reader.get('/api/me'));
});
