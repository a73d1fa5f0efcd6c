import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ThreadList, ThreadListItem } from '@throughline/contracts';
import { Blocks } from '@throughline/identity';
import { notFound, Policies, type SignedIn } from '@throughline/kernel';
import { countOf, lastOf, type Range } from '@throughline/rules';
import { Streams } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { audienceOf } from '../audience';
import { Authors } from '../authors';
import type { Author } from '../author';
import { offsetOf, partOf } from '../parts';
import { Post } from '../posts/post.schema';
import { ReadingService, unreadOf } from '../reading/reading.service';
import { listThreads, startThread, summariseThread } from './thread.policy';
import { ThreadPresenter } from './thread.presenter';
import { Thread } from './thread.schema';

/** Which threads to list. */
export interface ThreadChoice {
  theme?: string;
  session?: string;
  /** Only those of a circle; what a reader is not in does not exist for them. */
  circle?: string;
  /** Only threads with something unread, or something that waits for the reader. */
  unread?: boolean;
  /** Where the part before ended. */
  after?: string;
}

const partSize = 30;
/** How far back threads are looked through for what is unread. */
const unreadWithin = 300;

/** Lists of threads: only those that the reader may see, with what is unread in each. */
@Injectable()
export class ThreadListsService {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly presenter: ThreadPresenter,
    private readonly authors: Authors,
    private readonly blocks: Blocks,
    private readonly reading: ReadingService,
    private readonly streams: Streams,
    private readonly policies: Policies,
  ) {}

  async list(actor: SignedIn, choice: ThreadChoice): Promise<ThreadList> {
    this.policies.authorize(actor, listThreads, undefined);
    const streams = actor.audiences;
    const cursors = Object.fromEntries(
      await Promise.all(streams.map(async (stream) => [stream, await this.streams.cursor(stream)] as const)),
    );
    const { threads, next } = await this.choose(actor, choice);
    return {
      threads: await this.items(actor, threads),
      next,
      abilities: this.policies.abilities(actor, [startThread], { audience: 'members' }),
      cursors,
    };
  }

  private async choose(actor: SignedIn, choice: ThreadChoice): Promise<{ threads: Thread[]; next: string | null }> {
    const audiences = choice.circle
      ? actor.audiences.filter((audience) => audience === audienceOf('circle', choice.circle))
      : actor.audiences;
    if (audiences.length === 0) throw notFound();
    const filter: QueryFilter<Thread> = {
      audience: trusted({ $in: [...audiences] }),
      lastNumber: trusted({ $gt: 0 }),
      mergedInto: null,
      ...(choice.theme ? { themeId: choice.theme } : {}),
      ...(choice.session ? { sessionId: choice.session } : {}),
    };
    const skip = offsetOf(choice.after);
    const size = choice.unread ? unreadWithin : partSize;
    const found = await this.threads
      .find(filter)
      .sort({ pinned: -1, lastPostAt: -1, _id: 1 })
      .skip(choice.unread ? 0 : skip)
      .limit(size + 1)
      .lean<Thread[]>();
    if (!choice.unread) {
      const { part, next } = partOf(found, { skip, size });
      return { threads: part, next };
    }
    const read = await this.reading.readOf(
      actor.memberId,
      found.map(({ _id }) => _id),
    );
    const unread = found.filter(
      (thread) => this.waits(actor, thread) || unreadOf(thread.lastNumber, read.get(thread._id)).length > 0,
    );
    const { part, next } = partOf(unread.slice(skip), { skip, size: partSize });
    return { threads: part, next };
  }

  /** Whether a summary was offered that the reader may take or leave. */
  private waits(actor: SignedIn, thread: Thread): boolean {
    return Boolean(thread.offeredSummary) && this.policies.can(actor, summariseThread, thread);
  }

  private async items(actor: SignedIn, threads: readonly Thread[]): Promise<ThreadListItem[]> {
    const read = await this.reading.readOf(
      actor.memberId,
      threads.map(({ _id }) => _id),
    );
    const unread = new Map(threads.map(({ _id, lastNumber }) => [_id, unreadOf(lastNumber, read.get(_id))]));
    // A list says nothing of summaries, nor of what came of threads, so what there is of them is not asked for.
    const without = threads.map((thread) => ({ ...thread, summary: null, offeredSummary: null, marked: [] }));
    const [views, writers, blocked] = await Promise.all([
      this.presenter.present(without),
      this.writersOf(unread),
      this.blocks.of(actor.memberId),
    ]);
    const isBlocked = (author: Author) => author.kind === 'member' && blocked.includes(author.memberId);
    const authorOf = await this.authors.views([
      ...threads.map(({ startedBy }) => startedBy),
      ...[...writers.values()].flat(),
    ]);
    return views.map(({ summary: _, offeredSummary: __, ...view }, index) => {
      const ranges = unread.get(view.id) ?? [];
      const names = (writers.get(view.id) ?? [])
        .filter((author) => !isBlocked(author))
        .map(authorOf)
        .flatMap((author) => ('name' in author ? [author.name] : []));
      const thread = threads[index];
      return {
        ...view,
        startedBy: authorOf(thread && !isBlocked(thread.startedBy) ? thread.startedBy : { kind: 'unnamed' }),
        unread: countOf(ranges),
        firstUnread: ranges[0]?.[0] ?? null,
        unreadFrom: [...new Set(names)].slice(0, 3),
        summaryOffered: thread !== undefined && this.waits(actor, thread),
      };
    });
  }

  /** Who wrote the latest unread posts of each thread, in one query. */
  private async writersOf(unread: ReadonlyMap<string, readonly Range[]>): Promise<ReadonlyMap<string, Author[]>> {
    const places = [...unread].flatMap(([threadId, ranges]) =>
      ranges.length > 0 ? [{ threadId, number: trusted({ $in: lastOf(ranges, 10) }) }] : [],
    );
    const writers = new Map<string, Author[]>();
    if (places.length === 0) return writers;
    const posts = await this.posts
      .find({ $or: places, state: 'published' }, { threadId: 1, author: 1 })
      .sort({ threadId: 1, number: 1 })
      .lean();
    for (const { threadId, author } of posts) writers.set(threadId, [...(writers.get(threadId) ?? []), author]);
    return writers;
  }
}
