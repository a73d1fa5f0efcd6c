import { z } from 'zod';
import { cursor, day, id } from './common';
import { textPart } from './posts';
import { waitingView } from './waiting';
import { agreementPoints, flagView } from './flags';

/** Who has something open in the queue: said to the others, so that no two moderators decide one thing unawares. */
export const reviewClaim = z.strictObject({ by: z.string(), mine: z.boolean() }).meta({ id: 'ReviewClaim' });
export type ReviewClaimView = z.infer<typeof reviewClaim>;

export const reviewTurn = z
  .strictObject({ by: z.string().nullable(), mine: z.boolean(), passedOn: z.boolean() })
  .meta({ id: 'ReviewTurn' });
export type ReviewTurnView = z.infer<typeof reviewTurn>;

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
  /** Its author wants this moderator alone to read it. */
  onlyYours: z.boolean(),
  /** Whose turn it is to look: nobody named is everybody's. `passedOn`: whoever was before them did not look within a day. */
  turn: reviewTurn,
  claim: reviewClaim.nullable(),
};

/** One thing to look at and decide. A further kind is a further member of this union, and a `ReviewSource` that names them. */
export const reviewItem = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('post'), ...common, waiting: waitingView }),
    /** A post that was reported; with the points of the agreement, of which a removal cites one. */
    z.strictObject({ kind: z.literal('flag'), ...common, flag: flagView, points: agreementPoints }),
    /** `changes`: from the words that stand to those that wait. */
    z.strictObject({ kind: z.literal('edit'), ...common, waiting: waitingView, changes: z.array(textPart) }),
  ])
  .meta({ id: 'ReviewItem' });
export type ReviewItem = z.infer<typeof reviewItem>;
export type ReviewKind = ReviewItem['kind'];

/** What a feature names, before the queue says whose turn it is and who has it open. */
export type ReviewEntry = ReviewItem extends infer Item
  ? Item extends ReviewItem
    ? Omit<Item, 'claim' | 'turn'>
    : never
  : never;

/** Everything that waits for this moderator, what waited longest first. */
export const reviewQueue = z
  .strictObject({ items: z.array(reviewItem), today: reviewTurn, cursor })
  .meta({ id: 'ReviewQueue' });
export type ReviewQueue = z.infer<typeof reviewQueue>;

/** Says that one looks at it. `take`: also where another moderator has it open, knowing that. */
export const claimReview = z.strictObject({ take: z.boolean().optional() });

/** How many weeks ahead somebody can be named for a week. */
export const rotaWeeks = 8;
const person = z.strictObject({ id, name: z.string() });

/** Who checks on which day of the week, from Monday; and who in a week of its own, in place of that. */
export const rotaView = z
  .strictObject({
    days: z.array(person.nullable()).length(7),
    weeks: z.array(z.strictObject({ from: day, by: person.nullable() })).length(rotaWeeks),
    /** Who can be named. */
    people: z.array(person),
    textVersion: z.int(),
  })
  .meta({ id: 'Rota' });
export type RotaView = z.infer<typeof rotaView>;
export const rotaEdit = z.strictObject({
  days: z.array(id.nullable()).length(7),
  weeks: z.array(z.strictObject({ from: day, by: id.nullable() })).max(rotaWeeks),
  textVersion: z.int(),
});
