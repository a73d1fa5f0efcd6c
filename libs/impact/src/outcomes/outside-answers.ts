import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { OutsideAnswer } from '@throughline/rules/impact';
import { trusted, type Model } from 'mongoose';
import { OutsideRequest } from '../outside/outside-request.schema';
import { choiceOf, isAnswered } from '../outside/outside.presenter';

/** What people outside said of outcomes, by outcome: labels rest on it. */
@Injectable()
export class OutsideAnswers {
  constructor(@InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>) {}

  /** `read` names the text of each that is labelled: whoever read another has not confirmed this one. */
  async of(outcomes: readonly { id: string; read: string }[]): Promise<ReadonlyMap<string, readonly OutsideAnswer[]>> {
    if (outcomes.length === 0) return new Map();
    const found = await this.requests
      .find(
        { outcomeId: trusted({ $in: outcomes.map(({ id }) => id) }) },
        { kind: 1, outcomeId: 1, answer: 1, settled: 1 },
      )
      .lean<OutsideRequest[]>();
    const answers = new Map<string, OutsideAnswer[]>(outcomes.map(({ id }) => [id, []]));
    const texts = new Map(outcomes.map(({ id, read }) => [id, read]));
    for (const request of found) {
      if (request.kind !== 'change' || request.outcomeId === null || !isAnswered(request)) continue;
      const { choice, read } = request.answer;
      const earlier = read !== texts.get(request.outcomeId);
      const said = { answer: choiceOf('change', choice), settled: Boolean(request.settled), earlier };
      answers.get(request.outcomeId)?.push(said);
    }
    return answers;
  }
}
