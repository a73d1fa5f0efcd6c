import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { auditSubjects } from '@throughline/contracts/names';
import { Jobs, LOG, type Log } from '@throughline/platform';
import { type QueryFilter, trusted, type Model, type UpdateQuery } from 'mongoose';
import type { Audited } from './audit-chain';
import { GroupCommit, type LogEntry, type NotWritten, type Operation, type Unless } from './group-commit';
import { HandOver } from './hand-over';
import type { CarriedWrite, Carrier, Changed, PendingChange, PendingSource, Revised } from './pending';
import { StreamEntry } from './stream-entry.schema';
import { StreamLog } from './stream-log';
import { Subscribers } from './subscribers';

/** Changes lately appended here, so that the usual predecessor costs no look-up. */
const rememberedChanges = 5_000;

/** The document that was written, or else why it was not. */
export type Insertion<Document> = { written: Document } | { written: undefined; why: NotWritten };

/**
 * Carries changes from the documents that caused them into the log. A write carries its own consequences in `pending`; what
 * a crash leaves there, the sweep appends. So no change is lost, and none is told twice.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap {
  private readonly sources = new Set<PendingSource>();
  private readonly recent = new Map<string, Promise<unknown>>();
  /** What is in the log and still carried, by collection: it is taken off with the next bulk. */
  private readonly delivered = new Map<PendingSource, { ids: Set<unknown>; changeIds: string[] }>();
  /** What the pass before saw pending: only that is swept, so that no clocks need comparing. */
  private seen = new Set<string>();
  private seenWaiting = new Set<string>();

  constructor(
    private readonly commits: GroupCommit,
    private readonly streamLog: StreamLog,
    private readonly handOver: HandOver,
    private readonly subscribers: Subscribers,
    private readonly jobs: Jobs,
    @InjectModel(StreamEntry.name) private readonly entries: Model<StreamEntry>,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.commits.addCleanUp(() => this.takeOff());
    this.commits.appended.on('entry', (entry) => this.remember(keyOf(entry), Promise.resolve()));
  }

  onApplicationBootstrap(): void {
    this.jobs.every('stream.sweep', 1_000, () => this.sweep());
    this.jobs.every('stream.trim', 3_600_000, () => this.streamLog.trim(new Date(Date.now() - 31 * 86_400_000)));
  }

  /** Names a collection whose documents carry changes, for the sweep. */
  addSource(source: PendingSource): void {
    this.sources.add(source);
  }

  /**
   * Writes a document with the changes that it carries, all together; answers when it is durable and they are in the log.
   * `make` is called when its turn comes, and answers undefined where the document's number is not known then; `notWritten` as
   * soon as it is known that it was not, before anything else is made. `unless` is looked at in the moment of writing.
   */
  async insert<Document extends Carrier>(
    source: PendingSource,
    make: () => Document | undefined,
    notWritten: () => void,
    unless?: Unless,
  ): Promise<Insertion<Document>> {
    const outcome = await new Promise<Insertion<Carrier>>((done, failed) => {
      this.commits.insert({
        source,
        unless,
        make,
        written: (document) => done({ written: document }),
        notWritten: (why) => {
          notWritten();
          done({ written: undefined, why });
        },
        failed,
      });
    });
    if (outcome.written) this.noteDelivered(source, outcome.written, outcome.written.pending);
    return outcome as Insertion<Document>;
  }

  /**
   * Changes a document as it is when it is written: one atomic write that carries its changes, tried again where another came between.
   * `writeOf` is asked anew each time, with the number that the revision will have, and answers undefined where there is nothing to do.
   * Answers when all that the document carries is in the log; undefined where there is no such document.
   */
  async change<Document extends Revised>(
    model: Model<Document>,
    id: string,
    writeOf: (
      document: Document,
      revision: number,
    ) => CarriedWrite<Document> | undefined | Promise<CarriedWrite<Document> | undefined>,
  ): Promise<Changed<Document> | undefined> {
    for (;;) {
      const before = (await model.findById(id).lean()) as Document | null;
      if (!before) return undefined;
      const revision = before.revision + 1;
      const write = await writeOf(before, revision);
      if (!write) {
        await this.deliver(model, before);
        return { before, after: undefined };
      }
      const { update, changes } = write;
      const after = (await model
        .findOneAndUpdate(
          { _id: id, revision: before.revision } as QueryFilter<Document>,
          {
            ...update,
            $inc: { ...update['$inc'], revision: 1 },
            $push: { ...update['$push'], pending: { $each: changes } },
          } as UpdateQuery<Document>,
          { returnDocument: 'after' },
        )
        .lean()) as Document | null;
      if (!after) continue;
      await this.deliver(model, after);
      return { before, after };
    }
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
      if (change.after !== undefined && !this.recent.has(`${change.stream}/${change.after}`))
        await this.ensure(change.stream, change.after);
    }
    await Promise.all(changes.map((change) => this.append(change)));
    this.noteDelivered(source, carrier, changes);
  }

  /** Makes sure that a change, if any document still carries it, is in the log, whoever wrote it. */
  async ensure(stream: string, changeId: string): Promise<void> {
    const lately = this.recent.get(`${stream}/${changeId}`);
    if (lately) {
      await lately;
      return;
    }
    if (await this.streamLog.has(stream, changeId)) return;
    for (const source of this.sources) {
      const carrier = await source.collection.findOne(
        { pending: { $elemMatch: { stream, changeId } } },
        { projection: { pending: 1 } },
      );
      if (carrier) return this.deliver(source, carrier as unknown as Carrier);
    }
    // Taken off in the meantime, which happens only after it was appended; or trimmed away long ago.
  }

  /** Appends whatever was already pending a pass ago, and hands over what subscribers still wait for. */
  async sweep(): Promise<void> {
    const seenNow = new Set<string>();
    for (const source of this.sources) {
      const left = source.collection.find<Carrier>(
        { 'pending.changeId': { $exists: true } },
        { projection: { pending: 1 }, batchSize: 500 },
      );
      for await (const carrier of left) {
        const key = `${source.modelName}/${String(carrier._id)}/${carrier.pending.map(({ changeId }) => changeId).join()}`;
        if (this.seen.has(key) && (await this.delivers(source, carrier))) continue;
        seenNow.add(key);
      }
    }
    this.seen = seenNow;
    await this.sweepSubscribers();
  }

  /** Whether it could be delivered now. One that cannot be must not keep the others waiting: it is tried again a pass later. */
  private async delivers(source: PendingSource, carrier: Carrier): Promise<boolean> {
    try {
      // Most of what is left is in the log, and was only not taken off: to know that is cheaper than to be refused.
      for (const change of carrier.pending)
        if (await this.streamLog.has(change.stream, change.changeId)) this.remember(keyOf(change), Promise.resolve());
      await this.deliver(source, carrier);
      return true;
    } catch (error) {
      this.log.warn({ err: error }, 'a change was not swept and will be again');
      return false;
    }
  }

  private async sweepSubscribers(): Promise<void> {
    const left = await this.entries
      .find({ waiting: trusted({ $in: this.subscribers.names() }) }, { at: 0 })
      .sort({ seq: 1 })
      .limit(500)
      .lean();
    const key = ({ stream, seq }: LogEntry) => `${stream}/${seq}`;
    const stillWaiting = left.filter((entry) => this.seenWaiting.has(key(entry)));
    this.seenWaiting = new Set(left.map(key));
    await this.handOver.now(stillWaiting);
  }

  /** What was asked for here is remembered at once: the queue keeps the order, and fails as a whole. */
  private append(change: PendingChange): Promise<unknown> {
    const key = keyOf(change);
    const lately = this.recent.get(key);
    if (lately) return lately;
    const appended = this.commits.append(change);
    this.remember(key, appended);
    appended.catch(() => this.recent.delete(key));
    return appended;
  }

  private remember(key: string, appended: Promise<unknown>): void {
    this.recent.set(key, appended);
    if (this.recent.size <= rememberedChanges) return;
    const [oldest] = this.recent.keys();
    if (oldest !== undefined) this.recent.delete(oldest);
  }

  private noteDelivered(source: PendingSource, { _id }: Carrier, changes: readonly PendingChange[]): void {
    const { ids, changeIds } = this.delivered.get(source) ?? { ids: new Set(), changeIds: [] };
    ids.add(_id);
    changeIds.push(...changes.map(({ changeId }) => changeId));
    this.delivered.set(source, { ids, changeIds });
    this.commits.cleanUpSoon();
  }

  /** What stays pending should this fail, the sweep finds in the log already. */
  private takeOff(): Operation[] {
    const all = [...this.delivered];
    this.delivered.clear();
    return all.map(([source, { ids, changeIds }]) => ({
      namespace: this.commits.namespaceOf(source),
      name: 'updateMany',
      filter: { _id: { $in: [...ids] } },
      update: { $pull: { pending: { changeId: { $in: changeIds } } } },
    }));
  }
}

function keyOf({ stream, changeId }: Pick<PendingChange, 'stream' | 'changeId'>): string {
  return `${stream}/${changeId}`;
}

function plain({ changeId, stream, type, subject, revision, after, audited }: PendingChange): PendingChange {
  return {
    changeId,
    stream,
    type,
    subject,
    revision,
    ...(after === undefined ? {} : { after }),
    ...(audited ? { audited: plainAudited(audited) } : {}),
  };
}

/** As it was given, also where it comes from a document of mongoose's, which adds what it knows of and was not given. */
function plainAudited({ act, by, about }: Audited): Audited {
  const given = auditSubjects.flatMap((name) => (about[name] === undefined ? [] : [[name, about[name]] as const]));
  return { act, by, about: Object.fromEntries(given) };
}
