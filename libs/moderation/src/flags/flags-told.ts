import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { FlagNotice, FromModerators } from '@throughline/contracts';
import type { NoticeKind } from '@throughline/contracts/names';
import { Aliases } from '@throughline/identity';
import { Ids, type NoticeSource, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { Relay, Streams } from '@throughline/stream';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { flagChanged } from './flag-changes';
import { readFromModerators } from './flag.policy';
import { FlagPresenter } from './flag.presenter';
import { StepsTold } from '../steps/steps-told';
import { FlaggedPost } from './flag.schema';

/** How much of the past is told, the latest first. */
const most = 100;

/** Tells people what came of what they reported, and what becomes of their own posts: members on a page of theirs, aliases in their thread. */
@Injectable()
export class FlagsTold implements NoticeSource {
  constructor(
    @InjectModel(FlaggedPost.name) private readonly flags: Model<FlaggedPost>,
    private readonly presenter: FlagPresenter,
    private readonly steps: StepsTold,
    private readonly aliases: Aliases,
    private readonly policies: Policies,
    private readonly streams: Streams,
    private readonly relay: Relay,
    private readonly ids: Ids,
  ) {}

  /** What moderators have to say to a member. Told from now on. */
  async fromModerators(actor: SignedIn): Promise<FromModerators> {
    this.policies.authorize(actor, readFromModerators, undefined);
    const { memberId } = actor;
    const stream = `member:${memberId}`;
    const cursor = await this.streams.cursor(stream);
    const theirs = await this.flags
      .find({ $or: [{ 'flags.by.memberId': memberId }, { 'author.memberId': memberId }] })
      .sort({ on: -1 })
      .limit(most)
      .lean<FlaggedPost[]>();
    const notices = await this.presenter.notices(theirs, { memberId, aliasIds: [] });
    if (notices.some(({ isNew }) => isNew))
      await this.seen(newTo('memberId', [memberId]), 'memberId', [memberId], [stream]);
    notices.sort((one, other) => Number(other.isNew) - Number(one.isNew) || one.days - other.days);
    const [steps, answered] = await Promise.all([this.steps.toMember(memberId), this.steps.answeredTo(memberId)]);
    return { flags: notices, steps, answered, cursor };
  }

  async noticesFor({ memberId }: SignedIn): Promise<readonly NoticeKind[]> {
    const ofFlags = (await this.flags.exists(newTo('memberId', [memberId]))) !== null;
    return ofFlags || (await this.steps.hasNews(memberId)) ? ['moderators'] : [];
  }

  /** To the author of these aliases, in their thread: what waits to be decided, and what they were not told yet. */
  async noticesForAliases(aliasIds: readonly string[]): Promise<FlagNotice[]> {
    const ids = [...aliasIds];
    const found = await this.flags
      .find({
        $or: [
          { 'flags.by.aliasId': trusted({ $in: ids }), state: 'open' },
          ...(newTo('aliasId', ids).$or as QueryFilter<FlaggedPost>[]),
        ],
      })
      .sort({ on: 1, _id: 1 })
      .lean<FlaggedPost[]>();
    const notices = await this.presenter.notices(found, { memberId: '', aliasIds });
    return notices.filter(({ role, state, isNew }) => isNew || (role === 'told' && state === 'open'));
  }

  /** Somebody has read what was told to an alias of theirs. */
  async seenAsAlias(actor: SignedIn, id: string): Promise<void> {
    this.policies.authorize(actor, readFromModerators, undefined);
    const flagged = await this.flags.findById(id).lean<FlaggedPost>();
    const authors = flagged ? [flagged.author, ...flagged.flags.map(({ by }) => by)] : [];
    const aliasIds = authors.flatMap((author) => (author.kind === 'alias' ? [author.aliasId] : []));
    const mine = this.aliases.mine(actor.memberId, await this.aliases.byIds(aliasIds));
    if (mine.length === 0) throw notFound();
    await this.seen(
      { _id: id },
      'aliasId',
      mine.map(({ _id }) => _id),
      mine.map(({ stream }) => `voice:${stream}`),
    );
  }

  /** No revision is raised by it: who decides does not see this. */
  private async seen(
    which: QueryFilter<FlaggedPost>,
    field: 'memberId' | 'aliasId',
    ids: readonly string[],
    streams: readonly string[],
  ): Promise<void> {
    const $in = [...ids];
    for (const { _id } of await this.flags.find(which, { _id: 1 }).lean()) {
      const pending = streams.map((stream) => flagChanged(this.ids.next(), stream));
      await this.flags.updateOne({ _id, [`author.${field}`]: trusted({ $in }) }, { $set: { newToAuthor: false } });
      const saved = await this.flags
        .findOneAndUpdate(
          { _id },
          { $set: { 'flags.$[theirs].unread': false }, $push: { pending: { $each: pending } } },
          { arrayFilters: [{ [`theirs.by.${field}`]: { $in } }], returnDocument: 'after' },
        )
        .lean<FlaggedPost>();
      if (saved) await this.relay.deliver(this.flags, saved);
    }
  }
}

function newTo(field: 'memberId' | 'aliasId', ids: readonly string[]): QueryFilter<FlaggedPost> {
  const theirs = { $in: [...ids] };
  return {
    $or: [
      { flags: trusted({ $elemMatch: { [`by.${field}`]: theirs, unread: true } }) },
      { [`author.${field}`]: trusted(theirs), newToAuthor: true },
    ],
  };
}
