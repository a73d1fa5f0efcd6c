import { Injectable } from '@nestjs/common';
import type { ReviewEntry, ReviewKind, ReviewQueue } from '@throughline/contracts';
import { DomainError, Policies, Registries, type SignedIn } from '@throughline/kernel';
import { Streams } from '@throughline/stream';
import { RotaService } from './rota.service';
import { ReviewClaims } from './review-claims.service';
import { claimReview, readReview } from './review.policy';

/** Within a day: what is hidden until somebody looks, then what nobody has seen yet. */
const order: Record<ReviewKind, number> = { flag: 0, post: 1, edit: 2 };

/** The one queue of moderators: everything that any feature names, what waited longest first, with who has it open. */
@Injectable()
export class ReviewQueueService {
  constructor(
    private readonly registries: Registries,
    private readonly claims: ReviewClaims,
    private readonly rota: RotaService,
    private readonly streams: Streams,
    private readonly policies: Policies,
  ) {}

  async read(actor: SignedIn): Promise<ReviewQueue> {
    this.policies.authorize(actor, readReview, undefined);
    // Before what it tells of is read, as everywhere.
    const cursor = await this.streams.cursor('moderators');
    const entries = await this.entriesFor(actor);
    const claims = await this.claims.shownTo(
      actor,
      entries.map(({ id }) => id),
    );
    const turnOf = await this.rota.turns(actor);
    const items = entries.map((entry) => ({
      ...entry,
      // It is nobody else's to look at.
      turn: entry.onlyYours ? { ...turnOf(0), mine: true } : turnOf(entry.days),
      claim: claims.get(entry.id) ?? null,
    }));
    return { items, today: turnOf(0), cursor };
  }

  /** Whether something waits that it is this moderator's turn to look at: their own day's, or what went on to them. */
  async waitsFor(actor: SignedIn): Promise<boolean> {
    const [entries, turnOf] = await Promise.all([this.entriesFor(actor), this.rota.turns(actor)]);
    return entries.some(({ asked, onlyYours, days }) => !asked && (onlyYours || turnOf(days).mine));
  }

  /** Says that the actor looks at it now. Throws `claimed-by-another`, unless they take it over knowing that. */
  async claim(actor: SignedIn, id: string, take: boolean): Promise<void> {
    this.policies.authorize(actor, claimReview, undefined);
    await this.expectThere(actor, id);
    await this.claims.claim(actor, id, take);
  }

  async letGo(actor: SignedIn, id: string): Promise<void> {
    this.policies.authorize(actor, claimReview, undefined);
    await this.claims.letGo(actor, id);
  }

  /**
   * Does what was decided about it, unless another moderator has it open or was quicker. `ends`: it is gone from the queue for good
   * then. Sent again by the same moderator it is done already.
   */
  async decide<Answer>(
    actor: SignedIn,
    id: string,
    work: () => Promise<Answer>,
    { ends = false } = {},
  ): Promise<Answer | undefined> {
    const claim = await this.claims.of(id);
    if (claim?.decided) {
      if (claim.by === actor.memberId) return undefined;
      throw new DomainError('decided-already');
    }
    if (claim && claim.by !== actor.memberId) {
      await this.expectThere(actor, id);
      throw new DomainError('claimed-by-another');
    }
    const answer = await work();
    if (ends) await this.claims.noteDecided(actor, id);
    else await this.claims.letGo(actor, id);
    return answer;
  }

  private async expectThere(actor: SignedIn, id: string): Promise<void> {
    const entries = await this.entriesFor(actor);
    if (entries.some((entry) => entry.id === id)) return;
    const claim = await this.claims.of(id);
    throw new DomainError(claim?.decided ? 'decided-already' : 'not-found');
  }

  private async entriesFor(actor: SignedIn): Promise<ReviewEntry[]> {
    const all = await Promise.all(this.registries.reviewSources.all().map((source) => source.entriesFor(actor)));
    return all
      .flat()
      .sort(
        (one, other) => other.days - one.days || order[one.kind] - order[other.kind] || (one.id < other.id ? -1 : 1),
      );
  }
}
