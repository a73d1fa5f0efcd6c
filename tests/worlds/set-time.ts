import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server's clock that stands still until it is set: two runs of one script have the same times, to the millisecond. */
export class SetTime {
  private readonly folder = mkdtempSync(join(tmpdir(), 'throughline-time-'));
  private readonly path = join(this.folder, 'clock');
  private line: Socket | undefined;

  readonly program = join(__dirname, 'standing-clock.cjs');

  constructor(private at: number) {}

  /** For a server that is started at this time. */
  get env(): Record<string, string> {
    return { STANDING_CLOCK: this.path, STANDING_AT: String(this.at) };
  }

  get now(): number {
    return this.at;
  }

  /** Answers when everything was done that comes round by then. */
  set(at: number): Promise<void> {
    return this.tell(at, Number.MAX_SAFE_INTEGER);
  }

  pass(milliseconds: number): Promise<void> {
    return this.set(this.at + milliseconds);
  }

  /** Lets time go on, and nothing come round meanwhile but what does so each second. */
  passShortly(milliseconds: number): Promise<void> {
    return this.tell(this.at + milliseconds, 1_000);
  }

  /** Lets time go on, and nothing come round meanwhile. */
  passOver(milliseconds: number): Promise<void> {
    return this.tell(this.at + milliseconds, 0);
  }

  private async tell(at: number, every: number): Promise<void> {
    if (at < this.at) throw new Error('Time does not go backwards.');
    this.at = at;
    this.line ??= createConnection(this.path)
      .setEncoding('utf8')
      // What is waited for fails by itself; a server that has stopped says nothing more.
      .on('error', () => undefined);
    this.line.write(`${at} ${every}`);
    await once(this.line, 'data', { signal: AbortSignal.timeout(60_000) });
  }

  /** Once the server has stopped. */
  remove(): void {
    this.line?.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
