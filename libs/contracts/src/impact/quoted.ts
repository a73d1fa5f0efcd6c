import { z } from 'zod';
import { day, id, text } from '../common';
import { labelView } from './evidence';

/** One change or note that words of a post stand behind, as their author sees it. */
export const quotedIn = z.strictObject({
  /** The link between the two. */
  id,
  about: z.strictObject({ kind: z.enum(['outcomes', 'notes']), id, title: z.string() }),
  label: labelView.nullable(),
  /** What it says around the words. */
  statement: z.array(z.strictObject({ field: z.string(), text: z.string() })),
  words: z.array(z.string()),
  /** "This is not what I meant", and from when others read it. */
  said: z.strictObject({ text: z.string(), on: day }).nullable(),
});

/** What came of the words of one post, to its author alone. */
export const quotedOfPost = z
  .strictObject({
    post: id,
    place: z.strictObject({ threadId: id, number: z.int() }),
    alias: z.boolean(),
    in: z.array(quotedIn),
  })
  .meta({ id: 'QuotedOfPost' });
export type QuotedOfPost = z.infer<typeof quotedOfPost>;

/** Posts whose words stand behind something. */
export const ownQuotedPost = z
  .strictObject({
    post: id,
    place: z.strictObject({ threadId: id, number: z.int(), title: z.string() }),
    in: z.array(z.string()),
    isNew: z.boolean(),
  })
  .meta({ id: 'OwnQuotedPost' });
export type OwnQuotedPost = z.infer<typeof ownQuotedPost>;
export const quotedList = z.strictObject({ posts: z.array(ownQuotedPost) }).meta({ id: 'QuotedList' });
export type QuotedList = z.infer<typeof quotedList>;

export const authorsSay = z.strictObject({ text: text(1_000, 0) });
