import { setTimeout as sleep } from 'node:timers/promises';
import { EngineChild, type Order } from './engine-child';
import { FolderInUse } from './errors';
import type { FolderLock } from './folder-lock';

/** How long an engine whose server was just killed may take to close: its process ends itself sooner. */
const waitForOrphan = 10_000;
const askAgainAfter = 100;

/** Ends that come this soon after each other make the pauses between them longer, up to the longest. */
const endsWithin = 30_000;
const firstPause = 100;
const longestPause = 5_000;

/** What a supervisor works with. */
export interface SupervisorParts {
  lock: FolderLock;
  program: string;
  order: Order;
  nativeLibrary: string | undefined;
  log: (line: string) => void;
  onExit: (reason: string) => void;
  onRestart: () => void;
}

/**
 * Keeps one engine running on one data folder, until it is told to stop. It never gives up: a full disk ends the engine again and
 * again, and once there is room everything goes on by itself.
 */
export class Supervisor {
  private child: EngineChild | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private ends: number[] = [];

  constructor(private readonly parts: SupervisorParts) {}

  /** The process that holds the engine now, or held it last. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Starts the engine; settles when it answers. */
  async start(): Promise<void> {
    this.running = this.keepRunning(await this.open());
  }

  /** Closes the engine and gives the folder back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.child?.stop();
    await this.running;
    this.parts.lock.release();
  }

  /** Opens the folder. Waits where only an engine without a server holds it: that one is closing. */
  private async open(): Promise<EngineChild> {
    const { lock, order } = this.parts;
    const deadline = Date.now() + waitForOrphan;
    for (;;) {
      if (this.stopped) throw new Error('The embedded database was stopped while it started');
      lock.refuseIfTaken();
      const child = new EngineChild(this.parts);
      this.child = child;
      const outcome = await child.open(() => lock.take());
      if (outcome.is === 'ready') return child;
      if (outcome.is === 'failed') throw new Error(`The embedded database did not start: ${outcome.reason}`);
      if (Date.now() > deadline) throw new FolderInUse(order.folder, lock.engineHolder());
      await this.pause(askAgainAfter);
    }
  }

  /** Starts the engine again whenever it ends. */
  private async keepRunning(first: EngineChild): Promise<void> {
    const { log } = this.parts;
    let how = await first.ended;
    while (!this.stopped) {
      const now = Date.now();
      this.ends = [...this.ends.filter((end) => end > now - endsWithin), now];
      log(`The database engine ended (${how}); starting it again`);
      await this.pause(Math.min(longestPause, firstPause * 2 ** (this.ends.length - 1)));
      if (this.stopped) return;
      try {
        const child = await this.open();
        log(`The database engine runs again, pid ${child.pid}`);
        this.parts.onRestart();
        how = await child.ended;
      } catch (error) {
        if (error instanceof FolderInUse) return this.giveUp(error.message);
        how = error instanceof Error ? error.message : String(error);
      }
    }
  }

  private giveUp(reason: string): void {
    if (this.stopped) return;
    this.parts.lock.release();
    this.parts.onExit(reason);
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Waits, but not when everything is to stop. */
  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
