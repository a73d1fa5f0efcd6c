import { createHash } from 'node:crypto';
import { type AuditAbout, type AuditAct, auditActs, auditSubjects } from '@throughline/contracts/names';

/** The stream that is the audit chain. */
export const auditStream = 'audit';

/** An audited act, by ids alone. */
export interface Audited {
  act: AuditAct;
  /** The member who did it; null where that is nobody signed in: the server itself, or who did not get in. */
  by: string | null;
  about: AuditAbout;
}

/** An entry of the chain, as it is stored: everything of it is in its hash, which is its `_id`. */
export interface AuditEntry extends Audited {
  _id: string;
  stream: typeof auditStream;
  seq: number;
  changeId: string;
  type: 'audit.recorded';
  subject: string;
  revision: 1;
  at: Date;
  /** The hash of the entry before. */
  previous: string;
}

/** What stands before the first entry. */
export const beforeTheFirst = '0'.repeat(64);

/**
 * The hash of an entry: SHA-256 of its canonical form, a JSON array of all that is stored of it, in this order, the time in
 * ISO 8601 and what it is about sorted by name.
 */
export function hashOf(entry: Omit<AuditEntry, '_id'>): string {
  const { stream, seq, changeId, type, subject, revision, at, act, by, about, previous } = entry;
  const sorted = Object.entries(about).sort(([one], [other]) => (one < other ? -1 : 1));
  const form = ['1', stream, seq, changeId, type, subject, revision, at.toISOString(), act, by, sorted, previous];
  return createHash('sha256').update(JSON.stringify(form)).digest('hex');
}

/** The entry that follows on `previous`. */
export function nextEntry(place: { seq: number; previous: string; at: Date; changeId: string }, audited: Audited) {
  const { seq, previous, at, changeId } = place;
  const { act, by, about } = audited;
  const entry = {
    stream: auditStream,
    seq,
    changeId,
    type: 'audit.recorded',
    subject: changeId,
    revision: 1,
    at,
    act,
    by,
    about: { ...about },
    previous,
  } as const;
  return { _id: hashOf(entry), ...entry } satisfies AuditEntry;
}

const idOrWord = /^[a-z0-9][a-z0-9.-]{0,63}$/;

/**
 * Refuses what must never stand in the chain, because it stays for ever: text, and a member beside an alias (safety.md P2a).
 * Only our own code can be wrong here.
 */
export function expectAuditable({ act, by, about }: Audited): void {
  const known = (auditActs as readonly string[]).includes(act);
  const names = Object.keys(about).every((name) => (auditSubjects as readonly string[]).includes(name));
  const plain = [...(by === null ? [] : [by]), ...Object.values(about)].every((value) => idOrWord.test(value));
  if (!known || !names || !plain) throw new TypeError(`"${act}" cannot be audited like this: ids and known words only`);
  if (about.alias !== undefined && about.member !== undefined)
    throw new TypeError('an audit line never names a member beside an alias');
}
