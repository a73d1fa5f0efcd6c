import { BSON } from 'mongodb';
import type { EmbeddedMongo } from '../src';
import { framed, legacyQuestion, message, RawConnection } from './raw-connection';
import { Workshop } from './support';

const workshop = new Workshop();
let engine: EmbeddedMongo;
let pid: number;
let connection: RawConnection;

beforeAll(async () => {
  engine = await workshop.engine();
  pid = engine.pid;
});
beforeEach(() => {
  connection = new RawConnection(engine.uri);
});
afterEach(async () => {
  connection.end();
  const other = new RawConnection(engine.uri);
  const { document } = await other.ask(message({ ping: 1, $db: 'admin' }));
  other.end();
  expect(document).toEqual({ ok: 1 });
  // The same process all the time: nothing here may bring it down.
  expect(engine.pid).toBe(pid);
});
afterAll(() => workshop.close());

const lsid = { id: new BSON.UUID() };
const insert = (_id: unknown) => ({ insert: 'written', documents: [{ _id }], $db: 'listener' });

describe('sessions', () => {
  it('are not offered, so drivers open none', async () => {
    const { document } = await connection.ask(message({ hello: 1, $db: 'admin' }));
    expect(document).toMatchObject({ ok: 1, isWritablePrimary: true });
    expect(document).not.toHaveProperty('logicalSessionTimeoutMinutes');
  });

  it.each(['endSessions', 'killAllSessions', 'killAllSessionsByPattern', 'killSessions', 'refreshSessions'])(
    '%s does nothing',
    async (command) => {
      const { document } = await connection.ask(message({ [command]: [lsid], $db: 'admin' }));
      expect(document).toEqual({ ok: 1 });
    },
  );

  it('cannot be started', async () => {
    const { document } = await connection.ask(message({ startSession: 1, $db: 'admin' }));
    expect(document).toMatchObject({ ok: 0, code: 59 });
  });

  it.each([
    ['lsid alone', { lsid }],
    ['a retryable write', { lsid, txnNumber: 1n, stmtId: 0 }],
    ['a cluster time', { $clusterTime: { clusterTime: new BSON.Timestamp(1n) }, lsid }],
  ])('of a message are left out: %s', async (name, fields) => {
    const { document } = await connection.ask(message({ ...insert(name), ...fields }));
    expect(document).toEqual({ n: 1, ok: 1 });
    const found = await connection.ask(message({ find: 'written', filter: { _id: name }, $db: 'listener', ...fields }));
    expect(found.document).toMatchObject({ ok: 1, cursor: { firstBatch: [{ _id: name }] } });
  });

  it('are left out between values of every kind', async () => {
    const values = {
      ...{ double: 1.5, text: 'ä', document: { a: [1] }, list: [1, 'b'], binary: new BSON.Binary(Buffer.from('xy')) },
      ...{ id: new BSON.ObjectId(), yes: true, date: new Date(5), nothing: null, expression: /a.b/i },
      ...{ code: new BSON.Code('x'), scoped: new BSON.Code('x', { a: 1 }), symbol: new BSON.BSONSymbol('s') },
      ...{ small: 1, stamp: new BSON.Timestamp(7n), long: BSON.Long.fromString('9007199254740993') },
      ...{ decimal: BSON.Decimal128.fromString('1.10'), least: new BSON.MinKey(), most: new BSON.MaxKey() },
    };
    // An unknown field is refused by name, so that the order of what came through shows.
    const { document } = await connection.ask(message({ ping: 1, lsid, comment: 'c', $db: 'admin', ...values }));
    expect(document).toMatchObject({ ok: 0, errmsg: expect.stringContaining('double') });
    const within = { ...insert('every kind'), lsid };
    within.documents = [{ _id: 'every kind', ...values } as never];
    expect((await connection.ask(message(within))).document).toEqual({ n: 1, ok: 1 });
  });

  it('are left out of a message with a checksum, which is not right any more', async () => {
    const tail = Buffer.from([1, 2, 3, 4]);
    const { document } = await connection.ask(message({ ...insert('checksum'), lsid }, { flags: 1, tail }));
    expect(document).toEqual({ n: 1, ok: 1 });
  });

  it.each([
    ['the first message', { ...insert(1), lsid, txnNumber: 1n, startTransaction: true, autocommit: false }],
    ['a later message', { ...insert(1), lsid, txnNumber: 1n, autocommit: false }],
    ['a commit', { commitTransaction: 1, lsid, txnNumber: 1n, autocommit: false, $db: 'admin' }],
    ['an abort', { abortTransaction: 1, $db: 'admin' }],
  ])('with transactions are refused as by a standalone server: %s', async (_name, command) => {
    const { document } = await connection.ask(message(command));
    const errmsg = 'Transaction numbers are only allowed on a replica set member or mongos';
    expect(document).toEqual({ ok: 0, code: 20, codeName: 'IllegalOperation', errmsg });
  });
});

describe('the old form of a question', () => {
  it('is answered in the old form when it is a handshake', async () => {
    const reply = await connection.ask(legacyQuestion({ isMaster: 1, helloOk: true }, 77));
    expect(reply).toMatchObject({ responseTo: 77, document: { ismaster: true, ok: 1 } });
  });

  it('is refused when it is anything else', async () => {
    const { document } = await connection.ask(legacyQuestion({ endSessions: [lsid] }));
    expect(document).toMatchObject({ ok: 0, code: 352 });
  });
});

describe('a connection', () => {
  it('is answered in the order of its questions', async () => {
    const slow = { aggregate: 1, pipeline: pipelineOf(200_000), cursor: {}, $db: 'listener' };
    const questions = [message(slow, { id: 1 }), message({ ping: 1, $db: 'admin' }, { id: 2 })];
    questions.push(message({ endSessions: [], $db: 'admin' }, { id: 3 }));
    await connection.ask(Buffer.concat(questions), 3);
    expect(connection.replies.map(({ responseTo }) => responseTo)).toEqual([1, 2, 3]);
  });

  it('does not wait for another one', async () => {
    connection.write(message({ aggregate: 1, pipeline: pipelineOf(1_000_000), cursor: {}, $db: 'listener' }));
    const other = new RawConnection(engine.uri);
    await other.ask(message({ ping: 1, $db: 'admin' }));
    other.end();
    expect(connection.replies).toEqual([]);
    const { document } = await connection.ask(Buffer.alloc(0));
    expect(document).toMatchObject({ ok: 1, cursor: { firstBatch: [{ total: 999_999_000_000 }] } });
  });

  it('may bring a message in crumbs', async () => {
    const question = message({ ping: 1, $db: 'admin' });
    const asked = connection.ask(question.subarray(0, 3));
    for (const [index] of question.subarray(3).entries()) connection.write(question.subarray(index + 3, index + 4));
    expect((await asked).document).toEqual({ ok: 1 });
  });

  it('may want no answer', async () => {
    const moreToCome = 2;
    connection.write(message(insert('silent'), { id: 1, flags: moreToCome }));
    const { responseTo } = await connection.ask(message({ ping: 1, $db: 'admin' }, { id: 2 }));
    expect(responseTo).toBe(2);
  });
});

const ping = BSON.serialize({ ping: 1, $db: 'admin' });
const body = (document: Uint8Array) => Buffer.concat([Buffer.alloc(5), document]);

it.each([
  ['shorter than its head', framed(1, 2013, Buffer.alloc(0), 15)],
  ['of negative length', framed(1, 2013, Buffer.alloc(0), -1)],
  ['longer than 48 MB', framed(1, 2013, Buffer.alloc(0), 48_000_001)],
  ['that is a web browser', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['of an unknown operation', framed(1, 4711, body(ping))],
  ['that is compressed', framed(1, 2012, body(ping))],
  ['without a section', framed(1, 2013, Buffer.alloc(4))],
  ['with half a section', framed(1, 2013, Buffer.from([0, 0, 0, 0, 0, 9, 0]))],
  ['with a section of unknown kind', framed(1, 2013, Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), ping]))],
  ['with two commands', framed(1, 2013, Buffer.concat([body(ping), Buffer.alloc(1), ping]))],
  ['with a list that is longer than it', framed(1, 2013, Buffer.concat([body(ping), Buffer.from([1, 255, 0, 0, 0])]))],
  ['with a document that is longer than it', framed(1, 2013, body(Buffer.from([200, 0, 0, 0, 0])))],
  ['with a document of negative length', framed(1, 2013, body(Buffer.from([255, 255, 255, 255, 0])))],
  ['with a value of unknown type', framed(1, 2013, body(Buffer.from([8, 0, 0, 0, 99, 97, 0, 0])))],
  ['with a name that does not end', framed(1, 2013, body(Buffer.from([8, 0, 0, 0, 16, 97, 98, 99])))],
  ['with a text of absurd length', framed(1, 2013, body(Buffer.from([12, 0, 0, 0, 2, 97, 0, 255, 255, 255, 127, 0])))],
  ['in the old form, without a name', framed(1, 2004, Buffer.from([0, 0, 0, 0, 65, 65]))],
])('a message %s costs its connection and no other', async (_name, bytes) => {
  connection.write(bytes);
  await connection.closed;
  expect(connection.replies).toEqual([]);
});

/** An aggregation that takes a while and needs no collection. */
function pipelineOf(numbers: number): object[] {
  const total = { $sum: { $map: { input: { $range: [0, numbers] }, in: { $multiply: ['$$this', 2] } } } };
  return [{ $documents: [{ a: 1 }] }, { $project: { total } }];
}
