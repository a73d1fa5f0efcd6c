import type { Db } from 'mongodb';
import { until, Workshop } from './support';

interface Anything {
  _id: unknown;
  [field: string]: unknown;
}

const workshop = new Workshop();
afterAll(() => workshop.close());

const longAgo = new Date(Date.now() - 3_600_000);
const inAnHour = new Date(Date.now() + 3_600_000);

/** Waits until the sweeper has passed once more over all there is. */
async function swept(database: Db): Promise<void> {
  const canary = database.client.db('zz-canary').collection('last');
  await canary.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  // The first may be deleted by a sweep that was already past the others.
  for (let times = 0; times < 2; times += 1) {
    await canary.insertOne({ at: longAgo });
    await until('the canary is gone', async () => (await canary.countDocuments()) === 0);
  }
}

it('deletes what TTL indexes say, and nothing else', async () => {
  const engine = await workshop.engine({ sweepEvery: 50 });
  const database = (await workshop.client(engine.uri)).db('expiry');
  const ids = async (name: string) =>
    (await database.collection(name).find().sort({ _id: 1 }).toArray()).map((one) => one._id);

  const plain = database.collection<Anything>('plain');
  await plain.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  await plain.insertMany([
    { _id: 'over', at: longAgo },
    { _id: 'over, in a list', at: [inAnHour, longAgo] },
    { _id: 'within the minute', at: new Date() },
    { _id: 'to come', at: inAnHour },
    { _id: 'missing' },
    { _id: 'null', at: null },
    { _id: 'a number', at: 5 },
    { _id: 'a text', at: '1999-01-01' },
  ]);
  const partial = database.collection<Anything>('partial');
  await partial.createIndex({ at: 1 }, { expireAfterSeconds: 0, partialFilterExpression: { draft: true } });
  await partial.insertMany([
    { _id: 'draft', at: longAgo, draft: true },
    { _id: 'published', at: longAgo, draft: false },
  ]);
  const clustered = await database.createCollection<Anything>('clustered', {
    clusteredIndex: { key: { _id: 1 }, unique: true },
    expireAfterSeconds: 60,
  });
  await clustered.insertMany([{ _id: longAgo }, { _id: inAnHour }]);
  const without = database.collection<Anything>('without');
  await without.createIndex({ at: 1 });
  await without.insertOne({ _id: 'over', at: longAgo });

  await swept(database);
  expect(await ids('plain')).toEqual(['a number', 'a text', 'missing', 'null', 'to come', 'within the minute']);
  expect(await ids('partial')).toEqual(['published']);
  expect(await ids('clustered')).toEqual([inAnHour]);
  expect(await ids('without')).toEqual(['over']);
});

it('reaches every collection, also where the list of them comes in parts', async () => {
  const engine = await workshop.engine({ sweepEvery: 50 });
  const database = (await workshop.client(engine.uri)).db('many');
  const collections = Array.from({ length: 130 }, (_, index) => database.collection(`c${index}`));
  for (const collection of collections) await collection.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  for (const collection of collections) await collection.insertOne({ at: longAgo });
  await swept(database);
  const left = await Promise.all(collections.map((collection) => collection.countDocuments()));
  expect(left.reduce((sum, count) => sum + count, 0)).toBe(0);
});
