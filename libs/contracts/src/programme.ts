import { z } from 'zod';
import { creationKey, cursor, day, id, instant, line, text } from './common';
import { sectors, sessionStates } from './names';

export const sessionSummary = z
  .strictObject({
    id,
    themeId: id,
    title: z.string(),
    startsAt: instant,
    minutes: z.int(),
    /** Where people meet, or null when online only. */
    place: z.string().nullable(),
    online: z.boolean(),
    state: z.enum(sessionStates),
    revision: z.int(),
  })
  .meta({ id: 'SessionSummary' });
export type SessionSummary = z.infer<typeof sessionSummary>;

export const themeSummary = z
  .strictObject({
    id,
    title: z.string(),
    question: z.string(),
    startsOn: day,
    endsOn: day.nullable(),
    sessions: z.int(),
    revision: z.int(),
  })
  .meta({ id: 'ThemeSummary' });
export type ThemeSummary = z.infer<typeof themeSummary>;

export const themePage = z
  .strictObject({
    id,
    title: z.string(),
    question: z.string(),
    /** A few paragraphs in Markdown, rendered and sanitised. */
    aboutHtml: z.string(),
    about: z.string(),
    startsOn: day,
    endsOn: day.nullable(),
    sessions: z.array(sessionSummary),
    revision: z.int(),
    textVersion: z.int(),
    abilities: z.array(z.string()),
    cursor,
  })
  .meta({ id: 'ThemePage' });
export type ThemePage = z.infer<typeof themePage>;

export const themeList = z
  .strictObject({
    themes: z.array(themeSummary),
    nextSession: sessionSummary.nullable(),
    abilities: z.array(z.string()),
    cursor,
  })
  .meta({ id: 'ThemeList' });
export type ThemeList = z.infer<typeof themeList>;

export const sessionPage = z
  .strictObject({
    ...sessionSummary.shape,
    theme: z.strictObject({ id, title: z.string() }),
    joiningLink: z.string().nullable(),
    aboutHtml: z.string(),
    about: z.string(),
    notesHtml: z.string(),
    notes: z.string(),
    /** Participants who come under their name. */
    coming: z.array(z.strictObject({ id, name: z.string(), sector: z.enum(sectors).nullable() })),
    imComing: z.boolean(),
    textVersion: z.int(),
    abilities: z.array(z.string()),
    cursor,
  })
  .meta({ id: 'SessionPage' });
export type SessionPage = z.infer<typeof sessionPage>;

export const newTheme = z.strictObject({
  key: creationKey,
  title: line(120),
  question: line(300),
  about: text(10_000, 0).optional(),
  startsOn: day,
  endsOn: day.nullable().optional(),
});
export const themeEdit = newTheme.omit({ key: true }).extend({ textVersion: z.int() });

const httpLink = z
  .string()
  .max(500)
  .regex(/^https?:\/\/[^\s<>"]+$/i, 'Please give a link that begins with https://');

export const newSession = z.strictObject({
  key: creationKey,
  themeId: id,
  title: line(160),
  startsAt: instant,
  minutes: z.int().min(5).max(1_440),
  place: line(200).nullable().optional(),
  joiningLink: httpLink.nullable().optional(),
  about: text(20_000, 0).optional(),
  state: z.enum(sessionStates).optional(),
});
export const sessionEdit = newSession
  .omit({ key: true, themeId: true })
  .extend({ notes: text(50_000, 0).optional(), textVersion: z.int() });
