import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type AuditAct, unshownActs } from '@throughline/contracts/names';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import { type AuditEntry, auditStream } from './audit-chain';
import { type AuditHead, type Verdict, verifyChain } from './audit-verify';
import { StreamEntry } from './stream-entry.schema';

/** Which entries are asked for; nothing is all of them. */
export interface AuditQuery {
  act?: AuditAct | undefined;
  by?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  /** Only those before this number. */
  before?: number | undefined;
}

/** The audit chain, as it is read. */
@Injectable()
export class AuditLog {
  constructor(@InjectModel(StreamEntry.name) private readonly entries: Model<StreamEntry>) {}

  /** Entries, the latest first; without those that no page shows. */
  async find({ act, by, from, until, before }: AuditQuery, most: number): Promise<AuditEntry[]> {
    const filter: QueryFilter<StreamEntry> = {
      stream: auditStream,
      act: trusted({ ...(act === undefined ? { $exists: true } : { $eq: act }), $nin: [...unshownActs] }),
      ...(by === undefined ? {} : { by }),
      ...(before === undefined ? {} : { seq: trusted({ $lt: before }) }),
      ...(from || until ? { at: trusted({ ...(from ? { $gte: from } : {}), ...(until ? { $lt: until } : {}) }) } : {}),
    };
    const found = await this.entries.find(filter).sort({ seq: -1 }).limit(most).lean();
    return found as unknown as AuditEntry[];
  }

  /** The ids of those who did something that is in the chain. */
  async doers(): Promise<string[]> {
    const found: (string | null)[] = await this.entries.distinct('by', {
      stream: auditStream,
      act: trusted({ $exists: true, $nin: [...unshownActs] }),
    });
    return found.filter((id) => id !== null);
  }

  /** Every entry that names somebody, as who did it or as whom it was done to, the oldest first; without those that no page shows. */
  naming(memberId: string): AsyncIterable<AuditEntry> {
    const named: QueryFilter<StreamEntry> = {
      stream: auditStream,
      act: trusted({ $exists: true, $nin: [...unshownActs] }),
      $or: [{ by: memberId }, { 'about.member': memberId }],
    };
    return this.entries.find(named).sort({ seq: 1 }).lean().cursor() as unknown as AsyncIterable<AuditEntry>;
  }

  /** The last entry; null where there is none yet. */
  async head(): Promise<(AuditHead & { at: Date }) | null> {
    const last = await this.entries.findOne({ stream: auditStream }).sort({ seq: -1 }).lean();
    return last && { seq: last.seq, hash: String(last._id), at: last.at };
  }

  /** Reads the whole chain, and holds it against heads that were known before. */
  verify(against: readonly AuditHead[]): Promise<Verdict> {
    // Below mongoose: what stands there that no schema knows is an edit, too.
    const all = this.entries.collection.find({ stream: auditStream }).sort({ seq: 1 });
    return verifyChain(all, against);
  }
}
