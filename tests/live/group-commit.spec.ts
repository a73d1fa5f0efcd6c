import 'reflect-metadata';
import { Clock } from '@throughline/kernel';
import {
  type Carrier,
  GroupCommit,
  type PendingChange,
  type PendingSource,
  StreamEntry,
  StreamEntrySchema,
  Subscribers,
  type Unless,
} from '@throughline/stream';
import mongoose, { type Connection, type Model } from 'mongoose';
import { Engine } from '../keeping/engine';

let engine: Engine;
let connections: Connection[];

/** A server's group commit, and the collection of things that it writes. */
interface Server {
  commits: GroupCommit;
  things: PendingSource;
  connection: Connection;
}

beforeAll(async () => {
  engine = await Engine.start();
  connections = [];
});
afterAll(async () => {
  for (const connection of connections) await connection.close();
  await engine.stop();
});

let database = 0;
beforeEach(() => void (database += 1));

async function startServer(): Promise<Server> {
  const options = { dbName: `commits-${database}`, writeConcern: { w: 1, journal: true }, retryWrites: false };
  const connection = await mongoose.createConnection(engine.uri, options).asPromise();
  connections.push(connection);
  const log = connection.model(StreamEntry.name, StreamEntrySchema) as unknown as Model<StreamEntry>;
  await log.init();
  const things = connection.model('Thing', new mongoose.Schema({ _id: String, number: Number }, { strict: false }));
  await things.collection.createIndex({ number: 1 }, { unique: true });
  return { commits: new GroupCommit(connection, log, new Subscribers(), new Clock()), things, connection };
}

const change = (changeId: string, stream = 'thread:a'): PendingChange => ({
  changeId,
  stream,
  type: 'post.changed',
  subject: changeId,
  revision: 1,
});

async function logOf({ connection }: Server, stream = 'thread:a'): Promise<[number, string][]> {
  const entries = await connection
    .collection(StreamEntrySchema.get('collection') ?? '')
    .find({ stream })
    .sort({ seq: 1 })
    .toArray();
  return entries.map(({ seq, changeId }) => [seq as number, changeId as string]);
}

/** Writes a thing with a number; answers what became of it. */
function write({ commits, things }: Server, id: string, number: number | undefined, unless?: Unless): Promise<string> {
  return new Promise((answer) =>
    commits.insert({
      source: things,
      unless,
      make: () =>
        number === undefined ? undefined : ({ _id: id, number, pending: [change(`made-${id}`)] } as Carrier),
      written: () => answer('written'),
      notWritten: answer,
      failed: () => answer('failed'),
    }),
  );
}

test('what is asked for in one moment stands in the log in that order, without gaps', async () => {
  const server = await startServer();
  const asked = Array.from({ length: 250 }, (_, index) => `c${index}`);
  const entries = await Promise.all(asked.map((changeId) => server.commits.append(change(changeId))));
  expect(entries.map(({ seq }) => seq)).toEqual(asked.map((_, index) => index + 1));
  expect(await logOf(server)).toEqual(asked.map((changeId, index) => [index + 1, changeId]));
});

test('appended twice is appended once, and who asks again gets the same place', async () => {
  const server = await startServer();
  await server.commits.append(change('a'));
  const [b, again, c] = await Promise.all(['b', 'a', 'c'].map((id) => server.commits.append(change(id))));
  expect([b?.seq, again?.seq, c?.seq]).toEqual([2, 1, 3]);
  expect(await logOf(server)).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ]);
});

test('two servers appending to one stream at once leave no gaps, lose nothing and tell nothing twice', async () => {
  const servers = [await startServer(), await startServer()];
  const told: string[][] = [[], []];
  const order: string[][] = [[], []];
  await Promise.all(
    servers.map(async (server, which) => {
      server.commits.appended.on('entry', ({ changeId }) => told[which]?.push(changeId));
      const asked = [];
      for (let count = 0; count < 150; count += 1) {
        const id = `s${which}-${count}`;
        order[which]?.push(id);
        asked.push(server.commits.append(change(id)));
        // More is asked for while the last bulk is under way, and while what was refused of it waits to be tried again.
        if (count % 3 === 0) await new Promise((next) => setImmediate(next));
      }
      await Promise.all(asked);
    }),
  );
  const log = await logOf(servers[0] as Server);
  expect(log.map(([seq]) => seq)).toEqual(log.map((_, index) => index + 1));
  for (const which of [0, 1]) {
    expect(log.map(([, id]) => id).filter((id) => id.startsWith(`s${which}`))).toEqual(order[which]);
    expect(told[which]).toEqual(order[which]);
  }
});

test('a document stands before its entry, and what a refused one carried is in no log', async () => {
  const server = await startServer();
  expect(await write(server, 'first', 1)).toBe('written');
  const bystander = server.commits.append(change('bystander'));
  const together = ['second', 'same-number', 'third'].map((id, index) => write(server, id, [2, 1, 3][index]));
  expect(await Promise.all(together)).toEqual(['written', 'refused', 'not-tried']);
  await bystander;
  const ids = (await server.things.collection.find().sort({ number: 1 }).toArray()).map(({ _id }) => String(_id));
  expect(ids).toEqual(['first', 'second']);
  expect((await logOf(server)).map(([, id]) => id)).toEqual(['made-first', 'bystander', 'made-second']);
});

test('a document that must not be written under what has become so is not, and what came after it is tried again', async () => {
  const server = await startServer();
  expect(await write(server, 'open', 1)).toBe('written');
  expect(await write(server, 'closed', 2)).toBe('written');
  await server.things.collection.updateOne({ _id: 'closed' as never }, { $set: { state: 'closed' } });
  const unless = (_id: string) => ({ source: server.things, _id, is: { $eq: ['$state', 'closed'] } });
  const into = (id: string, number: number, where: string) => write(server, id, number, unless(where));
  const together = [
    into('a', 3, 'open'),
    into('b', 4, 'open'),
    into('c', 5, 'closed'),
    into('d', 6, 'closed'),
    into('e', 7, 'open'),
  ];
  expect(await Promise.all(together)).toEqual(['written', 'written', 'unless', 'not-tried', 'not-tried']);
  expect(await into('f', 5, 'nowhere')).toBe('written');
  const ids = (await server.things.collection.find().sort({ number: 1 }).toArray()).map(({ _id }) => String(_id));
  expect(ids).toEqual(['open', 'closed', 'a', 'b', 'f']);
  expect((await logOf(server)).map(([, id]) => id)).toEqual(ids.map((id) => `made-${id}`));
});

test('a document whose number is not known is not tried, and keeps nothing else from being written', async () => {
  const server = await startServer();
  const outcomes = await Promise.all([write(server, 'unknown', undefined), write(server, 'known', 1)]);
  expect(outcomes).toEqual(['not-tried', 'written']);
});

test('where the database is away all that waits fails, and afterwards it goes on without gaps', async () => {
  const server = await startServer();
  await server.commits.append(change('a'));
  const { commits } = server;
  const client = server.connection.getClient();
  const bulkWrite = client.bulkWrite.bind(client);
  // The answer is lost after the write, or the write never came: nothing is known of what was written.
  const lost = async (write: (operations: []) => Promise<unknown>, ids: string[]) => {
    const cut = async (operations: []) => {
      await write(operations);
      throw new Error('the line was cut');
    };
    Object.assign(client, { bulkWrite: cut });
    const outcomes = await Promise.allSettled(ids.map((id) => commits.append(change(id))));
    Object.assign(client, { bulkWrite });
    return outcomes.map(({ status }) => status);
  };
  expect(await lost(bulkWrite, ['b', 'c'])).toEqual(['rejected', 'rejected']);
  expect(await lost(() => Promise.resolve(), ['d', 'e'])).toEqual(['rejected', 'rejected']);
  expect((await commits.append(change('f'))).seq).toBe(4);
  const again = await Promise.all(['c', 'b', 'd'].map((id) => commits.append(change(id))));
  expect(again.map(({ seq }) => seq)).toEqual([3, 2, 5]);
});

test('cleaning up waits a moment, and is done by itself, or with a bulk where these never end', async () => {
  const server = await startServer();
  await write(server, 'first', 1);
  let asked = 0;
  const done = new Promise<void>((said) =>
    server.commits.addCleanUp(() => {
      asked += 1;
      said();
      return [];
    }),
  );
  server.commits.cleanUpSoon();
  await server.commits.append(change('next'));
  expect(asked).toBe(0);
  await done;
  server.commits.cleanUpSoon();
  for (let count = 0; asked < 2; count += 1) await server.commits.append(change(`more-${count}`));
});

test('what is refused does not keep what is to be cleaned up from being done', async () => {
  const [server, other] = [await startServer(), await startServer()];
  expect(await write(server, 'a', 1)).toBe('written');
  const { things, commits } = server;
  const left = () => things.collection.findOne({ _id: 'a' as never });
  expect((await left())?.['pending']).toHaveLength(1);
  await other.commits.append(change('elsewhere'));

  let waits = true;
  commits.addCleanUp(() => {
    const operation = {
      namespace: commits.namespaceOf(things),
      name: 'updateMany' as const,
      filter: { _id: 'a' },
      update: { $set: { pending: [] } },
    };
    return waits ? ((waits = false), [operation]) : [];
  });
  commits.cleanUpSoon();
  const later = performance.now() + 1_000;
  const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
  // Its number is taken by the other server, so the bulk ends at the first entry.
  await commits.append(change('here'));
  clock.mockRestore();
  expect((await left())?.['pending']).toEqual([]);
});
