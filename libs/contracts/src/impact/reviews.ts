import { z } from 'zod';
import { cursor, day, id } from '../common';
import { publishedKinds } from '../names';
import { lookAgainView } from './evidence';

const titled = { id, title: z.string() };

/** What of all that is followed is to be looked at, for those who look after it: in one list. */
export const impactReviewView = z
  .strictObject({
    /** Notes whose day has passed, the longest first. */
    overdue: z.array(z.strictObject({ ...titled, nextReview: day, owner: z.string().nullable() })),
    /** Notes whose day comes within two weeks. */
    soon: z.array(z.strictObject({ ...titled, nextReview: day, owner: z.string().nullable() })),
    /** What rests on something that was changed, or may not be used any more. */
    again: z.array(z.strictObject({ ...titled, about: z.enum(['notes', 'outcomes']), ...lookAgainView.shape })),
    /** Changes that rest on nothing but a statement. */
    without: z.array(z.strictObject({ ...titled, recordedOn: day.nullable() })),
    /** What people outside were asked about: how many have not answered, whose link is too old, and what they asked back. */
    asked: z.array(
      z.strictObject({
        ...titled,
        about: z.enum(['notes', 'outcomes']),
        waiting: z.int(),
        over: z.int(),
        questions: z.int(),
      }),
    ),
    /** Where somebody outside answered whom the reader asked, and they have not seen it. */
    came: z.array(z.strictObject({ ...titled, about: z.enum(['notes', 'outcomes']), answers: z.int() })),
    /** What visitors read as it was, and says something else by now. */
    published: z.array(z.strictObject({ ...titled, kind: z.enum(publishedKinds) })),
    /** Stored reports that words went out of, whose readers were not told yet. */
    reports: z.array(z.strictObject({ ...titled, number: z.int().nullable() })),
    cursor,
  })
  .meta({ id: 'ImpactReview' });
export type ImpactReviewView = z.infer<typeof impactReviewView>;
