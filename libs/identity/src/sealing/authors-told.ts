import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ToldView } from '@throughline/contracts';
import { Clock, DomainError, Policies, type SignedIn } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Members } from '../accounts/members.service';
import { Alias } from '../personas/alias.schema';
import { OwnPassword } from '../sign-in/own-password';
import { readTold } from './sealing.policy';
import { Unsealing } from './unsealing.schema';

/** How long somebody who was found out can read that they were. */
const toldFor = 365 * 86_400_000;

type Noticed = Pick<Unsealing, '_id' | 'aliasId' | 'threadId' | 'answeredAt' | 'notice'>;
const noticedFields = { aliasId: 1, threadId: 1, answeredAt: 1, notice: 1 } as const;

/**
 * Tells authors that it was found out who they are, without any row that names them: a request holds a digest that only its
 * author's own session derives. Which words it was about is told after the password alone: a phone may lie about.
 */
@Injectable()
export class AuthorsTold {
  constructor(
    @InjectModel(Unsealing.name) private readonly requests: Model<Unsealing>,
    @InjectModel(Alias.name) private readonly aliases: Model<Alias>,
    private readonly members: Members,
    private readonly ownPassword: OwnPassword,
    private readonly policies: Policies,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** What a request keeps so that its author is told; at once, or from the day that its reason says. */
  noticeFor(memberId: string, { _id, delay }: Pick<Unsealing, '_id' | 'delay'>, now: Date): Unsealing['notice'] {
    const from = delay ? new Date(`${delay.on}T00:00:00Z`) : now;
    return { for: this.digest(memberId, _id), from, readOn: null };
  }

  /** Whether there is something that this member was not told yet. */
  async hasNews(actor: SignedIn): Promise<boolean> {
    return (await this.noticesFor(actor)).some(({ notice }) => notice?.readOn === null);
  }

  /** What was found out of this member's words, after their password; from then on it is no news. */
  async open(actor: SignedIn, password: string): Promise<ToldView> {
    this.policies.authorize(actor, readTold, undefined);
    const member = await this.members.byId(actor.memberId);
    if (!member) throw new DomainError('sign-in-needed');
    await this.ownPassword.expect(member, password);
    const notices = await this.noticesFor(actor);
    const ids = notices.map(({ _id }) => _id);
    const aliases = await this.aliases
      .find({ _id: trusted({ $in: notices.map(({ aliasId }) => aliasId) }) }, { name: 1 })
      .lean<Pick<Alias, '_id' | 'name'>[]>();
    await this.requests.updateMany(
      { _id: trusted({ $in: ids }), 'notice.readOn': null },
      // The day alone, as with all that an alias does.
      { $set: { 'notice.readOn': this.clock.now().toISOString().slice(0, 10) } },
    );
    return {
      told: notices.map(({ aliasId, threadId, answeredAt }) => ({
        name: aliases.find(({ _id }) => _id === aliasId)?.name ?? '',
        threadId,
        on: (answeredAt ?? this.clock.now()).toISOString().slice(0, 10),
      })),
    };
  }

  /** How often it was found out who wrote something, by year; one whose author is not to be told yet is not counted yet either. */
  async byYear(): Promise<{ year: number; times: number }[]> {
    const now = this.clock.now();
    const found = await this.requests.aggregate<{ _id: number; times: number }>([
      { $match: { 'notice.from': { $lte: now } } },
      { $group: { _id: { $year: '$answeredAt' }, times: { $sum: 1 } } },
      { $sort: { _id: -1 } },
    ]);
    return found.map(({ _id, times }) => ({ year: _id, times }));
  }

  private async noticesFor({ memberId }: SignedIn): Promise<Noticed[]> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - toldFor);
    const all = await this.requests
      .find({ 'notice.from': trusted({ $lte: now, $gt: since }) }, noticedFields)
      .sort({ 'notice.from': -1 })
      .lean<Noticed[]>();
    return all.filter(({ _id, notice }) => notice?.for === this.digest(memberId, _id));
  }

  private digest(memberId: string, requestId: string): string {
    return this.secrets.digest('told', memberId, requestId);
  }
}
