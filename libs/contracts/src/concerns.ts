import { z } from 'zod';
import { creationKey, cursor, day, id, instant, line, moment, text } from './common';
import { quotedPost } from './posts';
import { agesOfConcern, concernEntryKinds, concernKinds, consents, dangers, sectors, talkPartners } from './names';

/** Somebody to ring: "The council's night team", "01632 960 117". */
const contact = z.strictObject({ what: z.string(), number: z.string(), link: z.string() });

/** Who is there to help now, for everybody, visitors too. */
export const helpNow = z
  .strictObject({
    /** Whether somebody here looks after concerns at this hour. */
    watching: z.boolean(),
    /** When somebody looks again; null while somebody does, or where no hours are set. */
    backAt: instant.nullable(),
    /** The council's out-of-hours number. */
    nightTeam: contact.nullable(),
    /** Whether concerns can be sent here at all: administrators have set who stands outside. */
    on: z.boolean(),
  })
  .meta({ id: 'HelpNow' });
export type HelpNow = z.infer<typeof helpNow>;

const leadView = z.strictObject({
  id,
  name: z.string(),
  organisation: z.string().nullable(),
  sector: z.enum(sectors).nullable(),
});
export type LeadView = z.infer<typeof leadView>;

/** What the form needs to say before anything is written. */
export const concernForm = z
  .strictObject({
    help: helpNow,
    leads: z.array(leadView),
    /** Outside this community, for when nobody here is left. */
    outside: contact.nullable(),
    post: quotedPost.nullable(),
  })
  .meta({ id: 'ConcernForm' });
export type ConcernForm = z.infer<typeof concernForm>;

export const newConcern = z.strictObject({
  key: creationKey,
  kind: z.enum(concernKinds),
  danger: z.enum(dangers, 'Please choose one.'),
  words: text(20_000),
  postId: id.nullable().optional(),
  /** A member it is about, where it is not the post's author. */
  memberId: id.nullable().optional(),
  /** Who it is about, in words. */
  who: line(300, 0).optional(),
  /** Leads who must neither get it nor see that it is there. */
  without: z.array(id).max(100).optional(),
  /** Whether the leads may know who told them. */
  named: z.boolean(),
});

export const concernSent = z.strictObject({ id }).meta({ id: 'ConcernSent' });
export type ConcernSent = z.infer<typeof concernSent>;

const message = z.strictObject({
  from: z.enum(['lead', 'you']),
  by: z.string().nullable(),
  text: z.string(),
  at: instant,
});

/** What somebody told the leads, and what leads wrote to them in private. */
export const letterList = z
  .strictObject({
    told: z.array(
      z.strictObject({
        id,
        kind: z.enum(concernKinds),
        words: z.string(),
        at: instant,
        /** Somebody has read it and deals with it. */
        answeredAt: instant.nullable(),
        closed: z.boolean(),
        /** Nobody here is left who could read it. */
        nobodyLeft: z.boolean(),
      }),
    ),
    letters: z.array(z.strictObject({ id, open: z.boolean(), messages: z.array(message) })),
    outside: contact.nullable(),
    cursor,
  })
  .meta({ id: 'LetterList' });
export type LetterList = z.infer<typeof letterList>;
export const letterAnswer = z.strictObject({ key: creationKey, text: text(5_000) });

export const concernSummary = z.strictObject({
  id,
  kind: z.enum(concernKinds),
  danger: z.enum(dangers),
  openedAt: instant,
  /** Who has it; null while nobody answered. */
  holder: z.string().nullable(),
  closed: z.boolean(),
});
export const concernList = z
  .strictObject({
    concerns: z.array(concernSummary),
    /** The reader's own number for alerts by text message. */
    phone: z.string(),
    cursor,
  })
  .meta({ id: 'ConcernList' });
export type ConcernList = z.infer<typeof concernList>;

/** What a referral says; each saving is a version of its own. */
const note = {
  words: text(20_000, 0),
  danger: z.enum(dangers),
  age: z.enum(agesOfConcern),
  wants: text(5_000, 0),
  consent: z.enum(consents),
  overriddenWhy: text(2_000, 0),
  referredTo: line(300, 0),
  referredAt: instant.nullable(),
  reporterTold: z.boolean(),
};
export const concernNote = z.strictObject({ ...note, key: creationKey });
const noteView = z.strictObject({ ...note, words: z.string(), wants: z.string() });

export const concernView = z
  .strictObject({
    id,
    kind: z.enum(concernKinds),
    danger: z.enum(dangers),
    openedAt: instant,
    words: z.string(),
    /** Null where the person who told asked for it. */
    reporter: z.string().nullable(),
    /** Who it is about, as far as it was said. */
    about: z.string().nullable(),
    post: quotedPost.nullable(),
    holder: z.strictObject({ id, name: z.string() }).nullable(),
    /** Leads who have answered, in their order. */
    answered: z.array(z.strictObject({ id, name: z.string(), at: instant })),
    mine: z.boolean(),
    closed: z.boolean(),
    /** The other leads who can see this, with their numbers: for asking a second one, and handing over. */
    leads: z.array(leadView.extend({ phone: z.string().nullable() })),
    numbers: z.array(contact),
    /** Where nobody else answers until then: call 999 with what is known. */
    secondLeadUntil: instant,
    sealed: z.boolean(),
    /** The name that it is about, where its author is sealed: two leads together may ask who that is. */
    aliasId: id.nullable(),
    note: noteView.nullable(),
    log: z.array(
      z.strictObject({
        at: instant,
        by: z.string().nullable(),
        kind: z.enum(concernEntryKinds),
        /** Who it was handed to. */
        to: z.string().nullable(),
        text: z.string().nullable(),
        note: noteView.nullable(),
      }),
    ),
    talks: z.array(
      z.strictObject({
        with: z.enum(talkPartners),
        messages: z.array(
          // What an alias answers is dated to the day.
          z.strictObject({ from: z.enum(['lead', 'them']), by: z.string().nullable(), text: z.string(), at: moment }),
        ),
      }),
    ),
    /** Whom the reader can write to. */
    canWriteTo: z.array(z.enum(talkPartners)),
    cursor,
  })
  .meta({ id: 'Concern' });
export type ConcernView = z.infer<typeof concernView>;
export type ConcernNoteView = z.infer<typeof noteView>;

export const handOver = z.strictObject({ to: id });
export const leadLetter = z.strictObject({ key: creationKey, to: z.enum(talkPartners), text: text(5_000) });
export const concernClosing = z.strictObject({ key: creationKey, text: text(5_000) });
export const leadPhone = z.strictObject({ phone: line(30, 0) });

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Please write a time such as 09:00.');
const coverDay = z
  .strictObject({
    /** 1 is Monday, 7 is Sunday. */
    day: z.int().min(1).max(7),
    from: clock,
    to: clock,
  })
  .refine(({ from, to }) => from < to, { message: 'The end must be after the start.', path: ['to'] });
const named = z.strictObject({ what: line(120), number: line(40) });
const settings = {
  cover: z.array(coverDay).max(7),
  /** Bank holidays and other days on which nobody looks. */
  closedOn: z.array(day).max(100),
  outside: named.nullable(),
  nightTeam: named.nullable(),
  /** Where alerts for text messages are sent; empty for nowhere. */
  webhook: z
    .string()
    .max(500)
    .regex(/^https?:\/\/[^\s<>"@]+$/i, 'Please give an address that begins with https://')
    .nullable(),
  textVersion: z.int(),
};
export const safeguardingEdit = z.strictObject(settings);
export const safeguardingSettings = z.strictObject({ ...settings, leads: z.int(), on: z.boolean() }).meta({
  id: 'SafeguardingSettings',
});
export type SafeguardingSettings = z.infer<typeof safeguardingSettings>;
