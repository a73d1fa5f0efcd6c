import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Aliases } from '@throughline/identity';
import {
  type OpenConcerns,
  type PersonalData,
  type PersonalEntry,
  type PersonalPart,
  Registries,
} from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import { StepTalks } from '../steps/step-talks';
import { Step } from '../steps/step.schema';
import { FlaggedPost } from './flag.schema';

const flagLabels = { kind: 'What', point: 'Point of the agreement', words: 'What you wrote', on: 'On' } as const;

/** What somebody told of posts, and the steps that were taken about them. Never who told of theirs. */
@Injectable()
export class FlagData implements PersonalData, OpenConcerns {
  constructor(
    @InjectModel(FlaggedPost.name) private readonly flags: Model<FlaggedPost>,
    @InjectModel(Step.name) private readonly steps: Model<Step>,
    private readonly talks: StepTalks,
    private readonly aliases: Aliases,
    registries: Registries,
  ) {
    registries.personalData.add(this);
    // While a report is open, it is not forgotten who wrote as an alias.
    registries.openConcerns.add(this);
  }

  async openIn(threadIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(
      await this.flags.distinct('threadId', { threadId: trusted({ $in: [...threadIds] }), state: 'open' }),
    );
  }

  async partsFor(memberId: string, { aliases }: { aliases: boolean }): Promise<readonly PersonalPart[]> {
    const own = aliases ? (await this.aliases.ownEverywhere(memberId)).map(({ _id }) => _id) : [];
    return [
      {
        name: 'reports',
        title: 'What you told moderators of posts',
        labels: flagLabels,
        entries: () => this.told([memberId]),
      },
      {
        name: 'steps',
        title: 'Steps that moderators took about you',
        labels: { kind: 'Step', reason: 'Why', on: 'On', talk: 'What was said about it' },
        entries: () => this.taken([memberId]),
      },
      ...(aliases
        ? [
            {
              name: 'reports-under-other-names',
              title: 'What you told moderators under other names',
              labels: flagLabels,
              entries: () => this.told(own),
            },
            {
              name: 'steps-under-other-names',
              title: 'Steps that moderators took about names of yours',
              labels: { kind: 'Step', reason: 'Why', on: 'On', talk: 'What was said about it' },
              entries: () => this.taken(own),
            },
          ]
        : []),
    ];
  }

  /** What they told stays told, by nobody and without their words; steps about them have nobody to be about. */
  async erase(memberId: string): Promise<void> {
    await this.steps.deleteMany({ 'about.memberId': memberId });
    await this.flags.updateMany({ 'author.memberId': memberId }, { $set: { author: { kind: 'former' } } });
    await this.flags.updateMany(
      { 'flags.by.memberId': memberId },
      {
        $set: {
          'flags.$[theirs].by': { kind: 'former' },
          'flags.$[theirs].words': '',
          'flags.$[theirs].unread': false,
        },
      },
      { arrayFilters: [{ 'theirs.by.memberId': memberId }] },
    );
  }

  private async *told(ids: readonly string[]): AsyncGenerator<PersonalEntry> {
    const theirs = trusted({ $in: [...ids] });
    const found = this.flags.find({ $or: [{ 'flags.by.memberId': theirs }, { 'flags.by.aliasId': theirs }] });
    for await (const { flags } of found.lean<FlaggedPost[]>().cursor())
      for (const { by, kind, point, words, on } of flags) {
        const who = by.kind === 'member' ? by.memberId : by.kind === 'alias' ? by.aliasId : '';
        if (ids.includes(who)) yield { kind, point, words, on: on.toISOString().slice(0, 10) };
      }
  }

  private async *taken(ids: readonly string[]): AsyncGenerator<PersonalEntry> {
    const theirs = trusted({ $in: [...ids] });
    const found = this.steps.find({ $or: [{ 'about.memberId': theirs }, { 'about.aliasId': theirs }] });
    const steps = await found.lean<Step[]>();
    const talks = await this.talks.of(steps);
    for (const { _id, kind, reason, on } of steps)
      yield {
        kind,
        reason,
        on: on.toISOString().slice(0, 10),
        talk: (talks.get(_id) ?? []).map(({ from, text }) => `${from === 'them' ? 'you' : 'a moderator'}: ${text}`),
      };
  }
}
