import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import { GridFSBucket } from 'mongodb';
import { withDatabaseOf } from '../identity/database-of';
import { addPicture, inPost, sendPicture, writeWith } from './house';
import { flood, layered, noise, photo, wordy } from './some-pictures';

jest.setTimeout(240_000);

let root: string;
let server: BuiltServer;
let amber: Insider;
let threadId: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'throughline-pictures-'));
  server = await startBuiltServer({ folder: join(root, 'old'), empty: true });
  amber = await foundCommunity(server);
  threadId = await beginThread(amber, await beginTheme(amber));
});
afterAll(async () => {
  await server?.stop();
  rmSync(root, { recursive: true, force: true });
});

function command(folder: string, ...words: string[]): Promise<number> {
  const program = join(__dirname, '..', '..', 'apps', 'server', 'keeping.mjs');
  const env = { PATH: process.env['PATH'], VAR_FOLDER: folder };
  return new Promise((ended) => {
    execFile(process.execPath, [program, ...words], { env }, (error) => ended(Number(error?.code ?? 0)));
  });
}

/** The processes that make pictures, of this server. */
function makersOf({ pid }: BuiltServer): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const of = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1];
        return of === String(pid) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('picture-process');
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The most memory that a process has had, or has, in megabytes. */
function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes = ''] =
    new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

test('R11 a backup holds the pictures, encrypted, and they are there after it was restored; what no post holds is not', async () => {
  const post = await writeWith(
    amber,
    threadId,
    await addPicture(amber, await photo()),
    await addPicture(amber, await noise(500, 400)),
  );
  await withDatabaseOf(server, async (db) => {
    const stray = {
      _id: 'aaaaaaaaaaaaaaaaaaaaaaaaaa.small' as never,
      length: 1,
      chunkSize: 1,
      uploadDate: new Date(0),
    };
    await db.collection('store.files').insertOne(stray);
  });
  const before = await Promise.all([0, 1].map(async (index) => (await amber.get(inPost(post, 'large', index))).bytes));
  // As a driver reads GridFS that knows nothing of us.
  const asGridFs = await withDatabaseOf(server, async (db) => {
    const bucket = new GridFSBucket(db, { bucketName: 'store' });
    return Buffer.concat(await bucket.openDownloadStream(`${post.pictures[1]?.id}.large` as never).toArray());
  });
  expect(asGridFs.equals(before[1] ?? Buffer.alloc(0))).toBe(true);
  expect(await command(server.folder, 'backup')).toBe(0);
  const [file = ''] = readdirSync(join(server.folder, 'backups'));
  const path = join(server.folder, 'backups', file);
  const raw = readFileSync(path);
  for (const bytes of before) {
    expect(raw.includes(bytes.subarray(600, 632))).toBe(false);
    expect(raw.includes(bytes.subarray(600, 632).toString('base64'))).toBe(false);
  }
  const place = join(root, 'new');
  mkdirSync(place);
  for (const name of ['backup.key', 'secrets.json']) copyFileSync(join(server.folder, name), join(place, name));
  expect(await command(place, 'restore', path)).toBe(0);
  const moved = await startBuiltServer({ folder: place });
  try {
    const there = amber.copy(moved.url);
    for (const [index, bytes] of before.entries())
      expect(expected(200, await there.get(inPost(post, 'large', index))).bytes.equals(bytes)).toBe(true);
    const files = await withDatabaseOf(moved, (db) => db.collection('store.files').countDocuments());
    expect(files).toBe(4);
  } finally {
    await moved.stop();
  }
});

test('S14 memory stays flat, whatever comes: the server reads no picture, and who does is gone afterwards', async () => {
  const sent = [
    await noise(1_600, 1_200),
    await flood(4_900, 5_000),
    await flood(12_000, 12_000),
    await layered(7_000, 7_100),
    await wordy(),
    Buffer.alloc(11 * 1024 * 1024, 1),
  ];
  const sendAll = async () => {
    for (const bytes of sent) expect([201, 413, 415]).toContain((await sendPicture(amber, bytes)).status);
  };
  await sendAll();
  const before = memoryOf(server.pid, 'VmRSS');
  for (let round = 0; round < 6; round += 1) await sendAll();
  expect(memoryOf(server.pid, 'VmRSS') - before).toBeLessThan(60);
  const [maker = 0, ...others] = makersOf(server);
  expect(others).toEqual([]);
  expect(memoryOf(maker, 'VmHWM')).toBeLessThan(350);
  await waitUntil('it ends by itself', () => (makersOf(server).length === 0 ? true : undefined), 40_000);
  // And begins again.
  expect((await sendPicture(amber, sent[0] ?? Buffer.alloc(0))).status).toBe(201);
});

test('R10 where many come at once, some are asked to come again in a moment, and none is lost', async () => {
  const bytes = await noise(900, 700);
  const answers = await Promise.all(Array.from({ length: 6 }, () => sendPicture(amber, bytes)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(2);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(4);
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await sendPicture(amber, bytes)).status).toBe(201);
});

test('a maker that is killed is started anew, and what it was at is refused in words', async () => {
  await sendPicture(amber, await noise(300, 300));
  const [maker = 0] = makersOf(server);
  process.kill(maker, 'SIGKILL');
  await waitUntil('it is gone', () => (makersOf(server).includes(maker) ? undefined : true));
  expect((await sendPicture(amber, await noise(300, 300))).status).toBe(201);
});
