import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock, DomainError, Ids, notFound, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { isDuplicate, Jobs } from '@throughline/platform';
import { Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { Post } from '../posts/post.schema';
import { postChanged } from '../posts/posts.service';
import { publishedChange } from '../posts/publisher';
import { mergeThreads, movePostsAway, readThread } from '../threads/thread.policy';
import { Thread } from '../threads/thread.schema';
import { threadChanged } from '../threads/threads.service';
import { Move } from './move.schema';

/** A move that is still open after this was left by a server that fell over, and is gone on with. */
const leftAfter = 60_000;

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
    private readonly relay: Relay,
    private readonly policies: Policies,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('moves.resume', 30_000, () => this.resume());
  }

  /** Moves posts; those that are gone already are passed over. Throws `wider-audience` where more people would see them. */
  async move(actor: SignedIn, from: string, numbers: readonly number[], to: string): Promise<void> {
    const { source, target } = await this.expectBoth(actor, from, to);
    this.policies.authorize(actor, movePostsAway, source);
    this.policies.authorize(actor, movePostsAway, target);
    const wanted = [...new Set(numbers)].sort((a, b) => a - b);
    const there = await this.posts.countDocuments({ threadId: from, number: trusted({ $in: wanted }) });
    if (there !== wanted.length) throw wrongField('numbers', 'One of these posts is not in this thread.');
    await this.begin(actor, from, to, wanted);
  }

  /** Puts a whole thread into another; the emptied one says where it went, and is in no list. */
  async merge(actor: SignedIn, from: string, to: string): Promise<void> {
    const { source, target } = await this.expectBoth(actor, from, to, 'into');
    this.policies.authorize(actor, mergeThreads, source);
    this.policies.authorize(actor, mergeThreads, target);
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
    const move: Move = {
      _id: this.ids.next(),
      from,
      to,
      numbers,
      by: actor.memberId,
      at: this.clock.now(),
      open: true,
    };
    await this.moves.create(move);
    await this.carryOut(move);
  }

  private async resume(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - leftAfter);
    const left = await this.moves.find({ open: true, at: trusted({ $lt: before }) }).lean<Move[]>();
    for (const move of left) await this.carryOut(move);
  }

  /** May be done again at any point: what was done before is found done. */
  private async carryOut(move: Move): Promise<void> {
    const { from, to, numbers } = move;
    // Where a crash came between a post's going and its tombstone, the number is missing here and the post is known by it.
    const gone = await this.posts.find({ 'formerly.threadId': from }).lean<Post[]>();
    const places = new Map(
      gone.flatMap((post) =>
        post.formerly.filter(({ threadId }) => threadId === from).map(({ number }) => [number, post] as const),
      ),
    );
    for (const [number, post] of places) await this.leaveTombstone(from, number, post);
    const filter = { threadId: from, ...(numbers ? { number: trusted({ $in: numbers }) } : {}) };
    const left = await this.posts
      .find({ ...filter, state: trusted({ $ne: 'moved' }) })
      .sort({ number: 1 })
      .lean<Post[]>();
    const newNumbers = new Map(
      [...places].filter(([, post]) => post.threadId === to).map(([number, post]) => [number, post.number]),
    );
    for (const post of left) {
      const moved = await this.carry(post, to, post.replyTo === null ? null : (newNumbers.get(post.replyTo) ?? null));
      newNumbers.set(post.number, moved.number);
      await this.leaveTombstone(from, post.number, moved);
    }
    if (numbers === null) await this.close(from, to);
    await this.moves.updateOne({ _id: move._id }, { $unset: { open: '' } });
  }

  /** One atomic write: the next number in the new thread, the old place remembered, and what follows from it. */
  private async carry(post: Post, to: string, replyTo: number | null): Promise<Post> {
    for (;;) {
      const last = await this.posts.findOne({ threadId: to }, { number: 1 }).sort({ number: -1 }).lean();
      const number = (last?.number ?? 0) + 1;
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
              // Its key belonged to the thread that it was written into.
              $unset: { creation: '' },
            },
            { returnDocument: 'after' },
          )
          .lean<Post>();
        if (!moved) throw new DomainError('changed-meanwhile');
        await this.relay.deliver(this.posts, moved);
        return moved;
      } catch (error) {
        if (!isDuplicate(error, 'number')) throw error;
      }
    }
  }

  private async leaveTombstone(threadId: string, number: number, moved: Post): Promise<void> {
    const _id = this.ids.next();
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
      gone: { at: this.clock.now(), reason: null, to: { threadId: moved.threadId, number: moved.number } },
      formerly: [],
      revision,
      textVersion: 1,
      pending: [postChanged({ _id, threadId }, revision)],
    };
    try {
      await this.relay.deliver(this.posts, await this.posts.create(tombstone));
    } catch (error) {
      if (!isDuplicate(error, 'number')) throw error;
    }
  }

  private async close(from: string, to: string): Promise<void> {
    const thread = await this.threads.findById(from).lean<Thread>();
    if (!thread || thread.mergedInto !== null) return;
    const closed = await this.threads
      .findOneAndUpdate(
        { _id: from, revision: thread.revision },
        {
          $set: { mergedInto: to, state: 'closed', stateAt: this.clock.now() },
          $inc: { revision: 1 },
          $push: { pending: { $each: threadChanged(thread, thread.revision + 1) } },
        },
        { returnDocument: 'after' },
      )
      .lean<Thread>();
    if (!closed) return this.close(from, to);
    await this.relay.deliver(this.threads, closed);
  }
}
