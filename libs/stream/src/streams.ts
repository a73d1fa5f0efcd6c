import { Injectable } from '@nestjs/common';
import type { Change, ChangesAnswer, Cursor } from '@throughline/contracts';
import { type Actor, DomainError, inFull, notFound } from '@throughline/kernel';
import { ChangePresenters } from './change-presenters';
import { Epochs } from './epochs';
import { StreamGates } from './stream-gates';
import type { Appended } from './group-commit';
import { StreamLog } from './stream-log';

/** The most changes that one answer holds; a reader who lacks more than a few answers' worth had better fetch anew. */
const answerSize = 200;

/** Streams as readers know them: a cursor, and what came after it. */
@Injectable()
export class Streams {
  constructor(
    private readonly streamLog: StreamLog,
    private readonly epochs: Epochs,
    private readonly gates: StreamGates,
    private readonly presenters: ChangePresenters,
  ) {}

  /** Where a stream stands now: to be read before the data that it goes with. */
  async cursor(stream: string): Promise<Cursor> {
    return { epoch: this.epochs.current, seq: await this.streamLog.head(stream) };
  }

  /** Throws `second-factor-needed`, or `not-found` where the actor may not read the stream: it does not exist for them. */
  async authorize(actor: Actor, stream: string): Promise<void> {
    if (await this.gates.allows(actor, stream)) return;
    if (await this.gates.allows(inFull(actor), stream)) throw new DomainError('second-factor-needed');
    throw notFound();
  }

  /** What came after the cursor, or `reload` where that cannot be said: the caller has authorised. */
  async since(stream: string, cursor: Cursor): Promise<ChangesAnswer> {
    const entries = await this.streamLog.after(stream, cursor.seq, answerSize + 1);
    const { current: epoch } = this.epochs;
    const first = entries[0]?.seq;
    const reachesBack =
      first === undefined ? cursor.seq <= (await this.streamLog.head(stream)) : first === cursor.seq + 1;
    if (cursor.epoch !== epoch || !reachesBack) {
      return { reload: true, changes: [], cursor: await this.cursor(stream), more: false };
    }
    const part = entries.slice(0, answerSize);
    return {
      reload: false,
      changes: await this.present(stream, part),
      cursor: { epoch, seq: part.at(-1)?.seq ?? cursor.seq },
      more: entries.length > answerSize,
    };
  }

  /** Entries as they go out: with what they are about, as it is now. */
  async present(stream: string, entries: readonly Appended[]): Promise<Change[]> {
    const viewOf = await this.presenters.present(stream, entries);
    return entries.map((entry) => ({
      stream,
      epoch: this.epochs.current,
      seq: entry.seq,
      type: entry.type,
      subject: entry.subject,
      revision: entry.revision,
      data: viewOf(entry),
    }));
  }
}
