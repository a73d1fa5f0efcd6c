import { z } from 'zod';
import { cursor, id } from './common';
import { waitingView } from './discussion';

/** Who has something open in the queue: said to the others, so that no two moderators decide one thing unawares. */
export const reviewClaim = z.strictObject({ by: z.string(), mine: z.boolean() }).meta({ id: 'ReviewClaim' });
export type ReviewClaimView = z.infer<typeof reviewClaim>;

/** What everything in the queue has. */
const common = {
  id,
  threadId: id,
  /** Of the thread. */
  title: z.string(),
  /** For how many days it has waited: none is today. Nothing finer is told (safety.md P6). */
  days: z.int(),
  /** It is with its author now, who was asked for a change. */
  asked: z.boolean(),
  /** Of what is looked at: another once it was changed. What is decided says which was read. */
  revision: z.int(),
  claim: reviewClaim.nullable(),
};

/** One thing to look at and decide. A further kind is a further member of this union, and a `ReviewSource` that names them. */
export const reviewItem = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('post'), ...common, waiting: waitingView }),
    z.strictObject({ kind: z.literal('edit'), ...common, waiting: waitingView }),
  ])
  .meta({ id: 'ReviewItem' });
export type ReviewItem = z.infer<typeof reviewItem>;
export type ReviewKind = ReviewItem['kind'];

/** What a feature names, before the queue says who has it open. */
export type ReviewEntry = ReviewItem extends infer Item
  ? Item extends ReviewItem
    ? Omit<Item, 'claim'>
    : never
  : never;

/** Everything that waits for this moderator, what waited longest first. */
export const reviewQueue = z.strictObject({ items: z.array(reviewItem), cursor }).meta({ id: 'ReviewQueue' });
export type ReviewQueue = z.infer<typeof reviewQueue>;

/** Says that one looks at it. `take`: also where another moderator has it open, knowing that. */
export const claimReview = z.strictObject({ take: z.boolean().optional() });
