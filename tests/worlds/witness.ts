import { type Answer, Insider, type Sending } from '@throughline/testing';
import type { Socket } from 'socket.io-client';
import { connect, send } from '../live/sockets';

/** Something that somebody got to know: by what, and what it said. */
export interface Heard {
  who: string;
  by: string;
  said: string;
}

/** Headers that say when something was sent, and on which line: those of Node's own HTTP server. */
const ofTheLine = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

/** A change as it arrives; what else may come is kept as it came. */
interface Pushed {
  stream?: string;
  seq?: number;
  subject?: string;
  data?: unknown;
}

/** A frame, and between which two acts it came. */
interface Frame {
  said: string;
  pushed: Pushed;
  moment: number;
}

/** Somebody of whom everything is kept that they receive: each answer, and each frame of their live connection. */
export class Witness extends Insider {
  readonly streams = new Map<string, number>();
  private socket: Socket | undefined;
  private frames: Frame[] = [];
  private moment = 0;

  constructor(
    url: string,
    signInName: string,
    readonly who: string,
    private readonly hear: (heard: Heard) => void,
  ) {
    super(url, signInName);
  }

  /** Somebody who has joined, from now on as a witness. */
  static of(insider: Insider, who: string, hear: (heard: Heard) => void): Witness {
    const witness = new Witness(insider.url, insider.signInName, who, hear);
    witness.codes = insider.codes;
    for (const pair of insider.cookie.split('; ').filter(Boolean)) {
      const split = pair.indexOf('=');
      witness.keep(pair.slice(0, split), pair.slice(split + 1));
    }
    return witness;
  }

  override async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    // As it is: then the length that the server says is one of these very words.
    const headers = { 'accept-encoding': 'identity', ...sending.headers };
    const answer = await super.send(method, path, { ...sending, headers });
    this.hear({ who: this.who, by: `${method} ${path}`, said: saidIn(answer) });
    return answer;
  }

  /** Opens the live connection; whether it was let in is heard too. */
  async listen(): Promise<void> {
    this.socket?.disconnect();
    this.tellFrames();
    this.streams.clear();
    try {
      this.socket = await connect(this);
    } catch (error) {
      this.hear({ who: this.who, by: 'socket', said: `refused: ${(error as Error).message}` });
      return;
    }
    // Of frames, every one but answers to what was asked: those are heard where it was.
    this.socket.io.engine.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
      if (type !== 'message' || typeof data !== 'string' || /^[03]/.test(data)) return;
      const pushed = pushedIn(data);
      const { stream = '', seq = 0 } = pushed;
      if (stream !== '') this.streams.set(stream, Math.max(seq, this.streams.get(stream) ?? 0));
      this.frames.push({ said: data, pushed, moment: this.moment });
    });
  }

  get listens(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Joins a stream from its beginning. */
  async join(stream: string, epoch: string): Promise<void> {
    if (!this.socket || this.streams.has(stream)) return;
    this.streams.set(stream, 0);
    const answer = await send(this.socket, 'join', { stream, cursor: { epoch, seq: 0 } });
    const { cursor } = answer as { cursor?: { seq: number } };
    if (cursor) this.streams.set(stream, Math.max(cursor.seq, this.streams.get(stream) ?? 0));
    else this.streams.delete(stream);
    this.hear({ who: this.who, by: `join ${stream}`, said: JSON.stringify(answer) });
  }

  /** Something else is done from now on. */
  nextMoment(): void {
    this.moment += 1;
  }

  /**
   * Tells the frames that came since the last time, in their order. Streams overtake each other by the chance of the moment, so this is
   * told stream by stream. Of several changes of one thing at one moment, the first says what is so then or already what is so after the
   * last, by the same chance: so each is told with the last one's words.
   */
  tellFrames(): void {
    const frames = this.frames;
    this.frames = [];
    const last = new Map<string, unknown>();
    const about = ({ pushed: { stream, subject }, moment }: Frame) => `${stream} ${subject} ${moment}`;
    for (const frame of frames) last.set(about(frame), frame.pushed.data);
    // In the order of joining: names of streams hold ids.
    for (const stream of ['', ...this.streams.keys()])
      for (const frame of frames.filter(({ pushed }) => (pushed.stream ?? '') === stream)) {
        const said =
          frame.pushed.data === undefined
            ? frame.said
            : frame.said.replace(JSON.stringify(frame.pushed.data), () => JSON.stringify(last.get(about(frame))));
        this.hear({ who: this.who, by: `frame of ${stream}`, said });
      }
  }

  leave(): void {
    this.socket?.disconnect();
  }
}

function pushedIn(packet: string): Pushed {
  const start = packet.indexOf('[');
  if (start < 0) return {};
  const [, pushed] = JSON.parse(packet.slice(start)) as [string, Pushed?];
  return pushed ?? {};
}

/** The styles that stand in every page: which they are is said by the hash in its policy. */
const styles = /(<style>)[^<]*(<\/style>)/;

/** All that an answer says: status, headers, body. Its length is told by the body itself, once that it is the right one is seen. */
function saidIn({ status, headers, text }: Answer): string {
  const lines = [...headers].filter(([name]) => !ofTheLine.has(name));
  const told = lines.map(([name, value]) => {
    const fits = name === 'content-length' && Number(value) === Buffer.byteLength(text);
    return `${name}: ${fits ? 'as long as it is' : value}`;
  });
  return [String(status), ...told.sort(), '', text.replace(styles, '$1the same styles$2')].join('\n');
}
