import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { waitUntil, within } from './wait-until';

export interface BuiltServerOptions {
  /** Settings beside those that a test needs. */
  env?: Record<string, string>;
  /** Starts without the demonstration, as `npm start -- --empty` does. */
  empty?: boolean;
  /** Where its data lies; kept when the server stops. Without it, a folder of its own that goes with the server. */
  folder?: string;
}

/** How a process ended: with a code, or by a signal. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The server as it is built, running as a process of its own. */
export interface BuiltServer {
  /** Where it answers; the same after a restart. */
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  /** Asks it to stop (SIGTERM), waits until it did, and removes the folder that was made for it. */
  stop(): Promise<Ending>;
  /** Ends it without asking, as a crash would; its folder stays. */
  kill(): Promise<Ending>;
  /** Stops it, if it still runs, and starts it again with the same data at the same address. */
  restart(): Promise<void>;
  /** Closes the channel to it, as the end of this process would: it is expected to end by itself. */
  abandon(): void;
  /** All that it has written so far. */
  output(): string;
}

/** A server that did not come up: how it ended and all that it said. */
export class NotStarted extends Error {
  constructor(
    readonly ending: Ending,
    readonly output: string,
  ) {
    super(`The built server ended (${ending.code ?? ending.signal ?? 'unknown'}) before it answered:\n${output}`);
    this.name = 'NotStarted';
  }
}

const program = join(__dirname, 'built-server-process.mjs');
const address = /Throughline is at (https?:\/\/\S+)/;

/** How long a start may take on a busy machine, and a stop: R9 gives it 15 seconds, after which it ends itself. */
const startWithin = 60_000;
const stopWithin = 20_000;

/** Tests do in a second what people do in a day; those that are about limits set their own. */
const noLimits = { READS_PER_MINUTE: '1000000', WRITES_PER_MINUTE: '1000000' };

/** Only what a program needs to run: settings of whoever runs the tests do not reach the server. */
function bareEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(kept.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** What keeps a process from ending while it is open, unless it is told not to. */
interface Handle {
  unref(): void;
}

class Run {
  private written = '';
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;

  constructor(env: Record<string, string>, empty: boolean) {
    // The channel to the test's process tells the server when that is gone, even if it was killed.
    this.child = spawn(process.execPath, [program, ...(empty ? ['--empty'] : [])], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    // A test that failed before it stopped its server must not keep the tests from ending: then the server ends too.
    this.child.unref();
    for (const handle of [this.child.stdout, this.child.stderr, this.child.channel]) (handle as Handle | null)?.unref();
    this.child.stdout?.setEncoding('utf8').on('data', (part: string) => (this.written += part));
    this.child.stderr?.setEncoding('utf8').on('data', (part: string) => (this.written += part));
    // All that it said counts too. (`close` would say both, but never comes once the channel is closed from here.)
    const exit = new Promise<Ending>((end) => this.child.once('exit', (code, signal) => end({ code, signal })));
    const silent = [this.child.stdout, this.child.stderr].map((stream) => stream && finished(stream, { error: false }));
    this.ended = Promise.all([exit, ...silent]).then(([ending]) => ending);
  }

  get output(): string {
    return this.written;
  }

  get runs(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async started(): Promise<string> {
    const said = new Promise<string>((found, failed) => {
      // Sent when it also listens to signals, which is after it has printed its address.
      this.child.once('message', () => {
        waitUntil('the address line', () => address.exec(this.written)?.[1]).then(found, failed);
      });
      void this.ended.then((ending) => failed(new NotStarted(ending, this.written)));
    });
    try {
      return await within(startWithin, 'the built server answers', said);
    } catch (error) {
      this.child.kill('SIGKILL');
      throw error;
    }
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ending> {
    if (this.runs) this.child.kill(signal);
    try {
      return await within(stopWithin, `the built server ends on ${signal}`, this.ended);
    } catch (error) {
      this.child.kill('SIGKILL');
      throw new Error(`${String(error)}\n${this.written}`, { cause: error });
    }
  }
}

/** Starts the built server with NODE_ENV=test, so that each of its answers is held against its view. */
export async function startBuiltServer(options: BuiltServerOptions = {}): Promise<BuiltServer> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'throughline-test-'));
  const env = { ...bareEnvironment(), NODE_ENV: 'test', PORT: '0', VAR_FOLDER: folder, ...noLimits, ...options.env };
  const earlier: string[] = [];
  const removeFolder = () => {
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  };
  let run = new Run(env, options.empty ?? false);
  let url: string;
  try {
    url = await run.started();
  } catch (error) {
    await run.ended;
    removeFolder();
    throw error;
  }
  return {
    url,
    folder,
    get pid() {
      return run.child.pid ?? 0;
    },
    async stop() {
      const ending = await run.end('SIGTERM');
      removeFolder();
      return ending;
    },
    kill: () => run.end('SIGKILL'),
    async restart() {
      await run.end('SIGTERM');
      earlier.push(run.output);
      run = new Run({ ...env, PORT: new URL(url).port }, false);
      await run.started();
    },
    abandon: () => run.child.disconnect(),
    output: () => [...earlier, run.output].join(''),
  };
}
