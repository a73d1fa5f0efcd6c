import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { NotePage, NoteSummary } from '@throughline/contracts';
import { Days, dayText, followsChanges } from '@throughline/discussion';
import { People } from '@throughline/identity';
import type { SignedIn } from '@throughline/kernel';
import { stagesAfter } from '@throughline/rules/impact';
import type { Model } from 'mongoose';
import { withoutHistory } from '../evidence/evidence.schema';
import { EvidenceService, type ShownEvidence } from '../evidence/evidence.service';
import { Links } from '../evidence/links';
import { OutcomePresenter } from '../outcomes/outcome.presenter';
import { Outcome } from '../outcomes/outcome.schema';
import { titleOf } from '../outcomes/title-of';
import { SaidOutside } from '../outside/said-outside';
import type { Note } from './note.schema';
import { Sightings } from './sightings.service';

/** The only place that makes a note's JSON. */
@Injectable()
export class NotePresenter {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly outcomePresenter: OutcomePresenter,
    private readonly evidence: EvidenceService,
    private readonly links: Links,
    private readonly sightings: Sightings,
    private readonly said: SaidOutside,
    private readonly people: People,
    private readonly days: Days,
  ) {}

  async summaries(actor: SignedIn, notes: readonly Note[]): Promise<NoteSummary[]> {
    const [names, today, again] = await Promise.all([
      this.people.byIds([...new Set(notes.flatMap(({ owner }) => owner ?? []))]),
      this.days.today(),
      followsChanges(actor) ? this.evidence.toLookAgain(actor, notes) : new Map<string, null>(),
    ]);
    return notes.map((note) => {
      const owner = note.owner === null ? null : (names.get(note.owner)?.name ?? null);
      return summaryOf(note, owner, dayText(today), again.get(note._id) ?? null);
    });
  }

  /** All of it that the reader may see. */
  async page(actor: SignedIn, note: Note): Promise<Omit<NotePage, 'abilities' | 'follow'>> {
    const { _id: id, history, updates } = note;
    const by = [note.owner, ...history.map((entry) => entry.by), ...updates.map((update) => update.by)];
    const [names, today, shown, links, sightings, outcomes, said] = await Promise.all([
      this.people.byIds([...new Set(by.flatMap((one) => one ?? []))]),
      this.days.today(),
      this.evidence.show(actor, note, followsChanges(actor)),
      this.links.titles(actor, note),
      this.sightings.byYear(id),
      this.outcomesOf(id),
      this.said.ofNote(note),
    ]);
    const on = dayText(today);
    const nameOf = (member: string | null) => (member === null ? null : (names.get(member)?.name ?? null));
    const { blockage, bestHopes, exceptions, changeSought, mustAct, haveActed, textVersion } = note;
    return {
      ...summaryOf(note, nameOf(note.owner), on, shown.lookAgain),
      ...{ blockage, bestHopes, exceptions, changeSought, textVersion },
      mustAct: [...mustAct],
      haveActed: [...haveActed],
      ownerId: note.owner,
      ...links,
      history: history.map((entry) => ({
        stage: entry.stage,
        on: entry.on,
        why: entry.why,
        by: nameOf(entry.by),
        tests: entry.tests.map(({ test, reason }) => ({ test, reason })),
      })),
      updates: updates.map((update) => ({ id: update._id, on: update.on, text: update.text, by: nameOf(update.by) })),
      sightings,
      seen: await this.sightings.own(id, actor.memberId, Number(on.slice(0, 4))),
      evidence: shown.views,
      ...said,
      outcomes,
      measures: note.measures.map(({ _id, title, unit, source, baseline, target, points }) => ({
        id: _id,
        ...{ title, unit, source },
        baseline: baseline ?? null,
        target: target ?? null,
        points: points.map(({ on: day, value }) => ({ on: day, value })),
      })),
      stages: followsChanges(actor) ? [...stagesAfter(note.stage)] : [],
    };
  }

  /** What changed, as far as it was recorded. */
  private async outcomesOf(noteId: string): Promise<NotePage['outcomes']> {
    const outcomes = await this.outcomes
      .find({ notes: noteId, state: 'recorded' }, withoutHistory)
      .sort({ recordedOn: -1, _id: 1 })
      .lean<Outcome[]>();
    const labels = await this.outcomePresenter.labels(outcomes);
    return outcomes.flatMap((outcome) => {
      const label = labels.get(outcome._id);
      const { _id: id, when, ourPart } = outcome;
      return label ? [{ id, title: titleOf(outcome), when, ourPart, label }] : [];
    });
  }
}

function summaryOf(
  note: Note,
  owner: string | null,
  today: string,
  lookAgain: ShownEvidence['lookAgain'],
): NoteSummary {
  const { _id: id, title, lead, stage, nextReview } = note;
  return {
    ...{ id, title, lead, stage, owner, lookAgain },
    stageSince: note.history.at(-1)?.on ?? today,
    conditions: [...note.conditions],
    themes: [...note.themes],
    nextReview: nextReview ?? null,
    overdue: Boolean(nextReview) && (nextReview ?? '') < today,
  };
}
