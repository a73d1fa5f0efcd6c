import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@throughline/embedded-mongo';
import type { Config, DatabaseFacts, Log } from '@throughline/platform';
import { MongoClient } from 'mongodb';

/** A database that is there, and how to leave it. */
export interface OpenDatabase extends DatabaseFacts {
  /** This server started the database's process, and stops it. */
  own: boolean;
  stop(): Promise<void>;
}

/**
 * Finds the database: `MONGODB_URI`, else a `mongod` on the PATH, else the embedded engine, both on the data folder.
 * Throws an error with a sentence for a person where there is none of them.
 */
export async function openDatabase(config: Config, log: Log, onGone: (reason: string) => void): Promise<OpenDatabase> {
  if (config.mongodbUri) {
    const description = `the MongoDB that MONGODB_URI names (${new URL(config.mongodbUri).host})`;
    return { ...(await look(config.mongodbUri)), description, own: false, stop: async () => undefined };
  }
  const folder = join(config.folder, 'db');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return (await startMongod(folder, onGone)) ?? (await startEmbedded(folder, log, onGone));
}

/** Asks a database what it is; refuses one that is too old for what the write path needs. */
async function look(uri: string): Promise<Pick<OpenDatabase, 'uri' | 'replicaSet'>> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
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

async function startEmbedded(folder: string, log: Log, onGone: (reason: string) => void): Promise<OpenDatabase> {
  const engine = await startEmbeddedMongo({ folder, log: (line) => log.info(line), onExit: onGone });
  return {
    ...(await look(engine.uri)),
    description: `the embedded engine on ${folder} (for trying out and for small single machines)`,
    own: true,
    stop: () => engine.stop(),
  };
}

/** A `mongod` of this machine, on our data folder; undefined where there is none, or one that is too old. */
async function startMongod(folder: string, onGone: (reason: string) => void): Promise<OpenDatabase | undefined> {
  const version = mongodVersion();
  if (version === undefined || version < 8) return undefined;
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
    if (!stopping) onGone(`mongod stopped with code ${String(code)}; see ${join(folder, 'mongod.log')}`);
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
