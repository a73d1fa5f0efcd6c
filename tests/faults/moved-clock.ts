import { existsSync, writeFileSync } from 'node:fs';

const libraries = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
];

/** A server's clock, which can be moved while it runs: by libfaketime, which reads a file anew each second. */
export class MovedClock {
  private constructor(
    private readonly library: string,
    private readonly file: string,
  ) {
    this.set('+0');
  }

  /** A clock that is right so far; undefined where this machine has no libfaketime. */
  static make(file: string): MovedClock | undefined {
    const library = libraries.find((path) => existsSync(path));
    return library === undefined ? undefined : new MovedClock(library, file);
  }

  /** What a process needs in its environment to go by this clock. */
  get environment(): Record<string, string> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_CACHE_DURATION: '1',
      // As when somebody sets the clock of a machine: what measures durations goes on.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** Moves it, as in `+1h`, `-1h` or `+0`. */
  set(offset: string): void {
    writeFileSync(this.file, `${offset}\n`);
  }
}
