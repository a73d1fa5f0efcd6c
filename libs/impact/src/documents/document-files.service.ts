import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { UnsentDocument } from '@throughline/contracts';
import { type DocumentKind, documentsBytesLimit, pdfBytesLimit, pictureBytesLimit } from '@throughline/contracts/names';
import { Days } from '@throughline/discussion';
import {
  Clock,
  DomainError,
  type Healer,
  Ids,
  notFound,
  Policies,
  Registries,
  type SignedIn,
} from '@throughline/kernel';
import { type Counter, Files, Incoming, Jobs, kindOf, Limits, PictureMaker } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import type { Evidence, LinkedFile } from '../evidence/evidence.schema';
import { Note } from '../notes/note.schema';
import { Outcome } from '../outcomes/outcome.schema';
import { addDocument } from './document.policy';
import { DocumentFile } from './document-file.schema';
import { cleanName } from './file-name';
import { wrongWithPdf } from './pdf';

/** How long a file waits to be linked, in milliseconds. */
const waitsFor = 3_600_000;
/** One that was linked in the last moment of its time is on its way for no longer than this, in milliseconds. */
const onItsWay = 120_000;
/** Files that one member may add in an hour. */
const perHour = 60;
/** How its bytes are called in the store, after its id. */
const stored = 'document';

const taken = { most: pictureBytesLimit, tooLarge: 'document-too-large', broken: 'document-broken' } as const;

/** A file as it is sent, a part at a time. */
export interface ReadDocument {
  file: LinkedFile;
  length: number;
  pieces: AsyncIterable<Buffer>;
}

/**
 * Files of documents: added first, then linked with a document, and erased when nothing rests on them any more. Whoever may read what a
 * document stands in may read its file (docs/decisions/0035).
 */
@Injectable()
export class DocumentFiles implements Healer, OnModuleInit {
  private readonly added: Counter;

  constructor(
    @InjectModel(DocumentFile.name) private readonly known: Model<DocumentFile>,
    @InjectModel(Outcome.name) private readonly outcomes: Model<Outcome>,
    @InjectModel(Note.name) private readonly notes: Model<Note>,
    private readonly files: Files,
    private readonly maker: PictureMaker,
    private readonly incoming: Incoming,
    private readonly policies: Policies,
    private readonly jobs: Jobs,
    private readonly days: Days,
    private readonly ids: Ids,
    private readonly clock: Clock,
    limits: Limits,
    registries: Registries,
  ) {
    this.added = limits.counter({ name: 'documents', times: perHour, within: 3_600, counted: 'in-memory' });
    registries.healers.add(this);
  }

  onModuleInit(): void {
    this.jobs.every('documents.sweep', 60_000, () => this.sweep());
    this.jobs.every('documents.erase-left', 3_600_000, () => this.eraseLeft());
  }

  /** Takes a file in. Throws what is wrong with it, `documents-full`, and `unavailable` where others are on their way. */
  async add(actor: SignedIn, body: Readable, announced: number | undefined): Promise<UnsentDocument> {
    this.policies.authorize(actor, addDocument, undefined);
    await this.added.spend(`member ${actor.memberId}`);
    const { kind, bytes } = await this.incoming.with(actor, body, announced, taken, (given) => this.made(given));
    const _id = this.ids.next();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const until = new Date(this.clock.now().getTime() + waitsFor);
    // Known before it is weighed: of several that come at once none slips past the others.
    await this.known.create({ _id, kind, bytes: bytes.length, sha256, until });
    if ((await this.weight()) > documentsBytesLimit) {
      await this.known.deleteOne({ _id });
      throw new DomainError('documents-full');
    }
    await this.files.keep(fileOf(_id), bytes, await this.days.today());
    return { id: _id, kind, bytes: bytes.length };
  }

  /** One that was added, as what is to rest on it keeps it; and whether something does so already. Throws `document-gone`. */
  async expect({ id, name }: { id: string; name: string }): Promise<{ file: LinkedFile; spent: boolean }> {
    const found = await this.known.findById(id).lean<DocumentFile>();
    if (!found || (found.until && found.until <= this.clock.now())) throw new DomainError('document-gone');
    const { kind, bytes, sha256 } = found;
    return { file: { id, name: cleanName(name, kind), kind, bytes, sha256 }, spent: found.until === undefined };
  }

  /** The file of a document among these, which the caller knows that the reader may see. Throws `not-found`. */
  async readOf(evidence: readonly Evidence[], id: string): Promise<ReadDocument> {
    const found = evidence.find(({ _id }) => _id === id);
    const file = found?.kind === 'document' ? found.file : undefined;
    const read = file && (await this.files.piecesOf(fileOf(file.id)));
    if (!read) throw notFound();
    return { file, ...read };
  }

  /** Those that something rests on stay for good; the others are erased. */
  async settle(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const held = await this.heldOf(ids);
    const free = ids.filter((id) => !held.has(id));
    await this.files.erase(free.map(fileOf));
    await this.known.deleteMany({ _id: trusted({ $in: free }) });
    await this.known.updateMany({ _id: trusted({ $in: [...held] }) }, { $unset: { until: '' } });
  }

  /** Lets go of what was added and not linked within its time. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - onItsWay);
    const over = await this.known.find({ until: trusted({ $lt: before }) }, { _id: 1 }).lean();
    await this.settle(over.map(({ _id }) => _id));
  }

  /** After a restore: files whose document is not in the backup are erased. */
  heal(): Promise<void> {
    return this.eraseLeft();
  }

  /** Erases what neither something rests on nor waits to be linked: a crash came between. */
  private async eraseLeft(): Promise<void> {
    const stray = await this.files.idsOf([stored]);
    const known = await this.known.find({}, { until: 1 }).lean<Pick<DocumentFile, '_id' | 'until'>[]>();
    const waiting = new Set(known.flatMap(({ _id, until }) => (until ? [_id] : [])));
    const all = new Set([...stray, ...known.map(({ _id }) => _id)]);
    await this.settle([...all].filter((id) => !waiting.has(id)));
  }

  private async made(given: Buffer): Promise<{ kind: DocumentKind; bytes: Buffer }> {
    if (kindOf(given) !== 'none') return { kind: 'picture', bytes: (await this.maker.make(given)).large.bytes };
    const wrong = wrongWithPdf(given);
    if (wrong) throw new DomainError(wrong);
    if (given.length > pdfBytesLimit) throw new DomainError('document-too-large');
    return { kind: 'pdf', bytes: given };
  }

  private async weight(): Promise<number> {
    const [all] = await this.known.aggregate<{ bytes: number }>([{ $group: { _id: null, bytes: { $sum: '$bytes' } } }]);
    return all?.bytes ?? 0;
  }

  private async heldOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const among = { 'evidence.file.id': trusted({ $in: [...ids] }) };
    const which = { 'evidence.file.id': 1 } as const;
    const found = await Promise.all([
      this.outcomes.find(among, which).lean<Pick<Outcome, 'evidence'>[]>(),
      this.notes.find(among, which).lean<Pick<Note, 'evidence'>[]>(),
    ]);
    const held = found
      .flat()
      .flatMap(({ evidence }) => evidence.flatMap((one) => ('file' in one && one.file?.id) || []));
    return new Set(held.filter((id) => ids.includes(id)));
  }
}

function fileOf(id: string): string {
  return `${id}.${stored}`;
}
