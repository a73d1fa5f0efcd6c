import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { personasStream } from '@throughline/identity';
import { Memory } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Thread } from './thread.schema';

/** So many merges are followed, one into the next. */
const mostMerges = 20;

/** Threads that have become part of another by merges. Their aliases, and what waits in them, belong to that one from then on. */
@Injectable()
export class MergedThreads {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly memory: Memory,
  ) {}

  /** The threads that a thread has taken in, also by way of others; as remembered: a merge tells the servers by `personasStream`. */
  into(threadId: string): Promise<readonly string[]> {
    return this.memory.get(`merged/${threadId}`, [personasStream], () => this.find(threadId));
  }

  /** A thread, or the one that it has become part of. */
  async now(threadId: string): Promise<Pick<Thread, '_id' | 'title' | 'audience' | 'mergedInto'> | null> {
    const fields = { title: 1, audience: 1, mergedInto: 1 };
    for (let id = threadId, steps = 0; steps < mostMerges; steps += 1) {
      const thread = await this.threads.findById(id, fields).lean<Thread>();
      if (!thread?.mergedInto) return thread;
      id = thread.mergedInto;
    }
    return null;
  }

  private async find(threadId: string): Promise<readonly string[]> {
    const all = new Set<string>();
    const look = async (id: string): Promise<void> => {
      for (const { _id } of await this.mergedInto(id)) {
        if (_id === threadId || all.has(_id)) continue;
        all.add(_id);
        await look(_id);
      }
    };
    await look(threadId);
    return [...all];
  }

  private mergedInto(id: string): Promise<Pick<Thread, '_id'>[]> {
    // That it is a string says to the database that its index of merged threads will do.
    return this.threads
      .find({ mergedInto: trusted({ $eq: id, $type: 'string' }) }, { _id: 1 })
      .lean<Pick<Thread, '_id'>[]>()
      .exec();
  }
}
