import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock, type Healer, type LastPosts, Registries } from '@throughline/kernel';
import { Jobs } from '@throughline/platform';
import { type Appended, Relay, type Subscriber, Subscribers } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Post } from '../posts/post.schema';
import { Waiting } from '../waiting/waiting.schema';
import { lastPostsIn, type Standing, type WaitsIn } from './last-posts';
import { Thread } from './thread.schema';

/** Lists are told of a thread at most once in this time. */
const touchEvery = 5_000;

type Placed = Pick<Post, 'threadId' | 'number' | 'publishedAt'>;

/**
 * Lets a thread's document follow its posts, and tells the lists of its audience: not in the write of a post, and not for
 * every one, so that no list's stream is hot (live.md).
 */
@Injectable()
export class ThreadActivity implements Subscriber, Healer, LastPosts, OnModuleInit {
  readonly name = 'thread-activity';
  readonly types = ['post.published'] as const;

  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Waiting.name) private readonly waiting: Model<Waiting>,
    private readonly subscribers: Subscribers,
    private readonly relay: Relay,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    registries: Registries,
  ) {
    registries.healers.add(this);
    registries.lastPosts.add(this);
  }

  onModuleInit(): void {
    this.subscribers.add(this);
    this.jobs.every('thread.touched', 1_000, () => this.tellLists());
  }

  async take(entries: readonly Appended[]): Promise<void> {
    const last = new Map<string, Placed>();
    for (const post of await this.postsOf(entries))
      if (post.number > (last.get(post.threadId)?.number ?? 0)) last.set(post.threadId, post);
    for (const [_id, { number, publishedAt }] of last)
      await this.threads.updateOne(
        { _id },
        { $max: { lastNumber: number, lastPostAt: publishedAt }, $set: { touched: true } },
      );
  }

  /** The posts, as they were written here, or else as they are. */
  private async postsOf(entries: readonly Appended[]): Promise<Placed[]> {
    const written = entries.flatMap(({ document }) => (document ? [document as unknown as Post] : []));
    const others = entries.filter(({ document }) => !document).map(({ subject }) => subject);
    if (others.length === 0) return written;
    const found = await this.posts
      .find({ _id: trusted({ $in: others }) }, { threadId: 1, number: 1, publishedAt: 1 })
      .lean<Placed[]>();
    return [...written, ...found];
  }

  async lastPosts(threadIds: readonly string[]): Promise<ReadonlyMap<string, { at: Date; standsIn: string }>> {
    const known = new Map<string, Standing>();
    for (let next = [...threadIds]; next.length > 0;) {
      const found = await this.threads
        .find({ _id: trusted({ $in: next }) }, { lastPostAt: 1, mergedInto: 1 })
        .lean<Standing[]>();
      for (const thread of found) known.set(thread._id, thread);
      next = found.flatMap(({ mergedInto }) => (mergedInto && !known.has(mergedInto) ? [mergedInto] : []));
    }
    const waiting = await this.waiting
      .find({ threadId: trusted({ $in: [...known.keys()] }) }, { threadId: 1, on: 1 })
      .lean<WaitsIn[]>();
    return lastPostsIn(threadIds, known, waiting);
  }

  /** After a restore: a thread's document is brought up to its posts, whatever was under way when the backup was taken. */
  async heal(): Promise<void> {
    const last = await this.posts.aggregate<{ _id: string; number: number; at: Date }>([
      { $group: { _id: '$threadId', number: { $max: '$number' }, at: { $max: '$publishedAt' } } },
    ]);
    for (const { _id, number, at } of last)
      await this.threads.updateOne({ _id }, { $max: { lastNumber: number, lastPostAt: at } });
  }

  /** Tells the lists of each thread that has new posts and was not told of lately. */
  async tellLists(): Promise<void> {
    const now = this.clock.now();
    const due = await this.threads
      .find({
        touched: true,
        $or: [{ touchedAt: null }, { touchedAt: trusted({ $lt: new Date(now.getTime() - touchEvery) }) }],
      })
      .limit(200)
      .lean<Thread[]>();
    for (const { _id, revision, audience } of due) {
      const touched = await this.threads
        .findOneAndUpdate(
          { _id, revision },
          {
            $unset: { touched: '' },
            $set: { touchedAt: now },
            $inc: { revision: 1 },
            $push: {
              pending: {
                changeId: `thread-${_id}-${revision + 1}`,
                stream: audience,
                type: 'thread.touched',
                subject: _id,
                revision: revision + 1,
              },
            },
          },
          { returnDocument: 'after' },
        )
        .lean<Thread>();
      if (touched) await this.relay.deliver(this.threads, touched);
    }
  }
}
