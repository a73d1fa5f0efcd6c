import { Injectable } from '@nestjs/common';
import type { StepNotice, StepView } from '@throughline/contracts';
import { Days, daysBetween, dayText } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { StepTalks } from './step-talks';
import type { Step } from './step.schema';

const dayLength = 86_400_000;

/** The only place that makes JSON of steps: days and no times. */
@Injectable()
export class StepPresenter {
  constructor(
    private readonly people: People,
    private readonly talks: StepTalks,
    private readonly days: Days,
  ) {}

  async forModerators(steps: readonly Step[], abilitiesOf: (step: Step) => string[]): Promise<StepView[]> {
    const { nameOf, today, talkOf } = await this.known(steps);
    return steps.map((step) => ({
      id: step._id,
      kind: step.kind,
      point: step.point ?? null,
      reason: step.reason,
      until: lastDay(step),
      by: nameOf(step.by) ?? '',
      days: daysBetween(step.on, today),
      active: step.active,
      ended: step.ended
        ? { by: nameOf(step.ended.by), why: step.ended.why, days: daysBetween(step.ended.on, today) }
        : null,
      talk: talkOf(step),
      abilities: abilitiesOf(step),
    }));
  }

  /** To whom they are about, with whom to ask. */
  async notices(steps: readonly Step[]): Promise<StepNotice[]> {
    const { nameOf, today, talkOf } = await this.known(steps);
    return steps.map((step) => ({
      id: step._id,
      kind: step.kind,
      point: step.point ?? null,
      reason: step.reason,
      until: lastDay(step),
      by: nameOf(step.by),
      days: daysBetween(step.on, today),
      active: step.active,
      endedWhy: step.ended?.why ?? null,
      talk: talkOf(step),
      isNew: step.unread,
    }));
  }

  private async known(steps: readonly Step[]) {
    const [talks, today] = await Promise.all([this.talks.of(steps), this.days.today()]);
    const said = [...talks.values()].flat();
    const ids = [...steps.flatMap(({ by, ended }) => [by, ended?.by]), ...said.map(({ by }) => by)];
    const cards = await this.people.byIds([...new Set(ids.filter((id) => typeof id === 'string'))]);
    const nameOf = (id: string | null) => (id === null ? null : (cards.get(id)?.name ?? null));
    const talkOf = ({ _id }: Step) =>
      (talks.get(_id) ?? []).map(({ from, by, text, on }) => ({
        from,
        by: nameOf(by),
        text,
        days: daysBetween(on, today),
      }));
    return { nameOf, today, talkOf };
  }
}

function lastDay({ until }: Step): string | null {
  return until && dayText(new Date(until.getTime() - dayLength));
}
