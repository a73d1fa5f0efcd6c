import { z } from 'zod';
import { day, id } from '../common';
import { changeKinds, conditions, mostEvidence, publishedKinds, stages, surenesses } from '../names';

/** What a published thing rests on, as visitors see it: words without a name and without their place. */
export const publishedEvidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('words'), passages: z.array(z.string()), contentNote: z.string().nullable() }),
  z.strictObject({
    kind: z.literal('document'),
    title: z.string(),
    on: day,
    by: z.string(),
    link: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('measure'),
    title: z.string(),
    on: day,
    value: z.number(),
    unit: z.string(),
    source: z.string(),
  }),
]);
export type PublishedEvidence = z.infer<typeof publishedEvidence>;

/** What an organisation says that is named: as it wrote it. */
const organisationSaid = z.strictObject({
  organisation: z.string(),
  answer: z.enum(['right', 'partly', 'wrong']),
  text: z.string(),
  role: z.string(),
  on: day,
});

/** The texts of a note as they were approved. */
const noteSaid = {
  title: z.string(),
  lead: z.string(),
  blockage: z.string(),
  bestHopes: z.string(),
  exceptions: z.string(),
  changeSought: z.string(),
  conditions: z.array(z.enum(conditions)),
  mustAct: z.array(z.string()),
  haveActed: z.array(z.string()),
  history: z.array(z.strictObject({ stage: z.enum(stages), on: day, why: z.string() })),
};
const outcomeSaid = {
  title: z.string(),
  when: z.string(),
  where: z.string(),
  why: z.string(),
  ourPart: z.string(),
  others: z.string(),
  kinds: z.array(z.enum(changeKinds)),
  conditions: z.array(z.enum(conditions)),
  direction: z.enum(['positive', 'negative']).nullable(),
  origin: z.enum(['planned', 'emergent']).nullable(),
};
const answerSaid = { title: z.string(), said: z.string(), did: z.string() };
/** When it was approved, and what stands beside it. */
const shown = { id, on: day };
const resting = { evidence: z.array(publishedEvidence), organisations: z.array(organisationSaid) };

export const publishedNote = z.strictObject({ ...shown, ...noteSaid, ...resting });
export const publishedOutcome = z.strictObject({
  ...shown,
  ...outcomeSaid,
  ...resting,
  /** Of the notes that it belongs to, those that are published too. */
  notes: z.array(id),
  /** How sure one can be: of what is published with it, and of those outside who confirmed it. */
  sure: z.enum(surenesses),
  label: z.string(),
  /** What that rests on, in words: of what is published with it alone. */
  basis: z.string(),
});
export const publishedAnswer = z.strictObject({ ...shown, ...answerSaid });
export type PublishedNote = z.infer<typeof publishedNote>;
export type PublishedOutcome = z.infer<typeof publishedOutcome>;
export type PublishedAnswer = z.infer<typeof publishedAnswer>;

/** What visitors see: only what was approved for it, one by one. */
export const publishedView = z
  .strictObject({
    /** The day of the last approval; null where nothing is published. */
    asAt: day.nullable(),
    /** How to reach those who publish; empty where they have not said so. */
    contact: z.string(),
    notes: z.array(publishedNote),
    outcomes: z.array(publishedOutcome),
    answers: z.array(publishedAnswer),
  })
  .meta({ id: 'Published' });
export type PublishedView = z.infer<typeof publishedView>;

/** The same in short, for the front page: told like the community's own story. */
export const publishedShort = z
  .strictObject({
    title: z.string(),
    text: z.string(),
    steps: z.array(z.strictObject({ title: z.string(), text: z.string() })),
    more: z.string(),
  })
  .nullable();

export type PublishedShort = z.infer<typeof publishedShort>;
export const publishedFront = z.strictObject({ published: publishedShort }).meta({ id: 'PublishedFront' });
export type PublishedFront = z.infer<typeof publishedFront>;

/** What would be published, for those who decide: exactly what visitors would read. */
export const publishingView = z
  .strictObject({
    kind: z.enum(publishedKinds),
    id,
    title: z.string(),
    would: publishedView,
    /** What it can rest on there; the writer chooses. */
    choices: z.array(z.strictObject({ id, chosen: z.boolean(), shown: publishedEvidence })),
    /** How many pieces of words their authors have not given for this. */
    notGiven: z.int(),
    /** Who has to see it first. */
    waitingFor: z.array(z.strictObject({ organisation: z.string(), until: day.nullable() })),
    published: z.strictObject({ on: day, by: z.string().nullable(), changedSince: z.boolean() }).nullable(),
    /** Of what was seen here: publishing asks for it, so that nothing else is published. */
    seen: z.string(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Publishing' });
export type PublishingView = z.infer<typeof publishingView>;

export const publishRequest = z.strictObject({
  seen: z.string().max(64),
  evidence: z.array(id).max(mostEvidence),
});
