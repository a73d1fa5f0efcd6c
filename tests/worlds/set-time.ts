import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server's clock that stands still until it is set: two runs of one script have the same times, to the millisecond. */
export class SetTime {
  private readonly file = join(mkdtempSync(join(tmpdir(), 'throughline-time-')), 'time');
  private at = 0;

  readonly program = join(__dirname, 'standing-clock.cjs');
  readonly env = { SET_TIME: this.file };

  constructor(start: number) {
    this.set(start);
  }

  get now(): number {
    return this.at;
  }

  set(at: number): void {
    if (at < this.at) throw new Error('Time does not go backwards.');
    this.at = at;
    writeFileSync(`${this.file}.new`, String(at));
    renameSync(`${this.file}.new`, this.file);
  }
}
