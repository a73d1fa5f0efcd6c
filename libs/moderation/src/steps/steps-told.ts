import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { StepAnswered, StepNotice } from '@throughline/contracts';
import { Aliases, People } from '@throughline/identity';
import { trusted, type Model } from 'mongoose';
import { StepChanges } from './step-changes';
import { StepPresenter } from './step.presenter';
import { Step } from './step.schema';

/** How much of the past is told, the latest first. */
const most = 50;

/** Tells people what moderators did about them, and moderators what was answered. */
@Injectable()
export class StepsTold {
  constructor(
    @InjectModel(Step.name) private readonly steps: Model<Step>,
    private readonly changes: StepChanges,
    private readonly presenter: StepPresenter,
    private readonly people: People,
    private readonly aliases: Aliases,
  ) {}

  async hasNews(memberId: string): Promise<boolean> {
    const news = {
      $or: [
        { 'about.memberId': memberId, unread: true },
        { by: memberId, answered: true },
      ],
    };
    return (await this.steps.exists(news)) !== null;
  }

  /** To a member. Told from now on. */
  async toMember(memberId: string): Promise<StepNotice[]> {
    const theirs = await this.steps
      .find({ 'about.memberId': memberId })
      .sort({ on: -1, _id: 1 })
      .limit(most)
      .lean<Step[]>();
    for (const { _id, unread } of theirs)
      if (unread) await this.changes.change(_id, (step) => (step.unread ? { $set: { unread: false } } : undefined));
    return this.presenter.notices(theirs);
  }

  /** To the author of these aliases, in their thread. */
  async toAliases(aliasIds: readonly string[]): Promise<StepNotice[]> {
    const theirs = await this.steps
      .find({ 'about.aliasId': trusted({ $in: [...aliasIds] }) })
      .sort({ on: -1, _id: 1 })
      .limit(most)
      .lean<Step[]>();
    return this.presenter.notices(theirs);
  }

  /** What this moderator said in private, and was answered. */
  async answeredTo(memberId: string): Promise<StepAnswered[]> {
    const answered = await this.steps.find({ by: memberId, answered: true }).lean<Step[]>();
    const members = answered.flatMap(({ about }) => (about.kind === 'member' ? [about.memberId] : []));
    const aliases = answered.flatMap(({ about }) => (about.kind === 'alias' ? [about.aliasId] : []));
    const [cards, names] = await Promise.all([this.people.byIds(members), this.aliases.namesOf(aliases)]);
    return answered.flatMap(({ about }): StepAnswered[] => {
      if (about.kind === 'member')
        return [{ kind: 'member', id: about.memberId, name: cards.get(about.memberId)?.name ?? '' }];
      return about.kind === 'alias' ? [{ kind: 'alias', id: about.aliasId, name: names.get(about.aliasId) ?? '' }] : [];
    });
  }
}
