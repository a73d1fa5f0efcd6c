import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { DomainError } from '@throughline/kernel';
import type { Creation } from '@throughline/platform';
import { type Insertion, type PendingChange, Relay } from '@throughline/stream';
import type { Model } from 'mongoose';
import { OpenMoves } from '../moves/open-moves';
import { Thread } from '../threads/thread.schema';
import { lastNumberIn } from './places';
import { Post } from './post.schema';

/** A post with everything but its place in the thread. */
export type Unnumbered = Omit<Post, 'number' | 'pending'>;

/** The post as it stands, and whether the same request had made it before. */
export interface Published {
  post: Post;
  again: boolean;
}

/** How long a retry waits for a move that a server left halfway, in milliseconds: another goes on with it within this time. */
const lookEvery = 100;
const mostLooks = 200;
/** How many threads' last numbers are kept. */
const mostRemembered = 10_000;

/**
 * Gives posts their numbers: per thread without gaps, in the order of publishing. The unique index over thread and number
 * decides, on one server or on ten; the number kept here only guesses. A post that was not written leaves no hole, because
 * what was to come after it in the same thread was not written either (architecture.md, "Numbers").
 */
@Injectable()
export class Publisher {
  /** The last number of each thread, as far as is known here; its change is in the log, or goes there before the next. */
  private readonly last = new Map<string, number>();
  /** Numbers of posts that stand, the highest that is known here of each thread. */
  private readonly standing = new Map<string, number>();
  private readonly lookedUp = new Map<string, Promise<void>>();
  /** Posts on their way, by the keys of the requests that made them. */
  private readonly underWay = new Map<string, Promise<Published>>();

  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly moves: OpenMoves,
    private readonly relay: Relay,
  ) {}

  /**
   * Publishes a post; answers when it is durable and its change is in the log. The same request again waits for the same.
   * Throws `thread-closed` where the thread is, in the moment of writing.
   */
  async publish(post: Unnumbered): Promise<Published> {
    const key = post.creation && `${post.threadId}/${post.creation.key}`;
    if (key === undefined) return this.write(post);
    const same = this.underWay.get(key);
    if (same) return { ...(await same), again: true };
    const published = this.write(post);
    this.underWay.set(key, published);
    try {
      return await published;
    } finally {
      this.underWay.delete(key);
    }
  }

  /** Whether a thread has a post of this number: there are no gaps below one that stands. */
  async hasNumber(threadId: string, number: number): Promise<boolean> {
    if (number <= (this.standing.get(threadId) ?? 0)) return true;
    return (await this.posts.exists({ threadId, number })) !== null;
  }

  /** What the same request made before: the post, or the tombstone of one that was moved. A retry waits until it is in the log. */
  async madeBefore(threadId: string, { key }: Creation): Promise<Post | null> {
    const before =
      (await this.posts.findOne({ threadId, 'creation.key': key }).lean<Post>()) ??
      (await this.onItsWay(threadId, key));
    // An answer never runs ahead of the log.
    if (before) await this.relay.deliver(this.posts, before);
    return before;
  }

  /** One that is being moved from here takes its key along until its tombstone stands, which is what is to be answered. */
  private async onItsWay(threadId: string, key: string): Promise<Post | null> {
    for (let looks = 0; looks < mostLooks; looks += 1) {
      if ((await this.posts.exists({ 'formerly.threadId': threadId, 'creation.key': key })) === null)
        return this.posts.findOne({ threadId, 'creation.key': key }).lean<Post>();
      await wait(lookEvery, undefined, { ref: false });
    }
    throw new DomainError('unavailable');
  }

  private async write(post: Unnumbered): Promise<Published> {
    const { threadId } = post;
    // Of what is on its way from here no index refuses a second one.
    const moved =
      post.creation && (await this.moves.areFrom(threadId)) ? await this.madeBefore(threadId, post.creation) : null;
    if (moved) return { post: moved, again: true };
    for (;;) {
      await this.knowLast(threadId);
      const outcome = await this.insert(post);
      if (outcome.written) {
        this.noteStanding(outcome.written);
        return { post: outcome.written, again: false };
      }
      if (outcome.why === 'not-tried') continue;
      const before =
        (post.creation && (await this.madeBefore(threadId, post.creation))) ?? (await this.standingAs(post));
      if (before) return { post: before, again: true };
      if (outcome.why === 'unless') throw new DomainError('thread-closed');
    }
  }

  /** The post itself, where it was published before: one that waited goes on where a crash, or another server, left it. */
  private async standingAs({ _id }: Unnumbered): Promise<Post | null> {
    const before = await this.posts.findById(_id).lean<Post>();
    if (before) await this.relay.deliver(this.posts, before);
    return before;
  }

  private async insert(post: Unnumbered): Promise<Insertion<Post>> {
    const { threadId } = post;
    const forget = () => this.last.delete(threadId);
    try {
      return await this.relay.insert(
        this.posts,
        () => {
          const last = this.last.get(threadId);
          if (last === undefined) return undefined;
          this.last.set(threadId, last + 1);
          return numbered(post, last + 1);
        },
        forget,
        { source: this.threads, _id: threadId, is: { $eq: ['$state', 'closed'] } },
      );
    } catch (error) {
      forget();
      throw error;
    }
  }

  private noteStanding({ threadId, number }: Post): void {
    if (this.standing.size > mostRemembered) this.standing.clear();
    this.standing.set(threadId, Math.max(number, this.standing.get(threadId) ?? 0));
  }

  private async knowLast(threadId: string): Promise<void> {
    if (this.last.has(threadId)) return;
    const lookingUp = this.lookedUp.get(threadId) ?? this.lookUp(threadId);
    this.lookedUp.set(threadId, lookingUp);
    try {
      await lookingUp;
    } finally {
      this.lookedUp.delete(threadId);
    }
  }

  private async lookUp(threadId: string): Promise<void> {
    const number = await lastNumberIn(this.posts, threadId);
    // A change that waits for another is never in the log before it, whoever wrote that one.
    if (number > 0) await this.relay.ensure(`thread:${threadId}`, publishedId(threadId, number));
    if (this.last.size > mostRemembered) this.last.clear();
    this.last.set(threadId, number);
  }
}

function numbered(post: Unnumbered, number: number): Post {
  return { ...post, number, pending: [publishedChange(post, number)] };
}

/** The change of a post that is published: it waits for the one with the number before. */
export function publishedChange({ _id, threadId }: Pick<Post, '_id' | 'threadId'>, number: number): PendingChange {
  return {
    changeId: publishedId(threadId, number),
    stream: `thread:${threadId}`,
    type: 'post.published',
    subject: _id,
    revision: 1,
    ...(number > 1 ? { after: publishedId(threadId, number - 1) } : {}),
  };
}

function publishedId(threadId: string, number: number): string {
  return `published-${threadId}-${number}`;
}
