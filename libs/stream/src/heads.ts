import { Injectable } from '@nestjs/common';
import { GroupCommit } from './group-commit';
import { StreamLog } from './stream-log';

interface Followed {
  seq: number;
  /** When it was last held against the log. */
  checkedAt: number;
  usedAt: number;
  /** Set while it is looked up for the first time. */
  lookUp?: Promise<void>;
}

/** What an answer rests on may be this old, in milliseconds (architecture.md, "One page"). */
const freshFor = 2_000;
/** A stream that nobody asked about for so long is no longer followed. */
const forgottenAfter = 60_000;

/**
 * The heads of the streams whose changes matter to this server: what is appended here is known at once, and the log is asked
 * once a second for what other servers appended.
 */
@Injectable()
export class Heads {
  private readonly followed = new Map<string, Followed>();

  constructor(
    commits: GroupCommit,
    private readonly streamLog: StreamLog,
  ) {
    commits.appended.on('entry', ({ stream, seq }) => this.note([[stream, seq]]));
  }

  /** The head of a stream, read from the log if it is not known; from now on it is followed. */
  async of(stream: string): Promise<number> {
    const known = this.knows(stream);
    if (known !== undefined) return known;
    const before = this.followed.get(stream);
    const followed: Followed = before ?? { seq: 0, checkedAt: -Infinity, usedAt: performance.now() };
    this.followed.set(stream, followed);
    followed.lookUp ??= this.lookUp(stream, followed);
    await followed.lookUp;
    return followed.seq;
  }

  /** The same without a look into the log; undefined where it is not known well enough. */
  knows(stream: string): number | undefined {
    const followed = this.followed.get(stream);
    const now = performance.now();
    if (!followed || now - followed.checkedAt > freshFor) return undefined;
    followed.usedAt = now;
    return followed.seq;
  }

  /**
   * Asks the log for what other servers appended: to the streams that are followed, and to these, from their numbers on.
   * Answers, with their heads, the streams that have moved past what was known here, or past the numbers given.
   */
  async look(others: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const now = performance.now();
    const asked = new Map(others);
    for (const [stream, { seq, usedAt, lookUp }] of this.followed) {
      if (!lookUp && now - usedAt > forgottenAfter) this.followed.delete(stream);
      // Who asks may have read more of it than is known here: what is remembered until it moves hangs on what is known here.
      else asked.set(stream, Math.min(seq, others.get(stream) ?? seq));
    }
    const checked = [...this.followed.values()];
    const moved = await this.streamLog.moved(asked);
    this.note(moved);
    for (const followed of checked) if (!followed.lookUp) followed.checkedAt = now;
    return moved;
  }

  /** Follows a stream no longer. */
  forget(stream: string): void {
    this.followed.delete(stream);
  }

  private async lookUp(stream: string, followed: Followed): Promise<void> {
    const now = performance.now();
    try {
      this.note([[stream, await this.streamLog.head(stream)]]);
      followed.checkedAt = now;
    } finally {
      delete followed.lookUp;
    }
  }

  /** Notes that streams have moved at least so far. */
  note(moved: Iterable<readonly [stream: string, seq: number]>): void {
    for (const [stream, seq] of moved) {
      const followed = this.followed.get(stream);
      if (followed && followed.seq < seq) followed.seq = seq;
    }
  }
}
