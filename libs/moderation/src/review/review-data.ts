import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type PersonalData, type PersonalEntry, type PersonalPart, Registries } from '@throughline/kernel';
import type { Model } from 'mongoose';
import { ReviewClaim } from './review-claim.schema';
import { Rota } from './rota.schema';

/** When it is a moderator's turn to check what waits. What they have open is theirs for minutes, and is in no archive. */
@Injectable()
export class ReviewData implements PersonalData {
  constructor(
    @InjectModel(Rota.name) private readonly rota: Model<Rota>,
    @InjectModel(ReviewClaim.name) private readonly claims: Model<ReviewClaim>,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  partsFor(memberId: string): Promise<readonly PersonalPart[]> {
    const labels = { day: 'Day of the week (1 is Monday)', week: 'Week from' };
    const entries = () => this.turns(memberId);
    return Promise.resolve([{ name: 'turns', title: 'When it is your turn to check what waits', labels, entries }]);
  }

  /** Their turns are nobody's until moderators give them to somebody. */
  async erase(memberId: string): Promise<void> {
    await this.claims.deleteMany({ by: memberId });
    for await (const { _id, days, textVersion } of this.rota.find().lean<Rota[]>().cursor())
      await this.rota.updateOne(
        { _id, textVersion },
        {
          $set: { days: days.map((by) => (by === memberId ? null : by)) },
          $pull: { weeks: { by: memberId } },
          $inc: { textVersion: 1 },
        },
      );
  }

  private async *turns(memberId: string): AsyncGenerator<PersonalEntry> {
    for (const { days, weeks } of await this.rota.find().lean<Rota[]>()) {
      for (const [index, by] of days.entries()) if (by === memberId) yield { day: index + 1 };
      for (const { from, by } of weeks) if (by === memberId) yield { week: from.toISOString().slice(0, 10) };
    }
  }
}
