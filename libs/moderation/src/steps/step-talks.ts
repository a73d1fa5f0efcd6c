import { Injectable } from '@nestjs/common';
import type { stepWord } from '@throughline/contracts';
import { Days } from '@throughline/discussion';
import type { KnownAlias } from '@throughline/identity';
import { DomainError, type SignedIn } from '@throughline/kernel';
import { Creations } from '@throughline/platform';
import type { UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import type { AliasMessage } from '../letters/alias-talk.schema';
import { AliasLetters, type AliasLetterTo } from '../letters/alias-letters.service';
import { StepChanges } from './step-changes';
import { answerStep } from './step.policy';
import type { Step, StepWord } from './step.schema';

type Word = z.output<typeof stepWord>;

/** So often either side says something about a step, so that nobody fills a document. */
const mostWords = 300;

/**
 * What is said about steps, in private: to a member with the step, to an alias by letters, like everything that is written to one. What
 * was said to aliases before there were letters stands with their steps.
 */
@Injectable()
export class StepTalks {
  constructor(
    private readonly letters: AliasLetters,
    private readonly changes: StepChanges,
    private readonly creations: Creations,
    private readonly days: Days,
  ) {
    letters.showsElsewhere(stepTopic);
  }

  /** By the ids of the steps. */
  async of(steps: readonly Step[]): Promise<ReadonlyMap<string, readonly StepWord[]>> {
    const topics = steps.flatMap(({ _id, about }) => (about.kind === 'alias' ? [topicOf(_id)] : []));
    const written = topics.length === 0 ? new Map<string, AliasMessage[]>() : await this.letters.messagesOf(topics);
    return new Map(steps.map(({ _id, talk }) => [_id, [...talk, ...(written.get(topicOf(_id)) ?? []).map(wordOf)]]));
  }

  /** A moderator says more. */
  async write(actor: SignedIn, { _id, about }: Step, request: Word): Promise<void> {
    const on = await this.days.today();
    const news = { $set: { unread: true } };
    if (about.kind === 'alias') {
      await this.letters.write(actor, toAlias(_id, about.aliasId), request, [], on);
      await this.changes.change(_id, () => news);
      return;
    }
    const { key } = this.creations.stamp(actor, `step.write/${_id}`, request);
    await this.add(_id, { from: 'moderator', by: actor.memberId, text: request.text, on, key }, news);
  }

  /** Whom it is about answers, as the alias where it is about one. */
  async answer(actor: SignedIn, { _id }: Step, alias: KnownAlias | undefined, request: Word): Promise<void> {
    const on = await this.days.today();
    const news = { $set: { answered: true, unread: false } };
    if (alias) {
      await this.letters.answerAbout(alias, toAlias(_id, alias._id), request);
      await this.changes.change(_id, () => news);
      return;
    }
    const { key } = this.creations.stamp(actor, `${answerStep.name}/${_id}`, request);
    await this.add(_id, { from: 'them', by: null, text: request.text, on, key }, news);
  }

  private async add(id: string, word: StepWord, news: UpdateQuery<Step>): Promise<void> {
    await this.changes.change(id, ({ talk }) => {
      if (talk.some(({ key }) => key === word.key)) return undefined;
      if (talk.filter(({ from }) => from === word.from).length >= mostWords) throw new DomainError('too-many-letters');
      return { ...news, $push: { talk: word } };
    });
  }
}

const stepTopic = 'step';
const topicOf = (id: string) => `${stepTopic}:${id}`;
const toAlias = (id: string, aliasId: string): AliasLetterTo => ({ aliasId, topic: topicOf(id), from: 'moderators' });

function wordOf({ from, by, text, at, key }: AliasMessage): StepWord {
  return { from: from === 'alias' ? 'them' : 'moderator', by, text, on: at, key };
}
