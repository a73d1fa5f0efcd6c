import { Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LOG, type Log } from '@throughline/platform';
import type { Model } from 'mongoose';
import { type Appended, GroupCommit, type LogEntry, type Operation } from './group-commit';
import { StreamEntry } from './stream-entry.schema';
import { Subscribers } from './subscribers';

/** Entries are handed over together, this long after the first of them, in milliseconds. */
const gatherFor = 100;

/** Hands entries to the later features that wait for them, many in one go, and takes their names off. */
@Injectable()
export class HandOver {
  private gathered: Appended[] = [];
  private readonly taken = new Map<string, LogEntry[]>();

  constructor(
    private readonly commits: GroupCommit,
    private readonly subscribers: Subscribers,
    @InjectModel(StreamEntry.name) private readonly entries: Model<StreamEntry>,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.commits.addCleanUp(() => this.takeNamesOff());
    this.commits.appended.on('entry', (entry) => {
      if (!entry.waiting) return;
      if (this.gathered.push(entry) === 1) setTimeout(() => void this.now(this.gathered.splice(0)), gatherFor).unref();
    });
  }

  /** Hands these over, each to whom it waits for. What a subscriber did not take is handed to it again by the sweep. */
  async now(entries: readonly Appended[]): Promise<void> {
    const waiting = new Map<string, Appended[]>();
    for (const entry of entries)
      for (const name of entry.waiting ?? []) waiting.set(name, [...(waiting.get(name) ?? []), entry]);
    for (const [name, its] of waiting) {
      try {
        await this.subscribers.get(name)?.take(its);
        this.taken.set(name, [...(this.taken.get(name) ?? []), ...its]);
        this.commits.cleanUpSoon();
      } catch (error) {
        this.log.warn({ err: error, subscriber: name }, 'changes were not handed over and will be again');
      }
    }
  }

  /** The last name takes the list along, so that the index holds only what waits. */
  private takeNamesOff(): Operation[] {
    const all = [...this.taken];
    this.taken.clear();
    const namespace = this.commits.namespaceOf(this.entries);
    return all.flatMap(([name, its]) =>
      [...seqsByStream(its)].map(([stream, seqs]) => ({
        namespace,
        name: 'updateMany' as const,
        filter: { stream, seq: { $in: seqs } },
        update: [
          { $set: { waiting: { $setDifference: ['$waiting', [name]] } } },
          { $set: { waiting: { $cond: [{ $eq: ['$waiting', []] }, '$$REMOVE', '$waiting'] } } },
        ],
      })),
    );
  }
}

function seqsByStream(entries: readonly LogEntry[]): Map<string, number[]> {
  const seqs = new Map<string, number[]>();
  for (const { stream, seq } of entries) seqs.set(stream, [...(seqs.get(stream) ?? []), seq]);
  return seqs;
}
