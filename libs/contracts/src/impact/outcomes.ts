import { z } from 'zod';
import { creationKey, cursor, day, id, line, text } from '../common';
import { changeKinds, conditions, outcomeStates } from '../names';
import { evidenceView, labelView, linkedWords, lookAgainView } from './evidence';
import { organisationSaid, saidOfChange } from './said-outside';

const links = z.array(id).max(20);

/** The four questions of an outcome, and what can wait. Each can be saved alone. */
const answers = {
  /** Who did something differently, and what: read as one sentence. */
  who: line(160, 0),
  what: text(600, 0),
  when: line(120, 0),
  where: line(160, 0),
  /** Why it matters. */
  why: text(2_000, 0),
  /** How this community helped, and who else did. */
  ourPart: text(2_000, 0),
  others: text(2_000, 0),
  kinds: z.array(z.enum(changeKinds)).max(changeKinds.length),
  conditions: z.array(z.enum(conditions)).max(conditions.length),
  direction: z.enum(['positive', 'negative']).nullable(),
  origin: z.enum(['planned', 'emergent']).nullable(),
  themes: links,
  sessions: links,
  threads: links,
  notes: links,
};
const someAnswers = z.strictObject(answers).partial();

/** A new one begins as a draft, with words that it grew from or without. */
export const newOutcome = someAnswers.extend({ key: creationKey, words: linkedWords.optional() });
export const outcomeEdit = someAnswers.extend({ textVersion: z.int() });
export const seenVersion = z.strictObject({ textVersion: z.int() });

export const outcomeListQuery = z.strictObject({ theme: id.optional(), session: id.optional(), after: id.optional() });

const titled = z.array(z.strictObject({ id, title: z.string() }));

export const outcomeSummary = z
  .strictObject({
    id,
    /** Who and what, as one sentence. */
    title: z.string(),
    state: z.enum(outcomeStates),
    when: z.string(),
    where: z.string(),
    kinds: z.array(z.enum(changeKinds)),
    conditions: z.array(z.enum(conditions)),
    direction: answers.direction,
    origin: answers.origin,
    label: labelView,
    themes: z.array(id),
    notes: z.array(id),
    recordedOn: day.nullable(),
    /** To those who look after it. */
    lookAgain: lookAgainView.nullable(),
  })
  .meta({ id: 'OutcomeSummary' });
export type OutcomeSummary = z.infer<typeof outcomeSummary>;

export const outcomePage = z
  .strictObject({
    ...outcomeSummary.shape,
    who: z.string(),
    what: z.string(),
    why: z.string(),
    ourPart: z.string(),
    others: z.string(),
    evidence: z.array(evidenceView),
    /** What people outside said of it, and organisations that it names. */
    outside: z.array(saidOfChange),
    organisations: z.array(organisationSaid),
    themes: titled,
    sessions: titled,
    /** Those that the reader may read. */
    threads: titled,
    notes: titled,
    /** What was not said yet, and who fills it in. */
    waiting: z.strictObject({ fields: z.array(z.string()), by: z.string().nullable() }),
    textVersion: z.int(),
    abilities: z.array(z.string()),
    follow: z.record(z.string(), cursor),
  })
  .meta({ id: 'OutcomePage' });
export type OutcomePage = z.infer<typeof outcomePage>;

export const outcomeList = z
  .strictObject({
    outcomes: z.array(outcomeSummary),
    /** Where the next page begins; null at the end. */
    after: id.nullable(),
    abilities: z.array(z.string()),
    cursor,
  })
  .meta({ id: 'OutcomeList' });
export type OutcomeList = z.infer<typeof outcomeList>;
