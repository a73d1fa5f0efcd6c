import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { GroupCommit, Heads } from '@throughline/stream';
import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import { Thread } from './thread.schema';

interface Known {
  thread: Thread;
  /** How far its stream had come when this was known to be so. */
  head: number;
}

/** How many threads are kept. */
const mostKept = 5_000;

/**
 * Threads as they are, for whoever writes into them: kept for as long as nothing but new posts is told of them. So a change made
 * on this server holds at once, and one made on another within two seconds, as everything that permissions rest on.
 */
@Injectable()
export class KnownThreads {
  private readonly kept = new LRUCache<string, Known>({ max: mostKept });

  constructor(
    commits: GroupCommit,
    private readonly heads: Heads,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
  ) {
    commits.appended.on('entry', ({ stream, seq, type }) => {
      if (type !== 'post.published') return;
      const known = this.kept.get(stream);
      if (known?.head === seq - 1) known.head = seq;
    });
  }

  /** The thread, or null. Its `lastNumber` and `lastPostAt` may be older. */
  async byId(id: string): Promise<Thread | null> {
    const stream = `thread:${id}`;
    const known = this.kept.get(stream);
    if (known && this.heads.knows(stream) === known.head) return known.thread;
    const head = await this.heads.of(stream);
    const thread = await this.threads.findById(id).lean<Thread>();
    if (thread) this.kept.set(stream, { thread, head });
    else this.heads.forget(stream);
    return thread;
  }
}
