import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadList, threadPage } from '@throughline/contracts';
import { startEmbeddedMongo } from '@throughline/embedded-mongo';
import { databaseName, type HouseDocument } from '@throughline/platform';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  Insider,
  type Person,
  startBuiltServer,
  writePost,
} from '@throughline/testing';
import { MongoClient } from 'mongodb';

interface Said {
  code: number;
  text: string;
}

let root: string;
let old: BuiltServer;
let founder: Insider;
let thread: string;

/** Runs `npm run backup` or `npm run restore` as a person does. */
function command(folder: string, ...words: string[]): Promise<Said> {
  const program = join(__dirname, '..', '..', 'apps', 'server', 'keeping.mjs');
  const env = { PATH: process.env['PATH'], VAR_FOLDER: folder };
  return new Promise((ended) => {
    execFile(process.execPath, [program, ...words], { env }, (error, stdout, stderr) =>
      ended({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

const say = async (by: Person, text: string) => (await writePost(by, thread, text)).number;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'throughline-commands-'));
  old = await startBuiltServer({ folder: join(root, 'old'), empty: true });
  founder = await foundCommunity(old);
  thread = await beginThread(founder, await beginTheme(founder));
});
afterAll(async () => {
  await old?.stop();
  rmSync(root, { recursive: true, force: true });
});

test('R11 moving house: a backup of a running server, restored elsewhere, goes on where it was', async () => {
  let writing = true;
  const writer = (async () => {
    while (writing) await say(founder, `while backing up ${randomUUID()}`);
  })();
  const backup = await command(old.folder, 'backup');
  writing = false;
  await writer;
  const key = /shown this once:\s+([0-9a-f]{64})\s/.exec(backup.text)?.[1];
  expect(backup).toMatchObject({ code: 0 });
  expect(key).toBeDefined();
  const [file = ''] = readdirSync(join(old.folder, 'backups'));
  const path = join(old.folder, 'backups', file);

  const place = join(root, 'new');
  mkdirSync(place);
  expect(await command(place, 'restore', path)).toMatchObject({ code: 1, text: expect.stringContaining('backup.key') });
  copyFileSync(join(old.folder, 'backup.key'), join(place, 'backup.key'));
  expect(await command(place, 'restore', path)).toMatchObject({
    code: 1,
    text: expect.stringContaining('secrets in place first'),
  });
  expect(existsSync(join(place, 'secrets.json'))).toBe(false);
  copyFileSync(join(old.folder, 'secrets.json'), join(place, 'secrets.json'));
  expect(await command(place, 'restore', path)).toMatchObject({ code: 0, text: expect.stringContaining('Restored') });
  expect(await command(place, 'restore', path)).toMatchObject({
    code: 1,
    text: expect.stringContaining('something in this database already'),
  });

  const moved = await startBuiltServer({ folder: place });
  try {
    // The house was only moved: nobody has to sign in again.
    const there = founder.copy(moved.url);
    const read = async (by: Person) => expected(200, await by.get(`/api/threads/${thread}/page?page=1`)).as(threadPage);
    const [before, after] = [await read(founder), await read(there)];
    const kept = after.posts.length;
    expect(kept).toBeGreaterThan(0);
    expect(after.posts.map(({ number, bodyHtml }) => [number, bodyHtml])).toEqual(
      before.posts.slice(0, kept).map(({ number, bodyHtml }) => [number, bodyHtml]),
    );
    expect(after.cursor.epoch).not.toBe(before.cursor.epoch);
    const last = after.thread.lastNumber;
    expect(await say(there, 'in the new house')).toBe(last + 1);
  } finally {
    await moved.stop();
  }
});

test('a backup is made of a stopped server too, and the key is shown once', async () => {
  await old.kill();
  const said = await command(old.folder, 'backup', '--to', join(root, 'by-hand.backup'));
  expect(said).toMatchObject({ code: 0 });
  expect(said.text).not.toMatch(/[0-9a-f]{64}/);
  expect(await command(old.folder, 'backup', '--to', join(root, 'by-hand.backup'))).toMatchObject({
    code: 1,
    text: expect.stringContaining('is there already'),
  });
  await old.restart();
});

test('an old backup: sessions that may have been ended since are ended, and a thread knows all its posts', async () => {
  const place = join(root, 'old-backup');
  mkdirSync(place);
  for (const file of ['backup.key', 'secrets.json']) copyFileSync(join(old.folder, file), join(place, file));
  expect(await command(place, 'restore', join(root, 'by-hand.backup'))).toMatchObject({ code: 0 });
  // As if it had been taken two hours ago, between the writing of a post and of its thread.
  const engine = await startEmbeddedMongo({ folder: join(place, 'db') });
  const client = await new MongoClient(engine.uri).connect();
  const db = client.db(databaseName);
  const takenAt = new Date(Date.now() - 2 * 3_600_000);
  await db.collection<HouseDocument>('house').updateOne({}, { $set: { restoredFrom: takenAt } });
  await db.collection('threads').updateOne({}, { $set: { lastNumber: 1 } });
  await client.close();
  await engine.stop();

  const restored = await startBuiltServer({ folder: place });
  try {
    expect((await founder.copy(restored.url).get('/api/threads')).status).toBe(401);
    const owner = new Insider(restored.url, founder.signInName);
    owner.codes = founder.codes;
    const again = await owner.signedInAgain();
    const lastNumber = async (by: Person) =>
      expected(200, await by.get('/api/threads'))
        .as(threadList)
        .threads.map((listed) => listed.lastNumber)[0] ?? 0;
    expect(await lastNumber(again)).toBe(await lastNumber(founder));
    expect(await say(again, 'after the restore')).toBe((await lastNumber(founder)) + 1);
  } finally {
    await restored.stop();
  }
});

test('a restore next to a running server, of no file, and without a name, is refused in words', async () => {
  const file = join(root, 'by-hand.backup');
  expect((await command(old.folder, 'restore', file)).text).toContain('Stop it first');
  expect((await command(old.folder, 'restore', join(root, 'nothing'))).text).toContain('There is no file');
  expect((await command(old.folder, 'restore')).text).toContain('Which backup?');
});
