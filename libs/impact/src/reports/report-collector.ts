import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { mostInReport, type ReportOrder } from '@throughline/contracts/names';
import { dayText, type LinkedPassages } from '@throughline/discussion';
import { People } from '@throughline/identity';
import { Programme } from '@throughline/programme';
import { labelOf, stageAt, surenessOf, tellable } from '@throughline/rules/impact';
import { trusted, type Model } from 'mongoose';
import { everyMember, isWords } from '../evidence/evidence.service';
import { type Evidence, withoutHistory } from '../evidence/evidence.schema';
import { Note } from '../notes/note.schema';
import { Sightings } from '../notes/sightings.service';
import { Outcome } from '../outcomes/outcome.schema';
import { titleOf } from '../outcomes/title-of';
import { OutsidePresenter } from '../outside/outside.presenter';
import { OutsideRequest } from '../outside/outside-request.schema';
import { statementOfNote, statementOfOutcome } from '../outside/statements';
import { PublishedEvidences } from '../published/published-evidence';
import {
  type BehindFacts,
  type CollectedItem,
  type ItemFacts,
  type MethodFacts,
  type NoteFacts,
  type OrganisationFacts,
  type OutcomeFacts,
  postsIn,
} from './report-facts';
import type { Report } from './report.schema';

/** What is chosen for a report, as far as that says what is in it. */
export type ReportChoice = Pick<
  Report,
  'from' | 'to' | 'themes' | 'withoutOutcomes' | 'withoutNotes' | 'order' | 'detail'
>;

/** All that the period and the themes give; `out` is what its maker takes out. */
export interface Collected {
  items: readonly CollectedItem[];
  out: readonly CollectedItem[];
  method: MethodFacts;
}

/**
 * What there is to be told in a report, as it stands now: of what every member may read, and of words only those that their authors let
 * be used in one.
 */
@Injectable()
export class ReportCollector {
  constructor(
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(OutsideRequest.name) private readonly requests: Model<OutsideRequest>,
    private readonly evidences: PublishedEvidences,
    private readonly outside: OutsidePresenter,
    private readonly sightings: Sightings,
    private readonly programme: Programme,
    private readonly people: People,
  ) {}

  /** In the order in which they are told. */
  async collect(choice: ReportChoice): Promise<Collected> {
    const { from, to } = choice;
    const [outcomes, allNotes] = await Promise.all([
      this.outcomes
        .find(recordedIn(choice), withoutHistory)
        .sort({ recordedOn: -1, _id: 1 })
        .limit(mostInReport.outcomes)
        .lean<Outcome[]>(),
      this.notes.find(ofThemes(choice), withoutHistory).sort({ title: 1 }).limit(mostInReport.notes).lean<Note[]>(),
    ]);
    const notes = allNotes.filter(({ history }) => stageAt(history, to) !== null);
    const [requestsOf, themes, counts, wordsOf, sessions, readers] = await Promise.all([
      this.requestsOf(outcomes, notes),
      this.programme.themeTitles([...new Set([...outcomes, ...notes].flatMap((one) => one.themes))]),
      this.sightings.counts(notes.map(({ _id }) => _id)),
      this.wordsOf([...outcomes, ...notes].flatMap(({ evidence }) => evidence)),
      this.programme.meetingsBetween(new Date(from), dayAfter(to)),
      this.people.readersOf(everyMember),
    ]);
    const titles = new Map(notes.map(({ _id, title }) => [_id, title]));
    const isWanted = (id: string) => choice.themes.length === 0 || choice.themes.includes(id);
    const titled = (ids: readonly string[]) => ids.filter(isWanted).flatMap((id) => themes.get(id) || []);
    const ofOutcomes = outcomes.map((outcome): CollectedItem => ({
      facts: this.outcomeFacts(outcome, titled(outcome.themes), titles, requestsOf(outcome._id)),
      words: wordsOf(outcome.evidence),
      erased: 0,
    }));
    const ofNotes = notes.map((note): CollectedItem => ({
      facts: this.noteFacts(note, to, titled(note.themes), sightingsOf(note._id, counts, to), requestsOf(note._id)),
      words: wordsOf(note.evidence),
      erased: 0,
    }));
    const without = new Set([...choice.withoutOutcomes, ...choice.withoutNotes]);
    const all = inOrder([...ofOutcomes, ...ofNotes], choice.order);
    const items = all.filter(({ facts }) => !without.has(facts.id));
    const out = all.filter(({ facts }) => without.has(facts.id));
    const asked = items.flatMap(({ facts }) =>
      facts.kind === 'outcome'
        ? requestsOf(facts.id).filter(
            (one) => one.kind === 'change' && ['waiting', 'expired', 'answered'].includes(this.outside.stateOf(one)),
          )
        : [],
    );
    const answered = items.reduce((sum, { facts }) => sum + (facts.kind === 'outcome' ? facts.answers.length : 0), 0);
    const sectors = readers.sectors.length;
    return { items, out, method: { asked: asked.length, answered, takenOut: takenOut(out), sessions, sectors } };
  }

  /** Whether all that it is to tell goes into one report: nothing is left out of one in silence. */
  async fits(choice: Pick<ReportChoice, 'from' | 'to' | 'themes'>): Promise<boolean> {
    const [outcome, note] = await Promise.all([
      this.outcomes
        .findOne(recordedIn(choice), { _id: 1 })
        .sort({ recordedOn: -1, _id: 1 })
        .skip(mostInReport.outcomes)
        .lean(),
      this.notes.findOne(ofThemes(choice), { _id: 1 }).sort({ title: 1 }).skip(mostInReport.notes).lean(),
    ]);
    return outcome === null && note === null;
  }

  /** Requests to people outside by what they are about, in the order in which they were asked. */
  private async requestsOf(
    outcomes: readonly Outcome[],
    notes: readonly Note[],
  ): Promise<(id: string) => readonly OutsideRequest[]> {
    const idsOf = (all: readonly { _id: string }[]) => trusted({ $in: all.map(({ _id }) => _id) });
    const found = await this.requests
      .find({ $or: [{ outcomeId: idsOf(outcomes) }, { noteId: idsOf(notes) }] })
      .sort({ on: 1, askedAt: 1, _id: 1 })
      .lean<OutsideRequest[]>();
    const byPlace = new Map<string, OutsideRequest[]>();
    for (const request of found) {
      const place = request.outcomeId ?? request.noteId ?? '';
      byPlace.set(place, [...(byPlace.get(place) ?? []), request]);
    }
    return (id) => byPlace.get(id) ?? [];
  }

  /** Of linked words those that may be told here now, as they are kept. */
  private async wordsOf(evidence: readonly Evidence[]): Promise<(some: readonly Evidence[]) => LinkedPassages[]> {
    const outside = await this.evidences.words(evidence.filter(isWords));
    return (some) =>
      some
        .filter(isWords)
        .filter((one) => outside(one).may)
        .map(({ postId, textVersion, passages, digest }) => ({
          ...{ postId, textVersion, digest },
          passages: passages.map(({ start, end }) => ({ start, end })),
        }));
  }

  private outcomeFacts(
    outcome: Outcome,
    themes: string[],
    notes: ReadonlyMap<string, string>,
    requests: readonly OutsideRequest[],
  ): OutcomeFacts {
    const { _id: id, when, where, why, ourPart, others, kinds, conditions, direction, origin, recordedOn } = outcome;
    const { read } = statementOfOutcome(outcome);
    return {
      kind: 'outcome',
      ...{ id, when, where, why, ourPart, others, themes },
      title: titleOf(outcome),
      kinds: [...kinds],
      conditions: [...conditions],
      direction: direction ?? null,
      origin: origin ?? null,
      recordedOn: recordedOn ? dayText(recordedOn) : '',
      notes: outcome.notes.flatMap((note) => notes.get(note) ?? []),
      behind: behindOf(outcome.evidence),
      answers: this.outside.saidOfChange(requests, read).map((said) => {
        const { answer, text, how, role, relation, on, settled, changedSince: earlier } = said;
        return { answer, text, how, role, relation, on, settled, earlier };
      }),
      organisations: this.organisationsIn(requests, read),
    };
  }

  private noteFacts(
    note: Note,
    to: string,
    themes: string[],
    sightings: NoteFacts['sightings'],
    requests: readonly OutsideRequest[],
  ): NoteFacts {
    const { _id: id, title, lead, blockage, bestHopes, exceptions, changeSought } = note;
    const history = note.history.filter(({ on }) => on <= to);
    return {
      kind: 'note',
      ...{ id, title, lead, blockage, bestHopes, exceptions, changeSought, themes, sightings },
      conditions: [...note.conditions],
      mustAct: [...note.mustAct],
      haveActed: [...note.haveActed],
      stage: stageAt(note.history, to) ?? note.stage,
      history: history.map(({ stage, on, why }) => ({ stage, on, why })),
      measures: note.measures.map((measure) => ({
        title: measure.title,
        unit: measure.unit,
        source: measure.source,
        baseline: measure.baseline ?? null,
        target: measure.target ?? null,
        points: measure.points
          .filter(({ on }) => on <= to)
          .map(({ on, value }) => ({ on, value }))
          .sort((one, other) => (one.on < other.on ? -1 : 1)),
      })),
      asks: this.outside.asks(requests).map(({ organisation, text, askedOn, by, answer }) => ({
        ...{ organisation, text, askedOn, by },
        answer: answer && { answer: answer.answer, text: answer.text, role: answer.role, on: answer.on },
      })),
      behind: behindOf(note.evidence),
      organisations: this.organisationsIn(requests, statementOfNote(note).read),
    };
  }

  private organisationsIn(requests: readonly OutsideRequest[], read: string): OrganisationFacts[] {
    return this.outside
      .organisations(requests, read)
      .map(({ organisation, answer, text, role, on }) => ({ organisation, answer, text, role, on }));
  }
}

function ofThemes({ themes }: Pick<ReportChoice, 'themes'>) {
  return themes.length > 0 ? { themes: trusted({ $in: [...themes] }) } : {};
}

/** Changes that were written down in the period. */
function recordedIn({ from, to, themes }: Pick<ReportChoice, 'from' | 'to' | 'themes'>) {
  const recordedOn = trusted({ $gte: new Date(from), $lte: new Date(to) });
  return { state: 'recorded' as const, recordedOn, ...ofThemes({ themes }) };
}

/** Documents and counts; words stand apart. */
function behindOf(evidence: readonly Evidence[]): BehindFacts[] {
  return evidence.flatMap((one): BehindFacts[] => {
    if (one.kind === 'document') {
      const { kind, title, dated: on, source: by, link, file } = one;
      const kept = file ? { file: { kind: file.kind, bytes: file.bytes, sha256: file.sha256 } } : {};
      return [{ kind, title, on, by, link: link ?? null, ...kept }];
    }
    if (one.kind === 'measure') {
      const { kind, title, dated: on, value, unit, source } = one;
      return [{ kind, title, on, value, unit, source }];
    }
    return [];
  });
}

function sightingsOf(id: string, counts: Awaited<ReturnType<Sightings['counts']>>, to: string): NoteFacts['sightings'] {
  const own = counts.filter(({ noteId, year }) => noteId === id && year <= Number(to.slice(0, 4)));
  const years = [...new Set(own.map(({ year }) => year))].sort((one, other) => one - other);
  return years.map((year) => {
    const of = (kind: 'there' | 'working') =>
      tellable(own.find((one) => one.year === year && one.kind === kind)?.count ?? 0);
    return { year, there: of('there'), working: of('working') };
  });
}

function takenOut(out: readonly CollectedItem[]): MethodFacts['takenOut'] {
  const all = out.map(({ facts }) => facts);
  const count = (is: (facts: ItemFacts) => boolean) => all.filter(is).length;
  return {
    outcomes: count(({ kind }) => kind === 'outcome'),
    notes: count(({ kind }) => kind === 'note'),
    negative: count((facts) => facts.kind === 'outcome' && facts.direction === 'negative'),
    stalled: count((facts) => facts.kind === 'note' && facts.stage === 'stalled'),
    returned: count((facts) => facts.kind === 'note' && facts.stage === 'returned'),
  };
}

const surest = ['confirmed', 'backed', 'accounts', 'reported'] as const;

/** How sure one can be of a change, of what may be told in a report; `posts` is of how many posts there are words. */
export function basisOf({ behind, answers }: OutcomeFacts, posts: number) {
  const supports = [
    ...behind.map(({ kind }) => ({ kind, live: true })),
    ...Array.from({ length: posts }, () => ({ kind: 'words' as const, live: true })),
  ];
  return labelOf(
    supports,
    answers.map(({ answer, settled, earlier = false }) => ({ answer, settled: settled !== null, earlier })),
  );
}

/** Changes before notes; by theme, by how sure one can be, or by day. What is of no theme comes last. */
function inOrder(items: readonly CollectedItem[], order: ReportOrder): CollectedItem[] {
  const rank = ({ facts, words }: CollectedItem): string => {
    const kind = facts.kind === 'outcome' ? '0' : '1';
    const theme = facts.themes[0] === undefined ? '1' : `0${facts.themes[0]}`;
    const sure =
      facts.kind === 'outcome' ? String(surest.indexOf(surenessOf(basisOf(facts, postsIn(words))))) : facts.title;
    if (order === 'theme') return [theme, kind, sure].join('\n');
    return order === 'sure' ? [kind, sure].join('\n') : kind;
  };
  // The rest stays as it was found: changes from the latest on, notes by title.
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0))
    .map(({ item }) => item);
}

function dayAfter(day: string): Date {
  return new Date(new Date(day).getTime() + 86_400_000);
}
