import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Changed, Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Thread } from './thread.schema';

/**
 * Threads that outcomes or notes were linked to, and their way there. Each keeps in `marked` for which threads it leads on: itself, and
 * what became part of it. So of a thread that is linked to nothing, nothing is asked.
 */
@Injectable()
export class LedThreads {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly relay: Relay,
  ) {}

  /** Tells their pages anew, because what came of them is another. What has become part of another thread leads on from that one. */
  async mark(ids: readonly string[]): Promise<void> {
    const there = await this.threads.find({ _id: trusted({ $in: [...new Set(ids)] }) }, { _id: 1 }).lean();
    for (const { _id } of there) {
      const { after } = (await this.write(_id, [_id], true)) ?? {};
      if (after) await this.leadOn(after, true);
    }
  }

  /** After a merge: the thread that goes on leads to what the other one led to. May be done again. */
  async merged(id: string): Promise<void> {
    const thread = await this.threads.findById(id, { marked: 1, mergedInto: 1 }).lean<Thread>();
    if (thread) await this.leadOn(thread, false);
  }

  private async leadOn({ _id, marked = [], mergedInto }: Thread, anew: boolean): Promise<void> {
    if (marked.length === 0) return;
    // While two threads are merged into each other at once, they lead in a circle for a moment.
    const passed = new Set([_id]);
    for (let next = mergedInto; next !== null && !passed.has(next);) {
      passed.add(next);
      const changed: Changed<Thread> | undefined = await this.write(next, marked, anew);
      next = changed?.before.mergedInto ?? null;
    }
  }

  /** `anew`: it is told also where it leads on for all of these already. */
  private write(id: string, from: readonly string[], anew: boolean): Promise<Changed<Thread> | undefined> {
    return this.relay.change(this.threads, id, (thread, revision) => {
      if (!anew && from.every((one) => thread.marked?.includes(one))) return undefined;
      const changeId = `thread-${id}-${revision}`;
      const change = { changeId, stream: `thread:${id}`, type: 'thread.changed' as const, subject: id, revision };
      return { update: { $addToSet: { marked: { $each: [...from] } } }, changes: [change] };
    });
  }
}
