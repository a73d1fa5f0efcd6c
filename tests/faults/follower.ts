import {
  type Change,
  type ChangesAnswer,
  changesAnswer,
  type Cursor,
  headsAnswer,
  type PostView,
} from '@throughline/contracts';
import type { LiveRequest } from '@throughline/contracts/names';
import { expected, type Person } from '@throughline/testing';
import { io, type Socket } from 'socket.io-client';
import { ask } from './asking';
import type { Following, Shown, Stretch } from './history';
import { loadThread, shown } from './pages';

/** The page asks every 20 seconds whether it lacks anything; here more often, so that a run need not wait for it. */
const compareEvery = 3_000;
const answerWithin = 2_000;

/**
 * Somebody who follows a whole thread through every fault, as the page does (apps/web/src/live/connection.ts): joins with a
 * cursor, takes what comes in order, asks for what is missing, fetches anew where told to; and notes what they saw, in order.
 */
export class Follower {
  private readonly posts = new Map<number, PostView>();
  private readonly stretches: { -readonly [Part in keyof Stretch]: Stretch[Part] }[] = [];
  private came: Shown[] = [];
  private cursor: Cursor | undefined;
  private readonly socket: Socket;
  private readonly comparing: NodeJS.Timeout;
  /** One thing after another: what comes while something is fetched waits. */
  private queue: Promise<unknown> = Promise.resolve();
  private comparisonWaits = false;
  private stopped = false;

  constructor(
    private readonly line: string,
    private readonly person: Person,
    readonly name: string,
    readonly thread: string,
  ) {
    this.socket = io(line, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 1_000,
      extraHeaders: { origin: line, cookie: person.cookie },
    });
    this.socket.on('connect', () => this.queued(() => this.catchUp()));
    this.socket.on('disconnect', (reason) => {
      // The client does not come back by itself to a server that ended the connection: it stops, or starts again.
      if (reason === 'io server disconnect') this.socket.connect();
    });
    this.socket.on('change', (change: Change) => this.queued(() => this.take(change)));
    this.comparing = setInterval(() => this.compareSoon(), compareEvery);
    this.queued(() => this.fetch());
  }

  /** The page as it stands. */
  get page(): Shown[] {
    return [...this.posts.values()].sort((one, other) => one.number - other.number).map(shown);
  }

  /** How often the page was fetched. */
  get fetches(): number {
    return this.stretches.length;
  }

  /** What was seen, once it is over. */
  get following(): Following {
    const { name: reader, thread, stretches, page } = this;
    return { reader, thread, stretches, page };
  }

  /** Asks whether anything is missing, and takes it; settles when it has. */
  async settle(): Promise<void> {
    this.compareSoon();
    await this.queue;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.comparing);
    this.socket.disconnect();
    await this.queue;
  }

  /** What fails here is made good by the next comparison, or when the socket comes back. */
  private queued(work: () => Promise<void>): void {
    this.queue = this.queue.then(() => (this.stopped ? undefined : work())).catch(() => undefined);
  }

  /** Once is enough, however long the answer takes. */
  private compareSoon(): void {
    if (this.comparisonWaits) return;
    this.comparisonWaits = true;
    this.queued(() => {
      this.comparisonWaits = false;
      return this.compare();
    });
  }

  private async fetch(): Promise<void> {
    const askedAt = performance.now();
    const { posts, cursor } = await loadThread(this.line, this.person, this.thread);
    this.posts.clear();
    // Where a page shows two posts in one place, both are noted; the page that goes on from here holds the first.
    for (const post of posts) if (!this.posts.has(post.number)) this.posts.set(post.number, post);
    this.came = [];
    this.stretches.push({ askedAt, epoch: cursor.epoch, fetched: posts.map(shown), came: this.came });
    this.cursor = cursor;
  }

  private async take(change: Change): Promise<void> {
    if (!this.cursor) return this.fetch();
    if (change.epoch === this.cursor.epoch && change.seq <= this.cursor.seq) return;
    if (change.epoch !== this.cursor.epoch || change.seq > this.cursor.seq + 1) return this.catchUp();
    this.apply(change);
    this.cursor = { epoch: change.epoch, seq: change.seq };
  }

  private apply({ type, data }: Change): void {
    if (data === null || (type !== 'post.published' && type !== 'post.changed')) return;
    const post = data as PostView;
    const held = this.posts.get(post.number);
    if (held && post.revision <= held.revision) return;
    if (!held) this.came.push(shown(post));
    this.posts.set(post.number, post);
  }

  private async catchUp(): Promise<void> {
    if (!this.cursor) return this.fetch();
    for (let more = true; more;) {
      const from: Cursor = this.cursor;
      const answer = await this.changesSince(from);
      if (answer.reload) return this.fetch();
      for (const change of answer.changes) if (change.seq > from.seq) this.apply(change);
      this.cursor = { epoch: from.epoch, seq: Math.max(from.seq, answer.cursor.seq) };
      ({ more } = answer);
    }
  }

  /** Over the socket, which joins the stream at the same time; else by fetch. */
  private async changesSince(cursor: Cursor): Promise<ChangesAnswer> {
    const stream = `thread:${this.thread}`;
    const joined = changesAnswer.safeParse(await this.request('join', { stream, cursor }));
    if (joined.success) return joined.data;
    const path = `/api/streams/${stream}/changes?epoch=${cursor.epoch}&after=${cursor.seq}`;
    return expected(200, await ask(this.line, this.person, path)).as(changesAnswer);
  }

  private async compare(): Promise<void> {
    if (!this.cursor) return this.fetch();
    const stream = `thread:${this.thread}`;
    const told = headsAnswer.safeParse(await this.request('heads', { cursors: { [stream]: this.cursor } }));
    if (!told.success || told.data.moved.length > 0) await this.catchUp();
  }

  private async request(event: LiveRequest, message: unknown): Promise<unknown> {
    if (!this.socket.connected) return undefined;
    return this.socket
      .timeout(answerWithin)
      .emitWithAck(event, message)
      .catch(() => undefined);
  }
}
