import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Clock } from '@throughline/kernel';
import { trusted, type Model } from 'mongoose';
import type { PendingChange } from './pending';
import { StreamEntry } from './stream-entry.schema';
import { Subscribers } from './subscribers';

export type LogEntry = Pick<StreamEntry, 'stream' | 'seq' | 'changeId' | 'type' | 'subject' | 'revision' | 'waiting'>;

interface Waiting {
  change: PendingChange;
  appended: (entry: LogEntry) => void;
  failed: (error: unknown) => void;
}

/** How many changes of one stream are written in one go. */
const batchSize = 100;

/** Changes of one stream that wait to be appended, in order, and the last number as far as is known here. */
interface StreamQueue {
  last: number | undefined;
  waiting: Waiting[];
  draining: boolean;
}

/**
 * The log of changes: in each stream one order without gaps, on one server or on ten. The unique index decides who has a
 * number; the cached one only guesses. Appending a change twice is appending it once.
 */
@Injectable()
export class StreamLog {
  private readonly queues = new Map<string, StreamQueue>();
  /** Tells the gateway of this server what was appended here, in order in each stream. */
  readonly appended = new EventEmitter<{ entry: [LogEntry] }>();

  constructor(
    @InjectModel(StreamEntry.name) private readonly entries: Model<StreamEntry>,
    private readonly subscribers: Subscribers,
    private readonly clock: Clock,
  ) {}

  /** Appends a change after all that were asked for before it; answers when it is durably in the log. */
  append(change: PendingChange): Promise<LogEntry> {
    const queue = this.queues.get(change.stream) ?? { last: undefined, waiting: [], draining: false };
    this.queues.set(change.stream, queue);
    return new Promise((appended, failed) => {
      queue.waiting.push({ change, appended, failed });
      if (!queue.draining) void this.drain(change.stream, queue);
    });
  }

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
    const found = await this.entries.aggregate<{ _id: string; seq: number }>([
      { $match: { $or: [...heads].map(([stream, seq]) => ({ stream, seq: { $gt: seq } })) } },
      { $group: { _id: '$stream', seq: { $max: '$seq' } } },
    ]);
    return new Map(found.map(({ _id, seq }) => [_id, seq]));
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
      if (stream === 'audit') continue;
      const head = await this.head(stream);
      await this.entries.deleteMany({
        stream,
        at: trusted({ $lt: before }),
        seq: trusted({ $lte: Math.min(last, head - 1) }),
      });
    }
  }

  private async drain(stream: string, queue: StreamQueue): Promise<void> {
    queue.draining = true;
    while (queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, batchSize);
      try {
        const left = await this.appendBatch(stream, queue, batch);
        queue.waiting.unshift(...left);
      } catch (error) {
        // Whether any of it was written is not known now; the sweep, or a retry, settles it by `changeId`. What waited
        // behind it fails too, so that nothing overtakes.
        queue.last = undefined;
        for (const { failed } of [...batch, ...queue.waiting.splice(0)]) failed(error);
      }
    }
    queue.draining = false;
    if (this.queues.size > 10_000) this.queues.delete(stream);
  }

  /** Appends a prefix of the batch and answers the rest, which is to be tried again. */
  private async appendBatch(stream: string, queue: StreamQueue, batch: Waiting[]): Promise<Waiting[]> {
    queue.last ??= await this.head(stream);
    const first = queue.last + 1;
    const entries = batch.map(({ change }, index) => this.entryOf(change, first + index));
    try {
      await this.entries.collection.insertMany(
        entries.map((entry) => ({ ...entry, at: this.clock.now() })),
        { ordered: true },
      );
      queue.last = first + entries.length - 1;
      this.settle(batch, entries);
      return [];
    } catch (error) {
      const refused = (error as { code?: unknown; insertedCount?: number; result?: { insertedCount?: number } }) ?? {};
      if (refused.code !== 11_000) throw error;
      // An ordered insert keeps its prefix.
      const written = refused.result?.insertedCount ?? refused.insertedCount ?? 0;
      this.settle(batch.slice(0, written), entries.slice(0, written));
      queue.last = undefined;
      const [next, ...rest] = batch.slice(written);
      if (!next) return [];
      const known = await this.entries.findOne({ stream, changeId: next.change.changeId }, { _id: 0, at: 0 }).lean();
      if (!known) return [next, ...rest];
      next.appended(known);
      return rest;
    }
  }

  private entryOf(change: PendingChange, seq: number): LogEntry {
    const waiting = this.subscribers.namesFor(change.type);
    return {
      stream: change.stream,
      seq,
      changeId: change.changeId,
      type: change.type,
      subject: change.subject,
      revision: change.revision,
      ...(waiting.length > 0 ? { waiting } : {}),
    };
  }

  private settle(batch: Waiting[], entries: LogEntry[]): void {
    entries.forEach((entry, index) => {
      this.appended.emit('entry', entry);
      batch[index]?.appended(entry);
    });
  }
}
