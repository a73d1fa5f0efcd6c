import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '@throughline/contracts/names';
import { type NoticeSource, Policies, type SignedIn } from '@throughline/kernel';
import { ReviewQueueService } from './review-queue.service';
import { readReview } from './review.policy';

/** Says on every page that something waits for this moderator: on their day, or because it went on to them. */
@Injectable()
export class ReviewNotices implements NoticeSource {
  constructor(
    private readonly queue: ReviewQueueService,
    private readonly policies: Policies,
  ) {}

  async noticesFor(actor: SignedIn): Promise<readonly NoticeKind[]> {
    if (!this.policies.can(actor, readReview, undefined)) return [];
    return (await this.queue.waitsFor(actor)) ? ['review'] : [];
  }
}
