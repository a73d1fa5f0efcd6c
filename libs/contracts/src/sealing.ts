import { z } from 'zod';
import { creationKey, day, id, instant, text } from './common';
import { givenPassword } from './identity';
import { sealingReasons, unsealingStates } from './names';

/** Whether writing under another name is offered: only where two safeguarding leads could find out together who it was. */
export const sealingReadiness = z.strictObject({
  offered: z.boolean(),
  /** Why not; null where it is. */
  reason: z.enum(sealingReasons).nullable(),
  /** How many leads are set up. */
  leads: z.int(),
});
export type SealingReadiness = z.infer<typeof sealingReadiness>;

/** As typed: what is wrong with a new one is said by whoever knows the member. */
const passphrase = z
  .string()
  .max(200, 'Please use 200 characters or fewer.')
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'This holds a character that cannot be kept.');
/** May be empty: that is refused as an attempt, and written down as one. */
const reason = text(2_000, 0);

/** What leads and administrators see of who could find out who wrote something. */
export const sealingView = z
  .strictObject({
    ...sealingReadiness.shape,
    people: z.array(z.strictObject({ id, name: z.string(), organisation: z.string().nullable(), ready: z.boolean() })),
    own: z.strictObject({ lead: z.boolean(), setUpAt: instant.nullable() }),
    /** Whether two of those who are ready are of different organisations: without that, nothing can be found out. */
    twoOrganisations: z.boolean(),
    /** Names whose authors nobody can find out any more, because too few hold the key. */
    lost: z.int(),
  })
  .meta({ id: 'Sealing' });
export type SealingView = z.infer<typeof sealingView>;

export const sealingSetUp = z.strictObject({ password: givenPassword, passphrase, again: passphrase });
export const sealingPassphrase = z.strictObject({ current: passphrase, passphrase, again: passphrase });

export const askUnsealing = z.strictObject({
  key: creationKey,
  aliasId: id,
  reason,
  /** Why the author is to be told later, and on which day. */
  delay: z.strictObject({ reason, on: day }).nullable(),
  passphrase,
});
export const answerUnsealing = z.strictObject({ agree: z.boolean(), reason, passphrase });
export const readUnsealing = z.strictObject({ passphrase });

/** The alias that a request would be about. */
export const unsealingSubject = z
  .strictObject({ aliasId: id, name: z.string(), threadId: id })
  .meta({ id: 'UnsealingSubject' });
export type UnsealingSubject = z.infer<typeof unsealingSubject>;

export const unsealingView = z
  .strictObject({
    id,
    /** "Quiet Heron" */
    alias: z.string(),
    threadId: id,
    askedBy: z.string().nullable(),
    own: z.boolean(),
    askedAt: instant,
    reason: z.string(),
    state: z.enum(unsealingStates),
    expiresAt: instant,
    answeredBy: z.string().nullable(),
    answeredAt: instant.nullable(),
    answerReason: z.string(),
    delay: z.strictObject({ reason: z.string(), on: day }).nullable(),
    mayAnswer: z.boolean(),
    /** Until when the reader may read who it is; null where they may not. */
    readableUntil: instant.nullable(),
  })
  .meta({ id: 'Unsealing' });
export type UnsealingView = z.infer<typeof unsealingView>;
export const unsealingList = z.strictObject({ requests: z.array(unsealingView) }).meta({ id: 'UnsealingList' });

/** Who wrote it, and how to reach them: told once, and never kept in a page. */
export const foundAuthor = z
  .strictObject({
    name: z.string(),
    mail: z.string().nullable(),
    organisation: z.string().nullable(),
    left: z.boolean(),
    readableUntil: instant,
  })
  .meta({ id: 'FoundAuthor' });
export type FoundAuthor = z.infer<typeof foundAuthor>;

/** Whether there is something that a member was not told yet; what it is, after the password. */
export const toldNews = z.strictObject({ news: z.boolean() }).meta({ id: 'ToldNews' });
export type ToldNews = z.infer<typeof toldNews>;
export const openTold = z.strictObject({ password: givenPassword });
export const toldView = z
  .strictObject({ told: z.array(z.strictObject({ name: z.string(), threadId: id, on: day })) })
  .meta({ id: 'Told' });
export type ToldView = z.infer<typeof toldView>;

/** What the public page on what is kept here needs to know. */
export const keptView = z
  .strictObject({
    offered: z.boolean(),
    /** How often it was found out who wrote something. */
    found: z.array(z.strictObject({ year: z.int(), times: z.int() })),
  })
  .meta({ id: 'Kept' });
export type KeptView = z.infer<typeof keptView>;
