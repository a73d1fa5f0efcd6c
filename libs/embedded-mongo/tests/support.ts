import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { isAlive, markOf } from '../src/living-process';
import { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from '../src';

/** What a small server says when it has started, or has not. */
interface Told {
  uri?: string;
  pid?: number;
  error?: { name: string; message: string };
}

/** Asks until something is so; for what happens in another process and has no event here. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, within = 15_000): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await sleep(20);
  }
}

/** The processes of engines on a folder, found by their command line. */
export function enginesOn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandLine(name).includes(`engine-process.mjs\0{"folder":"${folder}"`))
    .map(Number)
    .filter((pid) => markOf(pid) !== undefined);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Everything that one file of tests starts and leaves on disk, so that it can be taken away again. */
export class Workshop {
  readonly root = mkdtempSync(join(tmpdir(), 'engine-test-'));
  private readonly engines: EmbeddedMongo[] = [];
  private readonly servers: ChildProcess[] = [];
  private readonly clients: MongoClient[] = [];
  private folders = 0;

  /** The name of a data folder that is not there yet. */
  folder(): string {
    this.folders += 1;
    return join(this.root, `db${this.folders}`);
  }

  async engine(options: Partial<EmbeddedMongoOptions> = {}): Promise<EmbeddedMongo> {
    const engine = await startEmbeddedMongo({ folder: this.folder(), ...options });
    this.engines.push(engine);
    return engine;
  }

  async client(uri: string): Promise<MongoClient> {
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
    this.clients.push(client);
    return client.connect();
  }

  /** Starts the small server as a process of its own. */
  spawnServer(folder: string): ChildProcess {
    const server = spawn(process.execPath, [join(__dirname, 'server-program.cjs'), folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.servers.push(server);
    return server;
  }

  /** Starts the small server and waits for what it says. */
  async server(folder: string): Promise<Told & { process: ChildProcess }> {
    const server = this.spawnServer(folder);
    const [told] = (await once(server, 'message')) as [Told];
    return { ...told, process: server };
  }

  /** Stops and removes everything. */
  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close().catch(() => undefined)));
    await Promise.all(this.engines.map((engine) => engine.stop()));
    for (const server of this.servers) if (server.exitCode === null) server.kill('SIGKILL');
    const isLeft = (folder: string) => enginesOn(join(this.root, folder)).length > 0;
    await until('no engine is left', () => !readdirSync(this.root).some(isLeft));
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Kills a process for good and waits until it is gone. */
export async function killed(pid: number): Promise<void> {
  const mark = markOf(pid);
  process.kill(pid, 'SIGKILL');
  await until(`process ${pid} is gone`, () => !mark || !isAlive(mark));
}
