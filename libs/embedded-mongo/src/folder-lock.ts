import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUse } from './errors';
import { isAlive, markOf, type ProcessMark } from './living-process';

interface Owner extends ProcessMark {
  /** One process may hold two supervisors. */
  supervisor: string;
}

/**
 * Says who owns a data folder. It decides nothing by itself: an open engine holds a lock of the kernel on
 * `mongod.lock`, which ends with the process however that ends. This file holds the folder while the engine is being
 * started again, and gives the refusal a process id. It is written only by who has an open engine, so there is no race
 * for it, and an owner that is dead counts for nothing, so it cannot go stale.
 */
export class FolderLock {
  private readonly file: string;
  private readonly supervisor = randomUUID();

  constructor(private readonly folder: string) {
    this.file = join(folder, 'throughline.lock');
  }

  /** Throws `FolderInUse` when another supervisor that lives owns the folder. */
  refuseIfTaken(): void {
    const owner = this.owner();
    if (owner && owner.supervisor !== this.supervisor && isAlive(owner)) throw new FolderInUse(this.folder, owner.pid);
  }

  /** Takes the folder for this supervisor. Only for who has an open engine on it. */
  take(): void {
    this.refuseIfTaken();
    const self = markOf(process.pid);
    if (!self) throw new Error('This process cannot find itself in the list of processes.');
    const owner: Owner = { ...self, supervisor: this.supervisor };
    const written = `${this.file}.${this.supervisor}`;
    writeFileSync(written, JSON.stringify(owner), { mode: 0o600 });
    renameSync(written, this.file);
  }

  /** Gives the folder back, if it is ours. */
  release(): void {
    if (this.owner()?.supervisor === this.supervisor) rmSync(this.file, { force: true });
  }

  /** Who holds the kernel's lock, in case it has no file of ours: a MongoDB of another kind, for example. */
  engineHolder(): number | undefined {
    const pid = Number.parseInt(readOrEmpty(join(this.folder, 'mongod.lock')), 10);
    return Number.isNaN(pid) ? undefined : pid;
  }

  private owner(): Owner | undefined {
    try {
      const owner = JSON.parse(readOrEmpty(this.file)) as Partial<Owner> | null;
      if (typeof owner?.pid !== 'number' || typeof owner.born !== 'string') return undefined;
      return { pid: owner.pid, born: owner.born, supervisor: String(owner.supervisor) };
    } catch {
      return undefined;
    }
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
