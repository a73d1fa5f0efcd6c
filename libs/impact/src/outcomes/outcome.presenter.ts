import { Injectable } from '@nestjs/common';
import type { LabelView, OutcomePage, OutcomeSummary } from '@throughline/contracts';
import { dayText, followsChanges } from '@throughline/discussion';
import { People } from '@throughline/identity';
import type { SignedIn } from '@throughline/kernel';
import { EvidenceService, type ShownEvidence } from '../evidence/evidence.service';
import { Links } from '../evidence/links';
import type { Outcome } from './outcome.schema';
import { SaidOutside } from '../outside/said-outside';
import { statementOfOutcome } from '../outside/statements';
import { OutsideAnswers } from './outside-answers';
import { titleOf } from './title-of';

/** The only place that makes an outcome's JSON. */
@Injectable()
export class OutcomePresenter {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly outside: OutsideAnswers,
    private readonly said: SaidOutside,
    private readonly links: Links,
    private readonly people: People,
  ) {}

  /** In the order given. */
  async summaries(actor: SignedIn, outcomes: readonly Outcome[]): Promise<OutcomeSummary[]> {
    const [labels, again] = await Promise.all([
      this.labels(outcomes),
      followsChanges(actor) ? this.evidence.toLookAgain(actor, outcomes) : new Map<string, null>(),
    ]);
    return outcomes.flatMap((outcome) => {
      const label = labels.get(outcome._id);
      return label ? [summaryOf(outcome, label, again.get(outcome._id) ?? null)] : [];
    });
  }

  async labels(outcomes: readonly Outcome[]): Promise<ReadonlyMap<string, LabelView>> {
    const texts = outcomes.map((outcome) => ({ id: outcome._id, read: statementOfOutcome(outcome).read }));
    return this.evidence.labels(outcomes, await this.outside.of(texts));
  }

  /** All of it that the reader may see. */
  async page(
    actor: SignedIn,
    outcome: Outcome,
    notes: OutcomePage['notes'],
  ): Promise<Omit<OutcomePage, 'abilities' | 'follow'>> {
    const looksAfter = followsChanges(actor);
    const [labels, shown, links, people, said] = await Promise.all([
      this.labels([outcome]),
      this.evidence.show(actor, outcome, looksAfter),
      this.links.titles(actor, outcome),
      this.people.byIds(outcome.madeBy === null ? [] : [outcome.madeBy]),
      this.said.ofOutcome(outcome),
    ]);
    const label = labels.get(outcome._id);
    if (!label) throw new Error('An outcome has no label.');
    const { who, what, why, ourPart, others, textVersion } = outcome;
    return {
      ...summaryOf(outcome, label, shown.lookAgain),
      ...{ who, what, why, ourPart, others, textVersion },
      ...links,
      evidence: shown.views,
      ...said,
      notes,
      waiting: {
        fields: unsaid(outcome),
        by: outcome.madeBy === null ? null : (people.get(outcome.madeBy)?.name ?? null),
      },
    };
  }
}

function summaryOf(outcome: Outcome, label: LabelView, lookAgain: ShownEvidence['lookAgain']): OutcomeSummary {
  const { _id: id, state, when, where, kinds, conditions, direction, origin, themes, notes, recordedOn } = outcome;
  return {
    id,
    title: titleOf(outcome),
    state,
    when,
    where,
    kinds: [...kinds],
    conditions: [...conditions],
    direction: direction ?? null,
    origin: origin ?? null,
    label,
    themes: [...themes],
    notes: [...notes],
    recordedOn: recordedOn ? dayText(recordedOn) : null,
    lookAgain,
  };
}

/** Which of the questions nobody has answered yet. */
export function unsaid(outcome: Outcome): string[] {
  const texts = (['who', 'what', 'when', 'where', 'why', 'ourPart', 'others'] as const).filter(
    (field) => outcome[field] === '',
  );
  const lists = (['kinds', 'conditions'] as const).filter((field) => outcome[field].length === 0);
  const choices = (['direction', 'origin'] as const).filter((field) => !outcome[field]);
  return [...texts, ...lists, ...choices];
}
