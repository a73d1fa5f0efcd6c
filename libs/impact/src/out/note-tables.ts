import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { sightingKinds } from '@throughline/contracts/names';
import { Days, dayText } from '@throughline/discussion';
import { type Table, table } from '@throughline/platform';
import { tellable } from '@throughline/rules/impact';
import type { Model } from 'mongoose';
import { Note } from '../notes/note.schema';
import { Sightings } from '../notes/sightings.service';
import { type Chosen, notesOf } from './chosen';
import { inParts } from './in-parts';

const theNote = 'The id of the note';

/** What notes say, as tables: one for each thing of which there are several. No member is named in them. */
@Injectable()
export class NoteTables {
  constructor(
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly sightings: Sightings,
    private readonly days: Days,
  ) {}

  async tables(chosen: Chosen): Promise<Table[]> {
    const today = dayText(await this.days.today());
    const notes = () => notesOf(this.notes, chosen);
    return [
      table<Note>({
        name: 'notes',
        meaning: 'What gets in the way, and the change that is worked for: a row for each note.',
        columns: {
          note: { meaning: theNote, of: ({ _id }) => _id },
          title: { meaning: 'What it is called', of: ({ title }) => title },
          lead: { meaning: 'What it is, in a few sentences', of: ({ lead }) => lead },
          blockage: { meaning: 'What gets in the way', of: ({ blockage }) => blockage },
          best_hopes: { meaning: 'What people would notice instead', of: ({ bestHopes }) => bestHopes },
          exceptions: { meaning: 'Where it already works, even a little', of: ({ exceptions }) => exceptions },
          change_sought: { meaning: 'The change that is worked for', of: ({ changeSought }) => changeSought },
          stage: { meaning: 'How far the change has come', of: ({ stage }) => stage },
          stage_since: {
            kind: 'day',
            meaning: 'Since when it is there',
            of: ({ history }) => history.at(-1)?.on ?? null,
          },
          looked_after: { kind: 'yes or no', meaning: 'Somebody looks after it', of: ({ owner }) => owner !== null },
          next_review: {
            kind: 'day',
            meaning: 'When it is next looked at',
            of: ({ nextReview }) => nextReview ?? null,
          },
          overdue: {
            kind: 'yes or no',
            meaning: 'That day has passed',
            of: ({ nextReview }) => Boolean(nextReview) && (nextReview ?? '') < today,
          },
        },
        rows: notes,
      }),
      table<{ note: Note; organisation: string }>({
        name: 'note_organisations',
        meaning: 'The organisations that a change needs: a row for each of each note.',
        columns: {
          note: { meaning: theNote, of: ({ note }) => note._id },
          organisation: { meaning: 'Its name', of: ({ organisation }) => organisation },
          must_act: {
            kind: 'yes or no',
            meaning: 'It has to do something for the change',
            of: ({ note, organisation }) => note.mustAct.includes(organisation),
          },
          has_acted: {
            kind: 'yes or no',
            meaning: 'It has done something',
            of: ({ note, organisation }) => note.haveActed.includes(organisation),
          },
        },
        rows: () =>
          each(notes(), (note) =>
            [...new Set([...note.mustAct, ...note.haveActed])].map((organisation) => ({ note, organisation })),
          ),
      }),
      table<{ note: string; step: number; entry: Note['history'][number] }>({
        name: 'stages',
        meaning: 'The stages of each note, in their order.',
        columns: {
          note: { meaning: theNote, of: ({ note }) => note },
          step: { kind: 'number', meaning: 'Which stage of that note it is, counted from 1', of: ({ step }) => step },
          stage: {
            meaning:
              'noticed, exploring, testing, adopted, embedded; or stalled; or returned, which means that it came back',
            of: ({ entry }) => entry.stage,
          },
          on: { kind: 'day', meaning: 'Since when', of: ({ entry }) => entry.on },
          why: { meaning: 'Why', of: ({ entry }) => entry.why },
        },
        rows: () =>
          each(notes(), ({ _id, history }) => history.map((entry, at) => ({ note: _id, step: at + 1, entry }))),
      }),
      table<{ note: string; step: number; test: string; reason: string }>({
        name: 'stage_tests',
        meaning: 'Why a change is a real one: a row for each test that a stage passed.',
        columns: {
          note: { meaning: theNote, of: ({ note }) => note },
          step: { kind: 'number', meaning: 'The step in the table of stages', of: ({ step }) => step },
          test: {
            meaning:
              'beneficial: to the people it is about; sustained: beyond those who started it; transformational: and not tokenistic',
            of: ({ test }) => test,
          },
          reason: { meaning: 'Why it is so', of: ({ reason }) => reason },
        },
        rows: () =>
          each(notes(), ({ _id, history }) =>
            history.flatMap(({ tests }, at) =>
              tests.map(({ test, reason }) => ({ note: _id, step: at + 1, test, reason })),
            ),
          ),
      }),
      table<{ note: string; on: string; text: string }>({
        name: 'updates',
        meaning: 'What happened between stages.',
        columns: {
          note: { meaning: theNote, of: ({ note }) => note },
          on: { kind: 'day', meaning: 'When', of: ({ on }) => on },
          text: { meaning: 'What', of: ({ text }) => text },
        },
        rows: () => each(notes(), ({ _id, updates }) => updates.map(({ on, text }) => ({ note: _id, on, text }))),
      }),
      table<{ note: string; year: number; kind: string; count: number }>({
        name: 'sightings',
        meaning:
          'How many members said in a year that they see it too. A year in which nobody did has no row. There are no sums: a number that is withheld could be worked out from them.',
        columns: {
          note: { meaning: theNote, of: ({ note }) => note },
          year: { kind: 'number', unit: 'year', meaning: 'In which year', of: ({ year }) => year },
          kind: { meaning: 'there: it still gets in the way; working: it was seen to work', of: ({ kind }) => kind },
          members: {
            kind: 'number',
            unit: 'members',
            meaning: 'How many said so; empty where they are fewer than five',
            of: ({ count }) => tellable(count),
          },
        },
        rows: () => this.seen(notes()),
      }),
      table<{ note: string; measure: Note['measures'][number] }>({
        name: 'measures',
        meaning: 'What is counted again and again.',
        columns: {
          measure: { meaning: 'The id of the measure', of: ({ measure }) => measure._id },
          note: { meaning: theNote, of: ({ note }) => note },
          name: { meaning: 'What is counted', of: ({ measure }) => measure.title },
          unit: { meaning: 'The unit of all its numbers', of: ({ measure }) => measure.unit },
          source: { meaning: 'Where the numbers come from', of: ({ measure }) => measure.source },
          baseline: {
            kind: 'number',
            unit: 'of the measure',
            meaning: 'What it was before',
            of: ({ measure }) => measure.baseline ?? null,
          },
          target: {
            kind: 'number',
            unit: 'of the measure',
            meaning: 'What it should become',
            of: ({ measure }) => measure.target ?? null,
          },
        },
        rows: () => each(notes(), ({ _id, measures }) => measures.map((measure) => ({ note: _id, measure }))),
      }),
      table<{ note: string; measure: Note['measures'][number]; on: string; value: number }>({
        name: 'measure_points',
        meaning: 'The numbers of measures. Pasted into a note, they come in again.',
        columns: {
          note: { meaning: theNote, of: ({ note }) => note },
          measure_id: { meaning: 'The id of the measure', of: ({ measure }) => measure._id },
          measure: { meaning: 'Its name', of: ({ measure }) => measure.title },
          unit: { meaning: 'Its unit', of: ({ measure }) => measure.unit },
          date: { kind: 'day', meaning: 'Of which day the number is', of: ({ on }) => on },
          value: { kind: 'number', unit: 'of the measure', meaning: 'The number', of: ({ value }) => value },
        },
        rows: () =>
          each(notes(), ({ _id, measures }) =>
            measures.flatMap((measure) => measure.points.map(({ on, value }) => ({ note: _id, measure, on, value }))),
          ),
      }),
    ];
  }

  private async *seen(notes: AsyncIterable<Note>) {
    for await (const part of inParts(notes)) {
      const counts = await this.sightings.counts(part.map(({ _id }) => _id));
      for (const { _id } of part) {
        const of = counts.filter(({ noteId }) => noteId === _id);
        const years = [...new Set(of.map(({ year }) => year))].sort((one, other) => one - other);
        for (const year of years)
          for (const kind of sightingKinds) {
            const count = of.find((one) => one.year === year && one.kind === kind)?.count ?? 0;
            yield { note: _id, year, kind, count };
          }
      }
    }
  }
}

/** The rows that each of these makes. */
export async function* each<Item, Row>(
  items: AsyncIterable<Item>,
  rowsOf: (item: Item) => Iterable<Row>,
): AsyncGenerator<Row> {
  for await (const item of items) yield* rowsOf(item);
}
