import { Injectable } from '@nestjs/common';
import { type BackupWitness, type Healer, Ids, Registries } from '@throughline/kernel';
import { type Audited, auditStream, expectAuditable } from './audit-chain';
import { GroupCommit } from './group-commit';
import type { PendingChange } from './pending';

/** What callers give: `about` may be left out. */
export type AuditedAct = Omit<Audited, 'about'> & Partial<Pick<Audited, 'about'>>;

/**
 * How an act gets into the audit chain. One that writes a document carries its line in that document's `pending`, in the same
 * atomic write; one that writes nothing (reading what is sealed or restricted) is recorded first, and waits for it.
 */
@Injectable()
export class AuditTrail implements BackupWitness, Healer {
  constructor(
    private readonly commits: GroupCommit,
    private readonly ids: Ids,
    registries: Registries,
  ) {
    registries.backupWitnesses.add(this);
    registries.healers.add(this);
  }

  /** The line as a document carries it: for `pending`, beside what else it causes. */
  change({ act, by, about = {} }: AuditedAct): PendingChange {
    const audited = { act, by, about };
    expectAuditable(audited);
    const changeId = `audit-${this.ids.next()}`;
    return { changeId, stream: auditStream, type: 'audit.recorded', subject: changeId, revision: 1, audited };
  }

  /** Records an act that has no document of its own. Answers when it is durably in the chain: only then may it be done. */
  async record(act: AuditedAct): Promise<void> {
    await this.commits.append(this.change(act));
  }

  /** Whoever holds the backup and its key can read everything. */
  backingUp(): Promise<void> {
    return this.record({ act: 'backup.taken', by: null });
  }

  /** What came after the backup is gone, the lines of the chain with it: this line says so. */
  heal(): Promise<void> {
    return this.record({ act: 'backup.restored', by: null });
  }
}
