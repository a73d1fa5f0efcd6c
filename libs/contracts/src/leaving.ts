import { z } from 'zod';
import { creationKey, day, id, line, text } from './common';
import { givenPassword } from './identity';
import { leavingChoices, wordUses } from './names';

const everyUse = { summary: z.boolean(), evidence: z.boolean(), report: z.boolean() } satisfies Record<
  (typeof wordUses)[number],
  z.ZodBoolean
>;

/** What a member's words may be used for in general; a single post can differ. */
export const consentsView = z.strictObject(everyUse).meta({ id: 'Consents' });
export type ConsentsView = z.infer<typeof consentsView>;
export const consentsEdit = z.strictObject(everyUse);

const choice = z.enum(['yes', 'no', 'general']);

/** What one post may be used for, to whoever wrote it. `general` says what holds where nothing was chosen for it. */
export const postUsesView = z
  .strictObject({
    place: z.strictObject({ threadId: id, number: z.int() }),
    text: z.string(),
    /** It was written under another name: nothing that its author chose for themselves holds for it. */
    alias: z.boolean(),
    /** It has no name on it. */
    unnamed: z.boolean(),
    chosen: z.strictObject({ summary: choice, evidence: choice, report: choice }),
    general: z.strictObject(everyUse),
  })
  .meta({ id: 'PostUses' });
export type PostUsesView = z.infer<typeof postUsesView>;
export const postUsesEdit = z.strictObject({ summary: choice, evidence: choice, report: choice });

/** Asking for everything that is held about oneself: for the password, because a phone may lie about. */
export const ownDataRequest = z.strictObject({ password: givenPassword, aliases: z.boolean() });
/** Where it can be fetched from, for ten minutes, by this session alone. */
export const ownDataLink = z.strictObject({ link: z.string(), aliases: z.boolean() }).meta({ id: 'OwnDataLink' });
export type OwnDataLink = z.infer<typeof ownDataLink>;

const leavingAs = z.enum(leavingChoices);
const orGeneral = z.enum([...leavingChoices, 'general']);

/** What leaving means for somebody, and a part of their posts, the latest first, with what is to become of each. */
export const leavingView = z
  .strictObject({
    lastAdministrator: z.boolean(),
    tooFewLeads: z.boolean(),
    all: z.int(),
    chosen: z.strictObject({ former: z.int(), alias: z.int(), erase: z.int() }),
    page: z.strictObject({ number: z.int(), count: z.int() }),
    posts: z.array(
      z.strictObject({
        id,
        threadId: id,
        title: z.string(),
        number: z.int(),
        text: z.string(),
        as: orGeneral,
      }),
    ),
  })
  .meta({ id: 'Leaving' });
export type LeavingView = z.infer<typeof leavingView>;
export const leavingPage = z.strictObject({ page: z.coerce.number().int().min(1).max(100_000).optional() });
export const leavingPosts = z.strictObject({
  choices: z
    .array(z.strictObject({ post: id, as: orGeneral }))
    .min(1)
    .max(100),
});
/** Leaving for good. `posts` is what becomes of those for which nothing was chosen. */
export const leave = z.strictObject({ password: givenPassword, posts: leavingAs, sure: z.literal(true) });

/** A complaint about how data about somebody is handled. Anybody can make one. */
export const newComplaint = z.strictObject({
  key: creationKey,
  words: text(5_000),
  /** How they can be reached; a member finds the answer on the page, too. */
  reach: line(300, 0),
});
/** What whoever complained sees of it. */
export const ownComplaint = z
  .strictObject({
    id,
    /** By which it can be asked about. */
    number: z.string(),
    words: z.string(),
    on: day,
    answerBy: day,
    answer: z.strictObject({ text: z.string(), on: day }).nullable(),
  })
  .meta({ id: 'OwnComplaint' });
export type OwnComplaint = z.infer<typeof ownComplaint>;
export const ownComplaints = z.strictObject({ complaints: z.array(ownComplaint) }).meta({ id: 'OwnComplaints' });
export type OwnComplaints = z.infer<typeof ownComplaints>;
/** The same for who answers. */
export const complaintView = z
  .strictObject({
    ...ownComplaint.shape,
    reach: z.string().nullable(),
    member: z.string().nullable(),
    daysLeft: z.int(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Complaint' });
export type ComplaintView = z.infer<typeof complaintView>;
export const complaintList = z.strictObject({ complaints: z.array(complaintView) }).meta({ id: 'ComplaintList' });
export type ComplaintList = z.infer<typeof complaintList>;
export const complaintAnswer = z.strictObject({ text: text(5_000) });
