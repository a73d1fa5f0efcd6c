import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ReviewClaimView } from '@throughline/contracts';
import { People } from '@throughline/identity';
import { Clock, DomainError, Ids, type SignedIn } from '@throughline/kernel';
import { isDuplicate, Jobs } from '@throughline/platform';
import { type PendingChange, Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import { ReviewClaim } from './review-claim.schema';

/** Somebody who has something open and does nothing on the page lets go of it after this, in milliseconds. */
const heldFor = 600_000;
/** What was decided is remembered to the day, and no finer, for so many days. In milliseconds. */
const dayLength = 86_400_000;
const rememberedDays = 2;
const lookEvery = 5_000;

/** Who has what open in the queue. The others see it at once; it ends by itself, and can be taken over. */
@Injectable()
export class ReviewClaims implements OnModuleInit {
  constructor(
    @InjectModel(ReviewClaim.name) private readonly claims: Model<ReviewClaim>,
    private readonly people: People,
    private readonly relay: Relay,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('review.claims', lookEvery, () => this.endOld());
  }

  /** Who has it open, or that it was decided; undefined where neither. */
  async of(id: string): Promise<ReviewClaim | undefined> {
    const claim = await this.claims.findById(id).lean<ReviewClaim>();
    return claim && claim.by !== null && (claim.decided || claim.until > this.clock.now()) ? claim : undefined;
  }

  /** By the ids of what they are about. */
  async shownTo(actor: SignedIn, ids: readonly string[]): Promise<ReadonlyMap<string, ReviewClaimView>> {
    if (ids.length === 0) return new Map();
    const claims = await this.claims
      .find({ _id: trusted({ $in: [...ids] }), until: trusted({ $gt: this.clock.now() }), decided: false })
      .lean<ReviewClaim[]>();
    const people = await this.people.byIds(claims.flatMap(({ by }) => by ?? []));
    return new Map(
      claims.flatMap(({ _id, by }) => {
        const card = by === null ? undefined : people.get(by);
        return card ? [[_id, { by: card.name, mine: by === actor.memberId }] as const] : [];
      }),
    );
  }

  /** Takes it, and lets go of what the actor had open before: one thing at a time. Throws `claimed-by-another`. */
  async claim({ memberId: by }: SignedIn, id: string, take: boolean): Promise<void> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + heldFor);
    const others = await this.claims
      .find({ by, decided: false, _id: trusted({ $ne: id }) }, { _id: 1 })
      .lean<Pick<ReviewClaim, '_id'>[]>();
    for (const other of others) await this.end({ _id: other._id, by });
    // Only for longer: nobody needs to be told.
    const longer = await this.claims.updateOne(
      { _id: id, by, decided: false, until: trusted({ $gt: now }) },
      { $set: { until } },
    );
    if (longer.matchedCount > 0) return;
    const free = take ? {} : { $or: [{ by: null }, { until: trusted({ $lte: now }) }, { by }] };
    const taken = await this.claims
      .findOneAndUpdate(
        { _id: id, decided: false, ...free },
        { $set: { by, until }, $push: { pending: this.changed() } },
        { returnDocument: 'after' },
      )
      .lean<ReviewClaim>();
    if (taken) return this.relay.deliver(this.claims, taken);
    const claim: ReviewClaim = { _id: id, by, until, decided: false, pending: [this.changed()] };
    try {
      await this.claims.create(claim);
    } catch (error) {
      if (isDuplicate(error, '_id')) throw new DomainError('claimed-by-another');
      throw error;
    }
    await this.relay.deliver(this.claims, claim);
  }

  /** Lets go of it, if the actor has it. */
  async letGo({ memberId: by }: SignedIn, id: string): Promise<void> {
    await this.end({ _id: id, by, decided: false });
  }

  /** Remembers that it was decided, so that who comes second is told so. It holds a day, and no time. */
  async noteDecided({ memberId: by }: SignedIn, id: string): Promise<void> {
    const today = Math.floor(this.clock.now().getTime() / dayLength) * dayLength;
    const until = new Date(today + rememberedDays * dayLength);
    await this.claims.updateOne({ _id: id }, { $set: { by, until, decided: true } }, { upsert: true });
  }

  private async endOld(): Promise<void> {
    const old = { until: trusted({ $lte: this.clock.now() }) };
    await this.claims.deleteMany({ ...old, decided: true });
    const ended = await this.claims
      .find({ ...old, by: trusted({ $ne: null }) }, { _id: 1, by: 1, until: 1 })
      .lean<ReviewClaim[]>();
    for (const { _id, by, until } of ended) await this.end({ _id, by, until });
    await this.claims.deleteMany({ by: null, 'pending.changeId': trusted({ $exists: false }) });
  }

  private async end(which: Partial<Omit<ReviewClaim, 'pending'>> & { _id: string }): Promise<void> {
    const ended = await this.claims
      .findOneAndUpdate(which, { $set: { by: null }, $push: { pending: this.changed() } }, { returnDocument: 'after' })
      .lean<ReviewClaim>();
    if (ended) await this.relay.deliver(this.claims, ended);
  }

  /**
   * Each with an id of its own: a claim comes and goes, and comes again. Not of what: one chosen moderator may have that open, and for the
   * others it does not exist. Who is told looks at the queue anew.
   */
  private changed(): PendingChange {
    return {
      changeId: `review-${this.ids.next()}`,
      stream: 'moderators',
      type: 'review.changed',
      subject: 'review',
      revision: 1,
    };
  }
}
