import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { UnsealingView } from '@throughline/contracts';
import { Clock, type SignedIn } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { Members } from '../accounts/members.service';
import { Alias } from '../personas/alias.schema';
import { SealingKeys } from './sealing-keys';
import type { Unsealing } from './unsealing.schema';

/** Requests as leads see them: what each was about and what came of it, and never who was found. */
@Injectable()
export class UnsealingPresenter {
  constructor(
    @InjectModel(Alias.name) private readonly aliases: Model<Alias>,
    private readonly members: Members,
    private readonly keys: SealingKeys,
    private readonly clock: Clock,
  ) {}

  async many(requests: readonly Unsealing[], { memberId }: SignedIn): Promise<UnsealingView[]> {
    const leadIds = requests.flatMap(({ askedBy, answeredBy }) => [askedBy, ...(answeredBy ? [answeredBy] : [])]);
    const [aliases, leads, own] = await Promise.all([
      this.aliases
        .find({ _id: trusted({ $in: requests.map(({ aliasId }) => aliasId) }) }, { name: 1 })
        .lean<Pick<Alias, '_id' | 'name'>[]>(),
      this.members.byIds(leadIds),
      this.keys.leadsOfNow().then((all) => all.find(({ _id }) => _id === memberId)),
    ]);
    const now = this.clock.now();
    const nameOf = (id: string | null) => leads.find(({ _id }) => _id === id)?.name ?? null;
    return requests.map((request) => {
      const { state, expiresAt, shares, found, readableUntil } = request;
      const waiting = state === 'waiting' && expiresAt > now;
      const readable = readableUntil !== null && readableUntil > now;
      const isFor = ({ leadKeyId }: { leadKeyId: string }) => leadKeyId === own?.keyId;
      return {
        id: request._id,
        alias: aliases.find(({ _id }) => _id === request.aliasId)?.name ?? '',
        threadId: request.threadId,
        askedBy: nameOf(request.askedBy),
        own: request.askedBy === memberId,
        askedAt: request.askedAt.toISOString(),
        reason: request.reason,
        state: state === 'waiting' && !waiting ? 'expired' : state,
        expiresAt: expiresAt.toISOString(),
        answeredBy: nameOf(request.answeredBy),
        answeredAt: request.answeredAt?.toISOString() ?? null,
        answerReason: request.answerReason,
        delay: request.delay ? { reason: request.delay.reason, on: request.delay.on } : null,
        mayAnswer: waiting && request.askedBy !== memberId && shares.some(isFor),
        readableUntil: readable && found.some(isFor) ? readableUntil.toISOString() : null,
      };
    });
  }
}
