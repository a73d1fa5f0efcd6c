import { z } from 'zod';
import { creationKey, day, dayWritten, id, line, text } from '../common';
import { mostInReport, reportDetails, reportOrders, reportStates, stages } from '../names';

/** What is chosen for a report, and what its maker says in it. */
const choice = {
  title: line(160),
  /** For whom it is: "For the funders of the community." */
  forWhom: line(160, 0),
  from: dayWritten,
  to: dayWritten,
  /** Of these themes; of all, where none is named. */
  themes: z.array(id).max(40),
  /** What is taken out of what the period and the themes give. */
  withoutOutcomes: z.array(id).max(mostInReport.outcomes),
  withoutNotes: z.array(id).max(mostInReport.notes),
  detail: z.enum(reportDetails),
  order: z.enum(reportOrders),
  /** In two or three sentences: what was found. */
  found: text(1_200, 0),
  /** What else was at work. */
  context: text(2_000, 0),
  limits: text(2_000, 0),
  /** What is asked of its readers. */
  asks: text(1_200, 0),
};

export const newReport = z
  .strictObject(choice)
  .partial()
  .required({ title: true, from: true, to: true })
  .extend({ key: creationKey });
export const reportEdit = z.strictObject(choice).partial().extend({ textVersion: z.int() });

/** What went out of a stored report since: words that were taken back or erased, and words that their author has changed. */
const goneSince = z.strictObject({ takenBack: z.int(), changed: z.int() });

const summaryParts = {
  id,
  state: z.enum(reportStates),
  /** Of a stored one: "Report 3". */
  number: z.int().nullable(),
  title: z.string(),
  from: day,
  to: day,
  /** The day on which it was stored. */
  asAt: day.nullable(),
};

export const reportList = z
  .strictObject({
    reports: z.array(z.strictObject({ ...summaryParts, goneSince })),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'ReportList' });
export type ReportList = z.infer<typeof reportList>;

/** A report, without what is in it: that comes as it is made, from `/api/reports/:id/sheets`. */
export const reportView = z
  .strictObject({
    ...summaryParts,
    forWhom: z.string(),
    themes: z.array(id),
    detail: z.enum(reportDetails),
    order: z.enum(reportOrders),
    found: z.string(),
    context: z.string(),
    limits: z.string(),
    asks: z.string(),
    goneSince,
    /** To those who make reports: words went out of it of which its readers were not told yet. */
    tellReaders: z.boolean(),
    /** How many changes and notes are in it. */
    size: z.int(),
    /** Of a draft: what its period and themes give, and what of that is taken out. */
    offered: z
      .strictObject({
        outcomes: z.array(
          z.strictObject({ id, title: z.string(), label: z.string(), negative: z.boolean(), out: z.boolean() }),
        ),
        notes: z.array(z.strictObject({ id, title: z.string(), stage: z.enum(stages), out: z.boolean() })),
      })
      .nullable(),
    textVersion: z.int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Report' });
export type ReportView = z.infer<typeof reportView>;
