import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock, DomainError, Ids } from '@throughline/kernel';
import { isDuplicate, renderMarkdown } from '@throughline/platform';
import { type PendingChange, Relay } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import { Days } from '../days';
import { numberAfterMove } from '../posts/places';
import { Post } from '../posts/post.schema';
import { holding } from '../pictures/post-picture';
import { mostFormer, PostWrites, says, withReaction, withText } from '../posts/post-writes';
import { Publisher } from '../posts/publisher';
import { MergedThreads } from '../threads/merged-threads';
import { Thread } from '../threads/thread.schema';
import { threadChanged } from '../threads/thread-changed';
import { ThreadMarks } from './thread-marks';
import { WaitingRoom } from './waiting-room';
import { Waiting } from './waiting.schema';

/** Lets out what waited. Whatever stops it halfway, doing it again does it once. */
@Injectable()
export class Publication {
  constructor(
    @InjectModel(Waiting.name) private readonly waiting: Model<Waiting>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    private readonly marks: ThreadMarks,
    private readonly merged: MergedThreads,
    private readonly room: WaitingRoom,
    private readonly publisher: Publisher,
    private readonly writes: PostWrites,
    private readonly relay: Relay,
    private readonly days: Days,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes it as it is, or with a content note that a moderator gave: a copy under a fresh id. `lines` go into the write that lets it
   * leave. False where somebody changed or decided it meanwhile.
   */
  async publish(
    before: Waiting,
    contentNote: string | null = null,
    lines: readonly PendingChange[] = [],
  ): Promise<boolean> {
    const waiting =
      before.state === 'leaving'
        ? before
        : await this.waiting
            .findOneAndUpdate(
              { _id: before._id, revision: before.revision },
              {
                $set: { state: 'leaving', copy: this.ids.next(), ...(contentNote ? { contentNote } : {}) },
                $inc: { revision: 1 },
                $push: { pending: { $each: [...lines] } },
              },
              { returnDocument: 'after' },
            )
            .lean<Waiting>();
    if (!waiting) return false;
    try {
      if (waiting.kind === 'post') await this.copy(waiting);
      else if (waiting.kind === 'thread') await this.marks.apply(waiting);
      else await this.apply(waiting);
    } catch (error) {
      // Its thread was closed while it waited: it stays, and who checks sees it.
      if (error instanceof DomainError && error.code === 'thread-closed')
        await this.room.change({ ...waiting, state: 'held' }, { $set: { state: 'held' } });
      throw error;
    }
    // Who checks was told of what it was before it left.
    await this.room.letOut({ ...waiting, state: before.state === 'leaving' ? 'held' : before.state });
    return true;
  }

  private async copy(waiting: Waiting): Promise<void> {
    const { author, text, pictures, contentNote, creation, copy } = waiting;
    const now = author.kind === 'member' ? this.clock.now() : await this.days.today();
    if (waiting.starts) await this.begin(waiting, now);
    const { threadId, replyTo } = await this.placeOf(waiting);
    await this.publisher.publish({
      _id: copy ?? this.ids.next(),
      threadId,
      replyTo,
      author,
      state: 'published',
      text,
      bodyHtml: renderMarkdown(text, { threadId }),
      ...holding(pictures),
      contentNote,
      publishedAt: now,
      editedAt: null,
      reactions: [],
      former: [],
      gone: null,
      formerly: [],
      revision: 1,
      textVersion: 1,
      ...(creation ? { creation } : {}),
    });
  }

  /** The thread that it begins, under the id that its alias has known from the first. */
  private async begin({ threadId, starts, author }: Waiting, now: Date): Promise<void> {
    if (!starts || (await this.threads.exists({ _id: threadId }))) return;
    const thread: Thread = {
      _id: threadId,
      ...starts,
      state: 'open',
      stateAt: null,
      answer: null,
      pinned: false,
      summary: null,
      offeredSummary: null,
      startedBy: author,
      startedAt: now,
      lastNumber: 0,
      lastPostAt: now,
      mergedInto: null,
      revision: 1,
      pending: threadChanged({ _id: threadId, audience: starts.audience }, 1),
    };
    try {
      await this.relay.deliver(this.threads, await this.threads.create(thread));
    } catch (error) {
      if (!isDuplicate(error, '_id')) throw error;
    }
  }

  /** Where it goes: into the thread that its thread has become part of, below the post that it answers there. */
  private async placeOf({ threadId, replyTo }: Waiting): Promise<{ threadId: string; replyTo: number | null }> {
    const place = (await this.merged.now(threadId))?._id ?? threadId;
    if (place === threadId || replyTo === null) return { threadId: place, replyTo };
    return { threadId: place, replyTo: await numberAfterMove(this.posts, place, { threadId, number: replyTo }) };
  }

  /** A change of a post that stands, or a word about one; nothing where the post is gone by now. */
  private async apply({ kind, postId, author, text, pictures = [], contentNote, reaction }: Waiting): Promise<void> {
    const post = postId === null ? null : await this.posts.findById(postId, { state: 1 }).lean();
    if (!post || author.kind === 'former') return;
    const at = author.kind === 'alias' ? await this.days.today() : this.clock.now();
    const by =
      author.kind === 'member'
        ? { by: author.memberId }
        : author.kind === 'alias'
          ? { by: author.aliasId, alias: true }
          : undefined;
    await this.writes.change(post._id, (now) => {
      if (now.state !== 'published' && now.state !== 'hidden') return undefined;
      if (kind === 'reaction')
        return written(reaction && by && withReaction(now, { kind: reaction.kind, ...by }, reaction.on));
      const wording = { text, contentNote, pictures };
      if (says(now, wording) || now.former.length >= mostFormer) return undefined;
      return { update: withText(now, { ...wording, at }), words: true };
    });
  }
}

function written(update: UpdateQuery<Post> | null | undefined) {
  return update ? { update } : undefined;
}
