import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ReadingView, ThreadPage, ThreadViewer } from '@throughline/contracts';
import { pageOfPost, postsPerPage } from '@throughline/contracts/names';
import { Blocks } from '@throughline/identity';
import { notFound, Policies, Registries, type SignedIn } from '@throughline/kernel';
import { type Range, without } from '@throughline/rules';
import { Epochs, Heads, Memory, peopleStream, Streams } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { lettersTo } from '../personas/letters-to';
import { noticesTo } from '../personas/notices-to';
import { Personas } from '../personas/personas.service';
import { createPost, linkWords, readWords, removePost } from '../posts/post.policy';
import { PostPresenter } from '../posts/post.presenter';
import { Post, type ShownPost, shownFields } from '../posts/post.schema';
import { ReadingService, unreadOf } from '../reading/reading.service';
import { Checks } from '../waiting/checks';
import { OwnWaiting } from '../waiting/own-waiting.service';
import { WaitingRoom } from '../waiting/waiting-room';
import { HeadWords } from './head-words';
import { Readers } from './readers';
import {
  answerThread,
  checkThreadFirst,
  closeThread,
  editThread,
  mergeThreads,
  movePostsAway,
  pinThread,
  readThread,
  resolveThread,
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
  checkThreadFirst,
  pinThread,
  summariseThread,
  movePostsAway,
  mergeThreads,
];

/** A thread as its posts say that it is, and the last number in it, after this change of its stream. */
interface Known {
  thread: Thread;
  lastNumber: number;
  seq: number;
}

interface AudiencePart extends Omit<Known, 'seq'> {
  /** Posts whose words not everybody sees. */
  hidden: readonly ShownPost[];
  /** In bytes, so that they are not made from letters for each reader. */
  written: Buffer;
}

/** No thread has more pages than this; an address that asks for a later one gets the last. */
const mostPages = 100_000;

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
    private readonly personas: Personas,
    private readonly checks: Checks,
    private readonly head: HeadWords,
    private readonly blocks: Blocks,
    private readonly room: WaitingRoom,
    private readonly ownWaiting: OwnWaiting,
    private readonly streams: Streams,
    private readonly memory: Memory,
    private readonly heads: Heads,
    private readonly epochs: Epochs,
    private readonly policies: Policies,
    private readonly registries: Registries,
  ) {}

  /**
   * The page as JSON, a `ThreadPage`. What is the same for the whole audience is made once for as long as nothing of it changes;
   * the reader's own part is put in after they were authorised.
   */
  async page(actor: SignedIn, id: string, place: Place): Promise<Buffer> {
    const before = await this.find(actor, id);
    const read = await this.reading.readIn(actor.memberId, id);
    const number =
      place.page ?? pageOfPost(place.number ?? firstOf(unreadOf(before.lastNumber, read)) ?? before.lastNumber);
    // What the reader's own part says of the thread is as old as the posts beside it.
    const { written, thread, lastNumber, hidden } = await this.audiencePart(before, number);
    const unread = unreadOf(lastNumber, read);
    const [readers, own, checks, blocked] = await Promise.all([
      this.readers.of(thread.audience),
      this.ownPart(actor, thread),
      this.checks.view(actor, thread),
      this.blocks.of(actor.memberId),
    ]);
    const facts = { ...thread, voices: own.voices };
    const viewer: ThreadViewer = {
      memberId: actor.memberId,
      unread,
      firstUnread: firstOf(unread),
      abilities: [
        ...this.policies.abilities(actor, threadActions, facts),
        ...(await this.head.abilities(actor, thread, facts, own.standing.mine)),
        ...(thread.state === 'closed' ? [] : this.policies.abilities(actor, [createPost], thread)),
        ...this.policies.abilities(actor, [removePost, linkWords], {
          thread,
          author: thread.startedBy,
          state: 'published',
        }),
      ],
      readers,
      formKey: randomUUID(),
      draft: null,
      persona: await this.personas.view(actor, thread, own.standing, readers.count),
      waiting: own.waiting,
      checks,
      hidden: await this.hiddenFor(actor, thread, own.voices, hidden),
      notices: own.notices,
      blocked: [...blocked],
      letters: own.letters,
      follow: own.follow,
    };
    return Buffer.concat([written, Buffer.from(`,"viewer":${JSON.stringify(viewer)}}`)]);
  }

  /** As whom the reader writes here, and what of theirs waits; with the streams that say what becomes of it. */
  private async ownPart(actor: SignedIn, { _id }: Thread) {
    const standing = await this.personas.shown(actor, _id);
    const voices = standing.mine.map((alias) => alias._id);
    const known = await this.room.ownIn(actor, _id, voices);
    const streams = [
      ...standing.mine.map(({ stream }) => `voice:${stream}`),
      ...(known.some(({ author }) => author.kind === 'member') ? [`member:${actor.memberId}`] : []),
    ];
    // Before what they tell of is presented, as everywhere.
    const cursors = await Promise.all(
      streams.map(async (stream) => [stream, await this.streams.cursor(stream)] as const),
    );
    // What came out in between is told after these cursors no more, so it must not be what was known before them.
    const stored = streams.length === 0 ? known : await this.room.ownNow(actor, _id, voices);
    const waiting = await this.ownWaiting.presentAll(actor, stored);
    const notices = await noticesTo(this.registries, voices);
    const letters = await lettersTo(this.registries, standing.mine);
    return { standing, voices, waiting, notices, letters, follow: Object.fromEntries(cursors) };
  }

  /** The words of hidden posts: to their author, and to moderators. */
  private async hiddenFor(
    actor: SignedIn,
    thread: Thread,
    voices: readonly string[],
    hidden: readonly ShownPost[],
  ): Promise<ThreadViewer['hidden']> {
    const theirs = hidden.filter(({ author, state }) =>
      this.policies.can(actor, readWords, { thread, author, state, voices }),
    );
    if (theirs.length === 0) return [];
    const views = await this.postPresenter.presentWords(theirs);
    return views.map(({ id, number, author, bodyHtml, pictures, contentNote }) => ({
      id,
      number,
      author,
      bodyHtml,
      pictures,
      contentNote,
    }));
  }

  /** What everybody in the audience gets alike, as JSON that is still open at its end; of the last page, if there are fewer. */
  private async audiencePart(before: Known, wanted: number): Promise<AudiencePart> {
    const { _id: id, themeId, sessionId, audience } = before.thread;
    // Titles of themes and sessions are other streams' to tell of, so what they are now is part of the key.
    const titles = await this.threadPresenter.titlesFor([{ themeId, sessionId, audience }]);
    const { current: epoch } = this.epochs;
    const make = async ([seq = 0]: readonly number[]): Promise<AudiencePart> => {
      // The cursor's number was known before any of this is read: what comes in between comes again, harmlessly (live.md).
      const isAsBefore = before.seq === seq;
      const { thread, lastNumber } = isAsBefore ? before : ((await this.known(id)) ?? notThere());
      const count = pageOfPost(lastNumber);
      const number = Math.min(count, wanted);
      const shownUpTo = number * postsPerPage;
      const posts = await this.posts
        .find({ threadId: id, number: trusted({ $gt: shownUpTo - postsPerPage, $lte: shownUpTo }) }, shownFields)
        .sort({ number: 1 })
        .lean<ShownPost[]>();
      const [threadView, postViews] = await Promise.all([
        this.threadPresenter.presentOne({ ...thread, lastNumber }, isAsBefore ? titles : undefined),
        // What comes after the last page is yet to be told of.
        this.postPresenter.present(posts, number === count ? undefined : shownUpTo),
      ]);
      const part: Omit<ThreadPage, 'viewer'> = {
        thread: threadView,
        page: { number, count },
        posts: postViews,
        cursor: { epoch, seq },
      };
      return {
        written: Buffer.from(JSON.stringify(part).slice(0, -1)),
        thread,
        lastNumber,
        hidden: posts.filter(({ state }) => state === 'hidden'),
      };
    };
    const said = JSON.stringify(Object.values(titles).map((one) => [...one]));
    const key = ['page', id, Math.min(wanted, mostPages), epoch, said].join('/');
    return this.memory.get(key, [`thread:${id}`, peopleStream], make, ({ written }) => written.length);
  }

  /** Marks posts as read; numbers that do not exist are ignored. */
  async markRead(actor: SignedIn, id: string, ranges: readonly (readonly [number, number])[]): Promise<ReadingView> {
    const { lastNumber } = await this.find(actor, id);
    const beyond: [number, number][] = [[lastNumber + 1, Number.MAX_SAFE_INTEGER]];
    const read = await this.reading.mark(actor.memberId, id, without(ranges, beyond));
    const unread = unreadOf(lastNumber, read);
    return { unread, firstUnread: unread[0]?.[0] ?? null };
  }

  private async find(actor: SignedIn, id: string): Promise<Known> {
    const known = await this.known(id);
    if (!known) {
      this.heads.forget(`thread:${id}`);
      throw notFound();
    }
    this.policies.authorize(actor, readThread, known.thread);
    return known;
  }

  private known(id: string): Promise<Known | null> {
    return this.memory.get(`thread/${id}`, [`thread:${id}`], async ([seq = 0]) => {
      const [thread, last] = await Promise.all([
        this.threads.findById(id).lean<Thread>(),
        this.posts.findOne({ threadId: id }, { number: 1, publishedAt: 1 }).sort({ number: -1 }).lean(),
      ]);
      if (!thread) return null;
      // What the document itself says of its posts follows them by a moment.
      const lastPostAt = last && last.publishedAt > thread.lastPostAt ? last.publishedAt : thread.lastPostAt;
      return { thread: { ...thread, lastPostAt }, lastNumber: last?.number ?? 0, seq };
    });
  }
}

function firstOf(unread: readonly Range[]): number | null {
  return unread[0]?.[0] ?? null;
}

function notThere(): never {
  throw notFound();
}
