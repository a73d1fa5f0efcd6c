import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type PersonalData, type PersonalEntry, type PersonalPart, Registries } from '@throughline/kernel';
import type { Model } from 'mongoose';
import { Session } from './session.schema';

/** Which sessions somebody comes to. */
@Injectable()
export class ProgrammeData implements PersonalData {
  constructor(
    @InjectModel(Session.name) private readonly sessions: Model<Session>,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  partsFor(memberId: string): Promise<readonly PersonalPart[]> {
    const entries = () => this.comingTo(memberId);
    const labels = { session: 'Session', startsAt: 'Begins at' };
    return Promise.resolve([{ name: 'sessions', title: 'Sessions that you come to', labels, entries }]);
  }

  async erase(memberId: string): Promise<void> {
    await this.sessions.updateMany(
      { 'participants.memberId': memberId },
      { $pull: { participants: { memberId } }, $inc: { revision: 1 } },
    );
  }

  private async *comingTo(memberId: string): AsyncGenerator<PersonalEntry> {
    const theirs = this.sessions.find({ 'participants.memberId': memberId }).sort({ startsAt: 1 });
    for await (const { title, startsAt } of theirs.lean<Session[]>().cursor())
      yield { session: title, startsAt: startsAt.toISOString() };
  }
}
