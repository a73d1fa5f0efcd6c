import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@throughline/embedded-mongo';
import type { Config, DatabaseFacts, Log } from '@throughline/platform';
import { MongoClient } from 'mongodb';
import { hostsOf } from './hosts-of';

/** A database that is there, and how to leave it. */
export interface OpenDatabase extends DatabaseFacts {
  /** This server started the database's process, and stops it. */
  own: boolean;
  stop(): Promise<void>;
}

/** What happens to a database that this server started. */
export interface DatabaseEvents {
  /** It is gone for good, and why. */
  onExit(reason: string): void;
  /** It fell over and runs again. */
  onRestart(): void;
}

/**
 * Finds the database: `MONGODB_URI`, else a `mongod` on the PATH, else the embedded engine. What was begun with
 * the embedded engine stays with it.
 * Throws an error with a sentence for a person where there is none of them.
 */
export async function openDatabase(config: Config, log: Log, events: DatabaseEvents): Promise<OpenDatabase> {
  if (config.mongodbUri) {
    const description = `the MongoDB that MONGODB_URI names (${hostsOf(config.mongodbUri)})`;
    return { ...(await look(config.mongodbUri)), description, own: false, stop: async () => undefined };
  }
  // Each on a folder of its own: their versions differ, and one cannot read what the other wrote.
  const embedded = join(config.folder, 'db');
  const begun = existsSync(join(embedded, 'WiredTiger'));
  const mongod = begun ? undefined : await startMongod(join(config.folder, 'mongod'), events);
  return announced(config, mongod ?? (await startEmbedded(embedded, log, events)));
}

/** The database of the server that runs on this data folder, if one does. */
export async function runningDatabase(config: Config): Promise<OpenDatabase | undefined> {
  const place = placeOf(config);
  if (config.mongodbUri || !existsSync(place)) return undefined;
  const uri = readFileSync(place, 'utf8').trim();
  try {
    return {
      ...(await look(uri, 1_000)),
      description: 'the running server’s',
      own: false,
      stop: async () => undefined,
    };
  } catch {
    // Left behind by a server that was killed.
    return undefined;
  }
}

/** Lets the commands of this machine's owner find the database while the server runs. */
function announced(config: Config, database: OpenDatabase): OpenDatabase {
  const place = placeOf(config);
  writeFileSync(place, `${database.uri}\n`, { mode: 0o600 });
  return {
    ...database,
    stop: async () => {
      rmSync(place, { force: true });
      await database.stop();
    },
  };
}

function placeOf(config: Config): string {
  return join(config.folder, 'database.uri');
}

/** Asks a database what it is; refuses one that is too old for what the write path needs. */
async function look(uri: string, patience = 10_000): Promise<Pick<OpenDatabase, 'uri' | 'replicaSet'>> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: patience });
  try {
    await client.connect();
    const hello = await client.db('admin').command({ hello: 1 });
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    if (Number.parseInt(String(version), 10) < 8)
      throw new Error(`This is MongoDB ${String(version)}; Throughline needs MongoDB 8 or newer.`);
    return { uri, replicaSet: typeof hello['setName'] === 'string' ? hello['setName'] : null };
  } finally {
    await client.close();
  }
}

async function startEmbedded(folder: string, log: Log, events: DatabaseEvents): Promise<OpenDatabase> {
  const engine = await startEmbeddedMongo({ folder, log: (line) => log.info(line), ...events });
  return {
    ...(await look(engine.uri)),
    description: `the embedded engine on ${folder} (for trying out and for small single machines)`,
    own: true,
    stop: () => engine.stop(),
  };
}

/** A `mongod` of this machine, on our data folder; undefined where there is none, or one that is too old. */
async function startMongod(folder: string, events: DatabaseEvents): Promise<OpenDatabase | undefined> {
  const version = mongodVersion();
  if (version === undefined || version < 8) return undefined;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const process_ = spawn(
    'mongod',
    [
      '--dbpath',
      folder,
      '--bind_ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--quiet',
      '--logpath',
      join(folder, 'mongod.log'),
      '--logappend',
    ],
    { stdio: 'ignore', detached: true },
  );
  let stopping = false;
  process_.once('exit', (code) => {
    if (!stopping) events.onExit(`mongod stopped with code ${String(code)}; see ${join(folder, 'mongod.log')}`);
  });
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true&retryWrites=false`;
  return {
    ...(await look(uri)),
    description: `the mongod of this machine, on ${folder}`,
    own: true,
    stop: async () => {
      stopping = true;
      await ended(process_);
    },
  };
}

function mongodVersion(): number | undefined {
  try {
    return Number(/db version v(\d+)/.exec(execFileSync('mongod', ['--version'], { encoding: 'utf8' }))?.[1]);
  } catch {
    return undefined;
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))));
    });
  });
}
