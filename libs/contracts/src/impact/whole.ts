import { z } from 'zod';
import { cursor, day, id, text } from '../common';
import { conditions, sightingKinds, stages, surenesses } from '../names';

/** What a theme's members said, and what came of it: two short texts by those who follow changes. */
export const themeAnswerEdit = z.strictObject({
  said: text(300),
  did: text(1_200),
  /** Of the answer that the writer saw; 0 where there was none. */
  textVersion: z.int().min(0),
});

const answerParts = { said: z.string(), did: z.string(), on: day };

/** The answer of one theme; null where there is none yet. */
export const themeAnswerView = z
  .strictObject({
    theme: z.strictObject({ id, title: z.string() }),
    answer: z.strictObject(answerParts).nullable(),
    textVersion: z.int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'ThemeAnswer' });
export type ThemeAnswerView = z.infer<typeof themeAnswerView>;

/** How many members said so, of each note in each year: null is fewer than five, or a sum that would give such a number away. */
const toldSeries = z.strictObject({
  notes: z.array(z.strictObject({ id, title: z.string(), counts: z.array(z.int().nullable()) })),
  totals: z.array(z.int().nullable()),
});

/** All that is followed and all that changed, as pictures need it: the same for every member. */
export const impactView = z
  .strictObject({
    today: day,
    notes: z.array(
      z.strictObject({
        id,
        title: z.string(),
        conditions: z.array(z.enum(conditions)),
        history: z.array(z.strictObject({ stage: z.enum(stages), on: day })),
      }),
    ),
    outcomes: z.array(
      z.strictObject({
        id,
        title: z.string(),
        sure: z.enum(surenesses),
        negative: z.boolean(),
        themes: z.array(id),
        notes: z.array(id),
        /** Ids of those in `starts` that it grew from. */
        from: z.array(id),
      }),
    ),
    /** Meetings and discussions that changes grew from. */
    starts: z.array(z.strictObject({ id, kind: z.enum(['session', 'thread']), title: z.string(), on: day.nullable() })),
    themes: z.array(z.strictObject({ id, title: z.string(), answer: z.strictObject(answerParts).nullable() })),
    seen: z.strictObject({
      years: z.array(z.int()),
      ...(Object.fromEntries(sightingKinds.map((kind) => [kind, toldSeries])) as Record<
        (typeof sightingKinds)[number],
        typeof toldSeries
      >),
    }),
    cursor,
  })
  .meta({ id: 'Impact' });
export type ImpactView = z.infer<typeof impactView>;
