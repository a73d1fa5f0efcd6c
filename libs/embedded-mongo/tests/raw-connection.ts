import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BSON } from 'mongodb';

const opQuery = 2004;
const opMessage = 2013;

/** A reply as it came over the wire. */
export interface Reply {
  responseTo: number;
  document: BSON.Document;
}

/** A message with a command, as a driver writes it. */
export function message(command: object, { id = 1, flags = 0, tail = Buffer.alloc(0) } = {}): Buffer {
  const start = Buffer.alloc(5);
  start.writeUInt32LE(flags, 0);
  return framed(id, opMessage, Buffer.concat([start, BSON.serialize(command), tail]));
}

/** The old form of a question, which drivers still use for their first. */
export function legacyQuestion(command: object, id = 1): Buffer {
  const start = Buffer.concat([Buffer.alloc(4), Buffer.from('admin.$cmd\0'), Buffer.alloc(8)]);
  return framed(id, opQuery, Buffer.concat([start, BSON.serialize(command)]));
}

export function framed(id: number, operation: number, content: Buffer, length = 16 + content.length): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(operation, 12);
  return Buffer.concat([head, content]);
}

/** A connection without a driver, for what no driver would send. */
export class RawConnection {
  readonly replies: Reply[] = [];
  readonly closed: Promise<unknown>;
  private readonly socket: Socket;
  private bytes = Buffer.alloc(0);

  constructor(uri: string) {
    const path = decodeURIComponent(/^mongodb:\/\/([^/]*)\//.exec(uri)?.[1] ?? '');
    this.socket = connect(path);
    this.closed = once(this.socket, 'close');
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk) => this.read(chunk));
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Writes and waits for as many replies in all. */
  async ask(bytes: Buffer, replies = this.replies.length + 1): Promise<Reply> {
    this.write(bytes);
    while (this.replies.length < replies) {
      await Promise.race([once(this.socket, 'data'), this.closed]);
      if (this.socket.destroyed) throw new Error('The connection was closed.');
    }
    const reply = this.replies[replies - 1];
    if (!reply) throw new Error('There is no such reply.');
    return reply;
  }

  end(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    while (this.bytes.length >= 4 && this.bytes.length >= this.bytes.readInt32LE(0)) {
      const reply = this.bytes.subarray(0, this.bytes.readInt32LE(0));
      this.bytes = this.bytes.subarray(reply.length);
      const start = reply.readInt32LE(12) === opMessage ? 21 : 36;
      this.replies.push({ responseTo: reply.readInt32LE(8), document: BSON.deserialize(reply.subarray(start)) });
    }
  }
}
