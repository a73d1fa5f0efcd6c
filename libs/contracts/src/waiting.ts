import { z } from 'zod';
import { day, id, text } from './common';
import {
  heldReasons,
  postTextLimit,
  reactionKinds,
  threadKinds,
  threadStates,
  waitingKinds,
  waitingStates,
} from './names';
import { authorView, contentNote, pictureView, pictures, postView } from './posts';

/** Something that is not published yet, as its author sees it, and as who checks it does: never who wrote as an alias, and no time. */
export const waitingView = z
  .strictObject({
    waits: z.literal(true),
    id,
    threadId: id,
    title: z.string(),
    /** It begins its thread. */
    starts: z.boolean(),
    kind: z.enum(waitingKinds),
    /** The post that is changed, or that a word is about. */
    of: z.int().nullable(),
    author: authorView,
    replyTo: z.int().nullable(),
    text: z.string(),
    bodyHtml: z.string(),
    pictures: z.array(pictureView),
    contentNote: z.string().nullable(),
    reaction: z.enum(reactionKinds).nullable(),
    /** Of a change of a thread, beside its new title, which stands as its text; null for what is none. */
    marks: z
      .strictObject({
        kind: z.enum(threadKinds).optional(),
        answer: z.int().nullable().optional(),
        state: z.enum(threadStates).optional(),
      })
      .nullable(),
    state: z.enum(waitingStates),
    why: z.enum(heldReasons).nullable(),
    /** Its thread was closed while it waited: it cannot come out there. */
    closed: z.boolean(),
    /** To its author: within how many days such words were looked at lately; null where that is not known. */
    usually: z.int().nullable(),
    /**
     * The one moderator whom its author chose, while it is theirs alone. `late`: a day went by, or they check no posts here any more; the
     * author is asked what now.
     */
    chosen: z.strictObject({ by: z.string().nullable(), goesOn: z.boolean(), late: z.boolean() }).nullable(),
    /** To its author: whom they may choose to read it. */
    checkers: z.array(z.strictObject({ id, name: z.string() })),
    /** For how many days it has waited: none is today. */
    days: z.int(),
    /** What a moderator asked and its author answered. */
    talk: z.array(z.strictObject({ by: z.enum(['moderator', 'author']), text: z.string(), days: z.int() })),
    /** Why it was declined; null where its author was asked for a change and did not answer in time. */
    reason: z.string().nullable(),
    /** The last day on which it waits for an answer, where its author was asked for a change. */
    answerUntil: day.nullable(),
    /** The last day on which it is there, where it was declined. */
    keptUntil: day.nullable(),
    revision: z.int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Waiting' });
export type WaitingView = z.infer<typeof waitingView>;

/** What came of writing: a post that everybody sees, or one that waits. */
export const writtenPost = z.union([postView, waitingView]);
export type WrittenPost = z.infer<typeof writtenPost>;

/** Who checks, and whether a post under the reader's own name is checked. */
export const checksView = z
  .strictObject({
    by: z.array(z.strictObject({ id, name: z.string() })),
    self: z.enum(heldReasons).nullable(),
  })
  .meta({ id: 'Checks' });
export type ChecksView = z.infer<typeof checksView>;

/** A waiting text as its author changes it, with a line to who checks it. */
export const waitingEdit = z.strictObject({
  text: text(postTextLimit),
  contentNote: contentNote.nullable().optional(),
  pictures: pictures.optional(),
  answer: text(1_000, 0).optional(),
});
/** Who may read it before it comes out, chosen anew. */
export const waitingChecker = z.strictObject({ checker: id.nullable(), goOn: z.boolean().optional() });
/** What a moderator decides about the words as they read them: `revision` says which those were. */
const seenAs = { revision: z.int() };
export const waitingPublish = z.strictObject({ ...seenAs, contentNote: contentNote.nullable().optional() });
export const waitingQuestion = z.strictObject({ ...seenAs, text: text(1_000) });
export const waitingRefusal = z.strictObject({ ...seenAs, reason: text(500) });
