import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { themeAnswerEdit, ThemeAnswerView } from '@throughline/contracts';
import { Days, dayText } from '@throughline/discussion';
import { DomainError, notFound, Policies, type SignedIn } from '@throughline/kernel';
import { isDuplicate } from '@throughline/platform';
import { Programme } from '@throughline/programme';
import { Relay } from '@throughline/stream';
import { trusted, type Model } from 'mongoose';
import type { z } from 'zod';
import { everyMember } from '../evidence/evidence.service';
import { ThemeAnswer } from './theme-answer.schema';
import { answerTheme, readImpact } from './whole.policy';

/** "You said, we did": what each theme's members are told came of it. */
@Injectable()
export class ThemeAnswers {
  constructor(
    @InjectModel(ThemeAnswer.name) private readonly answers: Model<ThemeAnswer>,
    private readonly programme: Programme,
    private readonly policies: Policies,
    private readonly relay: Relay,
    private readonly days: Days,
  ) {}

  /** Those of these themes that have one. */
  async of(themeIds: readonly string[]): Promise<ReadonlyMap<string, ThemeAnswer>> {
    const found = await this.answers.find({ _id: trusted({ $in: [...themeIds] }) }).lean<ThemeAnswer[]>();
    return new Map(found.map((answer) => [answer._id, answer]));
  }

  /** Of all themes that have one. */
  async all(most: number): Promise<ThemeAnswer[]> {
    return this.answers.find().sort({ _id: 1 }).limit(most).lean<ThemeAnswer[]>();
  }

  async view(actor: SignedIn, themeId: string): Promise<ThemeAnswerView> {
    this.policies.authorize(actor, readImpact, undefined);
    const title = await this.titleOf(themeId);
    const answer = (await this.of([themeId])).get(themeId);
    return {
      theme: { id: themeId, title },
      answer: answer ? shownAnswer(answer) : null,
      textVersion: answer?.textVersion ?? 0,
      abilities: this.policies.abilities(actor, [answerTheme], undefined),
    };
  }

  /** Writes it, or writes it anew. Throws `changed-meanwhile` where somebody saved something else first. */
  async write(actor: SignedIn, themeId: string, edit: z.output<typeof themeAnswerEdit>): Promise<ThemeAnswerView> {
    this.policies.authorize(actor, answerTheme, undefined);
    await this.titleOf(themeId);
    const { textVersion: seen, said, did } = edit;
    const before = (await this.of([themeId])).get(themeId);
    if (before?.said === said && before.did === did) return this.view(actor, themeId);
    if ((before?.textVersion ?? 0) !== seen) throw new DomainError('changed-meanwhile');
    const textVersion = seen + 1;
    const set = { said, did, on: dayText(await this.days.today()), by: actor.memberId, textVersion };
    const change = {
      changeId: `theme-answer-${themeId}-${textVersion}`,
      stream: everyMember,
      type: 'outcome.changed' as const,
      subject: themeId,
      revision: 1,
    };
    await this.relay.deliver(this.answers, await this.store(themeId, seen, set, change));
    return this.view(actor, themeId);
  }

  private async store(
    _id: string,
    seen: number,
    set: Omit<ThemeAnswer, '_id' | 'pending'>,
    change: ThemeAnswer['pending'][number],
  ): Promise<ThemeAnswer> {
    try {
      // Where there was none, it is made; where another made one meanwhile, its id is taken.
      const stored = await this.answers
        .findOneAndUpdate(
          { _id, textVersion: seen },
          { $set: set, $push: { pending: change } },
          { upsert: seen === 0, returnDocument: 'after' },
        )
        .lean<ThemeAnswer>();
      if (stored) return stored;
    } catch (error) {
      if (!isDuplicate(error, '_id')) throw error;
    }
    throw new DomainError('changed-meanwhile');
  }

  private async titleOf(themeId: string): Promise<string> {
    if (!(await this.programme.themeExists(themeId))) throw notFound();
    return (await this.programme.themeTitles([themeId])).get(themeId) ?? '';
  }
}

export function shownAnswer({ said, did, on }: ThemeAnswer): { said: string; did: string; on: string } {
  return { said, did, on };
}
