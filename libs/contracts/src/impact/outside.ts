import { z } from 'zod';
import { creationKey, cursor, day, id, line, text } from '../common';
import { mailAddress } from '../identity';
import { allOutsideChoices, outsideKinds, outsideRelations, outsideStates } from '../names';

/** Whom to ask, and what. Of what may be left out, each kind needs its own: the service says which. */
export const newOutside = z.strictObject({
  key: creationKey,
  kind: z.enum(outsideKinds),
  /** Of an ask, and of what names it. */
  organisation: line(160, 0).optional(),
  /** Whom the writers ask, for their list alone. */
  forWhom: line(120, 0).optional(),
  /** Of an ask: what for, and by when. */
  text: text(600, 0).optional(),
  by: day.nullable().optional(),
  /** Where the link goes; without it, it is handed over. */
  mail: mailAddress.nullable().optional(),
});

export const outsideQuestion = z.strictObject({
  id,
  text: z.string(),
  on: day,
  answer: z.strictObject({ text: z.string(), on: day }).nullable(),
});

/** A request, to those who look after changes. */
export const outsideRequestView = z
  .strictObject({
    id,
    kind: z.enum(outsideKinds),
    state: z.enum(outsideStates),
    organisation: z.string().nullable(),
    forWhom: z.string().nullable(),
    text: z.string().nullable(),
    by: day.nullable(),
    askedOn: day,
    /** Who asked; null where they left. */
    askedBy: z.string().nullable(),
    /** Whether it went by mail; the address is shown to nobody. */
    mailed: z.boolean(),
    until: day,
    remindedOn: z.array(day),
    questions: z.array(outsideQuestion),
    answer: z
      .strictObject({
        answer: z.enum(allOutsideChoices),
        text: z.string(),
        how: z.string().nullable(),
        role: z.string(),
        name: z.string().nullable(),
        on: day,
        changedSince: z.boolean(),
      })
      .nullable(),
    settled: z.strictObject({ on: day, why: z.string() }).nullable(),
    abilities: z.array(z.enum(['remind', 'withdraw', 'answer-question', 'settle'])),
  })
  .meta({ id: 'OutsideRequest' });
export type OutsideRequestView = z.infer<typeof outsideRequestView>;

export const outsideList = z
  .strictObject({
    about: z.strictObject({ kind: z.enum(['outcomes', 'notes']), id, title: z.string() }),
    /** Only what all members see can be shown to somebody outside. */
    mayAsk: z.boolean(),
    requests: z.array(outsideRequestView),
    /** Organisations that it names and that have not had their ten working days. */
    waitingFor: z.array(z.strictObject({ organisation: z.string(), until: day.nullable() })),
    follow: z.record(z.string(), cursor),
  })
  .meta({ id: 'OutsideList' });
export type OutsideList = z.infer<typeof outsideList>;

/** A link to hand over, shown once; none where it was mailed. */
export const outsideCard = z
  .strictObject({
    request: outsideRequestView,
    link: z.string().nullable(),
    qr: z.array(z.string()).nullable(),
  })
  .meta({ id: 'OutsideCard' });
export type OutsideCard = z.infer<typeof outsideCard>;

export const outsideReply = z.strictObject({ text: text(2_000) });
export const outsideSettling = z.strictObject({ why: text(600) });
export const outsideReminder = z.strictObject({ key: creationKey });

/** A link's secret: what came with it in an address is whatever somebody typed there. */
const secret = z.string().max(200);
export const lookOutside = z.strictObject({ secret });

/** What somebody outside sees who holds a link: what is said, never who wrote it, nor any words of a discussion. */
export const outsidePage = z
  .strictObject({
    kind: z.enum(outsideKinds),
    organisation: z.string().nullable(),
    title: z.string(),
    statement: z.array(z.strictObject({ field: z.string(), text: z.string() })),
    ask: z.strictObject({ text: z.string(), by: day.nullable() }).nullable(),
    until: day,
    /** The day until which nothing that names an organisation is published without its answer. */
    waitsUntil: day.nullable(),
    /** How to reach those who ask; empty where they have not said so. */
    contact: z.string(),
    questions: z.array(outsideQuestion),
    mayQuestion: z.boolean(),
    /** Names this text of it: an answer is about what was read. */
    read: z.string(),
  })
  .meta({ id: 'OutsidePage' });
export type OutsidePage = z.infer<typeof outsidePage>;

export const outsideAnswer = z.strictObject({
  secret,
  key: creationKey,
  read: z.string().max(64),
  answer: z.enum(allOutsideChoices, 'Please choose one.'),
  text: text(3_000),
  how: text(1_000, 0).optional(),
  role: line(160),
  relation: z.enum(outsideRelations, 'Please choose one.').nullable().optional(),
  mayBeNamed: z.boolean(),
  name: line(120, 0).optional(),
});
export const outsideAsking = z.strictObject({ secret, key: creationKey, text: text(2_000) });
