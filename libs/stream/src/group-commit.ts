import { EventEmitter } from 'node:events';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { Clock, DomainError } from '@throughline/kernel';
import { type AnyClientBulkWriteModel, type Document, MongoClientBulkWriteError } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { beforeTheFirst, nextEntry } from './audit-chain';
import type { Carrier, PendingChange, PendingSource } from './pending';
import { StreamEntry } from './stream-entry.schema';
import { Subscribers } from './subscribers';

export type LogEntry = Pick<StreamEntry, 'stream' | 'seq' | 'changeId' | 'type' | 'subject' | 'revision' | 'waiting'>;

/** An entry that was appended on this server, with the document that was written with it, if one was. */
export interface Appended extends LogEntry {
  document?: Carrier;
}

/** What must not be so of another document for one to be written; looked at in the same bulk, right before it. */
export interface Unless {
  source: Pick<PendingSource, 'collection'>;
  _id: string;
  /** An expression over that document. */
  is: object;
}

/**
 * Why a document was not written: a unique index refused it; what it was not to be written under is so; or it was not tried,
 * because its number was not known or something before it was refused.
 */
export type NotWritten = 'refused' | 'unless' | 'not-tried';

/** A document to be written together with the changes that it carries. */
export interface NewDocument {
  source: PendingSource;
  unless?: Unless | undefined;
  /** Makes the document when its turn comes, so that its number is the next one then; undefined where that is not known. */
  make(): Carrier | undefined;
  /** It is durable and its changes are in the log. */
  written(document: Carrier): void;
  /** It was not written, and nothing of it remains. */
  notWritten(why: NotWritten): void;
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
  | { name: 'insertOne'; document: object }
  | { name: 'updateOne'; filter: object; update: object }
  | { name: 'updateMany'; filter: object; update: object | object[] }
);

/** The last entry of a stream: its number and, in the audit chain, its hash. */
interface Head {
  seq: number;
  hash: string;
}

/** Makes operations that nobody waits for; they go with a bulk, now and then. Should that fail, the sweep does their work. */
export type CleanUp = () => Operation[];

/** A step of a bulk: a look before a document, the document, an entry, or cleaning up. */
type Step =
  | { before: NewDocument; operation: Operation }
  | { wanted: NewDocument; document: Carrier; operation: Operation }
  | { entry: LogEntry; of: NewEntry; operation: Operation }
  | { operation: Operation };

const empty: Head = { seq: 0, hash: beforeTheFirst };

/** How much is written in one go: posts can be long, and a message to the database holds 48 MB. */
const batchSize = 100;
/** How the database says that a unique index refused something, and that something cannot be converted. */
const duplicate = 11_000;
const conversionFailure = 241;
/**
 * How long cleaning up waits, in milliseconds, so that much of it is done in one go and few bulks wait for it; less than a pass
 * of the sweep, which would otherwise find it undone.
 */
const cleanUpAfter = 250;
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
  /** The last entry of each stream, as far as is known here. */
  private readonly heads = new Map<string, Head>();
  private running: Promise<void> | undefined;
  /** From when on there is to be cleaned up, if there is anything. */
  private cleaningFrom: number | undefined;
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
    this.cleaningFrom ??= performance.now() + cleanUpAfter;
    if (this.running || this.cleaningLater) return;
    this.cleaningLater = setTimeout(() => this.cleanUpNow(), this.cleaningFrom - performance.now());
    this.cleaningLater.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.cleanUpNow();
    await this.running;
  }

  private cleanUpNow(): void {
    this.cleaningFrom = 0;
    this.wake();
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
    if (this.cleaningFrom !== undefined) this.cleanUpSoon();
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
    // First, so that what is refused later does not keep it from being done: it follows on what is in the log already.
    const steps: Step[] = this.cleaningUp().map((operation) => ({ operation }));
    const caused: NewEntry[] = [];
    // Once in a bulk is enough: it is written in one go. No two documents have the same id.
    const looked = new Set<string>();
    for (const wanted of documents) {
      const document = wanted.make();
      if (!document) {
        wanted.notWritten('not-tried');
        continue;
      }
      if (wanted.unless && !looked.has(wanted.unless._id)) {
        steps.push({ before: wanted, operation: this.lookAt(wanted.unless) });
        looked.add(wanted.unless._id);
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

  private cleaningUp(): Operation[] {
    if (this.cleaningFrom === undefined || performance.now() < this.cleaningFrom) return [];
    this.cleaningFrom = undefined;
    return this.cleanUps.flatMap((cleanUp) => cleanUp());
  }

  /**
   * An operation that changes nothing, and fails where it is so, which ends an ordered bulk: the document stays unwritten
   * without a question asked before.
   */
  private lookAt({ source, _id, is }: Unless): Operation {
    return {
      namespace: this.namespaceOf(source),
      name: 'updateOne',
      filter: { _id, $expr: { $toInt: { $cond: [is, 'it is so', '1'] } } },
      update: { $setOnInsert: { _id } },
    };
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
        this.heads.set(stream, last ? { seq: last.seq, hash: String(last._id) } : empty);
      }),
    );
  }

  private entryStep(of: NewEntry): Step {
    const { stream, changeId, type, subject, revision, audited } = of.change;
    const before = this.heads.get(stream) ?? empty;
    const seq = before.seq + 1;
    const at = this.clock.now();
    const namespace = this.namespaceOf(this.log);
    if (audited) {
      // Whoever takes this number elsewhere is another predecessor: then this one is refused, and made anew after that.
      const document = nextEntry({ seq, previous: before.hash, at, changeId }, audited);
      this.heads.set(stream, { seq, hash: document._id });
      const entry = { stream, seq, changeId, type, subject, revision };
      return { entry, of, operation: { namespace, name: 'insertOne', document } };
    }
    this.heads.set(stream, { seq, hash: '' });
    const waiting = this.subscribers.namesFor(type);
    const entry = { stream, seq, changeId, type, subject, revision, ...(waiting.length > 0 ? { waiting } : {}) };
    // To the day, under an id of its own: nothing here says what came when, or after what in another stream (safety.md P2a).
    const document = { _id: `${stream}/${seq}`, ...entry, at: startOfDay(at) };
    return { entry, of, operation: { namespace, name: 'insertOne', document } };
  }

  /** Writes durably, and answers how many of the operations were done before one was refused. */
  private async write(operations: readonly Operation[]): Promise<number> {
    try {
      await this.connection.getClient().bulkWrite(operations as AnyClientBulkWriteModel<Document>[], { ordered: true });
      return operations.length;
    } catch (error) {
      const [refused] = error instanceof MongoClientBulkWriteError ? error.writeErrors : [];
      if (!refused) throw error;
      const [index, { code }] = refused;
      if (code !== (operations[index]?.name === 'updateOne' ? conversionFailure : duplicate)) throw error;
      return index;
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
    let forbidden: NewDocument | undefined;
    for (const [index, step] of steps.entries()) {
      if (index < refused) continue;
      if ('before' in step) {
        if (index === refused) forbidden = step.before;
      } else if ('wanted' in step) {
        notWritten.add(step.document);
        step.wanted.notWritten(step.wanted === forbidden ? 'unless' : index === refused ? 'refused' : 'not-tried');
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
