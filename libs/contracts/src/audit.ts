import { z } from 'zod';
import { day, id, instant } from './common';
import { mailAddress } from './identity';
import { auditActs, auditSubjects } from './names';

/** Which entries of the audit chain are asked for; fields of a form that are left empty are none. */
export const auditQuery = z.strictObject({
  act: z.enum(auditActs).or(z.literal('')).optional(),
  who: id.or(z.literal('')).optional(),
  /** Days in the community's time zone, both included. */
  from: day.or(z.literal('')).optional(),
  to: day.or(z.literal('')).optional(),
  before: z.coerce.number().int().min(1).optional(),
});

const named = z.strictObject({ id: z.string(), /** Null for somebody who left. */ name: z.string().nullable() });

export const auditEntry = z.strictObject({
  seq: z.int(),
  at: instant,
  act: z.enum(auditActs),
  /** Null where it was the server itself, or somebody who did not get in. */
  by: named.nullable(),
  about: z.array(
    z.strictObject({
      kind: z.enum(auditSubjects),
      value: z.string(),
      /** What it is called, where that is known here. */
      name: z.string().nullable(),
    }),
  ),
});

const head = z.strictObject({ seq: z.int(), hash: z.string(), at: instant });

export const auditPage = z
  .strictObject({
    entries: z.array(auditEntry),
    /** There are earlier ones. */
    more: z.boolean(),
    head: head.nullable(),
    /** Those who did something that is in the chain. */
    doers: z.array(named),
    mail: z.strictObject({
      /** False where this server has no way to send mail out. */
      isSetUp: z.boolean(),
      addresses: z.array(z.string()),
      /** The head that was mailed last, and when. */
      last: head.nullable(),
      /** What was wrong when it was to be mailed last, or when the chain was read for it. */
      problem: z.enum(['not-sent', 'chain-broken']).nullable(),
      textVersion: z.int(),
    }),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPage>;

export const auditAddresses = z.strictObject({ addresses: z.array(mailAddress).max(10), textVersion: z.int() });
