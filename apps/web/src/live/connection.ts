import type { Change, ChangesAnswer, Cursor } from '@throughline/contracts';
import { headsEveryMilliseconds } from '@throughline/contracts/names';
import type { Socket } from 'socket.io-client';
import { call, ProblemError } from '../app/http';
import { goTo } from '../app/leave';
import { setConnectionState } from './connection-state';

export interface StreamListener {
  /** A change, in its order, each once. */
  change(change: Change): void;
  /** The cursor cannot be continued: fetch anew, and follow again from the new cursor. */
  reload(): void;
}

interface Followed {
  cursor: Cursor;
  listeners: Set<StreamListener>;
  /** One catching-up at a time, for the first time, a gap and a reconnection alike. */
  catching: Promise<void> | undefined;
  again: boolean;
}

/** Said to be down only after this long without a line: most drops are over sooner. */
const sayDownAfter = 5_000;

/**
 * The live connection of this tab. The log on the server is the truth; the socket is a hint with a payload. Whatever is
 * missed, by a drop, a sleep or a restart, is asked for from the cursor on (live.md, "Reading without missing anything").
 */
class LiveConnection {
  private socket: Socket | undefined;
  private starting: Promise<void> | undefined;
  private watching = false;
  private readonly followed = new Map<string, Followed>();
  private downTimer: ReturnType<typeof setTimeout> | undefined;
  private wasDown = false;

  /** Follows a stream from a cursor on; answers how to stop. */
  follow(stream: string, cursor: Cursor, listener: StreamListener): () => void {
    const known = this.followed.get(stream);
    const followed = known ?? { cursor, listeners: new Set(), catching: undefined, again: false };
    followed.listeners.add(listener);
    // A second page of the same stream may know less than the first: from the older cursor on, what comes twice is harmless.
    if (known && cursor.epoch === known.cursor.epoch && cursor.seq < known.cursor.seq) known.cursor = cursor;
    this.followed.set(stream, followed);
    this.watch();
    this.start();
    void this.catchUp(stream);
    return () => {
      followed.listeners.delete(listener);
      if (followed.listeners.size > 0) return;
      this.followed.delete(stream);
      this.socket?.emit('leave', { stream });
    };
  }

  private start(): void {
    this.starting ??= import('socket.io-client').then(({ io }) => {
      const socket = io({
        transports: ['websocket', 'polling'],
        tryAllTransports: true,
        reconnectionDelay: 500,
        reconnectionDelayMax: 10_000,
        randomizationFactor: 0.5,
      });
      this.socket = socket;
      socket.on('connect', () => {
        this.up();
        for (const stream of this.followed.keys()) void this.catchUp(stream);
      });
      socket.on('disconnect', (reason) => {
        this.down();
        // Ended by the server: it stops, or this session did. Asking again tells which.
        if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 500 + Math.random() * 1_000);
      });
      socket.on('connect_error', (error) => {
        if (error.message === 'sign-in-needed') void this.signedOut();
        else this.down();
        if (!socket.active) setTimeout(() => socket.connect(), 2_000 + Math.random() * 3_000);
      });
      socket.on('signed-out', () => void this.signedOut());
      socket.on('change', (change: Change) => this.take(change));
    });
    // Without the socket's script it goes on by fetch, and asks for the script again with the next comparison.
    this.starting.catch(() => {
      this.starting = undefined;
      this.down();
    });
  }

  /** Compares from time to time, and whenever somebody comes back to the page: also where no socket can be had. */
  private watch(): void {
    if (this.watching) return;
    this.watching = true;
    setInterval(() => void this.compare(), headsEveryMilliseconds);
    const look = () => {
      if (document.visibilityState === 'visible') void this.compare();
    };
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    window.addEventListener('online', look);
  }

  /** A pushed change: the next one is taken, an older one ignored, one further on says that something lies between. */
  private take(change: Change): void {
    const followed = this.followed.get(change.stream);
    if (!followed) return;
    if (change.epoch !== followed.cursor.epoch || change.seq > followed.cursor.seq + 1) {
      void this.catchUp(change.stream);
      return;
    }
    if (change.seq <= followed.cursor.seq) return;
    this.deliver(followed, [change], { epoch: change.epoch, seq: change.seq });
  }

  private deliver(followed: Followed, changes: readonly Change[], cursor: Cursor): void {
    followed.cursor = cursor;
    for (const change of changes) for (const listener of followed.listeners) listener.change(change);
  }

  private catchUp(stream: string): Promise<void> {
    const followed = this.followed.get(stream);
    if (!followed) return Promise.resolve();
    if (followed.catching) {
      followed.again = true;
      return followed.catching;
    }
    followed.catching = this.ask(stream, followed).finally(() => {
      followed.catching = undefined;
      if (!followed.again) return;
      followed.again = false;
      void this.catchUp(stream);
    });
    return followed.catching;
  }

  private async ask(stream: string, followed: Followed): Promise<void> {
    for (;;) {
      const from = followed.cursor;
      const answer = await this.changesSince(stream, from);
      if (!answer || this.followed.get(stream) !== followed) return;
      if (answer.reload) {
        followed.cursor = answer.cursor;
        for (const listener of followed.listeners) listener.reload();
        return;
      }
      // A push may have come in the meantime; only what lies beyond it is new.
      const fresh = answer.changes.filter(({ seq }) => seq > followed.cursor.seq);
      const seq = Math.max(answer.cursor.seq, followed.cursor.seq);
      this.deliver(followed, fresh, { epoch: answer.cursor.epoch, seq });
      if (!answer.more) return;
    }
  }

  /** Over the socket, which joins the stream at the same time; else by fetch. */
  private async changesSince(stream: string, cursor: Cursor): Promise<ChangesAnswer | undefined> {
    if (this.socket?.connected) {
      const answer = await this.request<ChangesAnswer>('join', { stream, cursor });
      if (answer) {
        // For whoever looks from outside, a test or a person with a console: changes come by themselves now.
        document.documentElement.dataset['live'] = 'yes';
        return answer;
      }
    }
    try {
      const query = `epoch=${encodeURIComponent(cursor.epoch)}&after=${cursor.seq}`;
      return (await call(`/api/streams/${stream}/changes?${query}`)) as ChangesAnswer;
    } catch (error) {
      if (!(error instanceof ProblemError)) return undefined;
      if (error.status === 401) void this.signedOut();
      // No longer for this reader: the page, asked for anew, says so.
      return error.status === 404 || error.status === 403
        ? { reload: true, changes: [], cursor, more: false }
        : undefined;
    }
  }

  private async request<Answer>(name: string, message: unknown): Promise<Answer | undefined> {
    try {
      const answer = (await this.socket?.timeout(10_000).emitWithAck(name, message)) as Answer | { error: string };
      return answer && typeof answer === 'object' && 'error' in answer ? undefined : (answer as Answer);
    } catch {
      return undefined;
    }
  }

  /** Tells the server the cursors, so that also the last push lost is noticed; without a socket it asks for each stream. */
  private async compare(): Promise<void> {
    const streams = [...this.followed];
    if (streams.length === 0) return;
    this.start();
    if (this.socket?.connected) {
      const cursors = Object.fromEntries(streams.map(([stream, { cursor }]) => [stream, cursor]));
      const answer = await this.request<{ moved: string[] }>('heads', { cursors });
      for (const stream of answer?.moved ?? []) void this.catchUp(stream);
      return;
    }
    await Promise.all(streams.map(([stream]) => this.catchUp(stream)));
  }

  private up(): void {
    clearTimeout(this.downTimer);
    this.downTimer = undefined;
    if (this.wasDown) setConnectionState('again');
    this.wasDown = false;
  }

  private down(): void {
    if (this.wasDown || this.downTimer) return;
    this.downTimer = setTimeout(() => {
      this.downTimer = undefined;
      this.wasDown = true;
      setConnectionState('down');
    }, sayDownAfter);
  }

  private async signedOut(): Promise<void> {
    this.socket?.disconnect();
    const me = (await call('/api/me').catch(() => null)) as { member: unknown } | null;
    if (me && me.member === null) goTo('/sign-in?ended=yes');
    else setTimeout(() => this.socket?.connect(), 2_000);
  }
}

export const live = new LiveConnection();
