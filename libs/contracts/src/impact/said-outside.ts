import { z } from 'zod';
import { day, id } from '../common';
import { outsideChoices, outsideRelations } from '../names';

/** What somebody outside said of a change, as they wrote it. */
export const saidOfChange = z
  .strictObject({
    id,
    answer: z.enum(outsideChoices.change),
    text: z.string(),
    how: z.string(),
    role: z.string(),
    relation: z.enum(outsideRelations),
    /** Where they said that they may be named. */
    name: z.string().nullable(),
    on: day,
    /** The link was handed over, and not mailed. */
    byHand: z.boolean(),
    /** What they were shown says something else by now. */
    changedSince: z.boolean(),
    /** A disagreement that was settled: how, and since when. It stays where it is. */
    settled: z.strictObject({ on: day, why: z.string() }).nullable(),
  })
  .meta({ id: 'SaidOfChange' });
export type SaidOfChange = z.infer<typeof saidOfChange>;

/** What a note asks of an organisation, and what it answered. */
export const askView = z
  .strictObject({
    id,
    organisation: z.string(),
    text: z.string(),
    /** By when it is wished for. */
    by: day.nullable(),
    askedOn: day,
    remindedOn: z.array(day),
    answer: z
      .strictObject({
        answer: z.enum(outsideChoices.ask),
        text: z.string(),
        role: z.string(),
        name: z.string().nullable(),
        on: day,
      })
      .nullable(),
  })
  .meta({ id: 'Ask' });
export type AskView = z.infer<typeof askView>;

/** What an organisation says of something that names it. */
export const organisationSaid = z
  .strictObject({
    id,
    organisation: z.string(),
    answer: z.enum(outsideChoices.named),
    text: z.string(),
    role: z.string(),
    name: z.string().nullable(),
    on: day,
    changedSince: z.boolean(),
  })
  .meta({ id: 'OrganisationSaid' });
export type OrganisationSaid = z.infer<typeof organisationSaid>;
