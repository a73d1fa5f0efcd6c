import { z } from 'zod';
import { cursor, id, instant, line, text } from './common';
import { apartWarningKinds, sectors } from './names';

const somebody = z.strictObject({ id, name: z.string() });

/** Whom somebody needs to be kept apart from, as they wrote it. */
const written = {
  words: text(5_000, 0),
  /** Names or e-mail addresses, so that the leads can be warned. */
  names: z.array(line(200)).max(20),
  without: z.array(id).max(100),
  textVersion: z.int(),
};
export const keptApartEdit = z.strictObject({ ...written, members: z.array(id).max(20) });

/** One's own answer, with those who can read it: each may be left out. */
export const keptApart = z
  .strictObject({
    ...written,
    words: z.string(),
    names: z.array(z.string()),
    members: z.array(somebody),
    leads: z.array(
      z.strictObject({
        id,
        name: z.string(),
        organisation: z.string().nullable(),
        sector: z.enum(sectors).nullable(),
      }),
    ),
    /** Members who can be chosen: whom the reader finds. */
    people: z.array(somebody),
  })
  .meta({ id: 'KeptApart' });
export type KeptApartView = z.infer<typeof keptApart>;

/** Something that leads are warned of: two people who are to be kept apart come near each other. */
const apartWarning = z.strictObject({
  id,
  kind: z.enum(apartWarningKinds),
  /** Who asked to be kept apart. */
  of: z.string(),
  /** Who may be the one they mean: a member's name, or for whom an invitation is. */
  from: z.string(),
  /** The session or circle, by its address and name. */
  place: z.strictObject({ path: z.string(), name: z.string() }).nullable(),
  at: instant,
  /** The lead who has seen to it. */
  seenBy: z.string().nullable(),
});

/** For a safeguarding lead: all that they were not left out of. */
export const apartList = z
  .strictObject({
    warnings: z.array(apartWarning),
    entries: z.array(
      z.strictObject({
        id,
        name: z.string(),
        words: z.string(),
        names: z.array(z.string()),
        members: z.array(z.string()),
        changedAt: instant,
      }),
    ),
    cursor,
  })
  .meta({ id: 'ApartList' });
export type ApartList = z.infer<typeof apartList>;
