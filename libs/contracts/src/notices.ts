import { z } from 'zod';
import { creationKey, id, moment, text } from './common';
import { flagKinds, flagStates, letterWriters, stepKinds } from './names';

/** What came of a post that somebody reported, or that is somebody's own and was reported: told to them alone. */
export const flagNotice = z
  .strictObject({
    id,
    /** `told`: they reported it; `wrote`: it is theirs. */
    role: z.enum(['told', 'wrote']),
    threadId: id,
    title: z.string(),
    number: z.int(),
    kind: z.enum(flagKinds),
    /** The point of the agreement that was chosen by who told, or that a moderator cites. */
    point: z.string().nullable(),
    /** What they wrote themselves when they told. */
    words: z.string(),
    state: z.enum(flagStates),
    /** Nobody but its author and moderators sees the post now. */
    hidden: z.boolean(),
    /** What a moderator wrote. */
    answer: z.string(),
    days: z.int(),
    isNew: z.boolean(),
  })
  .meta({ id: 'FlagNotice' });
export type FlagNotice = z.infer<typeof flagNotice>;

/** What was said about a step, in private. */
export const stepTalk = z.array(
  z.strictObject({
    from: z.enum(['moderator', 'them']),
    by: z.string().nullable(),
    text: z.string(),
    days: z.int(),
  }),
);

/** What moderators did, as it is told to whom it is about. */
export const stepNotice = z
  .strictObject({
    id,
    kind: z.enum(stepKinds),
    point: z.string().nullable(),
    reason: z.string(),
    /** The last day of it. */
    until: z.iso.date().nullable(),
    /** Whom to ask. */
    by: z.string().nullable(),
    days: z.int(),
    active: z.boolean(),
    /** Why it ended before its time. */
    endedWhy: z.string().nullable(),
    talk: stepTalk,
    isNew: z.boolean(),
  })
  .meta({ id: 'StepNotice' });
export type StepNotice = z.infer<typeof stepNotice>;

/** Words of a post stand behind something, and its author has not been told. */
export const quotedNotice = z.strictObject({ post: id, number: z.int(), in: z.array(z.string()) });

/** What there is to say to the aliases that somebody is in a thread. */
export const aliasNotices = z.strictObject({
  flags: z.array(flagNotice),
  steps: z.array(stepNotice),
  quoted: z.array(quotedNotice),
});
export type AliasNotices = z.infer<typeof aliasNotices>;

/** What was said in private between whoever an alias is and those who look after this place, as its author reads it. */
export const aliasLetterView = z
  .strictObject({
    id,
    threadId: id,
    /** The name that was written to. */
    name: z.string(),
    from: z.enum(letterWriters),
    open: z.boolean(),
    messages: z.array(
      z.strictObject({
        from: z.enum(['them', 'you']),
        /** A lead says who they are; a moderator does not. */
        by: z.string().nullable(),
        text: z.string(),
        /** What the alias answered is dated to the day. */
        at: moment,
      }),
    ),
  })
  .meta({ id: 'AliasLetter' });
export type AliasLetterView = z.infer<typeof aliasLetterView>;
export const aliasLetterAnswer = z.strictObject({ key: creationKey, text: text(5_000) });
