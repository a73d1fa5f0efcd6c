import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type PersonalData, type PersonalEntry, type PersonalPart, Registries } from '@throughline/kernel';
import type { Model } from 'mongoose';
import { ConcernChanges } from './concern-changes';
import { Concern } from './concern.schema';
import { Safeguarding } from './safeguarding.schema';

/** What somebody told the safeguarding leads, and what these wrote to them. Never what others told, about anybody. */
@Injectable()
export class ConcernData implements PersonalData {
  constructor(
    @InjectModel(Concern.name) private readonly concerns: Model<Concern>,
    @InjectModel(Safeguarding.name) private readonly safeguarding: Model<Safeguarding>,
    private readonly changes: ConcernChanges,
    registries: Registries,
  ) {
    registries.personalData.add(this);
  }

  partsFor(memberId: string): Promise<readonly PersonalPart[]> {
    const parts: PersonalPart[] = [
      {
        name: 'concerns',
        title: 'Concerns that you told',
        about: 'Only what you wrote yourself. What others wrote, and what leads noted, is about other people too.',
        labels: {
          kind: 'About',
          who: 'Who it is about, in your words',
          words: 'What you wrote',
          at: 'At',
          closed: 'Closed',
        },
        entries: () => this.told(memberId),
      },
      {
        name: 'letters',
        title: 'Letters between you and the safeguarding leads',
        labels: { messages: 'What was written' },
        entries: () => this.letters(memberId),
      },
      {
        name: 'lead',
        title: 'Your number for alerts, if you are a lead',
        labels: { phone: 'Number' },
        entries: () => this.phones(memberId),
      },
    ];
    return Promise.resolve(parts);
  }

  /**
   * Concerns stay: they are about somebody's safety, and leads answer for them. They hold ids that name nobody any more, and what was
   * written. Who leaves has no letters to read, and looks after none.
   */
  async erase(memberId: string): Promise<void> {
    await this.safeguarding.updateMany({}, { $pull: { phones: { memberId } } });
    const held = await this.concerns.find({ holderId: memberId, closedAt: null }, { _id: 1 }).lean<Concern[]>();
    for (const { _id } of held)
      await this.changes.change(_id, ({ holderId }) =>
        holderId === memberId ? { set: { holderId: null } } : undefined,
      );
  }

  private async *told(reporterId: string): AsyncGenerator<PersonalEntry> {
    const theirs = this.concerns.find({ reporterId }).sort({ openedAt: 1 });
    for await (const { kind, about, words, openedAt, closedAt } of theirs.lean<Concern[]>().cursor())
      yield { kind, who: about.words, words, at: openedAt.toISOString(), closed: closedAt !== null };
  }

  private async *letters(memberId: string): AsyncGenerator<PersonalEntry> {
    for await (const { talks } of this.concerns.find({ 'talks.memberId': memberId }).lean<Concern[]>().cursor())
      for (const talk of talks)
        if (talk.memberId === memberId)
          yield {
            messages: talk.messages.map(
              ({ from, text, at }) => `${at.toISOString()}, ${from === 'lead' ? 'a lead' : 'you'}: ${text}`,
            ),
          };
  }

  private async *phones(memberId: string): AsyncGenerator<PersonalEntry> {
    const settings = await this.safeguarding.findOne().lean<Safeguarding>();
    for (const one of settings?.phones ?? []) if (one.memberId === memberId) yield { phone: one.phone };
  }
}
