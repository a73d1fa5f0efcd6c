import { z } from 'zod';
import { creationKey, cursor, id, instant, line, nameLine } from './common';
import { memberView, personView } from './identity';
import { pauseReasons, sectors } from './names';

const shown = { id, name: z.string(), purpose: z.string(), livedExperience: z.boolean() };

/** A circle in a list: how many are in it, but not who. */
export const circleSummary = z
  .strictObject({
    ...shown,
    state: z.enum(['open', 'closed']),
    /** How many are in it, and from which sectors. */
    readers: z.strictObject({ count: z.int(), sectors: z.array(z.enum(sectors)) }),
    isIn: z.boolean(),
  })
  .meta({ id: 'CircleSummary' });
export type CircleSummary = z.infer<typeof circleSummary>;

/** The circles that somebody is in (and, of moderators, looks after), and those that they are asked to join. */
export const circleList = z
  .strictObject({
    circles: z.array(circleSummary),
    asked: z.array(z.strictObject({ ...shown, count: z.int() })),
    abilities: z.array(z.string()),
    /** Tells oneself alone when one is asked. */
    cursors: z.record(z.string(), cursor),
  })
  .meta({ id: 'CircleList' });
export type CircleList = z.infer<typeof circleList>;

/** A circle as those see it who are in it, and moderators, who look after who is. */
export const circlePage = z
  .strictObject({
    ...circleSummary.shape,
    textVersion: z.int(),
    people: z.array(personView.pick({ id: true, name: true, role: true, duties: true, sector: true })),
    /** Asked, and yet to answer: for those who look after it alone. */
    asked: z.array(z.strictObject({ id, name: z.string() })),
    abilities: z.array(z.string()),
    /** The circle's, for those in it alone; and one's own, which tells when one is in it no more. */
    cursors: z.record(z.string(), cursor),
  })
  .meta({ id: 'Circle' });
export type CirclePage = z.infer<typeof circlePage>;

const circleText = { name: nameLine(80), purpose: line(240), livedExperience: z.boolean() };
export const newCircle = z.strictObject({ key: creationKey, ...circleText, withMe: z.boolean() });
export const circleEdit = z.strictObject({ ...circleText, textVersion: z.int() });
export const circleAsk = z.strictObject({ member: id });
export const circleAnswer = z.strictObject({ yes: z.boolean() });

/** Whose access is paused until a moderator has asked them. */
export const toAskList = z
  .strictObject({
    people: z.array(
      z.strictObject({
        ...memberView.pick({ id: true, name: true, role: true, organisation: true, hasMail: true }).shape,
        why: z.enum(pauseReasons),
        since: instant,
        mayOpen: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PeopleToAsk' });
export type ToAskList = z.infer<typeof toAskList>;
/** How a moderator asked somebody before their access was opened again. */
export const stillWithUs = z.strictObject({ how: line(300) });
