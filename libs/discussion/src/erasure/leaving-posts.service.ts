import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { leave, leavingPosts, LeavingView } from '@throughline/contracts';
import { type LeavingChoice, leavingChoices } from '@throughline/contracts/names';
import { Leaving } from '@throughline/identity';
import { type SignedIn, wrongField } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { Post } from '../posts/post.schema';
import { Thread } from '../threads/thread.schema';
import { Unnamed } from './unnamed';

const perPage = 25;
const excerpt = 300;

/** What becomes of somebody's posts when they leave: chosen for each before, or for all when they do. Of what is their own alone. */
@Injectable()
export class LeavingPosts {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly unnamed: Unnamed,
    private readonly leaving: Leaving,
  ) {}

  async view(actor: SignedIn, page: number): Promise<LeavingView> {
    const own = {
      'author.memberId': actor.memberId,
      state: trusted({ $in: ['published' as const, 'hidden' as const] }),
    };
    const [means, all, ...chosen] = await Promise.all([
      this.leaving.means(actor),
      this.posts.countDocuments(own),
      ...leavingChoices.map((choice) => this.posts.countDocuments({ ...own, leavesAs: choice })),
    ]);
    const count = Math.max(1, Math.ceil(all / perPage));
    const shown = Math.min(page, count);
    const posts = await this.posts
      .find(own, { threadId: 1, number: 1, text: 1, leavesAs: 1 })
      .sort({ publishedAt: -1 })
      .skip((shown - 1) * perPage)
      .limit(perPage)
      .lean<Pick<Post, '_id' | 'threadId' | 'number' | 'text' | 'leavesAs'>[]>();
    const titles = await this.titlesOf(posts.map(({ threadId }) => threadId));
    const [former = 0, alias = 0, erase = 0] = chosen;
    return {
      ...means,
      all,
      chosen: { former, alias, erase },
      page: { number: shown, count },
      posts: posts.map(({ _id, threadId, number, text, leavesAs }) => ({
        id: _id,
        threadId,
        title: titles.get(threadId) ?? '',
        number,
        text: text.length > excerpt ? `${text.slice(0, excerpt).toWellFormed()}…` : text,
        as: leavesAs ?? 'general',
      })),
    };
  }

  /** For posts of one's own; another's is refused as one that is not there. */
  async choose({ memberId }: SignedIn, { choices }: z.output<typeof leavingPosts>): Promise<void> {
    const ids = choices.map(({ post }) => post);
    const own = await this.posts.countDocuments({ _id: trusted({ $in: ids }), 'author.memberId': memberId });
    if (own !== new Set(ids).size) throw wrongField('choices', 'One of these posts is not yours.');
    for (const { post, as } of choices)
      await this.posts.updateOne(
        { _id: post, 'author.memberId': memberId },
        as === 'general' ? { $unset: { leavesAs: '' } } : { $set: { leavesAs: as } },
      );
  }

  async leave(actor: SignedIn, { password, posts }: z.output<typeof leave>): Promise<void> {
    await this.leaving.leave(actor, password, posts);
  }

  /** The member's posts that are still to be seen to, with those that have no name on them. */
  async left(
    memberId: string,
    most: number,
  ): Promise<Pick<Post, '_id' | 'threadId' | 'number' | 'state' | 'leavesAs'>[]> {
    const fields = { threadId: 1, number: 1, state: 1, leavesAs: 1, author: 1 } as const;
    const named = await this.posts.find({ 'author.memberId': memberId }, fields).limit(most).lean<Post[]>();
    if (named.length > 0) return named;
    const unnamed = await this.posts.find({ 'author.proof': trusted({ $exists: true }) }, fields).lean<Post[]>();
    return unnamed.filter((post) => this.unnamed.isBy(memberId, post));
  }

  private async titlesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.threads.find({ _id: trusted({ $in: [...ids] }) }, { title: 1 }).lean();
    return new Map(found.map(({ _id, title }) => [_id, title]));
  }
}

/** What becomes of a post: what was taken back, or removed, is gone already, and goes for good. */
export function becomes({ state, leavesAs }: Pick<Post, 'state' | 'leavesAs'>, general: LeavingChoice): LeavingChoice {
  return state === 'published' || state === 'hidden' ? (leavesAs ?? general) : 'erase';
}
