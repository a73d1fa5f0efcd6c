import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Room for the database of a long run, and little beside it. */
const megabytes = 640;

/** A disk in memory that is small enough to be filled. Only the machine's administrator can make one. */
export class SmallDisk {
  private constructor(readonly folder: string) {
    process.once('exit', this.unmount);
  }

  /** Makes one; where that is not permitted, answers the reason. */
  static make(folder: string): SmallDisk | string {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
      return new SmallDisk(folder);
    } catch (error) {
      return String((error as { stderr?: Buffer }).stderr ?? error).trim();
    }
  }

  /** Writes until there is no room for anything. */
  fill(): void {
    const file = openSync(this.filler, 'w');
    try {
      for (let size = 1 << 20; size >= 1; size = size >> 4) fillBy(file, Buffer.alloc(size));
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  remove(): void {
    process.removeListener('exit', this.unmount);
    this.unmount();
  }

  /** Also where the run was broken off: a disk in memory that nobody knows of would stay until the machine stops. */
  private readonly unmount = (): void => {
    execFileSync('umount', ['--lazy', this.folder]);
  };

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}

function fillBy(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) > 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
