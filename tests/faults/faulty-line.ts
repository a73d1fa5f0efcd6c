import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Chance } from './chance';
import { carriesMessage, Frames } from './frames';

/** What a line does wrong, each as the share of cases in which it does. */
export interface Weakness {
  /** Messages of the live connection, from the server on, that are dropped whole. */
  dropFrames: number;
  /** Answers to posts that are lost, after the server has sent them. */
  loseAnswers: number;
}

const sound: Weakness = { dropFrames: 0, loseAnswers: 0 };

/** How the head of an answer ends that makes a WebSocket of a connection. */
const endOfHead = Buffer.from('\r\n\r\n');

/** A line between people and a server, which can be cut, and can lose answers and frames. It goes by the server's own address. */
export class FaultyLine {
  private weakness: Weakness = sound;
  private readonly connections = new Set<Connection>();
  /** How many were lost so far. */
  readonly lost = { frames: 0, answers: 0, connections: 0 };

  private constructor(
    private readonly listener: Server,
    private readonly port: number,
    private readonly chance: Chance,
  ) {
    listener.on('connection', (client) => this.accept(client));
  }

  static async to(serverUrl: string, chance: Chance): Promise<FaultyLine> {
    const listener = createServer({ noDelay: true });
    const line = new FaultyLine(listener, Number(new URL(serverUrl).port), chance);
    listener.listen(0, 'localhost');
    await once(listener, 'listening');
    return line;
  }

  get url(): string {
    return `http://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Does this wrong from now on. */
  weaken(weakness: Partial<Weakness>): void {
    this.weakness = { ...this.weakness, ...weakness };
  }

  heal(): void {
    this.weakness = sound;
  }

  /** Cuts everything that is open. */
  cut(): void {
    this.lost.connections += this.connections.size;
    for (const connection of this.connections) connection.cut();
  }

  async close(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    for (const connection of this.connections) connection.cut();
    await closed;
  }

  private accept(client: Socket): void {
    const server = connect({ host: 'localhost', port: this.port, noDelay: true });
    const connection = new Connection(client, server, {
      losesAnswer: () => this.counts('answers', this.chance.happens(this.weakness.loseAnswers)),
      losesFrame: () => this.counts('frames', this.chance.happens(this.weakness.dropFrames)),
    });
    this.connections.add(connection);
    client.once('close', () => this.connections.delete(connection));
  }

  private counts(what: 'answers' | 'frames', isLost: boolean): boolean {
    if (isLost) this.lost[what] += 1;
    return isLost;
  }
}

interface Losses {
  losesAnswer(): boolean;
  losesFrame(): boolean;
}

/** One connection, watched as far as needed: what was asked last, and whether it became a WebSocket. */
class Connection {
  private asked: 'a post' | 'a socket' | 'something else' = 'something else';
  private frames: Frames | undefined;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly losses: Losses,
  ) {
    client.on('data', (bytes) => this.up(bytes));
    server.on('data', (bytes) => this.down(bytes));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('end', () => other.end());
      // A reset of one side is a reset of the other; `close` follows.
      one.on('error', () => undefined);
      one.once('close', () => other.destroy());
      // Who reads slowly is not written to faster.
      one.on('drain', () => other.resume());
    }
  }

  cut(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private up(bytes: Buffer): void {
    if (!this.frames) this.note(bytes.toString('latin1', 0, 200));
    if (!this.server.write(bytes)) this.client.pause();
  }

  private note(beginning: string): void {
    if (/^POST \/api\/threads\/[^/ ]+\/posts /.test(beginning)) this.asked = 'a post';
    else if (/^GET \/socket\.io\/\S*transport=websocket/.test(beginning)) this.asked = 'a socket';
    else if (/^[A-Z]+ \/\S* HTTP\//.test(beginning)) this.asked = 'something else';
  }

  private down(bytes: Buffer): void {
    if (this.frames) return this.pass(this.soundFrames(bytes));
    if (this.asked === 'a post' && this.losses.losesAnswer()) return this.cut();
    if (this.asked !== 'a socket') return this.pass(bytes);
    // The answer that makes it a WebSocket comes in one piece; frames may follow it at once.
    const end = bytes.indexOf(endOfHead) + endOfHead.length;
    if (end < endOfHead.length || !bytes.toString('latin1', 0, 12).endsWith(' 101')) return this.pass(bytes);
    this.frames = new Frames();
    this.pass(bytes.subarray(0, end));
    this.pass(this.soundFrames(bytes.subarray(end)));
  }

  private soundFrames(bytes: Buffer): Buffer {
    const frames = this.frames?.take(bytes) ?? [];
    return Buffer.concat(
      frames.filter((frame) => !carriesMessage(frame) || !this.losses.losesFrame()).map((frame) => frame.bytes),
    );
  }

  private pass(bytes: Buffer): void {
    if (bytes.length > 0 && !this.client.write(bytes)) this.server.pause();
  }
}
