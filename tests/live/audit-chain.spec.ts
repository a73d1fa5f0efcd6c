import 'reflect-metadata';
import { Clock, Ids, Registries } from '@throughline/kernel';
import {
  type AuditEntry,
  AuditTrail,
  beforeTheFirst,
  GroupCommit,
  hashOf,
  StreamEntry,
  StreamEntrySchema,
  Subscribers,
} from '@throughline/stream';
import mongoose, { type Connection, type Model } from 'mongoose';
import { Engine } from '../keeping/engine';

let engine: Engine;
const connections: Connection[] = [];
let database = 0;

beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(async () => {
  for (const connection of connections) await connection.close();
  await engine.stop();
});
beforeEach(() => void (database += 1));

async function startServer() {
  const options = { dbName: `chain-${database}`, writeConcern: { w: 1, journal: true }, retryWrites: false };
  const connection = await mongoose.createConnection(engine.uri, options).asPromise();
  connections.push(connection);
  const log = connection.model(StreamEntry.name, StreamEntrySchema) as unknown as Model<StreamEntry>;
  await log.init();
  const commits = new GroupCommit(connection, log, new Subscribers(), new Clock());
  return { commits, connection, trail: new AuditTrail(commits, new Ids(), new Registries()) };
}

function chainOf({ connection }: { connection: Connection }): Promise<AuditEntry[]> {
  return connection.collection<AuditEntry>('stream_entries').find({ stream: 'audit' }).sort({ seq: 1 }).toArray();
}

/** Each entry follows on the one before, and its hash covers all that is stored of it. */
function expectChain(entries: AuditEntry[], length: number): void {
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length }, (_, index) => index + 1));
  expect(entries.map(({ previous }) => previous)).toEqual([
    beforeTheFirst,
    ...entries.slice(0, -1).map(({ _id }) => _id),
  ]);
  for (const { _id, ...rest } of entries) expect(hashOf(rest)).toBe(_id);
}

const read = { act: 'concern.read', by: 'somebody', about: { concern: 'this-one' } } as const;

test('S16 two servers append to one chain: batches chain inside one write, and whoever is too late takes the next place', async () => {
  const servers = [await startServer(), await startServer()];
  const rounds = 12;
  for (let round = 0; round < rounds; round += 1)
    await Promise.all(
      servers.flatMap(({ trail }) => Array.from({ length: 10 }, () => trail.record({ ...read, about: {} }))),
    );
  expectChain(await chainOf(servers[0]!), rounds * 20);
});

test('S16 a line that is appended twice, by a server and by the sweep of another, stands once', async () => {
  const [one, other] = [await startServer(), await startServer()];
  const change = one.trail.change(read);
  await Promise.all([one.commits.append(change), other.commits.append(change), other.trail.record(read)]);
  const entries = await chainOf(one);
  expectChain(entries, 2);
  expect(entries.filter(({ changeId }) => changeId === change.changeId)).toHaveLength(1);
  expect(entries[0]).toMatchObject({ act: 'concern.read', by: 'somebody', about: { concern: 'this-one' } });
});

test('S16 a line holds ids and known words alone: text is refused, and P2a a member beside an alias', async () => {
  const { trail } = await startServer();
  const about = (what: Record<string, string>) => () =>
    trail.change({ act: 'step.taken', by: 'somebody', about: what });
  expect(about({ what: 'He said that' })).toThrow('ids and known words only');
  expect(about({ reason: 'rude' })).toThrow('ids and known words only');
  expect(about({ member: 'somebody', alias: 'quiet-heron' })).toThrow('never names a member beside an alias');
  expect(about({ member: 'somebody', step: 'one' })).not.toThrow();
});
