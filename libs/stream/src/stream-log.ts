import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, type Model } from 'mongoose';
import { auditStream } from './audit-chain';
import type { LogEntry } from './group-commit';
import { StreamEntry } from './stream-entry.schema';

/** The log of changes, as it is read: in each stream one order without gaps, on one server or on ten. */
@Injectable()
export class StreamLog {
  constructor(@InjectModel(StreamEntry.name) private readonly entries: Model<StreamEntry>) {}

  /** The number of the last change of a stream; 0 for none. */
  async head(stream: string): Promise<number> {
    const last = await this.entries.findOne({ stream }, { seq: 1 }).sort({ seq: -1 }).lean();
    return last?.seq ?? 0;
  }

  /** The changes of a stream after a number, ascending. */
  async after(stream: string, seq: number, most: number): Promise<LogEntry[]> {
    return this.entries
      .find({ stream, seq: trusted({ $gt: seq }) }, { _id: 0, at: 0 })
      .sort({ seq: 1 })
      .limit(most)
      .lean();
  }

  /** Those of these streams that have moved past the number given, with their heads. */
  async moved(heads: ReadonlyMap<string, number>): Promise<Map<string, number>> {
    if (heads.size === 0) return new Map();
    // The end of each stream, straight from the index: with a condition for each, planning takes many times as long as looking.
    const ends = await this.entries
      .aggregate<{ _id: string; seq: number }>([
        { $match: { stream: { $in: [...heads.keys()] } } },
        { $sort: { stream: 1, seq: 1 } },
        { $group: { _id: '$stream', seq: { $last: '$seq' } } },
      ])
      .hint({ stream: 1, seq: 1 });
    return new Map(ends.flatMap(({ _id, seq }) => (seq > (heads.get(_id) ?? 0) ? [[_id, seq] as const] : [])));
  }

  /** Whether a change stands in the log. */
  async has(stream: string, changeId: string): Promise<boolean> {
    return (await this.entries.exists({ stream, changeId })) !== null;
  }

  /** Drops what is older than `before`, but each stream's last entry: a job, never a TTL index, which would drop that too. */
  async trim(before: Date): Promise<void> {
    const old = await this.entries.aggregate<{ _id: string; last: number }>([
      { $match: { at: { $lt: before } } },
      { $group: { _id: '$stream', last: { $max: '$seq' } } },
    ]);
    for (const { _id: stream, last } of old) {
      if (stream === auditStream) continue;
      const head = await this.head(stream);
      await this.entries.deleteMany({
        stream,
        at: trusted({ $lt: before }),
        seq: trusted({ $lte: Math.min(last, head - 1) }),
      });
    }
  }
}
