import { Injectable } from '@nestjs/common';
import type { AskView, OrganisationSaid, OutsideRequestView, SaidOfChange } from '@throughline/contracts';
import {
  mostReminders,
  type OutsideChoice,
  outsideChoices,
  type OutsideKind,
  type OutsideState,
} from '@throughline/contracts/names';
import { dayText } from '@throughline/discussion';
import { Clock } from '@throughline/kernel';
import type { OutsideRequest, StoredAnswer } from './outside-request.schema';

type Answered = OutsideRequest & { answer: StoredAnswer };

export function isAnswered(request: OutsideRequest): request is Answered {
  return request.answer !== null && request.answer !== undefined;
}

/** The choice, as one of those that its kind has. Stored are no others. */
export function choiceOf<Kind extends OutsideKind>(
  kind: Kind,
  choice: OutsideChoice,
): (typeof outsideChoices)[Kind][number] {
  const choices: readonly OutsideChoice[] = outsideChoices[kind];
  if (!choices.includes(choice)) throw new Error(`"${choice}" is no answer to "${kind}".`);
  return choice as (typeof outsideChoices)[Kind][number];
}

/** The only place that makes JSON of requests to people outside, and of what they answered. */
@Injectable()
export class OutsidePresenter {
  constructor(private readonly clock: Clock) {}

  stateOf(request: OutsideRequest): OutsideState {
    if (isAnswered(request)) return 'answered';
    if (request.withdrawnOn) return 'withdrawn';
    return request.expiresAt <= this.clock.now() ? 'expired' : 'waiting';
  }

  /** To those who look after it. `read` names the text that stands now. */
  request(request: OutsideRequest, read: string, names: ReadonlyMap<string, { name: string }>): OutsideRequestView {
    const { _id: id, kind, organisation, forWhom, text, wishedFor, mailed, madeBy, answer, settled } = request;
    const state = this.stateOf(request);
    const isOpen = state === 'waiting' || state === 'expired';
    return {
      ...{ id, kind, state, organisation, forWhom, text, mailed },
      by: wishedFor,
      askedOn: dayText(request.on),
      askedBy: madeBy === null ? null : (names.get(madeBy)?.name ?? null),
      until: dayText(request.expiresAt),
      remindedOn: request.remindedOn.map(dayText),
      questions: this.questions(request),
      answer: isAnswered(request)
        ? {
            answer: request.answer.choice,
            text: request.answer.text,
            how: request.answer.how,
            role: request.answer.role,
            name: request.answer.name,
            on: dayText(request.answer.on),
            changedSince: request.answer.read !== read,
          }
        : null,
      settled: settled ? { on: dayText(settled.on), why: settled.why } : null,
      abilities: [
        ...(isOpen && request.remindedOn.length < mostReminders ? (['remind'] as const) : []),
        ...(isOpen ? (['withdraw'] as const) : []),
        ...(state === 'waiting' && request.questions.some((question) => !question.answer)
          ? (['answer-question'] as const)
          : []),
        ...(answer?.choice === 'disagree' && !settled ? (['settle'] as const) : []),
      ],
    };
  }

  questions({ questions }: OutsideRequest): OutsideRequestView['questions'] {
    return questions.map(({ _id, text, on, answer }) => ({
      id: _id,
      text,
      on: dayText(on),
      answer: answer ? { text: answer.text, on: dayText(answer.on) } : null,
    }));
  }

  /** What people outside said of a change; nothing of it is left out, and nothing is put in another order than it came. */
  saidOfChange(requests: readonly OutsideRequest[], read: string): SaidOfChange[] {
    return requests.filter(isAnswered).flatMap(({ _id: id, kind, answer, mailed, settled }) =>
      kind === 'change'
        ? [
            {
              id,
              answer: choiceOf('change', answer.choice),
              text: answer.text,
              how: answer.how ?? '',
              role: answer.role,
              relation: answer.relation ?? 'observer',
              name: answer.name,
              on: dayText(answer.on),
              byHand: !mailed,
              changedSince: answer.read !== read,
              settled: settled ? { on: dayText(settled.on), why: settled.why } : null,
            },
          ]
        : [],
    );
  }

  asks(requests: readonly OutsideRequest[]): AskView[] {
    return requests
      .filter((request) => request.kind === 'ask' && this.stateOf(request) !== 'withdrawn')
      .map((request) => ({
        id: request._id,
        organisation: request.organisation ?? '',
        text: request.text ?? '',
        by: request.wishedFor,
        askedOn: dayText(request.on),
        remindedOn: request.remindedOn.map(dayText),
        answer: isAnswered(request)
          ? {
              answer: choiceOf('ask', request.answer.choice),
              text: request.answer.text,
              role: request.answer.role,
              name: request.answer.name,
              on: dayText(request.answer.on),
            }
          : null,
      }));
  }

  organisations(requests: readonly OutsideRequest[], read: string): OrganisationSaid[] {
    return requests.filter(isAnswered).flatMap(({ _id: id, kind, organisation, answer }) =>
      kind === 'named'
        ? [
            {
              id,
              organisation: organisation ?? '',
              answer: choiceOf('named', answer.choice),
              text: answer.text,
              role: answer.role,
              name: answer.name,
              on: dayText(answer.on),
              changedSince: answer.read !== read,
            },
          ]
        : [],
    );
  }
}
