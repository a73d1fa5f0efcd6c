import { z } from 'zod';
import { creationKey, cursor, day, id, line, text } from './common';
import { stepTalk } from './notices';
import { aliasSteps, memberSteps, roles, standings, stepKinds } from './names';

const points = z.array(z.strictObject({ title: z.string(), text: z.string() }));

/** A step as moderators see it, with what was said about it. */
export const stepView = z
  .strictObject({
    id,
    kind: z.enum(stepKinds),
    point: z.string().nullable(),
    reason: z.string(),
    /** The last day of it; null where it has none. */
    until: day.nullable(),
    by: z.string(),
    days: z.int(),
    active: z.boolean(),
    /** Who ended it before its time, and why. */
    ended: z.strictObject({ by: z.string().nullable(), why: z.string(), days: z.int() }).nullable(),
    talk: stepTalk,
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Step' });
export type StepView = z.infer<typeof stepView>;

export const memberStepList = z
  .strictObject({
    member: z.strictObject({ id, name: z.string(), role: z.enum(roles), standing: z.enum(standings) }),
    steps: z.array(stepView),
    /** Which steps the reader may take now. */
    mayTake: z.array(z.enum(memberSteps)),
    points,
    cursor,
  })
  .meta({ id: 'MemberStepList' });
export type MemberStepList = z.infer<typeof memberStepList>;

export const aliasStepList = z
  .strictObject({
    alias: z.strictObject({ id, name: z.string() }),
    thread: z.strictObject({ id, title: z.string() }),
    steps: z.array(stepView),
    mayTake: z.array(z.enum(aliasSteps)),
    points,
    cursor,
  })
  .meta({ id: 'AliasStepList' });
export type AliasStepList = z.infer<typeof aliasStepList>;

const step = {
  key: creationKey,
  /** What they are told. */
  reason: text(1_000),
  /** The point of the agreement that it is about, by its title. */
  point: line(200, 0).nullable().optional(),
  /** The last day of it. */
  until: day.nullable().optional(),
};
export const newMemberStep = z.strictObject({ kind: z.enum(memberSteps, 'Please choose one.'), ...step });
export const newAliasStep = z.strictObject({ kind: z.enum(aliasSteps, 'Please choose one.'), ...step });
export const stepEnd = z.strictObject({ why: text(500) });
export const stepWord = z.strictObject({ key: creationKey, text: text(1_000) });
