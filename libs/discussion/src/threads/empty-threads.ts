import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Post } from '../posts/post.schema';
import { WaitingRoom } from '../waiting/waiting-room';
import { Thread } from './thread.schema';

/** How often it is looked for them, and how long a thread may wait for its first post to be written, in milliseconds. */
const lookEvery = 10_000;
const longEnough = 600_000;

/**
 * A thread that somebody new begins is there before its first post was checked, in no list. Was that post declined and taken back, or is
 * it gone for another reason, the thread goes too: nobody has ever seen it.
 */
@Injectable()
export class EmptyThreads implements OnModuleInit {
  /** Those that were empty when it was looked last. */
  private wereEmpty: ReadonlySet<string> = new Set();

  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly room: WaitingRoom,
    private readonly relay: Relay,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('threads.empty', lookEvery, () => this.look());
  }

  /** What is told later than it was begun (the demonstration) is empty for a moment too: so it goes when it is empty twice. */
  private async look(): Promise<void> {
    const startedAt = trusted({ $lt: new Date(this.clock.now().getTime() - longEnough) });
    const areEmpty = new Set<string>();
    for (const thread of await this.threads.find({ lastNumber: 0, startedAt }).lean<Thread[]>()) {
      if (!(await this.isEmpty(thread))) continue;
      if (this.wereEmpty.has(thread._id)) await this.takeAway(thread);
      else areEmpty.add(thread._id);
    }
    this.wereEmpty = areEmpty;
  }

  private async isEmpty({ _id }: Thread): Promise<boolean> {
    if ((await this.posts.exists({ threadId: _id })) !== null) return false;
    return (await this.room.find({ threadId: _id })).length === 0;
  }

  /** Closed first, so that nothing is written into it any more; what came until then keeps it. */
  private async takeAway({ _id, state, revision }: Thread): Promise<void> {
    const change = { type: 'thread.changed' as const, subject: _id, stream: `thread:${_id}` };
    const set = async (to: Thread['state'], before: number) => {
      const pending = { ...change, changeId: `thread-${_id}-${before + 1}`, revision: before + 1 };
      const changed = await this.threads
        .findOneAndUpdate(
          { _id, revision: before },
          { $set: { state: to }, $inc: { revision: 1 }, $push: { pending } },
          { returnDocument: 'after' },
        )
        .lean<Thread>();
      if (changed) await this.relay.deliver(this.threads, changed);
      return changed;
    };
    const closed = await set('closed', revision);
    if (!closed) return;
    if (await this.isEmpty(closed)) await this.threads.deleteOne({ _id });
    else await set(state, closed.revision);
  }
}
