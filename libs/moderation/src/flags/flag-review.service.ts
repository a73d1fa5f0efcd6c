import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { flagRemoval, flagStays, ReviewEntry } from '@throughline/contracts';
import type { FlagState } from '@throughline/contracts/names';
import { Checkers, Days, HiddenPosts, type PostPicture, ThreadsService } from '@throughline/discussion';
import { Aliases, CommunityService } from '@throughline/identity';
import { DomainError, notFound, Policies, type ReviewSource, type SignedIn, wrongField } from '@throughline/kernel';
import { AuditTrail } from '@throughline/stream';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { FlagChanges } from './flag-changes';
import { decideFlag, type FlagFacts } from './flag.policy';
import { FlagPresenter } from './flag.presenter';
import { FlaggedPost, hides } from './flag.schema';
import { FlagSettling } from './flag-settling';

/** What moderators do with a post that was reported: it stays, or is removed with a reason. Who told hears of it. */
@Injectable()
export class FlagReview implements ReviewSource {
  constructor(
    @InjectModel(FlaggedPost.name) private readonly flags: Model<FlaggedPost>,
    private readonly changes: FlagChanges,
    private readonly settling: FlagSettling,
    private readonly presenter: FlagPresenter,
    private readonly posts: HiddenPosts,
    private readonly threads: ThreadsService,
    private readonly checkers: Checkers,
    private readonly aliases: Aliases,
    private readonly community: CommunityService,
    private readonly audit: AuditTrail,
    private readonly policies: Policies,
    private readonly days: Days,
  ) {}

  /** What this moderator may decide. */
  async entriesFor(actor: SignedIn): Promise<readonly ReviewEntry[]> {
    const all = await this.flags.find({ state: 'open' }).lean<FlaggedPost[]>();
    if (all.length === 0) return [];
    const facts = await this.factsOf(actor, all);
    const theirs = all.filter((_, index) => this.policies.can(actor, decideFlag, facts[index] as FlagFacts));
    const [views, { agreement }] = await Promise.all([this.presenter.forModerators(theirs), this.community.get()]);
    const points = agreement.map(({ title, text }) => ({ title, text }));
    return views.map((flag) => ({
      kind: 'flag',
      id: flag.id,
      threadId: flag.threadId,
      title: flag.title,
      days: flag.days,
      asked: false,
      // Another where more was said of it, or its author changed it.
      revision: flag.revision + flag.textVersion,
      onlyYours: false,
      flag,
      points,
    }));
  }

  /** The pictures of a post that this moderator may decide about: in a circle without a moderator, nowhere else can they see them. */
  async picturesOf(actor: SignedIn, id: string): Promise<readonly PostPicture[]> {
    const flagged = await this.get(actor, id);
    const post = await this.posts.find(flagged.postId);
    return (post?.state === 'published' || post?.state === 'hidden' ? post.pictures : undefined) ?? [];
  }

  /** The post is as it was, and shown again where it was hidden. */
  async stays(actor: SignedIn, id: string, request: z.output<typeof flagStays>): Promise<void> {
    await this.decide(actor, id, 'stays', { point: null, text: request.text ?? '', textVersion: request.textVersion });
  }

  /** Removes the post. The tombstone says why, and so do the answers to who told and to its author. */
  async remove(actor: SignedIn, id: string, request: z.output<typeof flagRemoval>): Promise<void> {
    const { agreement } = await this.community.get();
    if (!agreement.some(({ title }) => title === request.point))
      throw wrongField('point', 'Please choose a point of the agreement.');
    await this.decide(actor, id, 'removed', request);
  }

  private async decide(
    actor: SignedIn,
    id: string,
    state: FlagState,
    { point, text, textVersion }: { point: string | null; text: string; textVersion: number },
  ): Promise<void> {
    const flagged = await this.get(actor, id);
    const post = await this.posts.find(flagged.postId);
    // What was decided about is what was looked at.
    if (post?.textVersion !== textVersion) throw new DomainError('changed-meanwhile');
    const { memberId: by } = actor;
    const about = { post: flagged.postId, thread: post.threadId, what: state };
    const told = [flagged.author, ...flagged.flags.map((flag) => flag.by)];
    const decided = await this.changes.change(
      flagged,
      {
        $set: {
          state,
          decision: { by, point, text, on: await this.days.today() },
          textVersion,
          'flags.$[].unread': true,
          newToAuthor: state === 'removed' || hides(flagged),
          unsettled: true,
        },
      },
      told,
      [this.audit.change({ act: 'flag.decided', by, about })],
    );
    // Somebody told of it once more, or another moderator was quicker: look again before deciding.
    if (!decided) throw new DomainError('changed-meanwhile');
    await this.settling.settle(decided);
  }

  /** What this moderator may decide. Throws `already-done` where that was done. */
  private async get(actor: SignedIn, id: string): Promise<FlaggedPost> {
    const flagged = await this.flags.findById(id).lean<FlaggedPost>();
    const [facts] = flagged ? await this.factsOf(actor, [flagged]) : [];
    if (!flagged || !facts) throw notFound();
    if (this.policies.can(actor, decideFlag, { ...facts, state: 'open' }) && flagged.state !== 'open')
      throw new DomainError('already-done');
    this.policies.authorize(actor, decideFlag, facts);
    return flagged;
  }

  private async factsOf(actor: SignedIn, flagged: readonly FlaggedPost[]): Promise<FlagFacts[]> {
    const aliasIds = flagged.flatMap(({ author, flags }) =>
      [author, ...flags.map(({ by }) => by)].flatMap((one) => (one.kind === 'alias' ? [one.aliasId] : [])),
    );
    const [aliases, posts] = await Promise.all([
      this.aliases.byIds([...new Set(aliasIds)]),
      this.posts.byIds(flagged.map(({ postId }) => postId)),
    ]);
    const threadOf = (one: FlaggedPost) => (posts.get(one.postId) ?? one).threadId;
    const places = await this.threads.placesOf(flagged.map(threadOf));
    const voices = this.aliases.mine(actor.memberId, aliases).map(({ _id }) => _id);
    const audienceOf = (one: FlaggedPost) => places.get(threadOf(one))?.audience ?? '';
    const nobodyIn = await Promise.all(flagged.map((one) => this.checkers.nobodyFor(audienceOf(one), one.author)));
    return flagged.map((one, index) => ({
      audience: audienceOf(one),
      nobodyInIt: nobodyIn[index] ?? false,
      author: this.posts.authorFor(actor, { _id: one.postId, author: one.author }),
      toldAs: one.flags.flatMap(({ by }) => (by.kind === 'alias' ? [by] : [])),
      state: one.state,
      voices,
    }));
  }
}
