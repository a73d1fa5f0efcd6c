import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  beginTheme,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import { closeSockets, connect, joinStream } from './sockets';

let server: BuiltServer;
let founder: Insider;
const folder = mkdtempSync(join(tmpdir(), 'throughline-unread-'));
const unread = join(folder, 'unread');

beforeAll(async () => {
  const env = { NODE_OPTIONS: `--require "${join(__dirname, 'unread-sessions.cjs')}"`, UNREAD_SESSIONS: unread };
  server = await startBuiltServer({ empty: true, env });
  founder = await foundCommunity(server);
});
afterAll(async () => {
  closeSockets();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('S6 a database that falls over in the moment when somebody’s access changes takes no server with it', async () => {
  const themeId = await beginTheme(founder);
  const socket = await connect(founder);
  await joinStream(socket, 'members');
  const session = { themeId, title: 'A session', startsAt: '2026-02-01T10:00:00.000Z', minutes: 60 };
  await waitUntil('somebody’s access changes while no session can be read', async () => {
    // Who asks is remembered for two seconds.
    expected(200, await founder.get('/api/me'));
    writeFileSync(unread, '');
    const { status } = await founder.post('/api/sessions', { ...session, key: randomUUID() });
    rmSync(unread);
    return status === 201;
  });
  expected(200, await founder.get('/api/me'));
  expect(await joinStream(socket, 'members')).toMatchObject({ reload: true });
});
