import { EventEmitter } from 'node:events';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { Clock, DomainError } from '@throughline/kernel';
import { type AnyClientBulkWriteModel, type Document, MongoClientBulkWriteError } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import type { Carrier, PendingChange, PendingSource } from './pending';
import { StreamEntry } from './stream-entry.schema';
import { Subscribers } from './subscribers';

export type LogEntry = Pick<StreamEntry, 'stream' | 'seq' | 'changeId' | 'type' | 'subject' | 'revision' | 'waiting'>;

/** An entry that was appended on this server, with the document that was written with it, if one was. */
export interface Appended extends LogEntry {
  document?: Carrier;
}

/** A document to be written together with the changes that it carries. */
export interface NewDocument {
  source: PendingSource;
  /** Makes the document when its turn comes, so that its number is the next one then; undefined where that is not known. */
  make(): Carrier | undefined;
  /** It is durable and its changes are in the log. */
  written(document: Carrier): void;
  /** It was not written, because a unique index refused it, or because something before it was. Nothing of it remains. */
  notWritten(refused: boolean): void;
  /** Whether it was written is not known. */
  failed(error: unknown): void;
}

interface NewEntry {
  change: PendingChange;
  document?: Carrier;
  appended(entry: LogEntry): void;
  failed(error: unknown): void;
}

/** One operation of a bulk, as the driver takes it. */
export type Operation = { namespace: string } & (
  { name: 'insertOne'; document: object } | { name: 'updateMany'; filter: object; update: object | object[] }
);

/** Makes operations that nobody waits for; they go before the next bulk. Should that fail, the sweep does their work. */
export type CleanUp = () => Operation[];

/** A step of a bulk: a document, an entry, or cleaning up. */
type Step =
  | { wanted: NewDocument; document: Carrier; operation: Operation }
  | { entry: LogEntry; of: NewEntry; operation: Operation }
  | { operation: Operation };

/** How much is written in one go: posts can be long, and a message to the database holds 48 MB. */
const batchSize = 100;
/** How long cleaning up waits for something that it can go along with, in milliseconds. */
const cleanUpWithin = 50;
const mostHeads = 10_000;
/** How many documents may wait to be written. */
const mostWaiting = 2_000;

/**
 * Writes that wait together are written together: documents, the log entries of what they cause, and the cleaning up after
 * what was written before, in one ordered bulk of journaled writes ("group commit", architecture.md). The unique indexes decide
 * who has a number, on one server or on ten; what is known here only guesses. An ordered bulk keeps its prefix and says which
 * step was refused: what came before it counts, the rest is tried again in its order, so nothing overtakes.
 */
@Injectable()
export class GroupCommit implements BeforeApplicationShutdown {
  private readonly documents: NewDocument[] = [];
  private readonly entries: NewEntry[] = [];
  private readonly cleanUps: CleanUp[] = [];
  /** The last number of each stream, as far as is known here. */
  private readonly heads = new Map<string, number>();
  private running: Promise<void> | undefined;
  private cleaning = false;
  private cleaningLater: NodeJS.Timeout | undefined;
  /** Tells what was appended here, in order in each stream, before whoever asked for it is answered. */
  readonly appended = new EventEmitter<{ entry: [Appended] }>();

  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(StreamEntry.name) private readonly log: Model<StreamEntry>,
    private readonly subscribers: Subscribers,
    private readonly clock: Clock,
  ) {}

  /** Writes a document and appends the changes that it carries, after all that was asked for before. */
  insert(document: NewDocument): void {
    // More than is written in seconds: whoever comes now had better come back than wait in memory.
    if (this.documents.length >= mostWaiting) {
      document.failed(new DomainError('unavailable', { retryAfter: 5 }));
      return;
    }
    this.documents.push(document);
    this.wake();
  }

  /** Appends a change after all that were asked for before it; answers when it is durably in the log. */
  append(change: PendingChange): Promise<LogEntry> {
    return new Promise((appended, failed) => {
      this.entries.push({ change, appended, failed });
      this.wake();
    });
  }

  addCleanUp(cleanUp: CleanUp): void {
    this.cleanUps.push(cleanUp);
  }

  /** Says that there is something to clean up. */
  cleanUpSoon(): void {
    this.cleaning = true;
    if (this.running || this.cleaningLater) return;
    this.cleaningLater = setTimeout(() => this.wake(), cleanUpWithin);
    this.cleaningLater.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.wake();
    await this.running;
  }

  private wake(): void {
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    clearTimeout(this.cleaningLater);
    this.cleaningLater = undefined;
    // What is asked for in the same moment goes together.
    await new Promise((next) => setImmediate(next));
    do await this.writeNext();
    while (this.documents.length > 0 || this.entries.length > 0);
    this.running = undefined;
    if (this.cleaning) this.cleanUpSoon();
  }

  private async writeNext(): Promise<void> {
    const entries = this.entries.splice(0, batchSize);
    // Entries that wait come before those of documents that are yet to be written.
    const documents = this.entries.length === 0 ? this.documents.splice(0, batchSize) : [];
    try {
      const steps = await this.stepsFor(documents, entries);
      if (steps.length === 0) return;
      const refused = await this.write(steps.map(({ operation }) => operation));
      this.settle(steps.slice(0, refused));
      if (refused < steps.length) await this.tryAgain(steps, refused);
    } catch (error) {
      // How much of it was written is not known now: a retry, or the sweep, settles it by `changeId`. What waits behind it
      // fails too, so that nothing overtakes.
      this.heads.clear();
      const waiting = [...documents, ...entries, ...this.documents.splice(0), ...this.entries.splice(0)];
      for (const { failed } of waiting) failed(error);
    }
  }

  /** The steps of a bulk in their order: no entry stands in the log before its document is written. */
  private async stepsFor(documents: readonly NewDocument[], entries: readonly NewEntry[]): Promise<Step[]> {
    this.cleaning = false;
    // First, so that what is refused later does not keep it from being done: it follows on what is in the log already.
    const steps: Step[] = this.cleanUps.flatMap((cleanUp) => cleanUp().map((operation) => ({ operation })));
    const caused: NewEntry[] = [];
    for (const wanted of documents) {
      const document = wanted.make();
      if (!document) {
        wanted.notWritten(false);
        continue;
      }
      const namespace = this.namespaceOf(wanted.source);
      steps.push({ wanted, document, operation: { namespace, name: 'insertOne', document: { ...document } } });
      let missing = document.pending.length;
      const appended = () => {
        missing -= 1;
        if (missing === 0) wanted.written(document);
      };
      for (const change of document.pending) caused.push({ change, document, appended, failed: wanted.failed });
    }
    const all = [...entries, ...caused];
    await this.findHeads(all);
    for (const of of all) steps.push(this.entryStep(of));
    return steps;
  }

  /** Where a bulk writes what belongs to a collection. */
  namespaceOf({ collection }: Pick<PendingSource, 'collection'>): string {
    return `${this.connection.db?.databaseName ?? ''}.${collection.name}`;
  }

  private async findHeads(entries: readonly NewEntry[]): Promise<void> {
    if (this.heads.size > mostHeads) this.heads.clear();
    const unknown = new Set(entries.map(({ change }) => change.stream).filter((stream) => !this.heads.has(stream)));
    await Promise.all(
      [...unknown].map(async (stream) => {
        const last = await this.log.findOne({ stream }, { seq: 1 }).sort({ seq: -1 }).lean();
        this.heads.set(stream, last?.seq ?? 0);
      }),
    );
  }

  private entryStep(of: NewEntry): Step {
    const { stream, changeId, type, subject, revision } = of.change;
    const seq = (this.heads.get(stream) ?? 0) + 1;
    this.heads.set(stream, seq);
    const waiting = this.subscribers.namesFor(type);
    const entry = { stream, seq, changeId, type, subject, revision, ...(waiting.length > 0 ? { waiting } : {}) };
    // To the day, under an id of its own: nothing here says what came when, or after what in another stream (safety.md P2a).
    const document = { _id: `${stream}/${seq}`, ...entry, at: startOfDay(this.clock.now()) };
    return { entry, of, operation: { namespace: this.namespaceOf(this.log), name: 'insertOne', document } };
  }

  /** Writes durably, and answers how many of the operations were done before one was refused by a unique index. */
  private async write(operations: readonly Operation[]): Promise<number> {
    try {
      await this.connection.getClient().bulkWrite(operations as AnyClientBulkWriteModel<Document>[], { ordered: true });
      return operations.length;
    } catch (error) {
      const [refused] = error instanceof MongoClientBulkWriteError ? error.writeErrors : [];
      if (!refused || refused[1].code !== 11_000) throw error;
      return refused[0];
    }
  }

  private settle(steps: readonly Step[]): void {
    const appended = steps.flatMap((step) => ('entry' in step ? [step] : []));
    for (const { entry, of } of appended)
      this.appended.emit('entry', of.document ? { ...entry, document: of.document } : entry);
    for (const { entry, of } of appended) of.appended(entry);
  }

  /** Puts what came after a refusal back to where it was in the queue. */
  private async tryAgain(steps: readonly Step[], refused: number): Promise<void> {
    const notWritten = new Set<Carrier>();
    const again: NewEntry[] = [];
    for (const [index, step] of steps.entries()) {
      if (index < refused) continue;
      if ('wanted' in step) {
        notWritten.add(step.document);
        step.wanted.notWritten(index === refused);
      } else if ('entry' in step) {
        this.heads.delete(step.entry.stream);
        if (step.of.document && notWritten.has(step.of.document)) continue;
        // Somebody took its number, or it stands in the log already: appended by the sweep, or by another server.
        const known = index === refused ? await this.find(step.entry) : undefined;
        if (known) step.of.appended(known);
        else again.push(step.of);
      }
    }
    this.entries.unshift(...again);
  }

  private async find({ stream, changeId }: LogEntry): Promise<LogEntry | undefined> {
    return (await this.log.findOne({ stream, changeId }, { _id: 0, at: 0 }).lean()) ?? undefined;
  }
}

/** The beginning of a day in UTC. */
function startOfDay(time: Date): Date {
  return new Date(time.toISOString().slice(0, 10));
}
