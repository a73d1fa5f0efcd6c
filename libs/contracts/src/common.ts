import { z } from 'zod';
import './plain-words';
import { errorCodes, type ErrorCode } from './errors';

/** An id made by `Ids`: 128 random bits in base 32, lower case. */
export const id = z.string().regex(/^[a-z2-7]{26}$/, 'This is not an id.');

/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/** A calendar day, `2020-07-08`. */
export const day = z.iso.date();

/** A day that is written down here: a slip of the keys (`0202-05-01`) would draw a picture of eighteen centuries. */
export const dayWritten = day.refine((value) => value >= '1900-01-01', 'Please look at the year: it is before 1900.');

/** When something was: to the instant, or to the day where a finer time could tell whose it is (safety.md P6). */
export const moment = z.union([instant, day]);

/** Something that can be seen: not white space, marks of format, fillers (Hangul's, the empty Braille sign) or accents alone. */
const visible = /[^\s\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

function atLeast(least: number): string {
  return least > 1 ? `Please use ${least} characters or more.` : 'Please write something here.';
}

/** The same schema for whoever asks for the same bounds: each is made of a dozen objects, and stays for good. */
function shared<Schema>(make: (most: number, least: number) => Schema): (most: number, least?: number) => Schema {
  const made = new Map<string, Schema>();
  return (most, least = 1) => {
    const bounds = `${least} ${most}`;
    const schema = made.get(bounds) ?? make(most, least);
    made.set(bounds, schema);
    return schema;
  };
}

/**
 * Text as a person writes it: no NUL, no lone surrogates (they cannot be stored or sent as UTF-8), composed to NFC.
 * Everything else is kept and shown as text; where nothing of it can be seen, it is empty.
 */
export const text = shared((most, least) =>
  z
    .string()
    .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'This holds a character that cannot be kept.')
    .transform((value) => (visible.test(value) ? value.normalize('NFC').replace(/\r\n?/g, '\n') : ''))
    .pipe(
      z
        .string()
        .min(least, atLeast(least))
        .max(most, `This is too long: ${most.toLocaleString('en-GB')} characters are the most.`),
    ),
);

/** One line: as `text`, without line breaks, other control characters or marks that turn the writing direction. */
export const line = shared((most, least) =>
  text(most, least)
    .transform((value) => value.replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(least, atLeast(least))
        .refine(
          (value) => !/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value),
          'This holds a character that cannot be used here.',
        ),
    ),
);

/** What is part of an emoji, and the joiners that Persian and Indic scripts are written with, where they are. */
const unseenThatBelong = new RegExp(
  String.raw`\p{RGI_Emoji}|(?<=[\p{Mn}\p{Script=Arabic}])[\u200c\u200d](?=[\p{L}\p{M}])`,
  'gv',
);
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A name: a line without anything unseen, so that no two names look the same by it. */
export function nameLine(most: number, least = 1) {
  return line(most, least).refine(
    (value) => !unseen.test(value.replace(unseenThatBelong, '')),
    'This holds a character that nobody can see. Please write the name again.',
  );
}

/** The client's key of a create: sent again, it is the same create. */
export const creationKey = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'This is not a key.');

/** Where a page's data stands in its stream. */
export const cursor = z.strictObject({ epoch: z.string().max(40), seq: z.int().min(0) });
export type Cursor = z.infer<typeof cursor>;

export const problem = z
  .strictObject({
    code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    requestId: z.string(),
    issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    /** For `too-many` and `unavailable`: seconds to wait. */
    retryAfter: z.number().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

export const done = z.strictObject({ done: z.literal(true) }).meta({ id: 'Done' });
