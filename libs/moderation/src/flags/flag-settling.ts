import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Days, HiddenPosts } from '@throughline/discussion';
import { type ErasureWitness, Registries } from '@throughline/kernel';
import { Jobs, LOG, type Log } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { FlagChanges } from './flag-changes';
import { FlaggedPost, hides } from './flag.schema';

/** How often it is looked whether posts are as was said of them, in milliseconds: what a crash left, or another did with the post. */
const lookEvery = 2_000;

/** Makes posts what was said of them: hidden, shown again, removed. Done before whoever said so is answered, and again where that was cut off. */
@Injectable()
export class FlagSettling implements ErasureWitness, OnModuleInit {
  constructor(
    @InjectModel(FlaggedPost.name) private readonly flags: Model<FlaggedPost>,
    private readonly changes: FlagChanges,
    private readonly posts: HiddenPosts,
    private readonly jobs: Jobs,
    private readonly days: Days,
    @Inject(LOG) private readonly log: Log,
    registries: Registries,
  ) {
    registries.erasures.add(this);
  }

  onModuleInit(): void {
    this.jobs.every('flags.settle', lookEvery, () => this.look());
  }

  /** There is nothing to decide of words that are gone; while there is, it is not forgotten who wrote as an alias. */
  async wordsErased(postIds: readonly string[]): Promise<void> {
    const open = { postId: trusted({ $in: [...postIds] }), state: 'open' as const };
    for (const flagged of await this.flags.find(open).lean<FlaggedPost[]>()) await this.settle(flagged);
  }

  async look(): Promise<void> {
    for (const flagged of await this.flags.find({ unsettled: true }).lean<FlaggedPost[]>()) {
      try {
        await this.settle(flagged);
      } catch (error) {
        this.log.warn({ err: error }, 'a post that was reported is not yet as was said of it, and will be');
      }
    }
  }

  async settle(flagged: FlaggedPost): Promise<void> {
    const { _id, postId, state, decision } = flagged;
    if (state === 'open') {
      const post = await this.posts.find(postId);
      if (post?.state === 'published' && hides(flagged)) {
        await this.posts.hide(postId);
        // Should it have been decided between this flag and its hiding, the decision holds.
        const now = await this.flags.findById(_id).lean<FlaggedPost>();
        if (now && now.state !== 'open') await this.settle(now);
      } else if (post?.state !== 'published' && post?.state !== 'hidden') await this.close(flagged, post);
      return;
    }
    if (state === 'stays') await this.posts.putBack(postId);
    if (state === 'removed' && decision?.by) await this.posts.remove(postId, decision.by, reasonOf(decision));
    await this.flags.updateOne({ _id }, { $unset: { unsettled: '' } });
  }

  /** Its author took it back, or a moderator removed it where it stood: those who told hear of it. */
  private async close(
    flagged: FlaggedPost,
    post: { state: string; gone: { reason: string | null } | null } | null,
  ): Promise<void> {
    const removed = post?.state === 'removed';
    await this.changes.change(
      flagged,
      {
        $set: {
          state: removed ? 'removed' : 'taken-back',
          decision: removed
            ? { by: null, point: null, text: post.gone?.reason ?? '', on: await this.days.today() }
            : null,
          'flags.$[].unread': true,
          newToAuthor: removed && hides(flagged),
        },
        $unset: { unsettled: '' },
      },
      [flagged.author, ...flagged.flags.map(({ by }) => by)],
    );
  }
}

/** What the tombstone says. */
export function reasonOf({ point, text }: { point: string | null; text: string }): string {
  return [point, text].filter(Boolean).join(' ');
}
