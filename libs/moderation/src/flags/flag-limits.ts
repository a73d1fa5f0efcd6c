import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { mostFlagsADay, mostHiddenADay } from '@throughline/contracts/names';
import { Days } from '@throughline/discussion';
import { DomainError } from '@throughline/kernel';
import { type Counter, Limits } from '@throughline/platform';
import type { Model } from 'mongoose';
import { FlaggedPost } from './flag.schema';

const aDay = 86_400;

/**
 * How many posts somebody has hidden in a day. What is said as an alias is counted in memory alone, together with what is said under
 * their own name, so that no row joins the two (safety.md P2a); what is said under a name is counted by what is kept of it too, over a
 * restart and on every server.
 */
@Injectable()
export class FlagLimits {
  private readonly flags: Counter;
  private readonly hidden: Counter;

  constructor(
    limits: Limits,
    private readonly days: Days,
    @InjectModel(FlaggedPost.name) private readonly stored: Model<FlaggedPost>,
  ) {
    this.flags = limits.counter({ name: 'flags', times: mostFlagsADay, within: aDay, counted: 'in-memory' });
    this.hidden = limits.counter({ name: 'flags.hidden', times: mostHiddenADay, within: aDay, counted: 'in-memory' });
  }

  /** Counts one more; throws `too-many`. */
  async spend(memberId: string): Promise<void> {
    await this.flags.spend(memberId);
  }

  /** Counts one more that hides a post; false where there were too many today. */
  async maySpendHiding(memberId: string): Promise<boolean> {
    const on = await this.days.today();
    const today = { $elemMatch: { 'by.memberId': memberId, on, hides: true } };
    // Of what is under a name: the same one may be counted in both ways, and the greater holds.
    const named = await this.stored.collection.countDocuments({ flags: today }, { limit: mostHiddenADay });
    if (named >= mostHiddenADay) return false;
    try {
      await this.hidden.spend(memberId);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'too-many') return false;
      throw error;
    }
  }
}
