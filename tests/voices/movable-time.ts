import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverClock } from '@throughline/testing';

const halfHour = 1_800_000;

/** A clock of a server that can be moved on while it runs. */
export class MovableTime {
  private readonly file = join(mkdtempSync(join(tmpdir(), 'throughline-time-')), 'offset');
  private offset = 0;

  constructor() {
    serverClock.ahead = 0;
  }

  /** What a server needs in its environment to go by it. */
  readonly env = { NODE_OPTIONS: `--require ${join(__dirname, 'moved-time.cjs')}`, MOVED_TIME: this.file };

  /** What the servers take it to be. */
  get now(): number {
    return Date.now() + this.offset;
  }

  /** Moves on to just after the next full or half hour. */
  toNextHalfHour(): void {
    this.move(halfHour - (this.now % halfHour) + 10);
  }

  move(by: number): void {
    this.offset += by;
    serverClock.ahead = this.offset;
    writeFileSync(`${this.file}.new`, String(this.offset));
    renameSync(`${this.file}.new`, this.file);
  }
}
