import 'reflect-metadata';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Clock, Registries } from '@throughline/kernel';
import {
  backupKey,
  Config,
  Database,
  type HouseDocument,
  inspect,
  Jobs,
  makeLog,
  NightlyBackup,
  Secrets,
} from '@throughline/platform';
import mongoose, { type Connection } from 'mongoose';
import { Engine } from './engine';

let engine: Engine;
let connection: Connection;
let nightly: NightlyBackup;
let secrets: Secrets;
let config: Config;
let folder: string;
const clock = new Clock();

/** A second server on the same database, beside the first. */
function server(): NightlyBackup {
  const log = makeLog('silent');
  const database = new Database(connection, secrets, config, new Registries(), clock);
  return new NightlyBackup(database, config, secrets, new Jobs(connection, log), clock, new Registries(), log);
}

beforeEach(async () => {
  engine = await Engine.start();
  folder = join(engine.folder, 'backups');
  config = new Config({ VAR_FOLDER: engine.folder, BACKUP_DIR: folder, NODE_ENV: 'test' });
  secrets = new Secrets(config);
  connection = await mongoose.createConnection(engine.uri, { dbName: 'throughline', retryWrites: false }).asPromise();
  await connection
    .collection<HouseDocument>('house')
    .insertOne({ _id: 'house', secrets: secrets.fingerprint(), schema: 1 });
  await connection.collection('posts').insertMany([{ text: 'one' }, { text: 'two' }]);
  backupKey(config.backupKeyFile);
  nightly = server();
});
afterEach(async () => {
  await connection.close();
  await engine.stop();
});

const at = (time: string, by = nightly) => clock.pretend(new Date(time), () => by.ifDue(folder));
const files = () => (existsSync(folder) ? readdirSync(folder).sort() : []);
const outcome = () => connection.collection<{ _id: string }>('keeping').findOne({ _id: 'nightly' });

test('R11 every night one backup, restored into a scratch database and counted, which is gone afterwards', async () => {
  await at('2026-03-01T01:59:59Z');
  expect(files()).toEqual([]);
  await at('2026-03-01T02:00:00Z');
  await at('2026-03-01T02:01:00Z');
  expect(files()).toEqual(['throughline-2026-03-01.backup']);
  // The house, two posts, and the note that this very backup was begun.
  expect(await outcome()).toMatchObject({ day: '2026-03-01', documents: 4, problem: null });
  expect((await engine.databases()).filter((name) => name.includes('scratch'))).toEqual([]);
  const { manifest } = await inspect(
    join(folder, 'throughline-2026-03-01.backup'),
    backupKey(config.backupKeyFile).key,
  );
  expect(Number(manifest.collections['posts']?.documents)).toBe(2);
});

test('R11 of two servers one does it', async () => {
  const backUp = jest.spyOn(NightlyBackup.prototype as unknown as { backUp: () => unknown }, 'backUp');
  await Promise.all([at('2026-03-01T03:00:00Z'), at('2026-03-01T03:00:00Z', server())]);
  expect(backUp).toHaveBeenCalledTimes(1);
  expect(await outcome()).toMatchObject({ problem: null });
  backUp.mockRestore();
});

test('fourteen are kept, and nothing else in the folder is touched', async () => {
  mkdirSync(folder);
  const days = Array.from({ length: 15 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`);
  for (const day of days) writeFileSync(join(folder, `throughline-${day}.backup`), '');
  writeFileSync(join(folder, 'throughline-2026-01-01T10-00-00.backup'), 'by hand');
  await at('2026-03-16T02:30:00Z');
  expect(files()).toEqual([
    'throughline-2026-01-01T10-00-00.backup',
    ...[...days.slice(2), '2026-03-16'].map((day) => `throughline-${day}.backup`),
  ]);
});

test('R11 a backup that cannot be restored is no backup: it says why, and the older ones stay', async () => {
  await at('2026-03-01T02:00:00Z');
  await connection.collection<HouseDocument>('house').updateOne({}, { $set: { secrets: 'another community’s' } });
  await at('2026-03-02T02:00:00Z');
  expect(files()).toEqual(['throughline-2026-03-01.backup']);
  expect(await outcome()).toMatchObject({ day: '2026-03-02', documents: 0 });
  expect(await outcome()).toMatchObject({ problem: expect.stringContaining('other secrets') });
});
