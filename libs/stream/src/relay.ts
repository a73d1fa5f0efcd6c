import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Jobs, LOG, type Log } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import type { Carrier, PendingChange, PendingSource } from './pending';
import { StreamEntry } from './stream-entry.schema';
import { type LogEntry, StreamLog } from './stream-log';
import { Subscribers } from './subscribers';

/** Ids of changes lately appended here, so that the usual predecessor costs no look-up. */
const rememberedChanges = 5_000;

/**
 * Carries changes from the documents that caused them into the log. A write carries its own consequences in `pending`; what
 * a crash leaves there, the sweep appends. So no change is lost, and none is told twice.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap {
  private readonly sources = new Set<PendingSource>();
  private readonly recent = new Set<string>();
  /** What the pass before saw pending: only that is swept, so that no clocks need comparing. */
  private seen = new Set<string>();
  private seenWaiting = new Set<string>();

  constructor(
    private readonly streamLog: StreamLog,
    private readonly subscribers: Subscribers,
    private readonly jobs: Jobs,
    @InjectModel(StreamEntry.name) private readonly entries: Model<StreamEntry>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every('stream.sweep', 1_000, () => this.sweep());
    this.jobs.every('stream.trim', 3_600_000, () => this.streamLog.trim(new Date(Date.now() - 30 * 86_400_000)));
  }

  /** Names a collection whose documents carry changes, for the sweep. */
  addSource(source: PendingSource): void {
    this.sources.add(source);
  }

  /**
   * Appends what the document carries, in its order, and takes it off the document. Answers when all of it is in the log;
   * taking it off is not waited for.
   */
  async deliver(source: PendingSource, carrier: Carrier): Promise<void> {
    if (carrier.pending.length === 0) return;
    const changes = carrier.pending.map(plain);
    for (const change of changes) {
      // Without a pause where the predecessor is known, so that documents delivered in order stay in order.
      if (!this.knowsPredecessor(change)) await this.ensurePredecessor(change);
    }
    const entries = await Promise.all(changes.map((change) => this.append(change)));
    void this.takeOff(source, carrier, changes);
    for (const entry of entries) void this.handOver(entry);
  }

  /** Appends whatever was already pending a pass ago, and hands over what subscribers still wait for. */
  async sweep(): Promise<void> {
    const seenNow = new Set<string>();
    for (const source of this.sources) {
      const left = await source.collection
        .find({ 'pending.changeId': { $exists: true } }, { projection: { pending: 1 } })
        .limit(500)
        .toArray();
      for (const carrier of left as unknown as Carrier[]) {
        const key = `${source.modelName}/${String(carrier._id)}/${carrier.pending.map(({ changeId }) => changeId).join()}`;
        if (this.seen.has(key)) await this.deliver(source, carrier);
        else seenNow.add(key);
      }
    }
    this.seen = seenNow;
    await this.sweepSubscribers();
  }

  private async sweepSubscribers(): Promise<void> {
    const left = await this.entries
      .find({ waiting: trusted({ $in: this.subscribers.names() }) }, { at: 0 })
      .sort({ seq: 1 })
      .limit(500)
      .lean();
    const seenNow = new Set<string>();
    for (const entry of left) {
      const key = `${entry.stream}/${entry.seq}`;
      if (this.seenWaiting.has(key)) await this.handOver(entry);
      else seenNow.add(key);
    }
    this.seenWaiting = seenNow;
  }

  /** What was asked for here is remembered at once: the stream's queue keeps the order, and fails as a whole. */
  private async append(change: PendingChange): Promise<LogEntry> {
    this.remember(change);
    try {
      return await this.streamLog.append(change);
    } catch (error) {
      this.recent.delete(`${change.stream}/${change.changeId}`);
      throw error;
    }
  }

  private knowsPredecessor({ stream, after }: PendingChange): boolean {
    return after === undefined || this.recent.has(`${stream}/${after}`);
  }

  /** A change that waits for another is never in the log before it, whoever wrote that one. */
  private async ensurePredecessor({ stream, after }: PendingChange): Promise<void> {
    if (after === undefined) return;
    if (await this.streamLog.has(stream, after)) return;
    for (const source of this.sources) {
      const carrier = await source.collection.findOne(
        { pending: { $elemMatch: { stream, changeId: after } } },
        { projection: { pending: 1 } },
      );
      if (carrier) return this.deliver(source, carrier as unknown as Carrier);
    }
    // Taken off in the meantime, which happens only after it was appended; or trimmed away long ago.
  }

  private remember({ stream, changeId }: PendingChange): void {
    this.recent.add(`${stream}/${changeId}`);
    if (this.recent.size <= rememberedChanges) return;
    const [oldest] = this.recent;
    if (oldest !== undefined) this.recent.delete(oldest);
  }

  private async takeOff({ collection }: PendingSource, { _id }: Carrier, changes: PendingChange[]): Promise<void> {
    const changeIds = changes.map(({ changeId }) => changeId);
    try {
      await collection.updateOne({ _id } as object, { $pull: { pending: { changeId: { $in: changeIds } } } } as object);
    } catch (error) {
      // It stays pending; the sweep will find that it is in the log already.
      this.log.debug({ err: error }, 'pending changes were not taken off');
    }
  }

  /** Takes a subscriber's name off an entry; the last one takes the list along, so that the index holds only what waits. */
  private async settle({ stream, seq }: LogEntry, name: string): Promise<void> {
    const last = await this.entries.updateOne({ stream, seq, waiting: [name] }, { $unset: { waiting: '' } });
    if (last.matchedCount === 0) await this.entries.updateOne({ stream, seq }, { $pull: { waiting: name } });
  }

  private async handOver(entry: LogEntry): Promise<void> {
    for (const name of entry.waiting ?? []) {
      try {
        await this.subscribers.get(name)?.take(entry);
        await this.settle(entry, name);
      } catch (error) {
        this.log.warn({ err: error, subscriber: name }, 'a change was not handed over and will be again');
      }
    }
  }
}

function plain({ changeId, stream, type, subject, revision, after }: PendingChange): PendingChange {
  return { changeId, stream, type, subject, revision, ...(after === undefined ? {} : { after }) };
}
