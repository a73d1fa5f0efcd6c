import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Aliases, type KnownAlias, personasStream } from '@throughline/identity';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { isDuplicate, Jobs, LOG, type Log } from '@throughline/platform';
import { AuditTrail, type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { lastNumberIn, numberAfterMove } from '../posts/places';
import { Post } from '../posts/post.schema';
import { postChanged } from '../posts/post-writes';
import { publishedChange } from '../posts/publisher';
import { LedThreads } from '../threads/led-threads';
import { MergedThreads } from '../threads/merged-threads';
import { mergeThreads, movePostsAway, readThread } from '../threads/thread.policy';
import { Thread } from '../threads/thread.schema';
import { threadChanged } from '../threads/thread-changed';
import { Move } from './move.schema';

/**
 * A move that is still open after this, in milliseconds, was left by a server that fell over, and is gone on with. A merge is
 * looked at again then in any case: a post may have been on its way into the thread while that was closed.
 */
const leftAfter = 10_000;

/**
 * Moving posts to another thread, and merging threads. Post by post in the order of their numbers: each takes the next number
 * where it comes, and leaves a tombstone that keeps its old number and says where it went (architecture.md).
 */
@Injectable()
export class MovesService implements OnModuleInit {
  constructor(
    @InjectModel(Move.name) private readonly moves: Model<Move>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly merged: MergedThreads,
    private readonly led: LedThreads,
    private readonly aliases: Aliases,
    private readonly relay: Relay,
    private readonly audit: AuditTrail,
    private readonly policies: Policies,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.every('moves.resume', 5_000, () => this.resume());
  }

  /** Moves posts; those that are gone already are passed over. Throws `wider-audience` where more people would see them. */
  async move(actor: SignedIn, from: string, numbers: readonly number[], to: string): Promise<void> {
    const { source, target } = await this.expectBoth(actor, from, to);
    this.policies.authorize(actor, movePostsAway, source);
    this.policies.authorize(actor, movePostsAway, target);
    const wanted = [...new Set(numbers)].sort((a, b) => a - b);
    const there = await this.posts.countDocuments({ threadId: from, number: trusted({ $in: wanted }) });
    if (there !== wanted.length) throw wrongField('numbers', 'One of these posts is not in this thread.');
    const isOfAlias = { threadId: from, number: trusted({ $in: wanted }), 'author.kind': 'alias' as const };
    if (await this.posts.exists(isOfAlias))
      throw wrongField('numbers', 'A post under another name stays in its thread. It moves only with all of it.');
    await this.begin(actor, from, to, wanted);
  }

  /** Puts a whole thread into another; the emptied one says where it went, and is in no list. */
  async merge(actor: SignedIn, from: string, to: string): Promise<void> {
    const { source, target } = await this.expectBoth(actor, from, to, 'into');
    this.policies.authorize(actor, mergeThreads, source);
    this.policies.authorize(actor, mergeThreads, target);
    if (target.aliasesOffered === false && source.aliasesOffered !== false && (await this.aliasesIn(from)).length > 0)
      throw wrongField('into', 'People have written there under other names, and this thread takes none.');
    await this.begin(actor, from, to, null);
  }

  private async expectBoth(actor: SignedIn, from: string, to: string, field = 'to') {
    const [source, target] = await Promise.all([
      this.threads.findById(from).lean<Thread>(),
      this.threads.findById(to).lean<Thread>(),
    ]);
    if (!source) throw notFound();
    this.policies.authorize(actor, readThread, source);
    if (!target || from === to || !this.policies.can(actor, readThread, target))
      throw wrongField(field, 'There is no such thread to move them to.');
    // What was written for few is not shown to more without each author's consent, which there is no way to give yet.
    if (source.audience !== 'members' && source.audience !== target.audience) throw new DomainError('wider-audience');
    return { source, target };
  }

  private async begin(actor: SignedIn, from: string, to: string, numbers: number[] | null): Promise<void> {
    const _id = this.ids.next();
    const line = this.audit.change({
      act: numbers === null ? 'threads.merged' : 'posts.moved',
      by: actor.memberId,
      about: { thread: from, 'to-thread': to, ...(numbers ? { number: String(numbers.length) } : {}) },
    });
    const move: Move = {
      _id,
      from,
      to,
      numbers,
      by: actor.memberId,
      at: this.clock.now(),
      open: true,
      pending: [
        line,
        { changeId: `move-${_id}`, stream: personasStream, type: 'alias.changed', subject: _id, revision: 1 },
      ],
    };
    await this.moves.create(move);
    await this.relay.deliver(this.moves, move);
    await this.carryOut(move);
  }

  private async resume(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - leftAfter);
    const left = await this.moves.find({ open: true, at: trusted({ $lt: before }) }).lean<Move[]>();
    for (const move of left) {
      try {
        await this.carryOut(move);
      } catch (error) {
        this.log.warn({ err: error }, 'a move was not finished and will be gone on with');
      }
    }
  }

  /** May be done again at any point: what was done before is found done. */
  private async carryOut(move: Move): Promise<void> {
    const { _id, from, numbers, at } = move;
    const isMerge = numbers === null;
    let to: string;
    try {
      to = isMerge ? await this.closeInto(move) : ((await this.standing(move.to)) ?? move.to);
    } catch (error) {
      if (error instanceof DomainError) await this.moves.updateOne({ _id }, { $unset: { open: '' } });
      throw error;
    }
    // Once the one thread is part of the other, so that nobody takes such a name meanwhile.
    if (isMerge) {
      await this.aliases.tellApart(await this.aliasesIn(to));
      await this.led.merged(from);
    }
    const filter = { threadId: from, ...(isMerge ? {} : { number: trusted({ $in: numbers }) }) };
    for (let left = 1; left > 0;) {
      left = await this.carryAll(from, to, filter);
      if (!isMerge) break;
    }
    if (isMerge && this.clock.now().getTime() - at.getTime() < leftAfter) return;
    await this.moves.updateOne({ _id }, { $unset: { open: '' } });
  }

  /** Carries every post that is still there; answers how many were. */
  private async carryAll(from: string, to: string, filter: QueryFilter<Post>): Promise<number> {
    // Where a crash came between a post's going and its tombstone, the number is missing here and the post is known by it.
    const gone = await this.posts.find({ 'formerly.threadId': from }).lean<Post[]>();
    const places = new Map(
      gone.flatMap((post) =>
        post.formerly.filter(({ threadId }) => threadId === from).map(({ number }) => [number, post] as const),
      ),
    );
    for (const [number, post] of places) await this.leaveTombstone(from, number, post);
    const left = await this.posts
      .find({ ...filter, state: trusted({ $ne: 'moved' }) })
      .sort({ number: 1 })
      .lean<Post[]>();
    for (const post of left) {
      // Looked up for each: the same move may be under way a second time, and then others have carried what it answers.
      const { replyTo } = post;
      const answers =
        replyTo === null ? null : await numberAfterMove(this.posts, to, { threadId: from, number: replyTo });
      const moved = await this.carry(post, to, answers);
      if (moved) await this.leaveTombstone(from, post.number, moved);
    }
    return left.length;
  }

  /**
   * Closes the thread before it is emptied, so that nothing more is written into it. Answers where its posts go. Throws
   * `changed-meanwhile` where another merge was quicker: of two threads that are merged into each other at once, at most one goes.
   */
  private async closeInto({ from, to }: Move): Promise<string> {
    const before = await this.changeState(from, (thread) => {
      if (thread.mergedInto === to) return undefined;
      if (thread.mergedInto !== null) throw new DomainError('changed-meanwhile');
      return { mergedInto: to, state: 'closed', stateAt: this.clock.now() };
    });
    const standing = await this.standing(to);
    if (standing !== undefined) return standing;
    const { state, stateAt } = before.mergedInto === null ? before : { state: 'open' as const, stateAt: null };
    await this.changeState(from, () => ({ mergedInto: null, state, stateAt }));
    throw new DomainError('changed-meanwhile');
  }

  /** Those at home in it first, and then those of the threads that it has taken in. */
  private async aliasesIn(threadId: string): Promise<KnownAlias[]> {
    const found = await Promise.all(
      [threadId, ...(await this.merged.into(threadId))].map((id) => this.aliases.homeIn(id)),
    );
    return found.flat();
  }

  /** The thread that a thread has become part of, itself if none; undefined where merged threads lead in a circle. */
  private async standing(id: string): Promise<string | undefined> {
    const passed = new Set<string>();
    for (let next = id; !passed.has(next);) {
      passed.add(next);
      const thread = await this.threads.findById(next, { mergedInto: 1 }).lean<Pick<Thread, 'mergedInto'>>();
      if (!thread?.mergedInto) return next;
      next = thread.mergedInto;
    }
    return undefined;
  }

  /** One atomic write: the next number in the new thread, the old place remembered, what follows from it. Null: it is gone already. */
  private async carry(post: Post, to: string, replyTo: number | null): Promise<Post | null> {
    for (;;) {
      const number = (await lastNumberIn(this.posts, to)) + 1;
      try {
        const moved = await this.posts
          .findOneAndUpdate(
            { _id: post._id, threadId: post.threadId },
            {
              $set: { threadId: to, number, replyTo },
              $inc: { revision: 1 },
              $push: {
                formerly: { threadId: post.threadId, number: post.number },
                pending: publishedChange({ _id: post._id, threadId: to }, number),
              },
            },
            { returnDocument: 'after' },
          )
          .lean<Post>();
        if (!moved) return null;
        await this.relay.deliver(this.posts, moved);
        return moved;
      } catch (error) {
        if (!isDuplicate(error, 'number')) throw error;
      }
    }
  }

  private async leaveTombstone(threadId: string, number: number, moved: Post): Promise<void> {
    const _id = this.ids.next();
    // Its key belongs to the thread that it was written into, and stays there with the tombstone.
    const [first] = moved.formerly;
    const creation = first?.threadId === threadId && first.number === number ? moved.creation : undefined;
    const audiences = await this.threads.distinct('audience', { _id: trusted({ $in: [threadId, moved.threadId] }) });
    // Who may not read that thread is not told which it is.
    const to = audiences.length === 1 ? { threadId: moved.threadId, number: moved.number } : null;
    // Above the moved post's own, so that pages which still show the post take the tombstone for it.
    const revision = moved.revision + 1;
    const tombstone: Post = {
      _id,
      threadId,
      number,
      replyTo: null,
      author: { kind: 'unnamed' },
      state: 'moved',
      text: '',
      bodyHtml: '',
      contentNote: null,
      publishedAt: moved.publishedAt,
      editedAt: null,
      reactions: [],
      former: [],
      gone: { at: this.clock.now(), reason: null, to },
      formerly: [],
      revision,
      textVersion: 1,
      ...(creation ? { creation } : {}),
      pending: [postChanged({ _id, threadId }, revision)],
    };
    try {
      await this.relay.deliver(this.posts, await this.posts.create(tombstone));
    } catch (error) {
      if (!isDuplicate(error, 'number')) throw error;
    }
    if (creation)
      await this.posts.updateOne({ _id: moved._id, 'creation.key': creation.key }, { $unset: { creation: '' } });
  }

  /** One atomic write, tried again where another came between; answers the thread as it was before. */
  private async changeState(
    id: string,
    stateOf: (thread: Thread) => Pick<Thread, 'mergedInto' | 'state' | 'stateAt'> | undefined,
  ): Promise<Thread> {
    const changed = await this.relay.change(this.threads, id, (thread, revision) => {
      const state = stateOf(thread);
      return state && { update: { $set: state }, changes: [...threadChanged(thread, revision), mergedChanged(thread)] };
    });
    if (!changed) throw notFound();
    return changed.before;
  }
}

/** Tells the servers that what belongs to a thread has changed: its aliases, and what waits in it. */
function mergedChanged({ _id, revision }: Thread): PendingChange {
  return {
    changeId: `merged-${_id}-${revision + 1}`,
    stream: personasStream,
    type: 'alias.changed',
    subject: _id,
    revision: revision + 1,
  };
}
