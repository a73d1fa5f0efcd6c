import { z } from 'zod';
import { day, id } from '../common';
import { lineDeeds } from '../names';

/** A table of numbers, as it was pasted. */
const pasted = z.string().min(1, 'There is nothing in it.').max(450_000, 'This is too long. Please add it in parts.');

export const measureTableCheck = z.strictObject({ text: pasted });
/** The same once it was looked at: `seen` of what was shown, so that nothing else is done. */
export const measureTableAdd = z.strictObject({ text: pasted, seen: z.string().max(64) });

/** What is wrong with a table line by line, or what it would do; nothing is written before it was looked at. */
export const measureTableView = z
  .strictObject({
    note: z.strictObject({ id, title: z.string() }),
    /** What its cells are apart by. */
    separator: z.enum([',', ';', '\t']),
    dayFirst: z.boolean(),
    leftOut: z.array(z.string()),
    /** The first of what is wrong; line 0 is the table as a whole. */
    wrong: z.array(z.strictObject({ line: z.int(), message: z.string() })),
    wrongCount: z.int(),
    /** The first of what would be done; nothing where anything is wrong. */
    lines: z.array(
      z.strictObject({
        line: z.int(),
        measure: z.string(),
        unit: z.string(),
        on: day,
        value: z.number(),
        before: z.number().nullable(),
        does: z.enum(lineDeeds),
      }),
    ),
    counts: z.strictObject(
      Object.fromEntries(lineDeeds.map((deed) => [deed, z.int()])) as Record<(typeof lineDeeds)[number], z.ZodInt>,
    ),
    seen: z.string(),
  })
  .meta({ id: 'MeasureTable' });
export type MeasureTableView = z.infer<typeof measureTableView>;
