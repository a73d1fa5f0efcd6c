import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ImpactView } from '@throughline/contracts';
import { sightingKinds } from '@throughline/contracts/names';
import { Days, dayText, ThreadsService, WordsInUse } from '@throughline/discussion';
import { Policies, type SignedIn } from '@throughline/kernel';
import { Programme } from '@throughline/programme';
import { seenByYear, surenessOf } from '@throughline/rules/impact';
import { Streams } from '@throughline/stream';
import type { Model } from 'mongoose';
import { withoutHistory } from '../evidence/evidence.schema';
import { everyMember, isWords } from '../evidence/evidence.service';
import { Note } from '../notes/note.schema';
import { Sightings } from '../notes/sightings.service';
import { OutcomePresenter } from '../outcomes/outcome.presenter';
import { Outcome } from '../outcomes/outcome.schema';
import { titleOf } from '../outcomes/title-of';
import { ThemeAnswers, shownAnswer } from './theme-answers.service';
import { readImpact } from './whole.policy';

/** The most notes, outcomes and themes that are drawn. */
const most = { notes: 500, outcomes: 1_000, themes: 100 };

/** Where an outcome's words stand, or what it was linked to by hand: what every member may see of it. */
interface Grew {
  sessions: string[];
  threads: string[];
}

/**
 * All that came of the discussions, for the pictures of the impact page. It is the same for every member: nothing in it rests on what
 * fewer may read, so it cannot say that there is such a thing.
 */
@Injectable()
export class WholeImpact {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    private readonly presenter: OutcomePresenter,
    private readonly sightings: Sightings,
    private readonly answers: ThemeAnswers,
    private readonly words: WordsInUse,
    private readonly threads: ThreadsService,
    private readonly programme: Programme,
    private readonly policies: Policies,
    private readonly streams: Streams,
    private readonly days: Days,
  ) {}

  async view(actor: SignedIn): Promise<ImpactView> {
    this.policies.authorize(actor, readImpact, undefined);
    const cursor = await this.streams.cursor(everyMember);
    const [today, notes, outcomes] = await Promise.all([
      this.days.today(),
      this.notes
        .find({}, { title: 1, conditions: 1, history: 1 })
        .sort({ title: 1 })
        .limit(most.notes)
        .lean<Pick<Note, '_id' | 'title' | 'conditions' | 'history'>[]>(),
      this.outcomes
        .find({ state: 'recorded' }, withoutHistory)
        .sort({ recordedOn: -1, _id: 1 })
        .limit(most.outcomes)
        .lean<Outcome[]>(),
    ]);
    const [labels, grew, themes, seen] = await Promise.all([
      this.presenter.labels(outcomes),
      this.grewFrom(outcomes),
      this.themesOf(outcomes),
      this.seen(notes),
    ]);
    const { starts, of } = await this.startsOf(grew);
    const known = new Set(notes.map(({ _id }) => _id));
    return {
      today: dayText(today),
      notes: notes.map(({ _id: id, title, conditions, history }) => ({
        id,
        title,
        conditions: [...conditions],
        history: history.map(({ stage, on }) => ({ stage, on })),
      })),
      outcomes: outcomes.flatMap((outcome) => {
        const { _id: id, direction, notes: linked } = outcome;
        const label = labels.get(id);
        if (!label) return [];
        return {
          id,
          title: titleOf(outcome),
          sure: surenessOf(label),
          negative: direction === 'negative',
          themes: [...outcome.themes],
          notes: linked.filter((note) => known.has(note)),
          from: of(grew.get(id)),
        };
      }),
      starts,
      themes,
      seen,
      cursor,
    };
  }

  /** Meetings that outcomes are linked to, and the threads where words stand that count. */
  private async grewFrom(outcomes: readonly Outcome[]): Promise<ReadonlyMap<string, Grew>> {
    const links = outcomes.flatMap(({ evidence }) => evidence.filter(isWords));
    const standingOf = await this.words.standings(links, 'evidence');
    return new Map(
      outcomes.map(({ _id, evidence, sessions, threads }) => {
        const spoken = evidence.filter(isWords).flatMap((one) => {
          const { standing, threadId } = standingOf(one);
          return standing === 'gone' || threadId === null ? [] : [threadId];
        });
        return [_id, { sessions: [...sessions], threads: [...new Set([...threads, ...spoken])] }] as const;
      }),
    );
  }

  /** What they grew from, by name: a thread of a meeting is told as that meeting, one that fewer may read not at all. */
  private async startsOf(grew: ReadonlyMap<string, Grew>) {
    const all = [...grew.values()];
    const places = await this.threads.placesOf(all.flatMap(({ threads }) => threads));
    const open = new Map([...places].filter(([, { audience }]) => audience === everyMember));
    const sessionIds = [
      ...all.flatMap(({ sessions }) => sessions),
      ...[...open.values()].flatMap((one) => one.sessionId ?? []),
    ];
    const labels = await this.programme.sessionLabels([...new Set(sessionIds)]);
    const startOf = (threadId: string) => {
      const place = open.get(threadId);
      if (!place) return [];
      return place.sessionId !== null && labels.has(place.sessionId) ? [place.sessionId] : [threadId];
    };
    const of = (one: Grew | undefined) => [
      ...new Set([...(one?.sessions ?? []).filter((id) => labels.has(id)), ...(one?.threads ?? []).flatMap(startOf)]),
    ];
    const used = new Set(all.flatMap(of));
    const sessions = [...labels].map(([id, { title, startsAt }]) => ({
      ...{ id, kind: 'session' as const, title },
      on: dayText(startsAt),
    }));
    const threads = [...open].map(([id, { title }]) => ({ id, kind: 'thread' as const, title, on: null }));
    return { starts: [...sessions, ...threads].filter(({ id }) => used.has(id)), of };
  }

  /** Themes that something came of, or that were answered. */
  private async themesOf(outcomes: readonly Outcome[]): Promise<ImpactView['themes']> {
    const answered = await this.answers.all(most.themes);
    const ids = [...new Set([...answered.map(({ _id }) => _id), ...outcomes.flatMap(({ themes }) => themes)])];
    const titles = await this.programme.themeTitles(ids);
    return ids.map((id) => {
      const answer = answered.find(({ _id }) => _id === id);
      return { id, title: titles.get(id) ?? '', answer: answer ? shownAnswer(answer) : null };
    });
  }

  private async seen(notes: readonly { _id: string; title: string }[]): Promise<ImpactView['seen']> {
    const counts = await this.sightings.counts(notes.map(({ _id }) => _id));
    const years = [...new Set(counts.map(({ year }) => year))].sort((one, other) => one - other);
    const titles = new Map(notes.map(({ _id, title }) => [_id, title]));
    const of = (kind: (typeof sightingKinds)[number]) => {
      const told = seenByYear(
        counts.filter((one) => one.kind === kind),
        notes.map(({ _id }) => _id),
        years,
      );
      return {
        ...told,
        notes: told.notes.map(({ id, counts: row }) => ({ id, title: titles.get(id) ?? '', counts: row })),
      };
    };
    return { years, there: of('there'), working: of('working') };
  }
}
