import { Inject, Injectable } from '@nestjs/common';
import type { Change } from '@throughline/contracts';
import { LOG, type Log } from '@throughline/platform';
import { Epochs } from './epochs';
import { type Appended, GroupCommit } from './group-commit';
import { Heads } from './heads';
import { StreamLog } from './stream-log';
import { Streams } from './streams';

/** The most changes pushed in one go; who lacks more asks for them. */
const pushSize = 200;

interface Room {
  /** The last change that was pushed from this server. */
  head: number;
  /** Entries appended on this server that are not pushed yet: they save a look into the log. */
  fresh: Map<number, Appended>;
  /** The log is known to hold more than was pushed. */
  behind: boolean;
  /** One advance at a time, so that changes go out in order. */
  advancing: Promise<void>;
}

/**
 * The streams that somebody here listens to, each pushed in order and without gaps: from memory where a change was appended
 * on this server, from the log where it was not.
 */
@Injectable()
export class Rooms {
  private readonly rooms = new Map<string, Room>();
  private push: (stream: string, change: Change) => void = () => undefined;

  constructor(
    commits: GroupCommit,
    private readonly heads: Heads,
    private readonly streamLog: StreamLog,
    private readonly streams: Streams,
    private readonly epochs: Epochs,
    @Inject(LOG) private readonly log: Log,
  ) {
    commits.appended.on('entry', (entry) => {
      const room = this.rooms.get(entry.stream);
      if (!room) return;
      room.fresh.set(entry.seq, entry);
      // Who wrote it is answered first; telling a thousand others takes its time.
      setImmediate(() => void this.advance(entry.stream, room));
    });
  }

  /** What sends a change to everybody in a room of this server. */
  setPush(push: (stream: string, change: Change) => void): void {
    this.push = push;
  }

  /** Begins to follow a stream; whoever joins reads the log afterwards, so nothing lies between. */
  async open(stream: string): Promise<void> {
    if (this.rooms.has(stream)) return;
    const head = await this.streamLog.head(stream);
    if (!this.rooms.has(stream))
      this.rooms.set(stream, { head, fresh: new Map(), behind: false, advancing: Promise.resolve() });
  }

  close(stream: string): void {
    this.rooms.delete(stream);
  }

  /** Asks the database for what other servers appended, and pushes it. */
  async catchUp(): Promise<void> {
    await this.epochs.refresh();
    const pushed = new Map([...this.rooms].map(([stream, room]) => [stream, room.head]));
    for (const stream of (await this.heads.look(pushed)).keys()) {
      const room = this.rooms.get(stream);
      if (!room) continue;
      room.behind = true;
      await this.advance(stream, room);
    }
  }

  /** Reads on at once where another server says that a stream has moved, instead of at the next look. */
  async moved(heads: readonly (readonly [stream: string, seq: number])[]): Promise<void> {
    await Promise.all(
      heads.map(async ([stream, seq]) => {
        const room = this.rooms.get(stream);
        for (let before = -1; room && before < room.head && room.head < seq;) {
          before = room.head;
          room.behind = true;
          await this.advance(stream, room);
        }
      }),
    );
  }

  private advance(stream: string, room: Room): Promise<void> {
    room.advancing = room.advancing
      .then(() => this.pushNext(stream, room))
      .catch((error: unknown) =>
        this.log.warn({ err: error }, 'changes were not pushed; the next look will push them'),
      );
    return room.advancing;
  }

  private async pushNext(stream: string, room: Room): Promise<void> {
    for (const change of await this.streams.present(stream, await this.nextEntries(stream, room))) {
      this.push(stream, change);
      room.head = change.seq;
    }
    for (const seq of room.fresh.keys()) if (seq <= room.head) room.fresh.delete(seq);
    room.behind = false;
  }

  /** What follows the head: from memory as far as it goes on from there, else from the log where that has more. */
  private async nextEntries(stream: string, room: Room): Promise<Appended[]> {
    const entries: Appended[] = [];
    for (let next = room.fresh.get(room.head + 1); next; next = room.fresh.get(next.seq + 1)) entries.push(next);
    if (entries.length > 0) return entries;
    const gap = [...room.fresh.keys()].some((seq) => seq > room.head);
    return gap || room.behind ? this.streamLog.after(stream, room.head, pushSize) : [];
  }
}
