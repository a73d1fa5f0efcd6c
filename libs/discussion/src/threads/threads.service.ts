import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type {
  newThread,
  summaryAnswer,
  summaryEdit,
  threadEdit,
  ThreadView,
  WaitingView,
} from '@throughline/contracts';
import {
  type ActionDefinition,
  Clock,
  DomainError,
  hasRole,
  Ids,
  notFound,
  Policies,
  type SignedIn,
  wrongField,
} from '@throughline/kernel';
import { Circles } from '@throughline/identity';
import { Creations } from '@throughline/platform';
import { Programme } from '@throughline/programme';
import { AuditTrail, type PendingChange, Relay } from '@throughline/stream';
import { type Model, trusted, type UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import { audienceOf } from '../audience';
import { isBy } from '../author';
import { Days } from '../days';
import { Pictures } from '../pictures/pictures.service';
import { noAlias, Personas } from '../personas/personas.service';
import { Post } from '../posts/post.schema';
import { PostsService } from '../posts/posts.service';
import { ThreadMarks } from '../waiting/thread-marks';
import { Beginnings } from './beginnings.service';
import { HeadWords } from './head-words';
import {
  answerThread,
  checkThreadFirst,
  closeThread,
  closeToAliases,
  editThread,
  offerSummary,
  pinThread,
  readThread,
  resolveThread,
  startThread,
  summariseThread,
  type ThreadFacts,
} from './thread.policy';
import { threadChanged } from './thread-changed';
import { SummaryPoints } from './summary-points';
import { ThreadPresenter } from './thread.presenter';
import { type Summary, Thread } from './thread.schema';

type NewThread = z.output<typeof newThread>;
type ThreadEdit = z.output<typeof threadEdit>;
type SummaryAnswer = z.output<typeof summaryAnswer>;
type SummaryEdit = z.output<typeof summaryEdit>;

/** Threads: starting them, and everything that can be done to one as a whole. */
@Injectable()
export class ThreadsService {
  constructor(
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly postsService: PostsService,
    private readonly personas: Personas,
    private readonly pictures: Pictures,
    private readonly head: HeadWords,
    private readonly marks: ThreadMarks,
    private readonly beginnings: Beginnings,
    private readonly programme: Programme,
    private readonly circles: Circles,
    private readonly presenter: ThreadPresenter,
    private readonly points: SummaryPoints,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly relay: Relay,
    private readonly days: Days,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * Starts a thread with its first post. The thread is written first and is in no list until that post stands; the same
   * request again goes on where a lost one stopped. Begun under an alias it waits as a whole, and is not there before.
   */
  async create(actor: SignedIn, request: NewThread): Promise<ThreadView | WaitingView> {
    const audience = audienceOf(request.audience.kind, request.audience.id);
    this.policies.authorize(actor, startThread, { audience });
    if (request.aliases !== undefined) this.policies.authorize(actor, closeToAliases, undefined);
    await this.expectPlace(request);
    if (this.personas.expectChoice(request, noAlias) === 'alias')
      return this.beginnings.createAsAlias(actor, request, audience);
    const creation = this.creations.stamp(actor, startThread.name, request);
    // Before anything is written under this key; what was begun with them already has them.
    if (request.pictures?.length && (await this.threads.exists({ 'creation.key': creation.key })) === null)
      await this.pictures.expect(request.pictures);
    const now = this.clock.now();
    const thread = await this.creations.once(this.threads, {
      _id: this.ids.next(),
      themeId: request.themeId,
      sessionId: request.sessionId ?? null,
      kind: request.kind,
      audience,
      title: request.title,
      state: 'open',
      stateAt: null,
      mightKnow: request.kind === 'question' ? (request.mightKnow ?? []) : [],
      answer: null,
      pinned: false,
      summary: null,
      offeredSummary: null,
      startedBy: { kind: 'member', memberId: actor.memberId },
      startedAt: now,
      lastNumber: 0,
      lastPostAt: now,
      aliasesOffered: request.aliases ?? true,
      mergedInto: null,
      revision: 1,
      creation,
      pending: [],
    });
    const { key, text, contentNote, pictures, as, checker, goOn } = request;
    const post = { key, text, contentNote, pictures, as, checker, goOn };
    const first = await this.postsService.create(actor, thread._id, post);
    if ('waits' in first) return first;
    const stored = await this.threads.findById(thread._id).lean<Thread>();
    if (!stored) throw notFound();
    // What a thread says of its posts follows them by a moment; its first one is there.
    return this.presenter.presentOne({ ...stored, lastNumber: Math.max(stored.lastNumber, first.number) });
  }

  /** Where posts stand: the titles of threads, and who may read them. */
  async placesOf(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { title: string; audience: string; sessionId: string | null }>> {
    const found = await this.threads
      .find({ _id: trusted({ $in: [...new Set(ids)] }) }, { title: 1, audience: 1, sessionId: 1 })
      .lean();
    return new Map(found.map(({ _id, title, audience, sessionId }) => [_id, { title, audience, sessionId }]));
  }

  /** Every thread that has begun, with what is needed to know who may read it: for whoever looks after the whole house. */
  async startedIds(): Promise<{ id: string; audience: string; lastNumber: number }[]> {
    const threads = await this.threads.find({ mergedInto: null }, { audience: 1 }).sort({ startedAt: 1 }).lean();
    const counts = await this.posts.aggregate<{ _id: string; last: number }>([
      { $group: { _id: '$threadId', last: { $max: '$number' } } },
    ]);
    const last = new Map(counts.map(({ _id, last: number }) => [_id, number]));
    return threads.map(({ _id, audience }) => ({ id: _id, audience, lastNumber: last.get(_id) ?? 0 }));
  }

  /**
   * Changes what is given, each part by who may change it. By whoever began it under an alias it waits for the half-hour, and the answer
   * is the thread as it is.
   */
  async edit(actor: SignedIn, id: string, request: ThreadEdit): Promise<ThreadView> {
    const needed = (thread: Thread): ActionDefinition<ThreadFacts>[] => [
      ...(request.title !== undefined || request.kind !== undefined || request.mightKnow !== undefined
        ? [editThread]
        : []),
      ...(request.pinned !== undefined ? [pinThread] : []),
      ...(request.checkFirst !== undefined ? [checkThreadFirst] : []),
      ...(request.answer !== undefined ? [answerThread] : []),
      ...(request.state !== undefined && request.state !== thread.state
        ? [request.state === 'closed' || thread.state === 'closed' ? closeThread : resolveThread]
        : []),
    ];
    const now = await this.threads.findById(id).lean<Thread>();
    if (now?.startedBy.kind === 'alias' && !hasRole(actor, 'moderator')) {
      await this.expectAllowed(actor, now, needed(now));
      await this.expectPossible(actor, now, request);
      const { title, kind, mightKnow, answer, state } = request;
      if (state === 'closed') throw new Error('A thread was closed by who may not.');
      const marks = { ...(kind && { kind }), ...(mightKnow && { mightKnow }), ...(state && { state }) };
      await this.marks.take(id, now.startedBy, title === now.title ? undefined : title, {
        ...marks,
        ...(answer === undefined ? {} : { answer }),
      });
      return this.presenter.presentOne(now);
    }
    return this.change(actor, id, needed, async (thread) => {
      await this.expectPossible(actor, thread, request);
      const isNewState = request.state !== undefined && request.state !== thread.state;
      // Its starter may be an alias: the day is all that is shown, and all that is kept.
      return {
        $set: { ...request, ...(isNewState ? { stateAt: await this.days.today() } : {}) },
        $push: { pending: this.linesOf(actor, thread, request) },
      };
    });
  }

  private async expectPossible(actor: SignedIn, thread: Thread, { answer, title }: ThreadEdit): Promise<void> {
    if (answer && (await this.posts.exists({ threadId: thread._id, number: answer })) === null)
      throw wrongField('answer', 'There is no such post in this thread.');
    if (title !== undefined && title !== thread.title) await this.head.expectUnchecked(actor, thread, title);
  }

  /** What only a moderator may do to a thread is audited; of another's words, also that they were changed. */
  private linesOf(
    actor: SignedIn,
    thread: Thread,
    { state, pinned, checkFirst, title, kind }: ThreadEdit,
  ): PendingChange[] {
    const { startedBy } = thread;
    const ofAnother = startedBy.kind === 'member' && !isBy(startedBy, actor.memberId);
    const done = [
      ...(state === 'closed' && thread.state !== 'closed' ? ['closed'] : []),
      ...(state !== undefined && state !== 'closed' && thread.state === 'closed' ? ['opened'] : []),
      ...(pinned !== undefined && pinned !== thread.pinned ? [pinned ? 'pinned' : 'unpinned'] : []),
      ...(checkFirst !== undefined && checkFirst !== (thread.checkFirst ?? false)
        ? [checkFirst ? 'checked-first' : 'not-checked-first']
        : []),
      ...((title !== undefined || kind !== undefined) && ofAnother ? ['edited'] : []),
    ];
    return done.map((what) =>
      this.audit.change({ act: 'thread.changed', by: actor.memberId, about: { thread: thread._id, what } }),
    );
  }

  /**
   * Writes "Where we have got to"; without points it is taken away. A moderator's stands at the head at once. A member's is
   * offered: it may be written anew by its author, but not over another's, which is `summary-offered`.
   */
  async summarise(actor: SignedIn, id: string, { points, sure }: SummaryEdit): Promise<ThreadView> {
    // It is shown under a member's own name: asked once more of who has written here under another.
    const standing = await this.personas.now(actor, id);
    return this.change(
      actor,
      id,
      () => [offerSummary],
      async (thread) => {
        this.personas.expectChoice({ as: 'self', sure }, standing);
        const last = await this.posts.findOne({ threadId: id }, { number: 1 }).sort({ number: -1 }).lean();
        const upTo = last?.number ?? 0;
        if (points.some(({ numbers }) => numbers.some((number) => number > upTo)))
          throw wrongField('points', 'A point names a post that is not in this thread.');
        await this.expectUsable(id, points);
        const by = { kind: 'member' as const, memberId: actor.memberId };
        const summary: Summary | null = points.length === 0 ? null : { points, by, at: this.clock.now(), upTo };
        if (this.policies.can(actor, summariseThread, thread)) return { $set: { summary } };
        if (summary) await this.head.expectUnchecked(actor, thread, points.map(({ text }) => text).join('\n'), by);
        const offered = thread.offeredSummary ?? null;
        if (offered && !isBy(offered.by, actor.memberId)) throw new DomainError('summary-offered');
        return { $set: { offeredSummary: summary } };
      },
    );
  }

  /** Throws `bad-input` where somebody does not want their words in a summary. */
  private async expectUsable(threadId: string, points: SummaryEdit['points']): Promise<void> {
    const named = [...new Set(points.flatMap(({ numbers }) => numbers))];
    const usable = await this.points.usableIn(threadId, named);
    const refused = named.filter((number) => !usable.has(number));
    if (refused.length > 0)
      throw wrongField(
        'points',
        `This cannot be used in a summary, because it was taken back, or its author does not want that: ${refused.map((number) => `#${number}`).join(', ')}`,
      );
  }

  /** Puts an offered summary at the head, in its author's name, or lays it aside. Only the one that was looked at. */
  async answerOfferedSummary(actor: SignedIn, id: string, { take, at }: SummaryAnswer): Promise<ThreadView> {
    return this.change(
      actor,
      id,
      () => [summariseThread],
      ({ offeredSummary: offered }) => {
        if (offered?.at.toISOString() !== at) throw new DomainError('changed-meanwhile');
        return { $set: { offeredSummary: null, ...(take ? { summary: offered } : {}) } };
      },
    );
  }

  /** One atomic write that carries its change; tried again where another write came between. */
  private async change(
    actor: SignedIn,
    id: string,
    needed: (thread: Thread) => ActionDefinition<ThreadFacts>[],
    updateOf: (thread: Thread) => UpdateQuery<Thread> | Promise<UpdateQuery<Thread>>,
  ): Promise<ThreadView> {
    const changed = await this.relay.change(this.threads, id, async (thread, revision) => {
      await this.expectAllowed(actor, thread, needed(thread));
      const update = await updateOf(thread);
      return { update, changes: [...threadChanged(thread, revision), ...(update['$push']?.['pending'] ?? [])] };
    });
    if (!changed) throw notFound();
    return this.presenter.presentOne(changed.after ?? changed.before);
  }

  private async expectAllowed(
    actor: SignedIn,
    thread: Thread,
    needed: readonly ActionDefinition<ThreadFacts>[],
  ): Promise<void> {
    this.policies.authorize(actor, readThread, thread);
    const facts = await this.factsFor(actor, thread);
    for (const action of needed) this.policies.authorize(actor, action, facts);
  }

  /** Who began a thread under an alias may do what its starter may: whether that is the actor is asked only then. */
  private async factsFor(actor: SignedIn, thread: Thread): Promise<ThreadFacts> {
    if (thread.startedBy.kind !== 'alias') return thread;
    const { mine } = await this.personas.now(actor, thread._id);
    return { ...thread, voices: mine.map(({ _id }) => _id) };
  }

  private async expectPlace({ themeId, sessionId, audience }: NewThread): Promise<void> {
    if (!(await this.programme.themeExists(themeId))) throw wrongField('themeId', 'There is no such theme.');
    if (audience.kind === 'circle' && audience.id) await this.circles.expectOpen(audience.id);
    const ids = [sessionId, audience.kind === 'session' ? audience.id : null].filter((id) => typeof id === 'string');
    const sessions = await this.programme.sessionLabels(ids);
    if (sessionId && sessions.get(sessionId)?.themeId !== themeId)
      throw wrongField('sessionId', 'There is no such session in this theme.');
  }
}
