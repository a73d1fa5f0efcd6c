import type { AuditPage } from '@throughline/contracts';
import { auditSubjects } from '@throughline/contracts/names';
import type { AuditEntry } from '@throughline/stream';

export type Names = ReadonlyMap<string, string>;

/** An entry as administrators read it: with the names of people and organisations, which the chain itself does not hold. */
export function presentAuditEntry({ seq, at, act, by, about }: AuditEntry, names: Names): AuditPage['entries'][number] {
  return {
    seq,
    at: at.toISOString(),
    act,
    by: by === null ? null : { id: by, name: names.get(by) ?? null },
    about: auditSubjects.flatMap((kind) => {
      const value = about[kind];
      return value === undefined ? [] : [{ kind, value, name: names.get(value) ?? null }];
    }),
  };
}

export function presentHead({ seq, hash, at }: { seq: number; hash: string; at: Date }) {
  return { seq, hash, at: at.toISOString() };
}
