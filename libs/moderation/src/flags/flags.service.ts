import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { FlagSent, newFlag, WrongForm } from '@throughline/contracts';
import type { WhyNotHidden } from '@throughline/contracts/names';
import {
  type Author,
  Checkers,
  Days,
  Personas,
  PostsService,
  type QuotedPost,
  ThreadsService,
} from '@throughline/discussion';
import { CommunityService } from '@throughline/identity';
import { DomainError, Ids, Policies, type SignedIn, wrongField } from '@throughline/kernel';
import { type Creation, Creations, isDuplicate } from '@throughline/platform';
import type { Model } from 'mongoose';
import type { z } from 'zod';
import { presentQuote } from '../concerns/concern.presenter';
import { ConcernsService } from '../concerns/concerns.service';
import { FlagChanges } from './flag-changes';
import { FlagLimits } from './flag-limits';
import { reportPost } from './flag.policy';
import { type Flag, FlaggedPost, hides } from './flag.schema';
import { FlagSettling } from './flag-settling';

type NewFlag = z.output<typeof newFlag>;

/** For whoever sees that something is wrong with a post. */
@Injectable()
export class FlagsService {
  constructor(
    @InjectModel(FlaggedPost.name) private readonly flags: Model<FlaggedPost>,
    private readonly changes: FlagChanges,
    private readonly settling: FlagSettling,
    private readonly limits: FlagLimits,
    private readonly posts: PostsService,
    private readonly concerns: ConcernsService,
    private readonly personas: Personas,
    private readonly threads: ThreadsService,
    private readonly checkers: Checkers,
    private readonly community: CommunityService,
    private readonly policies: Policies,
    private readonly creations: Creations,
    private readonly days: Days,
    private readonly ids: Ids,
  ) {}

  /** What can be said of a post, before anything is. */
  async form(actor: SignedIn, threadId: string, number: number, safe: boolean): Promise<WrongForm> {
    this.policies.authorize(actor, reportPost, undefined);
    const post = await this.posts.quoteAt(actor, threadId, number);
    const [concern, own, looked, { agreement }, standing] = await Promise.all([
      safe ? this.concerns.form(actor, post.id) : null,
      this.posts.isOwn(actor, post),
      this.wasLookedAt(post),
      this.community.get(),
      this.personas.now(actor, post.threadId),
    ]);
    const { current } = standing;
    const place = (await this.threads.placesOf([threadId])).get(threadId);
    return {
      post: presentQuote(post),
      outside: await this.checkers.nobodyFor(place?.audience ?? '', post.by),
      concern,
      own,
      looked,
      points: agreement.map(({ title, text }) => ({ title, text })),
      alias: current ? { id: current._id, name: current.name } : null,
    };
  }

  /**
   * Tells moderators what is wrong; where it could say who somebody is, the post is hidden before this answers. The same request again
   * is the same flag. Throws `own-words`, `too-many`, and what `Personas` says of the choice.
   */
  async report(actor: SignedIn, postId: string, request: NewFlag): Promise<FlagSent> {
    this.policies.authorize(actor, reportPost, undefined);
    const post = await this.posts.reported(actor, postId);
    const standing = await this.personas.now(actor, post.threadId);
    const as = this.personas.expectChoice(
      { as: request.as ?? (standing.current ? undefined : 'self'), sure: request.sure },
      standing,
    );
    const { current } = standing;
    if (as === 'alias' && !current) throw new DomainError('no-alias-here');
    const alias = as === 'alias' ? current : undefined;
    const by: Author = alias ? { kind: 'alias', aliasId: alias._id } : { kind: 'member', memberId: actor.memberId };
    const action = `${reportPost.name}/${postId}`;
    const creation = alias
      ? this.creations.stampFor(alias.voice, action, request)
      : this.creations.stamp(actor, action, request);
    const before = await this.madeBefore(creation);
    if (before) return sent(before.flagged, before.flag);
    if (await this.posts.isOwn(actor, post)) throw new DomainError('own-words');
    const point = await this.pointOf(request);
    await this.limits.spend(actor.memberId);
    const whyNot = request.kind === 'identify' ? await this.whyNotHidden(actor, post) : null;
    const flag: Flag = {
      kind: request.kind,
      point,
      words: request.words ?? '',
      by,
      on: await this.days.today(),
      hides: request.kind === 'identify' && whyNot === null,
      whyNot,
      unread: false,
      key: creation.key,
      body: creation.body,
    };
    const flagged = await this.take(post, flag);
    await this.settling.settle(flagged);
    return sent(flagged, flag);
  }

  private async take(post: QuotedPost, flag: Flag): Promise<FlaggedPost> {
    for (;;) {
      const open = await this.flags.findOne({ postId: post.id, state: 'open' }).lean<FlaggedPost>();
      const tellsAuthor = flag.hides && !(open && hides(open));
      const tell = tellsAuthor ? [post.by] : [];
      if (open) {
        const update = { $push: { flags: flag }, $set: { ...(tellsAuthor ? { newToAuthor: true } : {}) } };
        const changed = await this.changes.change(open, update, tell);
        if (changed) return changed;
        continue;
      }
      try {
        return await this.changes.add(
          {
            _id: this.ids.next(),
            postId: post.id,
            threadId: post.threadId,
            number: post.number,
            author: post.by,
            state: 'open',
            flags: [flag],
            decision: null,
            textVersion: null,
            on: flag.on,
            newToAuthor: tellsAuthor,
            unsettled: true,
            revision: 1,
          },
          tell,
        );
      } catch (error) {
        // Somebody else told of it in the same moment.
        if (!isDuplicate(error, 'postId')) throw error;
      }
    }
  }

  private async madeBefore(creation: Creation): Promise<{ flagged: FlaggedPost; flag: Flag } | undefined> {
    const flagged = await this.flags.findOne({ 'flags.key': creation.key }).lean<FlaggedPost>();
    const flag = flagged?.flags.find(({ key }) => key === creation.key);
    if (!flagged || !flag) return undefined;
    this.creations.expectSame({ ...creation, body: flag.body }, creation);
    await this.settling.settle(flagged);
    return { flagged, flag };
  }

  /** What is hidden already stays so; words that a moderator has looked at are not hidden again before one has looked again. */
  private async whyNotHidden(actor: SignedIn, post: QuotedPost): Promise<WhyNotHidden | null> {
    if (post.isHidden) return null;
    if (await this.wasLookedAt(post)) return 'looked';
    return (await this.limits.maySpendHiding(actor.memberId)) ? null : 'often';
  }

  private async wasLookedAt({ id, textVersion }: QuotedPost): Promise<boolean> {
    return (await this.flags.exists({ postId: id, textVersion, state: 'stays' })) !== null;
  }

  private async pointOf({ kind, point }: NewFlag): Promise<string | null> {
    if (kind !== 'agreement') return null;
    const { agreement } = await this.community.get();
    if (!agreement.some(({ title }) => title === point))
      throw wrongField('point', 'Please choose a point of the agreement.');
    return point ?? null;
  }
}

/** Whether the post was hidden for it, and if not, why not. */
function sent(flagged: FlaggedPost, { kind, by, whyNot }: Flag): FlagSent {
  const hidden = kind === 'identify' && hides(flagged);
  return {
    threadId: flagged.threadId,
    hidden,
    whyNot: hidden ? null : (whyNot ?? null),
    asAlias: by.kind === 'alias',
  };
}
