import { z } from 'zod';
import { creationKey, cursor, id, line, text } from './common';
import { concernForm } from './concerns';
import { flagNotice, stepNotice } from './notices';
import { authorView, pictureView, quotedPost } from './posts';
import { flagKinds, whyNotHidden } from './names';

/** Of which post, and what for: someone may not be safe, or another of the three ways. */
export const wrongQuery = z.strictObject({
  number: z.coerce.number().int().min(1),
  what: z.enum(['safe', ...flagKinds]).optional(),
});

/** The points of the agreement, as they stand in it. */
export const agreementPoints = z.array(z.strictObject({ title: z.string(), text: z.string() }));

/** What the page needs to know before somebody says what is wrong with a post. */
export const wrongForm = z
  .strictObject({
    post: quotedPost,
    /** What is needed to tell the leads, where someone may not be safe. */
    concern: concernForm.nullable(),
    /** The reader wrote it. */
    own: z.boolean(),
    /** Nobody in this audience looks after it: a moderator from outside reads the post. */
    outside: z.boolean(),
    /** A moderator has looked at these very words before: they stay until one has looked again. */
    looked: z.boolean(),
    /** The points of the agreement, by their titles. */
    points: agreementPoints,
    /** The name that everything of the reader's starts as in this thread. */
    alias: z.strictObject({ id, name: z.string() }).nullable(),
  })
  .meta({ id: 'WrongForm' });
export type WrongForm = z.infer<typeof wrongForm>;

export const newFlag = z.strictObject({
  key: creationKey,
  kind: z.enum(flagKinds, 'Please choose one.'),
  /** The point of the agreement that it breaks, by its title. */
  point: line(200).nullable().optional(),
  words: text(500, 0).optional(),
  as: z.enum(['self', 'alias']).optional(),
  sure: z.boolean().optional(),
});

/** What came of it at once. */
export const flagSent = z
  .strictObject({
    threadId: id,
    hidden: z.boolean(),
    whyNot: z.enum(whyNotHidden).nullable(),
    /** It was said as an alias, which hears in its thread what came of it. */
    asAlias: z.boolean(),
  })
  .meta({ id: 'FlagSent' });
export type FlagSent = z.infer<typeof flagSent>;

/** A post that was reported, as a moderator sees it who may decide: what was said of it, and never by whom. */
export const flagView = z
  .strictObject({
    id,
    postId: id,
    threadId: id,
    title: z.string(),
    number: z.int(),
    author: authorView,
    text: z.string(),
    bodyHtml: z.string(),
    pictures: z.array(pictureView),
    contentNote: z.string().nullable(),
    /** Nobody but its author and moderators sees it. */
    hidden: z.boolean(),
    /** Which text it is: a decision is about the one that was looked at. */
    textVersion: z.int(),
    said: z.array(
      z.strictObject({
        kind: z.enum(flagKinds),
        point: z.string().nullable(),
        words: z.string(),
        days: z.int(),
      }),
    ),
    /** For how many days it has waited. */
    days: z.int(),
    revision: z.int(),
  })
  .meta({ id: 'Flag' });
export type FlagView = z.infer<typeof flagView>;

/** The post stays (and is shown again), with a word to who told if there is one. */
export const flagStays = z.strictObject({ textVersion: z.int(), text: text(300, 0).optional() });
/** It is removed: which point it broke, and why. */
export const flagRemoval = z.strictObject({ textVersion: z.int(), point: line(200), text: text(300) });

const stepAnswered = z.strictObject({ kind: z.enum(['member', 'alias']), id, name: z.string() });
export type StepAnswered = z.infer<typeof stepAnswered>;

/** What moderators have to say to somebody: of posts that they reported, and of their own. */
export const fromModerators = z
  .strictObject({
    flags: z.array(flagNotice),
    steps: z.array(stepNotice),
    /** Of whom this moderator was answered. */
    answered: z.array(stepAnswered),
    cursor,
  })
  .meta({ id: 'FromModerators' });
export type FromModerators = z.infer<typeof fromModerators>;
