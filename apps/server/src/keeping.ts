import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  addErased,
  backupKey,
  Config,
  DamagedBackup,
  databaseName,
  dump,
  erasedFile,
  erasedIn,
  type HouseDocument,
  load,
  makeLog,
  type Manifest,
  newestSchema,
  readBackupKey,
  readErasedFile,
  Secrets,
  secretsPath,
} from '@throughline/platform';
import { type Db, MongoClient } from 'mongodb';
import { type OpenDatabase, openDatabase, runningDatabase } from './database';
import { recordBackup } from './record-backup';

const keep = 'Keep a copy of it elsewhere, with';

/**
 * `npm run backup`: one encrypted file of everything but the secrets; the server may run meanwhile. The key is made and shown
 * the first time. Throws errors with a sentence for a person.
 */
export async function backUp({ to }: { to: string | undefined }): Promise<void> {
  const config = new Config();
  const secrets = existingSecrets(config);
  const at = new Date();
  const path = resolve(
    to ?? join(config.backupFolder ?? join(config.folder, 'backups'), `throughline-${stamp(at)}.backup`),
  );
  if (existsSync(path)) throw new Error(`${path} is there already.`);
  mkdirSync(resolve(path, '..'), { recursive: true, mode: 0o700 });
  const { key, made } = backupKey(config.backupKeyFile);
  const database = (await runningDatabase(config)) ?? (await openOwn(config));
  const manifest = await on(database, async (db) => {
    const house = await db.collection<HouseDocument>('house').findOne({ _id: 'house' });
    if (house && house.secrets !== secrets.fingerprint())
      throw new Error('This database belongs to a community with other secrets.');
    await recordBackup(database, db);
    return dump(db, path, key, at);
  });
  say(`Backed up ${documentsOf(manifest)} documents into ${path} (${Math.ceil(statSync(path).size / 1024)} KiB).`);
  if (made !== null)
    say(
      '',
      'The key of your backups, shown this once:',
      '',
      `  ${made}`,
      '',
      `${keep} ${secretsPath(config)}: a backup opens with this key alone, and its community starts with its own secrets alone.`,
      `On this machine the key is in ${config.backupKeyFile}.`,
    );
}

/**
 * `npm run restore -- FILE`: into an empty database, with the server stopped. What was erased since the backup is erased again before
 * this ends: `heal` makes good what a backup lacks. Throws errors with a sentence for a person.
 */
export async function restore({ from, heal }: { from: string; heal: () => Promise<void> }): Promise<void> {
  const config = new Config();
  const path = resolve(from);
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  const key = readBackupKey(config.backupKeyFile);
  const secrets = existingSecrets(config);
  if (await runningDatabase(config)) throw new Error('A server runs on this data folder. Stop it first.');
  const erased = await erasedSince(config, path, key);
  const { at, manifest } = await on(await openOwn(config), async (db) => {
    const loaded = await load(db, path, key, { secrets: secrets.fingerprint(), schema: newestSchema() });
    await addErased(db, erased);
    return loaded;
  });
  await heal();
  say(
    `Restored ${documentsOf(manifest)} documents as they were at ${at}, and counted them. Start the server: npm start`,
  );
}

/** What this machine, and the backups that lie beside this one, know to have been erased. Of other communities none can be read. */
async function erasedSince(config: Config, path: string, key: Buffer): Promise<string[]> {
  const ids = readErasedFile(erasedFile(config));
  const folder = dirname(path);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.backup'))) {
    try {
      ids.push(...(await erasedIn(join(folder, name), key)));
    } catch (error) {
      if (!(error instanceof DamagedBackup)) throw error;
      say(`${name} cannot be read, so what it says was erased is not known.`);
    }
  }
  return ids;
}

/** Never makes new ones: what they would start is another community. */
function existingSecrets(config: Config): Secrets {
  const path = secretsPath(config);
  if (!existsSync(path)) throw new Error(`Put the community’s secrets in place first: there is no ${path}.`);
  return new Secrets(config);
}

export function openOwn(config: Config): Promise<OpenDatabase> {
  return openDatabase(config, makeLog('error'), {
    onExit: (reason) => {
      console.error(reason);
      process.exit(1);
    },
    onRestart: () => undefined,
  });
}

/** Asks a database something, and lets go of it. */
export async function on<Answer>(database: OpenDatabase, work: (db: Db) => Promise<Answer>): Promise<Answer> {
  const client = new MongoClient(database.uri, {
    writeConcern: { w: database.replicaSet ? 'majority' : 1, journal: true },
  });
  try {
    return await work(client.db(databaseName));
  } finally {
    await client.close();
    await database.stop();
  }
}

function documentsOf(manifest: Manifest): string {
  const count = Object.values(manifest.collections).reduce((sum, { documents }) => sum + Number(documents), 0);
  return count.toLocaleString('en-GB');
}

function stamp(at: Date): string {
  return at.toISOString().slice(0, 19).replaceAll(':', '-');
}

export function say(...lines: string[]): void {
  process.stdout.write(`${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`);
}
