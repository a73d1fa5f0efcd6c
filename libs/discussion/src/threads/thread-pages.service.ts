import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ReadingView, ThreadPage } from '@throughline/contracts';
import { pageOfPost, postsPerPage } from '@throughline/contracts/names';
import { notFound, Policies, type SignedIn } from '@throughline/kernel';
import { without } from '@throughline/rules';
import { Streams } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { createPost, removePost } from '../posts/post.policy';
import { PostPresenter } from '../posts/post.presenter';
import { Post, type ShownPost, shownFields } from '../posts/post.schema';
import { ReadingService, unreadOf } from '../reading/reading.service';
import { Readers } from './readers';
import {
  answerThread,
  closeThread,
  editThread,
  mergeThreads,
  movePostsAway,
  pinThread,
  readThread,
  resolveThread,
  offerSummary,
  summariseThread,
} from './thread.policy';
import { ThreadPresenter } from './thread.presenter';
import { Thread } from './thread.schema';

/** Which part of a thread: a page, or the page that holds a post; without either, the first unread post's. */
export interface Place {
  page?: number;
  number?: number;
}

const threadActions = [
  editThread,
  resolveThread,
  answerThread,
  closeThread,
  pinThread,
  offerSummary,
  summariseThread,
  movePostsAway,
  mergeThreads,
];

/** The page of a thread: fixed pages of posts, and what the reader's own part is. */
@Injectable()
export class ThreadPagesService {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly threadPresenter: ThreadPresenter,
    private readonly postPresenter: PostPresenter,
    private readonly reading: ReadingService,
    private readonly readers: Readers,
    private readonly streams: Streams,
    private readonly policies: Policies,
  ) {}

  async page(actor: SignedIn, id: string, place: Place): Promise<ThreadPage> {
    const thread = await this.find(actor, id);
    // The cursor is read before the data: what comes in between comes again, harmlessly (live.md).
    const cursor = await this.streams.cursor(`thread:${id}`);
    const [lastNumber, read, readers] = await Promise.all([
      this.lastNumber(id),
      this.reading.readOf(actor.memberId, [id]),
      this.readers.of(thread.audience),
    ]);
    const unread = unreadOf(lastNumber, read.get(id));
    const firstUnread = unread[0]?.[0] ?? null;
    const count = pageOfPost(lastNumber);
    const page = Math.min(count, place.page ?? pageOfPost(place.number ?? firstUnread ?? lastNumber));
    const shownUpTo = page * postsPerPage;
    const posts = await this.posts
      .find({ threadId: id, number: trusted({ $gt: shownUpTo - postsPerPage, $lte: shownUpTo }) }, shownFields)
      .sort({ number: 1 })
      .lean<ShownPost[]>();
    const [threadView, postViews] = await Promise.all([
      this.threadPresenter.presentOne({ ...thread, lastNumber }),
      this.postPresenter.present(posts, shownUpTo),
    ]);
    const open = thread.state !== 'closed';
    return {
      thread: threadView,
      page: { number: page, count },
      posts: postViews,
      cursor,
      viewer: {
        memberId: actor.memberId,
        unread,
        firstUnread,
        abilities: [
          ...this.policies.abilities(actor, threadActions, thread),
          ...(open ? this.policies.abilities(actor, [createPost], thread) : []),
          ...this.policies.abilities(actor, [removePost], { thread, author: thread.startedBy, state: 'published' }),
        ],
        readers,
        formKey: randomUUID(),
        draft: null,
      },
    };
  }

  /** Marks posts as read; numbers that do not exist are ignored. */
  async markRead(actor: SignedIn, id: string, ranges: readonly (readonly [number, number])[]): Promise<ReadingView> {
    await this.find(actor, id);
    const lastNumber = await this.lastNumber(id);
    const beyond: [number, number][] = [[lastNumber + 1, Number.MAX_SAFE_INTEGER]];
    const read = await this.reading.mark(actor.memberId, id, without(ranges, beyond));
    const unread = unreadOf(lastNumber, read);
    return { unread, firstUnread: unread[0]?.[0] ?? null };
  }

  private async find(actor: SignedIn, id: string): Promise<Thread> {
    const thread = await this.threads.findById(id).lean<Thread>();
    if (!thread) throw notFound();
    this.policies.authorize(actor, readThread, thread);
    return thread;
  }

  private async lastNumber(threadId: string): Promise<number> {
    const last = await this.posts.findOne({ threadId }, { number: 1 }).sort({ number: -1 }).lean();
    return last?.number ?? 0;
  }
}
