import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Appended, Relay, type Subscriber, Subscribers } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { quotes } from '../posts/quotations';
import { Post } from '../posts/post.schema';
import { PostWrites } from '../posts/post-writes';
import { type Summary, Thread } from '../threads/thread.schema';
import { threadChanged } from '../threads/thread-changed';

/**
 * Words went, or may not be used any more: what shows them elsewhere is told of anew, summaries that name them and posts that quote
 * them, so that open pages lose them too. What is shown is decided where it is presented; this only says that it is to be asked for.
 */
@Injectable()
export class FollowedWords implements Subscriber, OnModuleInit {
  readonly name = 'discussion-words';
  readonly types = ['words.changed'] as const;

  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly writes: PostWrites,
    private readonly relay: Relay,
    private readonly subscribers: Subscribers,
  ) {}

  onModuleInit(): void {
    this.subscribers.add(this);
  }

  take(entries: readonly Appended[]): Promise<void> {
    return this.follow(entries.map(({ subject }) => subject));
  }

  /** About posts, or all that members wrote under their names, by their ids. */
  async follow(subjects: readonly string[]): Promise<void> {
    const places = { threadId: 1, number: 1, formerly: 1 } as const;
    const posts = await this.posts.find({ _id: trusted({ $in: [...subjects] }) }, places).lean<Post[]>();
    for (const post of posts) {
      const at = [{ threadId: post.threadId, number: post.number }, ...post.formerly];
      for (const { threadId, number } of at) await this.touchSummary({ _id: threadId }, [number]);
      await this.touchQuoting(post);
    }
    const members = subjects.filter((subject) => !posts.some(({ _id }) => _id === subject));
    for (const memberId of members) await this.touchSummariesOf(memberId);
  }

  private async touchSummariesOf(memberId: string): Promise<void> {
    const summarised: QueryFilter<Thread> = {
      $or: [{ 'summary.at': trusted({ $exists: true }) }, { 'offeredSummary.at': trusted({ $exists: true }) }],
    };
    for await (const { _id } of this.threads.find(summarised, { _id: 1 }).lean<Thread[]>().cursor()) {
      const own = await this.posts.find({ threadId: _id, 'author.memberId': memberId }, { number: 1 }).lean();
      if (own.length > 0)
        await this.touchSummary(
          { _id },
          own.map(({ number }) => number),
        );
    }
  }

  /** Tells of a thread anew whose summary names one of these numbers. */
  private async touchSummary({ _id }: Pick<Thread, '_id'>, numbers: readonly number[]): Promise<void> {
    const names = (summary: Summary | null) =>
      summary?.points.some((point) => point.numbers.some((number) => numbers.includes(number))) ?? false;
    await this.relay.change(this.threads, _id, (thread, revision) =>
      names(thread.summary) || names(thread.offeredSummary)
        ? { update: {}, changes: threadChanged(thread, revision) }
        : undefined,
    );
  }

  private async touchQuoting({ threadId, number }: Pick<Post, 'threadId' | 'number'>): Promise<void> {
    const marked = trusted({ $regex: quotes(threadId, number) });
    const quoting = await this.posts.find({ threadId, state: 'published', bodyHtml: marked }, { _id: 1 }).lean();
    for (const { _id } of quoting) await this.writes.change(_id, () => ({ update: {} }));
  }
}
