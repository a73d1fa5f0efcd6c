import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type PendingChange, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { Post } from './post.schema';

/** A post with everything but its place in the thread. */
export type Unnumbered = Omit<Post, 'number' | 'pending'>;

interface Waiting {
  post: Unnumbered;
  published: (outcome: Published) => void;
  failed: (error: unknown) => void;
}

/** The post as it stands, and whether the same request had made it before. */
export interface Published {
  post: Post;
  again: boolean;
}

/** How many posts of one thread are written in one go. */
const batchSize = 50;

interface ThreadQueue {
  last: number | undefined;
  waiting: Waiting[];
}

/**
 * Gives posts their numbers and writes them: per thread without gaps, in the order of publishing. The unique index over
 * thread and number decides, on one server or on ten; the number kept here only guesses. One batch a thread is under way at a
 * time, so that a failing post leaves no hole behind it (architecture.md, "Numbers").
 */
@Injectable()
export class Publisher {
  private readonly queues = new Map<string, ThreadQueue>();

  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly relay: Relay,
  ) {}

  /** Publishes a post; answers when it is durable and its change is in the log. */
  async publish(post: Unnumbered): Promise<Published> {
    const published = await new Promise<Published>((done, failed) => {
      const queue = this.queues.get(post.threadId);
      const waiting: Waiting = { post, published: done, failed };
      if (queue) {
        queue.waiting.push(waiting);
        return;
      }
      const fresh: ThreadQueue = { last: undefined, waiting: [waiting] };
      this.queues.set(post.threadId, fresh);
      void this.drain(post.threadId, fresh);
    });
    // A retry waits for the same: an answer never runs ahead of the log.
    await this.relay.deliver(this.posts, published.post);
    return published;
  }

  private async drain(threadId: string, queue: ThreadQueue): Promise<void> {
    while (queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, batchSize);
      try {
        queue.waiting.unshift(...(await this.write(threadId, queue, batch)));
      } catch (error) {
        queue.last = undefined;
        for (const { failed } of batch) failed(error);
      }
    }
    this.queues.delete(threadId);
  }

  /** Writes a prefix of the batch and answers the rest, which is to be tried again. */
  private async write(threadId: string, queue: ThreadQueue, batch: Waiting[]): Promise<Waiting[]> {
    queue.last ??= await this.lastNumber(threadId);
    const first = queue.last + 1;
    const documents = batch.map(({ post }, index) => numbered(post, first + index));
    try {
      await this.posts.collection.insertMany(documents as unknown as { _id: never }[], { ordered: true });
      queue.last = first + documents.length - 1;
      settle(batch, documents);
      return [];
    } catch (error) {
      const { code, insertedCount, result } = error as {
        code?: number;
        insertedCount?: number;
        result?: { insertedCount?: number };
      };
      if (code !== 11_000) throw error;
      // An ordered insert keeps its prefix; the index says which post was refused, and why.
      const written = result?.insertedCount ?? insertedCount ?? 0;
      settle(batch.slice(0, written), documents.slice(0, written));
      queue.last = undefined;
      const [refused, ...rest] = batch.slice(written);
      if (!refused) return [];
      const before = refused.post.creation && (await this.madeBefore(threadId, refused.post.creation.key));
      if (!before) return [refused, ...rest];
      refused.published({ post: before, again: true });
      return rest;
    }
  }

  private madeBefore(threadId: string, key: string): Promise<Post | null> {
    return this.posts.findOne({ threadId, 'creation.key': key }).lean<Post>().exec();
  }

  private async lastNumber(threadId: string): Promise<number> {
    const last = await this.posts.findOne({ threadId }, { number: 1 }).sort({ number: -1 }).lean();
    return last?.number ?? 0;
  }
}

function settle(batch: Waiting[], documents: Post[]): void {
  documents.forEach((post, index) => batch[index]?.published({ post, again: false }));
}

function numbered(post: Unnumbered, number: number): Post {
  return { ...post, number, pending: [publishedChange(post, number)] };
}

/** The change of a post that is published: it waits for the one with the number before. */
export function publishedChange({ _id, threadId }: Pick<Post, '_id' | 'threadId'>, number: number): PendingChange {
  return {
    changeId: `published-${number}`,
    stream: `thread:${threadId}`,
    type: 'post.published',
    subject: _id,
    revision: 1,
    ...(number > 1 ? { after: `published-${number - 1}` } : {}),
  };
}
