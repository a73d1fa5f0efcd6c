import { notFound } from '@throughline/kernel';
import { type PendingChange, Relay, type Revised } from '@throughline/stream';
import type { Model, UpdateQuery } from 'mongoose';
import type { Kept } from './evidence.schema';
import { postsOf } from './words-evidence';

/** Moves with each change of an outcome or a note: what is kept of who is to look at something is made anew. No gate opens it. */
export const lookedAfterStream = 'looked-after';

/** What is written, to whom it is told, and the posts and threads that say something else of it from then on. */
export interface KeptWrite<Document> {
  update: UpdateQuery<Document>;
  /** Streams: the names of audiences. */
  tell: readonly string[];
  marks?: readonly string[];
}

/** The posts and threads that lead to it. */
export function leadingTo({ evidence, threads }: Pick<Kept, 'evidence' | 'threads'>): string[] {
  return [...postsOf(evidence), ...threads];
}

/** Those that say something else of it once it is changed so; `told`: they say it in other words. */
export function marksOf(before: Kept, after: Kept, told: boolean): string[] {
  if (told) return [...leadingTo(after), ...before.threads];
  const differ = (one: Kept, other: Kept) => one.threads.filter((id) => !other.threads.includes(id));
  return [...differ(before, after), ...differ(after, before)];
}

/** Writes to outcomes or notes: each one atomic, carrying its changes, and tried again where another came between. */
export abstract class KeptWrites<Document extends Kept & Revised> {
  protected constructor(
    protected readonly model: Model<Document>,
    private readonly relay: Relay,
    private readonly type: 'outcome.changed' | 'note.changed',
  ) {}

  /** The changes of a document with this revision. What goes out says no revision: who may not read all would see a gap in it. */
  changesOf(id: string, revision: number, tell: readonly string[], marks: readonly string[] = []): PendingChange[] {
    const [kind] = this.type.split('.');
    return [
      ...[...new Set([...tell, lookedAfterStream])].map((stream) => ({
        changeId: `${kind}-${id}-${revision}`,
        stream,
        type: this.type,
        subject: id,
        revision: 1,
      })),
      // A stream of its own for each post and thread, which no gate opens.
      ...[...new Set(marks)].map((place) => ({
        changeId: `mark-${id}-${revision}`,
        stream: `marks:${place}`,
        type: 'mark.changed' as const,
        subject: place,
        revision: 1,
      })),
    ];
  }

  /** Throws `not-found`; `writeOf` is asked anew each time, and answers undefined where there is nothing to do. */
  async change(
    id: string,
    writeOf: (document: Document) => KeptWrite<Document> | undefined | Promise<KeptWrite<Document> | undefined>,
  ): Promise<Document> {
    const changed = await this.relay.change(this.model, id, async (document, revision) => {
      const write = await writeOf(document);
      return write && { update: write.update, changes: this.changesOf(id, revision, write.tell, write.marks) };
    });
    if (!changed) throw notFound();
    return changed.after ?? changed.before;
  }
}
