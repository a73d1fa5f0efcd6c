import { z } from 'zod';
import { creationKey, cursor, day, dayWritten, id, line, text } from '../common';
import { changeTests, conditions, sightingKinds, stages } from '../names';
import { evidenceView, labelView, linkedWords, lookAgainView } from './evidence';
import { askView, organisationSaid } from './said-outside';

const links = z.array(id).max(40);
const organisations = z.array(line(160)).max(40);
const reason = text(600, 0).nullable().optional();

const parts = {
  title: line(160),
  /** What this note is, in a few sentences. */
  lead: text(800, 0),
  /** What gets in the way. */
  blockage: text(4_000),
  /** What people would notice instead. */
  bestHopes: text(4_000, 0),
  /** Where it already works, even a little. */
  exceptions: text(4_000, 0),
  changeSought: text(4_000, 0),
  conditions: z.array(z.enum(conditions)).max(conditions.length),
  mustAct: organisations,
  haveActed: organisations,
  /** Who looks after it, by their id. */
  owner: id.nullable(),
  nextReview: dayWritten.nullable(),
  themes: links,
  sessions: links,
  threads: links,
};

export const newNote = z
  .strictObject(parts)
  .partial()
  .required({ title: true, blockage: true })
  .extend({ key: creationKey, words: linkedWords.optional(), noticedOn: dayWritten.optional() });
export const noteEdit = z.strictObject(parts).partial().extend({ textVersion: z.int() });

/** Another stage, with a sentence why, and a reason for each test that it asks for. */
export const stageChange = z.strictObject({
  key: creationKey,
  stage: z.enum(stages, 'Please choose one.'),
  why: text(600),
  on: dayWritten.optional(),
  beneficial: reason,
  sustained: reason,
  transformational: reason,
});

/** "We see this too", or "I have seen it working": today, where no day is said. */
export const newSighting = z.strictObject({
  kind: z.enum(sightingKinds),
  on: dayWritten.optional(),
  seen: z.boolean(),
});

export const newUpdate = z.strictObject({ key: creationKey, text: text(2_000), on: dayWritten.optional() });

/** Further apart, no line could be drawn between them. */
const counted = z.number('Please give a number like 12 or 1234.5.').min(-1e12).max(1e12);

/** A series of numbers; its points come one by one. */
export const newMeasure = z.strictObject({
  key: creationKey,
  title: line(200),
  unit: line(60),
  source: line(200),
  baseline: counted.nullable().optional(),
  target: counted.nullable().optional(),
});
/** The number of a day; null takes it away again. */
export const newPoint = z.strictObject({ on: dayWritten, value: counted.nullable() });

const measureSeries = z.strictObject({
  id,
  title: z.string(),
  unit: z.string(),
  source: z.string(),
  baseline: z.number().nullable(),
  target: z.number().nullable(),
  points: z.array(z.strictObject({ on: day, value: z.number() })),
});

export const noteSummary = z
  .strictObject({
    id,
    title: z.string(),
    lead: z.string(),
    stage: z.enum(stages),
    stageSince: day,
    conditions: z.array(z.enum(conditions)),
    themes: z.array(id),
    owner: z.string().nullable(),
    nextReview: day.nullable(),
    /** The day of its review is over. */
    overdue: z.boolean(),
    lookAgain: lookAgainView.nullable(),
  })
  .meta({ id: 'NoteSummary' });
export type NoteSummary = z.infer<typeof noteSummary>;

const titled = z.array(z.strictObject({ id, title: z.string() }));

export const notePage = z
  .strictObject({
    ...noteSummary.shape,
    blockage: z.string(),
    bestHopes: z.string(),
    exceptions: z.string(),
    changeSought: z.string(),
    mustAct: z.array(z.string()),
    haveActed: z.array(z.string()),
    ownerId: id.nullable(),
    themes: titled,
    sessions: titled,
    threads: titled,
    history: z.array(
      z.strictObject({
        stage: z.enum(stages),
        on: day,
        why: z.string(),
        by: z.string().nullable(),
        tests: z.array(z.strictObject({ test: z.enum(changeTests), reason: z.string() })),
      }),
    ),
    updates: z.array(z.strictObject({ id, on: day, text: z.string(), by: z.string().nullable() })),
    /** How many members said so in each year; null is fewer than five. */
    sightings: z.array(z.strictObject({ year: z.int(), there: z.int().nullable(), working: z.int().nullable() })),
    /** What the reader said this year. */
    seen: z.array(z.enum(sightingKinds)),
    evidence: z.array(evidenceView),
    /** What it asks of organisations, and what those that it names say of it. */
    asks: z.array(askView),
    organisations: z.array(organisationSaid),
    outcomes: z.array(
      z.strictObject({ id, title: z.string(), when: z.string(), ourPart: z.string(), label: labelView }),
    ),
    measures: z.array(measureSeries),
    /** Where it may go from here. */
    stages: z.array(z.enum(stages)),
    textVersion: z.int(),
    abilities: z.array(z.string()),
    follow: z.record(z.string(), cursor),
  })
  .meta({ id: 'NotePage' });
export type NotePage = z.infer<typeof notePage>;

export const noteListQuery = z.strictObject({ theme: id.optional(), session: id.optional() });

export const noteList = z
  .strictObject({ notes: z.array(noteSummary), abilities: z.array(z.string()), cursor })
  .meta({ id: 'NoteList' });
export type NoteList = z.infer<typeof noteList>;
