import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

/** What the server asked its database, and for whose sake. */
export interface Question {
  command: Document;
  during: string;
}

const questionKinds = ['find', 'aggregate', 'count', 'distinct', 'findAndModify', 'update', 'delete'];
/** What goes with a command over the line and is no part of the question. */
const wrapping = ['lsid', '$db', '$clusterTime', '$readPreference', 'txnNumber', 'writeConcern'];

/**
 * Stands between the server and its database and hears every question: the embedded engine has no profiler. MongoDB's messages
 * are a header of 16 bytes and, for OP_MSG, flags of 4 and sections of BSON.
 */
export class Listener {
  readonly questions: Question[] = [];
  during = 'start';
  private readonly lines = new Set<Socket>();

  private constructor(
    private readonly door: Server,
    readonly uri: string,
  ) {}

  static async before(databaseUri: string): Promise<Listener> {
    const [, host = ''] = /^mongodb:\/\/([^/]+)/.exec(databaseUri) ?? [];
    const door = createServer();
    await new Promise<void>((opened) => door.listen(0, '127.0.0.1', opened));
    const { port } = door.address() as AddressInfo;
    const listener = new Listener(door, databaseUri.replace(host, `127.0.0.1:${port}`));
    door.on('connection', (server) => listener.passOn(server, connect(decodeURIComponent(host))));
    return listener;
  }

  async stop(): Promise<void> {
    for (const line of this.lines) line.destroy();
    await new Promise((closed) => this.door.close(closed));
  }

  private passOn(server: Socket, database: Socket): void {
    let unread: Buffer = Buffer.alloc(0);
    for (const [line, other] of [
      [server, database],
      [database, server],
    ] as const) {
      this.lines.add(line);
      line.on('error', () => other.destroy()).on('close', () => other.destroy());
      line.pipe(other);
    }
    server.on('data', (part) => {
      unread = Buffer.concat([unread, part]);
      while (unread.length >= 4 && unread.length >= unread.readInt32LE(0)) {
        this.hear(unread.subarray(0, unread.readInt32LE(0)));
        unread = unread.subarray(unread.readInt32LE(0));
      }
    });
  }

  private hear(message: Buffer): void {
    const command = commandIn(message);
    if (command && questionKinds.includes(Object.keys(command)[0] ?? ''))
      for (const part of partsOf(command)) this.questions.push({ command: part, during: this.during });
  }
}

function commandIn(message: Buffer): Document | undefined {
  if (message.readInt32LE(12) !== 2013) return undefined;
  const command: Document = {};
  for (let at = 20; at < message.length;) {
    const isSequence = message[at] === 1;
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    if (isSequence) Object.assign(command, sequenceIn(section));
    else Object.assign(command, BSON.deserialize(section));
    at += 1 + size;
  }
  return Object.fromEntries(Object.entries(command).filter(([name]) => !wrapping.includes(name)));
}

/** Documents that travel beside their command: `{ updates: [...] }`. */
function sequenceIn(section: Buffer): Document {
  const nameEnd = section.indexOf(0, 4);
  const documents: Document[] = [];
  for (let at = nameEnd + 1; at < section.length; at += section.readInt32LE(at))
    documents.push(BSON.deserialize(section.subarray(at, at + section.readInt32LE(at))));
  return { [section.toString('utf8', 4, nameEnd)]: documents };
}

/** Only one change at a time can be explained. */
function partsOf(command: Document): Document[] {
  for (const list of ['updates', 'deletes'])
    if (Array.isArray(command[list]))
      return (command[list] as Document[]).map((one) => ({ ...command, [list]: [one] }));
  return [command];
}

/** A question without what it was asked about: `find posts {threadId, number: {$gt}}`. */
export function shapeOf(command: Document): string {
  const [[kind = '', collection] = []] = Object.entries(command);
  const { filter, query, pipeline, updates, deletes, sort } = command as Record<string, Document | undefined>;
  const asked = filter ?? query ?? pipeline ?? (updates ?? deletes)?.[0]?.q ?? {};
  return `${kind} ${String(collection)} ${shown(asked)}${sort ? ` by ${Object.keys(sort).join(', ')}` : ''}`;
}

function shown(value: unknown): string {
  // An empty list is another question: nothing is looked for, whatever indexes there are.
  if (Array.isArray(value)) return `[${[...new Set(value.map((one) => shown(one) || '…'))].join(', ')}]`;
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object' || value.constructor !== Object) return '';
  const parts = Object.entries(value).map(([name, inner]) => [name, shown(inner)].filter(Boolean).join(': '));
  return `{${parts.join(', ')}}`;
}

/** Whether a plan, as `explain` tells it, reads a collection from end to end. */
export function readsWhole(plan: unknown): boolean {
  if (Array.isArray(plan)) return plan.some(readsWhole);
  if (typeof plan !== 'object' || plan === null) return false;
  return Object.entries(plan).some(
    ([name, value]) => (name === 'stage' && value === 'COLLSCAN') || (name !== 'rejectedPlans' && readsWhole(value)),
  );
}
