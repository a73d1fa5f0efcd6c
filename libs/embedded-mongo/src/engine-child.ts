import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that does not close within this time is killed; the journal makes that safe. */
const closeWithin = 10_000;

/** What the engine's process is told when it starts (engine-process.mjs). */
export interface Order {
  folder: string;
  socketPath: string;
  temporarySocketFolder: boolean;
  sweepEvery: number;
}

/** How an attempt to open the data folder went. */
export type Outcome = { is: 'ready' } | { is: 'locked' } | { is: 'failed'; reason: string };

/** What the engine's process tells. */
type News = Outcome | { is: 'opened' } | { is: 'trouble'; reason: string };

interface Launch {
  program: string;
  order: Order;
  nativeLibrary: string | undefined;
  log: (line: string) => void;
}

/** One life of the engine's process. */
export class EngineChild {
  /** Settles when the process has ended, with the words for it. */
  readonly ended: Promise<string>;
  private readonly child: ChildProcess;
  private hasEnded = false;

  constructor(launch: Launch) {
    const environment = { ...process.env };
    if (launch.nativeLibrary) environment['NAPI_RS_NATIVE_LIBRARY_PATH'] = launch.nativeLibrary;
    this.child = spawn(process.execPath, [launch.program, JSON.stringify(launch.order)], {
      // The fourth is a channel whose end the process notices when this one ends, also by kill -9.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: environment,
    });
    this.ended = new Promise((ended) => {
      const end = (how: string) => {
        this.hasEnded = true;
        ended(how);
      };
      this.child.once('exit', (code, signal) => end(signal ?? `code ${String(code)}`));
      this.child.once('error', (error) => end(error.message));
    });
    this.child.on('message', (news: News) => {
      if (news.is === 'trouble') launch.log(`The database engine: ${news.reason}`);
    });
    if (this.child.stderr)
      createInterface(this.child.stderr).on('line', (line) => launch.log(`The database engine: ${line}`));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /**
   * Waits until the engine answers, or has said why it will not. Between opening the data folder and listening,
   * `mayServe` is asked: what it throws ends the process and is thrown on.
   */
  async open(mayServe: () => void): Promise<Outcome> {
    const told = new Promise<Outcome>((settle, refuse) => {
      this.child.on('message', (news: News) => {
        if (news.is === 'trouble') return;
        if (news.is !== 'opened') return settle(news);
        try {
          mayServe();
          // Sent to a process that has just been killed, it fails; `ended` says so.
          this.child.send({ is: 'serve' }, () => undefined);
        } catch (error) {
          this.stop().then(() => refuse(error), refuse);
        }
      });
    });
    const died = this.ended.then((how): Outcome => ({ is: 'failed', reason: `it ended with ${how}` }));
    const outcome = await Promise.race([told, died]);
    if (outcome.is !== 'ready') await this.ended;
    return outcome;
  }

  /** Closes the engine cleanly and waits for the end of its process; kills it when that takes too long. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    if (this.child.connected) this.child.disconnect();
    const deadline = setTimeout(() => this.child.kill('SIGKILL'), closeWithin);
    await this.ended;
    clearTimeout(deadline);
  }
}
