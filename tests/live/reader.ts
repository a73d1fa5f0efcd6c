import {
  type Change,
  changesAnswer,
  type ChangesAnswer,
  type Cursor,
  threadPage,
  type ThreadPage,
} from '@throughline/contracts';
import { expected, type Person } from '@throughline/testing';
import type { Socket } from 'socket.io-client';
import { applyChange } from '../../apps/web/src/live/apply-change';
import { connect, drop, ended, reconnect, send } from './sockets';

/**
 * Somebody with a thread's first page open, who follows it as live.md says: fetches it, joins with its cursor, applies what comes
 * in order, fetches what is missing, and fetches anew where it is told to.
 */
export class Reader {
  page!: ThreadPage;
  /** Every change that was applied since the page was last fetched, in that order. */
  readonly taken: number[] = [];
  reloads = 0;
  private cursor!: Cursor;
  private socket!: Socket;
  /** One thing after another: what comes while something is fetched waits. */
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly person: Person,
    private readonly threadId: string,
  ) {}

  static async open(
    person: Person,
    threadId: string,
    transport: 'websocket' | 'polling' = 'websocket',
  ): Promise<Reader> {
    const reader = new Reader(person, threadId);
    await reader.fetch();
    reader.socket = await connect(person, transport);
    reader.socket.on('change', (change: Change) => reader.queued(() => reader.take(change)));
    await reader.join();
    return reader;
  }

  /** Joins, or joins again after a drop, from where the page stands. */
  async join(): Promise<void> {
    await this.queued(async () => {
      const answer = await send(this.socket, 'join', { stream: this.stream, cursor: this.cursor });
      await this.follow(changesAnswer.parse(answer));
    });
  }

  async drop(): Promise<void> {
    await drop(this.socket);
  }

  /** When the other end has gone. */
  async cutOff(): Promise<void> {
    await ended(this.socket);
  }

  async comeBack(): Promise<void> {
    await reconnect(this.socket);
    await this.join();
  }

  /** What a page fetched now shows. */
  async fresh(): Promise<ThreadPage> {
    return expected(200, await this.person.get(`/api/threads/${this.threadId}/page?page=1`)).as(threadPage);
  }

  /** When all that came so far was taken. */
  settled(): Promise<unknown> {
    return this.queue;
  }

  private get stream(): string {
    return `thread:${this.threadId}`;
  }

  private queued<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async fetch(): Promise<void> {
    this.page = await this.fresh();
    this.cursor = this.page.cursor;
    this.taken.length = 0;
  }

  private async take(change: Change): Promise<void> {
    if (change.epoch !== this.cursor.epoch) return this.anew();
    if (change.seq <= this.cursor.seq) return;
    if (change.seq > this.cursor.seq + 1 || change.data === null) return this.catchUp();
    this.apply(change);
  }

  private apply(change: Change): void {
    this.page = applyChange(this.page, change);
    this.cursor = { epoch: change.epoch, seq: change.seq };
    this.taken.push(change.seq);
  }

  private async follow(answer: ChangesAnswer): Promise<void> {
    if (answer.reload) return this.anew();
    for (const change of answer.changes) if (change.seq > this.cursor.seq) this.apply(change);
    if (answer.more) await this.catchUp();
  }

  private async catchUp(): Promise<void> {
    const { epoch, seq } = this.cursor;
    const path = `/api/streams/${this.stream}/changes?epoch=${epoch}&after=${seq}`;
    await this.follow(expected(200, await this.person.get(path)).as(changesAnswer));
  }

  private async anew(): Promise<void> {
    this.reloads += 1;
    await this.fetch();
  }
}
