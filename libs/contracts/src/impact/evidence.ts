import { z } from 'zod';
import { creationKey, day, dayWritten, id, line } from '../common';
import { authorView } from '../posts';
import { documentKinds, evidenceKinds, mostPassages, outcomeLabels, threadKinds, wordStandings } from '../names';

/**
 * A passage of one text that a post had: from a letter to another, in UTF-16 units. `exact` is what the writer saw there, so that
 * nothing else is linked than was chosen.
 */
export const passage = z.strictObject({
  start: z.int().min(0).max(60_000),
  end: z.int().min(1).max(60_000),
  exact: z.string().min(1).max(10_000),
});

/** Words of a post, of the text that it had in that version. */
export const linkedWords = z.strictObject({
  post: id,
  textVersion: z.int().min(1),
  passages: z.array(passage).min(1, 'Please choose at least one sentence.').max(mostPassages),
});

const httpsLink = z
  .string()
  .max(500)
  .regex(/^https?:\/\/[^\s<>"]+$/i, 'Please give a link that begins with https://');

/** A file that was added and is linked to nothing yet. */
export const unsentDocument = z
  .strictObject({ id, kind: z.enum(documentKinds), bytes: z.int() })
  .meta({ id: 'UnsentDocument' });
export type UnsentDocument = z.infer<typeof unsentDocument>;

/** Something on paper or elsewhere: what it is, from which day, by whom, and where it can be found: a link, a file, both or neither. */
const documentParts = {
  title: line(200),
  on: dayWritten,
  by: line(200),
  link: httpsLink.nullable().optional(),
  /** One that was added, and what it was called where it came from. */
  file: z
    .strictObject({ id, name: z.string().max(1_000) })
    .nullable()
    .optional(),
};
/** A number that somebody counted. */
const measureParts = {
  title: line(200),
  on: dayWritten,
  value: z.number('Please give a number like 12 or 1234.5.').min(-1e12).max(1e12),
  unit: line(60),
  source: line(200),
};

/** What a change rests on: one of the kinds that can be given by hand. */
export const newEvidence = z.discriminatedUnion('kind', [
  z.strictObject({ key: creationKey, kind: z.literal('words'), words: linkedWords }),
  z.strictObject({ key: creationKey, kind: z.literal('document'), ...documentParts }),
  z.strictObject({ key: creationKey, kind: z.literal('measure'), ...measureParts }),
]);

/** Words as they stand now: put in from their post each time, for who may read that. */
export const wordsView = z.strictObject({
  id,
  kind: z.literal('words'),
  place: z.strictObject({ threadId: id, number: z.int(), title: z.string() }),
  author: authorView,
  standing: z.enum(wordStandings).exclude(['gone']),
  contentNote: z.string().nullable(),
  /** The passages as they were linked, with some words before and after. */
  passages: z.array(z.strictObject({ before: z.string(), exact: z.string(), after: z.string() })),
  /** What the post says by now, where it was changed since. */
  now: z.string().nullable(),
  /** Its author says that this is not what they meant; in their words to those who look after it. */
  said: z.strictObject({ on: day, text: z.string().nullable() }).nullable(),
  /** Not every member may read them: they are shown to those who may, and do not count. */
  forFew: z.boolean(),
  /** The reader has blocked whoever wrote them under their name. */
  blocked: z.boolean(),
  linkedOn: day,
});
export const documentView = z.strictObject({
  id,
  kind: z.literal('document'),
  title: z.string(),
  on: day,
  by: z.string(),
  link: z.string().nullable(),
  /** Read at `…/evidence/:id/file`. */
  file: z.strictObject({ name: z.string(), kind: z.enum(documentKinds), bytes: z.int() }).nullable(),
  linkedOn: day,
});
export const measureView = z.strictObject({
  id,
  kind: z.literal('measure'),
  title: z.string(),
  on: day,
  value: z.number(),
  unit: z.string(),
  source: z.string(),
  linkedOn: day,
});
export const evidenceView = z
  .discriminatedUnion('kind', [wordsView, documentView, measureView])
  .meta({ id: 'Evidence' });
export type EvidenceView = z.infer<typeof evidenceView>;

/** The label of an outcome and what it rests on, in numbers and in words. The same for everybody. */
export const labelView = z
  .strictObject({
    label: z.enum(outcomeLabels),
    /** "Supported by members’ accounts" */
    said: z.string(),
    /** "2 members’ posts, 1 document." */
    basis: z.string(),
    counts: z.strictObject(
      Object.fromEntries(evidenceKinds.map((kind) => [kind, z.int()])) as Record<
        (typeof evidenceKinds)[number],
        z.ZodInt
      >,
    ),
    disputed: z.boolean(),
  })
  .meta({ id: 'OutcomeLabel' });
export type LabelView = z.infer<typeof labelView>;

/** To those who look after it: some of what it rests on was changed, or may not be used any more. */
export const lookAgainView = z.strictObject({ since: day, gone: z.int(), changed: z.int(), said: z.int() });

/**
 * What was selected in a post on the screen, of its text in that version: from one of the letters that are read to before another. White
 * space is not counted, nor is what the post quotes. The words themselves stand in no address.
 */
export const selectedWords = z
  .strictObject({
    from: z.coerce.number<string>().int().min(0).max(60_000),
    to: z.coerce.number<string>().int().min(1).max(60_000),
    textVersion: z.coerce.number<string>().int().min(1),
  })
  .partial();

/** The sentences of a post, to choose from: what a phone has in place of selecting text. */
export const sentencesView = z
  .strictObject({
    post: id,
    place: z.strictObject({ threadId: id, number: z.int(), title: z.string() }),
    /** Of the thread: what gets in the way most likely begins a note. */
    kind: z.enum(threadKinds),
    theme: z.strictObject({ id, title: z.string() }),
    author: authorView,
    contentNote: z.string().nullable(),
    textVersion: z.int(),
    sentences: z.array(z.strictObject({ start: z.int(), end: z.int(), exact: z.string(), shown: z.string() })),
    /** The words that were selected, as they stand in the text; null where none were, or they stand there no more. */
    chosen: z
      .strictObject({
        start: z.int(),
        end: z.int(),
        exact: z.string(),
        before: z.string(),
        shown: z.string(),
        after: z.string(),
      })
      .nullable(),
    /** Whether its author lets it be used: where not, nothing can be linked. */
    mayUse: z.boolean(),
    outcomes: z.array(z.strictObject({ id, title: z.string(), draft: z.boolean() })),
    notes: z.array(z.strictObject({ id, title: z.string() })),
  })
  .meta({ id: 'Sentences' });
export type SentencesView = z.infer<typeof sentencesView>;

/** One change of something that is kept with its history: what each field said before and after. */
export const versionList = z
  .strictObject({
    about: z.strictObject({ id, title: z.string() }),
    versions: z.array(
      z.strictObject({
        on: day,
        by: z.string().nullable(),
        /** Something that it rests on was linked, or taken off. */
        link: z.strictObject({ done: z.enum(['linked', 'taken-off']), kind: z.enum(evidenceKinds) }).nullable(),
        fields: z.array(
          z.strictObject({
            field: z.string(),
            parts: z.array(z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'VersionList' });
export type VersionList = z.infer<typeof versionList>;
