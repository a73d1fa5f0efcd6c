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

  async of(outcomes: readonly string[]): Promise<ReadonlyMap<string, readonly OutsideAnswer[]>> {
    if (outcomes.length === 0) return new Map();
    const found = await this.requests
      .find({ outcomeId: trusted({ $in: [...outcomes] }) }, { kind: 1, outcomeId: 1, answer: 1, settled: 1 })
      .lean<OutsideRequest[]>();
    const answers = found.flatMap((request) =>
      request.kind === 'change' && isAnswered(request)
        ? [
            {
              outcome: request.outcomeId,
              answer: choiceOf('change', request.answer.choice),
              settled: Boolean(request.settled),
            },
          ]
        : [],
    );
    return new Map(
      outcomes.map((id) => [
        id,
        answers.flatMap(({ outcome, answer, settled }) => (outcome === id ? [{ answer, settled }] : [])),
      ]),
    );
  }
}
