import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type LeavingChoice, wordUses } from '@throughline/contracts/names';
import { Aliases } from '@throughline/identity';
import { Erased } from '@throughline/platform';
import type { Model } from 'mongoose';
import type { Author } from '../author';
import { Consents } from '../consents/consents';
import { Post } from '../posts/post.schema';
import { PostWrites } from '../posts/post-writes';
import { Reading } from '../reading/reading.schema';
import { Thread } from '../threads/thread.schema';
import { WaitingRoom } from '../waiting/waiting-room';
import { Erasure } from './erasure';
import { becomes, LeavingPosts } from './leaving-posts.service';

const batch = 200;

/** What somebody who leaves leaves behind in discussions: nothing that says who they were, nor which posts were one person's. */
@Injectable()
export class LeftBehind {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    @InjectModel(Reading.name) private readonly readings: Model<Reading>,
    private readonly own: LeavingPosts,
    private readonly writes: PostWrites,
    private readonly room: WaitingRoom,
    private readonly consents: Consents,
    private readonly aliases: Aliases,
    private readonly erasure: Erasure,
    private readonly erased: Erased,
  ) {}

  /** May be done again at any point: what was done before is found done. */
  async erase(memberId: string, general: LeavingChoice): Promise<void> {
    for (const waiting of await this.room.find({ 'author.memberId': memberId })) await this.room.letOut(waiting);
    await this.ofPosts(memberId, general);
    await this.reactions(memberId);
    await this.threadsOf(memberId);
    await this.readings.deleteMany({ memberId });
  }

  private async ofPosts(memberId: string, general: LeavingChoice): Promise<void> {
    /** In one thread all that is kept goes under one name; in each thread under another. */
    const names = new Map<string, Author>();
    // Those that stood under another name before an older backup was restored.
    const renamed = new Set((await this.erased.all()).flatMap(([kind, id]) => (kind === 'renamed' ? [id] : [])));
    for (let left = await this.own.left(memberId, batch); left.length > 0; left = await this.own.left(memberId, batch))
      for (const post of left) {
        const as = becomes(renamed.has(post._id) ? { ...post, leavesAs: 'alias' } : post, general);
        let author: Author = { kind: 'former' };
        if (as === 'alias') {
          await this.erased.add(['renamed', post._id]);
          author = names.get(post.threadId) ?? {
            kind: 'alias',
            aliasId: await this.aliases.makeForNobody(post.threadId),
          };
          names.set(post.threadId, author);
        }
        if (as === 'erase') await this.erasure.words(post._id);
        await this.hand(post._id, author);
        if (post.number === 1) await this.erasure.starter(post.threadId, memberId, author);
      }
  }

  /** Hands a post on to nobody. Of an alias's post no time finer than the day is kept (safety.md P6). */
  private async hand(id: string, author: Author): Promise<void> {
    const post = await this.posts.findById(id).lean<Post>();
    if (!post) return;
    const chosen = await Promise.all(
      wordUses.map(async (use) => [use, await this.consents.mayUse(post, use)] as const),
    );
    const day = (date: Date) => new Date(date.toISOString().slice(0, 10));
    await this.writes.change(id, ({ state, publishedAt, editedAt, former, gone }) => ({
      update: {
        $set: {
          author: state === 'published' || state === 'hidden' ? author : { kind: 'unnamed' as const },
          ...(state === 'published' ? { consents: Object.fromEntries(chosen) } : {}),
          ...(author.kind === 'alias'
            ? {
                publishedAt: day(publishedAt),
                editedAt: editedAt && day(editedAt),
                former: former.map((revision) => ({ ...revision, at: day(revision.at) })),
                gone: gone && { ...gone, at: day(gone.at) },
              }
            : {}),
        },
        $unset: { creation: '', leavesAs: '' },
      },
      words: true,
    }));
  }

  private async reactions(memberId: string): Promise<void> {
    for await (const { _id } of this.posts.find({ 'reactions.by': memberId }, { _id: 1 }).lean<Post[]>().cursor())
      await this.writes.change(_id, ({ reactions }) =>
        reactions.some(({ by }) => by === memberId)
          ? { update: { $pull: { reactions: { by: memberId } } } }
          : undefined,
      );
  }

  /** Threads that they began, and summaries that they wrote: both stay, under nobody's name. */
  private async threadsOf(memberId: string): Promise<void> {
    const isTheirs = (author: Author | undefined) => author?.kind === 'member' && author.memberId === memberId;
    const theirs = {
      $or: [
        { 'startedBy.memberId': memberId },
        { 'summary.by.memberId': memberId },
        { 'offeredSummary.by.memberId': memberId },
      ],
    };
    const former: Author = { kind: 'former' };
    for await (const { _id } of this.threads.find(theirs, { _id: 1 }).lean<Thread[]>().cursor())
      await this.erasure.changeThread(_id, ({ startedBy, summary, offeredSummary }) => ({
        ...(isTheirs(startedBy) ? { startedBy: former } : {}),
        ...(summary && isTheirs(summary.by) ? { summary: { ...summary, by: former } } : {}),
        ...(offeredSummary && isTheirs(offeredSummary.by) ? { offeredSummary: { ...offeredSummary, by: former } } : {}),
      }));
  }
}
