import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltServer, NotStarted, startBuiltServer, waitUntil } from '@throughline/testing';
import type { Chance } from './chance';
import { FaultyLine } from './faulty-line';
import { MovedClock } from './moved-clock';
import { SmallDisk } from './small-disk';

/** How long it may take until all is well again on a busy machine. */
const wellWithin = 90_000;

export interface TwoServersOptions {
  chance: Chance;
  /** A program that is loaded into both servers, and makes them break a promise. */
  planted?: string;
  /** With clocks that can be moved, where the machine lets us. */
  clocks: boolean;
  /** With a disk in memory that can be filled, where the machine lets us; else on the disk that is there. */
  smallDisk: boolean;
}

/** A server, the line to it, and its clock where it has one of its own. */
export interface House {
  readonly name: string;
  readonly server: BuiltServer;
  readonly line: FaultyLine;
  readonly clock: MovedClock | undefined;
}

/** Two servers on one database. The first has the database's engine as its child; the second reaches it by MONGODB_URI. */
export class TwoServers {
  /** What happened that nobody here did, and what could not be done. */
  readonly notes: string[] = [];
  private readonly killed = new Set<House>();

  private constructor(
    private readonly root: string,
    readonly disk: SmallDisk | undefined,
    readonly first: House,
    readonly second: House,
    private readonly startThird: () => Promise<House>,
  ) {}

  static async start(options: TwoServersOptions): Promise<TwoServers> {
    const root = mkdtempSync(join(tmpdir(), 'throughline-faults-'));
    const notes: string[] = [];
    const disk = options.smallDisk ? SmallDisk.make(join(root, 'disk')) : undefined;
    if (typeof disk === 'string') notes.push(`The disk was never full: no small one could be mounted here (${disk}).`);
    const smallDisk = typeof disk === 'string' ? undefined : disk;
    const cutFile = join(root, 'cut-between');
    writeFileSync(cutFile, '0');
    const started: BuiltServer[] = [];
    const open = async (name: string, folder: string, env: Record<string, string>): Promise<House> => {
      mkdirSync(folder, { recursive: true });
      const clock = options.clocks ? MovedClock.make(join(root, `${name}.clock`)) : undefined;
      const preloads = ['only-this-process.cjs', 'cut-between.cjs'].map((program) => join(__dirname, program));
      if (options.planted) preloads.push(options.planted);
      const server = await startBuiltServer({
        empty: true,
        folder,
        env: {
          LOG_LEVEL: 'warn',
          CUT_BETWEEN_FILE: cutFile,
          NODE_OPTIONS: preloads.map((preload) => `--require "${preload}"`).join(' '),
          ...clock?.environment,
          ...env,
        },
      });
      started.push(server);
      return { name, server, clock, line: await FaultyLine.to(server.url, options.chance) };
    };
    try {
      const folder = join(smallDisk?.folder ?? root, 'first');
      const first = await open('first', folder, {});
      const uri = readFileSync(join(folder, 'database.uri'), 'utf8').trim();
      const secrets = join(folder, 'secrets.json');
      const beside = (name: string) => open(name, join(root, name), { MONGODB_URI: uri, SECRETS_FILE: secrets });
      const second = await beside('second');
      const both = new TwoServers(root, smallDisk, first, second, () => beside('third'));
      if (options.clocks && !first.clock) notes.push('No clock was moved: there is no libfaketime here.');
      both.notes.push(...notes);
      return both;
    } catch (error) {
      for (const server of started) await server.stop();
      smallDisk?.remove();
      rmSync(root, { recursive: true, force: true });
      throw error;
    }
  }

  get all(): readonly House[] {
    return [this.first, this.second];
  }

  /** Asks a server that has just started beside the two: it knows what is stored, and has kept nothing in mind. */
  async withNewcomer<Answer>(look: (newcomer: House) => Promise<Answer>): Promise<Answer> {
    const newcomer = await this.startThird();
    try {
      return await look(newcomer);
    } finally {
      await newcomer.line.close();
      await newcomer.server.stop();
    }
  }

  /** From now on this share of writes is cut between a post and its entry in the log. */
  cutBetween(share: number): void {
    writeFileSync(join(this.root, 'cut-between'), String(share));
  }

  /** Ends processes as a crash would, all at once. */
  async kill(...which: (House | 'engine')[]): Promise<void> {
    const engine = which.includes('engine') ? await waitUntil('the engine runs', () => this.enginePid()) : undefined;
    if (engine !== undefined) process.kill(engine, 'SIGKILL');
    const houses = which.filter((one) => one !== 'engine');
    for (const house of houses) this.killed.add(house);
    await Promise.all(houses.map(({ server }) => server.kill()));
  }

  /** Starts what does not run, as a service manager would, and waits until both say that they can do their work. */
  async bringUp(): Promise<void> {
    const deadline = performance.now() + wellWithin;
    for (;;) {
      // The first has the database, without which the second does not start.
      for (const house of this.all) if (!runs(house.server.pid)) await this.startAgain(house, deadline);
      const ready = await Promise.all(this.all.map(({ server }) => isReady(server)));
      if (ready.every(Boolean)) return;
      if (performance.now() > deadline) throw new Error(`The servers did not come back:\n${this.output()}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  /** The end of what both servers wrote. */
  output(): string {
    return this.all.map(({ name, server }) => `${name}: …${server.output().slice(-4_000)}`).join('\n\n');
  }

  /** The errors that the servers had no better word for than “broken”. */
  troubles(): string[] {
    const lines = this.all.flatMap(({ server }) => server.output().split('\n'));
    return lines
      .filter((line) => line.endsWith('"msg":"broken"}'))
      .map((line) => {
        const { err } = JSON.parse(line) as { err?: { type?: string; message?: string } };
        return `${err?.type}: ${err?.message?.slice(0, 200)}`;
      });
  }

  async stop(): Promise<void> {
    for (const { line } of this.all) await line.close();
    // The second first: the database goes with the first.
    await this.second.server.stop();
    await this.first.server.stop();
    this.disk?.remove();
    rmSync(this.root, { recursive: true, force: true });
  }

  private async startAgain(house: House, deadline: number): Promise<void> {
    if (!this.killed.delete(house)) {
      const said = house.server.output().trim().split('\n').at(-1) ?? '';
      this.notes.push(`The ${house.name} server ended by itself and was started again. It said: ${said.slice(0, 300)}`);
    }
    for (;;) {
      try {
        await house.server.restart();
        return;
      } catch (error) {
        if (!(error instanceof NotStarted)) throw error;
        const said = error.output.trim().split('\n').at(-1) ?? '';
        this.notes.push(
          `The ${house.name} server did not start, and was started again. It said: ${said.slice(0, 300)}`,
        );
        if (performance.now() > deadline) throw error;
      }
    }
  }

  private enginePid(): number | undefined {
    const parent = this.first.server.pid;
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .find((pid) => parentOf(pid) === parent);
  }
}

function parentOf(pid: number): number | undefined {
  try {
    // The name of a process stands in brackets and may hold anything; its state and parent follow.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function isReady(server: BuiltServer): Promise<boolean> {
  return fetch(`${server.url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
