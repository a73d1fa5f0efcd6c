import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import {
  type Collection,
  type Db,
  type Document,
  GridFSBucket,
  type IndexDescription,
  type MongoClient,
  MongoServerError,
  type ObjectId,
} from 'mongodb';
import mongoose from 'mongoose';
import { Workshop } from './support';

/**
 * What we rely on in a MongoDB. Where MONGODB_URI is set, the same is asked of that one: the embedded engine must not
 * teach us habits that a real server does not share.
 */
const databases: [string, string | undefined][] = [['the embedded engine', undefined]];
if (process.env['MONGODB_URI']) databases.push(['the MongoDB of MONGODB_URI', process.env['MONGODB_URI']]);

interface Anything extends Document {
  _id?: ObjectId | string | number;
}

/** The error of what must fail. */
async function failure(attempt: Promise<unknown>): Promise<MongoServerError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MongoServerError) return error;
  throw new Error('It did not fail as a server fails.', { cause: error });
}

describe.each(databases)('%s', (_name, given) => {
  const workshop = new Workshop();
  let uri: string;
  let client: MongoClient;
  let database: Db;
  let things: Collection<Anything>;

  beforeAll(async () => {
    uri = given ?? (await workshop.engine()).uri;
    client = await workshop.client(uri);
    database = client.db(`features-${randomUUID()}`);
  });
  beforeEach(() => {
    things = database.collection<Anything>(`things-${randomUUID()}`);
  });
  afterAll(async () => {
    await database.dropDatabase();
    await workshop.close();
  });

  const ids = (documents: { _id?: unknown }[]) => documents.map(({ _id }) => _id);

  describe('indexes', () => {
    it('unique: the error names the key', async () => {
      await things.createIndex({ address: 1 }, { unique: true });
      await things.insertOne({ address: 'a' });
      const error = await failure(things.insertOne({ address: 'a' }));
      expect(error).toMatchObject({ code: 11000, keyPattern: { address: 1 }, keyValue: { address: 'a' } });
      await things.insertOne({ address: 'b' });
      expect(await failure(things.updateOne({ address: 'b' }, { $set: { address: 'a' } }))).toMatchObject({
        code: 11000,
      });
    });

    it('unique over two fields', async () => {
      await things.createIndex({ threadId: 1, number: 1 }, { unique: true });
      await things.insertMany([
        { threadId: 't', number: 1 },
        { threadId: 't', number: 2 },
        { threadId: 'u', number: 1 },
      ]);
      const error = await failure(things.insertOne({ threadId: 't', number: 2 }));
      expect(error).toMatchObject({ code: 11000, keyPattern: { threadId: 1, number: 1 } });
    });

    it('unique over two fields, where one of them is there', async () => {
      const partialFilterExpression = { number: { $exists: true } };
      await things.createIndex({ threadId: 1, number: 1 }, { unique: true, partialFilterExpression });
      await things.insertMany([{ threadId: 't' }, { threadId: 't' }, { threadId: 't', number: 1 }]);
      expect(await failure(things.insertOne({ threadId: 't', number: 1 }))).toMatchObject({ code: 11000 });
      expect(await things.countDocuments()).toBe(3);
    });

    it('unique without regard to case', async () => {
      const collation = { locale: 'en', strength: 2 };
      await things.createIndex({ name: 1 }, { unique: true, collation });
      await things.insertOne({ name: 'Ada' });
      expect(await failure(things.insertOne({ name: 'ADA' }))).toMatchObject({ code: 11000 });
      await things.insertOne({ name: 'Áda' });
      expect(await things.findOne({ name: 'ada' }, { collation })).toMatchObject({ name: 'Ada' });
    });

    it('can be asked for again', async () => {
      const specifications: IndexDescription[] = [{ key: { a: 1 }, unique: true }, { key: { b: -1 } }];
      expect(await things.createIndexes(specifications)).toEqual(await things.createIndexes(specifications));
      expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1', 'b_-1']);
      expect(await failure(things.createIndex({ a: 1 }))).toMatchObject({ code: 86 });
    });

    it('expire, as far as they are accepted', async () => {
      await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
      expect(await things.indexes()).toContainEqual(expect.objectContaining({ expireAfterSeconds: 60 }));
    });

    it('are used, and explain says so', async () => {
      await things.createIndex({ threadId: 1, number: 1 });
      await things.insertMany(Array.from({ length: 100 }, (_, number) => ({ threadId: 't', number })));
      const page = things.find({ threadId: 't', number: { $gt: 50 } }).sort({ number: 1 });
      const plan = JSON.stringify((await page.explain('queryPlanner'))['queryPlanner'].winningPlan);
      expect(plan).toContain('IXSCAN');
      expect(plan).not.toContain('SORT');
      const { executionStats } = await things.find({ threadId: 't' }).limit(5).explain('executionStats');
      expect(executionStats).toMatchObject({ nReturned: 5, totalDocsExamined: 5 });
    });
  });

  describe('writing', () => {
    it('an ordered bulk stops at the first that fails, and says which', async () => {
      const error = await failure(
        things.bulkWrite(
          [1, 2, 2, 3].map((_id) => ({ insertOne: { document: { _id } } })),
          { ordered: true },
        ),
      );
      expect(error).toMatchObject({ code: 11000, writeErrors: [{ index: 2, code: 11000 }] });
      expect(await things.countDocuments()).toBe(2);
      const many = await failure(things.insertMany([{ _id: 5 }, { _id: 5 }, { _id: 6 }], { ordered: true }));
      expect(many).toMatchObject({ code: 11000, insertedCount: 1, writeErrors: [{ index: 1 }] });
    });

    it('an unordered bulk does the others', async () => {
      const error = await failure(things.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }], { ordered: false }));
      expect(error).toMatchObject({ code: 11000, insertedCount: 2 });
    });

    it('one ordered bulk reaches over collections', async () => {
      const log = database.collection<Anything>(`log-${randomUUID()}`);
      await things.insertOne({ _id: 'old', pending: ['x', 'y'] });
      const result = await client.bulkWrite<Record<string, { _id: string; pending?: string[] }>>(
        [
          { namespace: things.namespace, name: 'insertOne', document: { _id: 'post', pending: ['z'] } },
          { namespace: log.namespace, name: 'insertOne', document: { _id: 'entry' } },
          {
            namespace: things.namespace,
            name: 'updateOne',
            filter: { _id: 'old' },
            update: { $pull: { pending: 'x' } },
          },
          { namespace: log.namespace, name: 'deleteOne', filter: { _id: 'nothing' } },
        ],
        { ordered: true, verboseResults: true },
      );
      expect(result).toMatchObject({ insertedCount: 2, matchedCount: 1, modifiedCount: 1, deletedCount: 0 });
      expect(await things.findOne({ _id: 'old' })).toEqual({ _id: 'old', pending: ['y'] });

      const refused = client.bulkWrite<Record<string, { _id: string; pending?: string[] }>>(
        [
          { namespace: things.namespace, name: 'insertOne', document: { _id: 'next' } },
          { namespace: log.namespace, name: 'insertOne', document: { _id: 'entry' } },
          { namespace: things.namespace, name: 'insertOne', document: { _id: 'never' } },
        ],
        { ordered: true },
      );
      const error = (await refused.catch((reason: unknown) => reason)) as {
        writeErrors: Map<number, { code: number }>;
      };
      expect([...error.writeErrors].map(([index, { code }]) => [index, code])).toEqual([[1, 11000]]);
      expect(ids(await things.find().sort({ _id: 1 }).toArray())).toEqual(['next', 'old', 'post']);
    });

    it('finds, changes and gives what came out', async () => {
      const update = { $inc: { number: 2 }, $setOnInsert: { made: true } };
      const options = { upsert: true, returnDocument: 'after' } as const;
      expect(await things.findOneAndUpdate({ _id: 1 }, update, options)).toEqual({ _id: 1, number: 2, made: true });
      expect(await things.findOneAndUpdate({ _id: 1 }, update, options)).toMatchObject({ number: 4 });
      expect(await things.findOneAndUpdate({ _id: 1 }, update)).toMatchObject({ number: 4 });
      expect(await things.findOneAndUpdate({ _id: 2 }, { $set: { a: 1 } })).toBeNull();
      expect(await things.findOneAndDelete({ _id: 1 })).toMatchObject({ number: 6 });
    });

    it('changes lists', async () => {
      interface Lists {
        _id: number;
        numbers: number[];
        named: { key: string }[];
        set: string[];
      }
      const lists = database.collection<Lists>(things.collectionName);
      await lists.insertOne({ _id: 1, numbers: [3, 1], named: [{ key: 'a' }, { key: 'b' }], set: ['x'] });
      await lists.updateOne(
        { _id: 1 },
        {
          $push: { numbers: { $each: [2, 4], $sort: 1, $slice: -3 } },
          $pull: { named: { key: 'a' } },
          $addToSet: { set: 'x' },
        },
      );
      expect(await lists.findOne()).toEqual({ _id: 1, numbers: [2, 3, 4], named: [{ key: 'b' }], set: ['x'] });
      await lists.updateOne({ _id: 1 }, { $pull: { numbers: { $in: [2, 4] } } });
      expect(await lists.findOne()).toMatchObject({ numbers: [3] });
    });

    it('changes one of a list', async () => {
      const list = [
        { key: 'a', count: 0 },
        { key: 'b', count: 0 },
      ];
      await things.insertOne({ _id: 1, list });
      await things.updateOne({ _id: 1, 'list.key': 'b' }, { $inc: { 'list.$.count': 1 } });
      const arrayFilters = [{ 'one.count': { $gt: 0 } }];
      await things.updateOne({ _id: 1 }, { $set: { 'list.$[one].seen': true } }, { arrayFilters });
      await things.updateOne({ _id: 1 }, { $inc: { 'list.$[].count': 5 } });
      expect((await things.findOne())?.['list']).toEqual([
        { key: 'a', count: 5 },
        { key: 'b', count: 6, seen: true },
      ]);
    });

    it('computes a change from the document', async () => {
      await things.insertOne({ _id: 1, a: 2, b: 3 });
      await things.updateOne({ _id: 1 }, [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }]);
      expect(await things.findOne()).toEqual({ _id: 1, b: 3, sum: 5 });
    });

    it('makes one document of many that are inserted or changed at once', async () => {
      await things.createIndex({ key: 1 }, { unique: true });
      const attempts = Array.from({ length: 100 }, () =>
        things.updateOne({ key: 'k' }, { $inc: { count: 1 } }, { upsert: true }),
      );
      const refused = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'rejected');
      // A server may answer the loser of a race with 11000: the writer tries again.
      expect(await things.find().toArray()).toEqual([
        { _id: expect.anything(), key: 'k', count: attempts.length - refused.length },
      ]);
    });

    it('loses no increment', async () => {
      await things.insertOne({ _id: 1, count: 0 });
      await Promise.all(Array.from({ length: 200 }, () => things.updateOne({ _id: 1 }, { $inc: { count: 1 } })));
      expect(await things.findOne()).toEqual({ _id: 1, count: 200 });
    });
  });

  describe('reading', () => {
    it('counts', async () => {
      await things.insertMany([{ kind: 'a' }, { kind: 'a' }, { kind: 'b' }]);
      expect(await things.countDocuments({ kind: 'a' })).toBe(2);
      expect(await things.countDocuments({}, { limit: 2 })).toBe(2);
      expect(await things.estimatedDocumentCount()).toBe(3);
      expect((await things.distinct('kind')).toSorted()).toEqual(['a', 'b']);
    });

    it('goes on over many batches, in order', async () => {
      await things.insertMany(Array.from({ length: 2_500 }, (_, _id) => ({ _id })));
      const found = await things.find().sort({ _id: 1 }).batchSize(100).toArray();
      expect(ids(found)).toEqual(Array.from({ length: 2_500 }, (_, _id) => _id));
      const summed = await things.aggregate([{ $match: { _id: { $lt: 1_500 } } }], { batchSize: 100 }).toArray();
      expect(summed).toHaveLength(1_500);
      const left = things.find().batchSize(10);
      await left.next();
      await left.close();
    });

    it('joins', async () => {
      const people = database.collection<Anything>(`people-${randomUUID()}`);
      await people.insertMany([
        { _id: 'p', name: 'Ada', secret: 1 },
        { _id: 'q', name: 'Bo', secret: 2 },
      ]);
      await things.insertMany([
        { _id: 1, by: 'p' },
        { _id: 2, by: 'nobody' },
      ]);
      const from = people.collectionName;
      const pipeline = [{ $project: { _id: 0, name: 1 } }];
      const $lookup = { from, localField: 'by', foreignField: '_id', pipeline, as: 'author' };
      expect(await things.aggregate([{ $sort: { _id: 1 } }, { $lookup }]).toArray()).toEqual([
        { _id: 1, by: 'p', author: [{ name: 'Ada' }] },
        { _id: 2, by: 'nobody', author: [] },
      ]);
    });

    it('groups, and answers several questions at once', async () => {
      await things.insertMany([
        { _id: 1, kind: 'a', count: 1 },
        { _id: 2, kind: 'a', count: 2 },
        { _id: 3, kind: 'b', count: 4 },
      ]);
      const [answer] = await things
        .aggregate([
          {
            $facet: {
              kinds: [
                { $group: { _id: '$kind', sum: { $sum: '$count' }, all: { $push: '$_id' } } },
                { $sort: { _id: 1 } },
              ],
              total: [{ $count: 'things' }],
              most: [{ $sortByCount: '$kind' }, { $limit: 1 }],
            },
          },
        ])
        .toArray();
      expect(answer).toEqual({
        kinds: [
          { _id: 'a', sum: 3, all: [1, 2] },
          { _id: 'b', sum: 4, all: [3] },
        ],
        total: [{ things: 3 }],
        most: [{ _id: 'a', count: 2 }],
      });
    });

    it('finds words', async () => {
      await things.createIndex({ title: 'text', text: 'text' }, { weights: { title: 10, text: 1 } });
      await things.insertMany([
        { _id: 1, title: 'Shoes', text: 'running with coffee' },
        { _id: 2, title: 'Coffee', text: 'beans' },
        { _id: 3, title: 'Tea', text: 'leaves' },
      ]);
      const score = { $meta: 'textScore' } as const;
      const search = (words: string) =>
        things.find({ $text: { $search: words } }, { projection: { score } }).sort({ score });
      expect(ids(await search('coffee').toArray())).toEqual([2, 1]);
      expect(ids(await search('run').toArray())).toEqual([1]);
    });
  });

  describe('collections and databases', () => {
    it('keep documents in the order of their _id', async () => {
      const name = `clustered-${randomUUID()}`;
      const clustered = await database.createCollection<Anything>(name, {
        clusteredIndex: { key: { _id: 1 }, unique: true },
      });
      await clustered.insertMany([{ _id: 'b/2' }, { _id: 'a/1' }, { _id: 'b/1' }]);
      expect(await failure(clustered.insertOne({ _id: 'a/1' }))).toMatchObject({ code: 11000 });
      const stream = clustered.find({ _id: { $gte: 'b/', $lt: 'b0' } }).sort({ _id: 1 });
      expect(JSON.stringify(await stream.explain('queryPlanner'))).toContain('CLUSTERED_IXSCAN');
      expect(ids(await stream.toArray())).toEqual(['b/1', 'b/2']);
      expect(await failure(database.createCollection(name))).toMatchObject({ code: 48 });
    });

    it('keep files', async () => {
      const files = new GridFSBucket(database, { bucketName: `files-${randomUUID()}`, chunkSizeBytes: 1_000 });
      const content = 'äö'.repeat(5_000);
      const upload = files.openUploadStream('a.txt', { metadata: { by: 'p' } });
      upload.end(content);
      await finished(upload);
      expect(await text(files.openDownloadStream(upload.id))).toBe(content);
      const part = files.openDownloadStream(upload.id, { start: 2_000, end: 2_004 });
      expect(await text(part)).toBe('äö');
      expect(await files.find({ 'metadata.by': 'p' }).toArray()).toMatchObject([{ filename: 'a.txt', length: 20_000 }]);
      await files.delete(upload.id);
      expect(await files.find().toArray()).toEqual([]);
    });

    it('are validated', async () => {
      await things.createIndex({ a: 1 });
      await things.insertMany([{ a: 1 }, { a: 2 }]);
      const facts = await database.command({ validate: things.collectionName });
      expect(facts).toMatchObject({ valid: true, nrecords: 2, keysPerIndex: { _id_: 2, a_1: 2 } });
    });

    it('go', async () => {
      const other = client.db(`features-${randomUUID()}`);
      await other.collection('one').insertOne({});
      const names = async () => (await client.db('admin').admin().listDatabases()).databases.map(({ name }) => name);
      expect(await names()).toContain(other.databaseName);
      await other.dropDatabase();
      expect(await names()).not.toContain(other.databaseName);
      expect(await other.listCollections().toArray()).toEqual([]);
    });

    it('say what they are', async () => {
      const { version } = await client.db('admin').command({ buildInfo: 1 });
      expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(8);
      const hello = await client.db('admin').command({ hello: 1 });
      expect(hello).toMatchObject({ isWritablePrimary: true });
      // Durability is chosen by this: only a replica set knows a majority.
      if (!given) expect(hello).not.toHaveProperty('setName');
    });
  });

  it('keeps the kinds of values apart', async () => {
    const at = new Date(5);
    await things.insertOne({
      _id: 1,
      at,
      nothing: null,
      half: 1.5,
      long: 9_007_199_254_740_991,
      yes: true,
      bytes: Buffer.from('x'),
    });
    const found = await things.findOne({ at: { $lte: at } }, { promoteBuffers: true });
    expect(found).toMatchObject({ at, nothing: null, half: 1.5, long: 9_007_199_254_740_991, yes: true });
    expect(Buffer.from(found?.['bytes'] as Buffer).toString()).toBe('x');
    expect(await things.countDocuments({ missing: { $exists: false }, nothing: { $type: 'null' } })).toBe(1);
  });

  it('carries documents up to the limit of MongoDB', async () => {
    const long = 'x'.repeat(15 * 1024 * 1024);
    await things.insertOne({ _id: 1, long });
    expect((await things.findOne({ _id: 1 }))?.['long']).toHaveLength(long.length);
  });

  it('works with mongoose', async () => {
    const own = new mongoose.Mongoose();
    own.set('strictQuery', true);
    const connection = own.createConnection(uri, { dbName: database.databaseName, autoIndex: true });
    try {
      await connection.asPromise();
      const schema = new own.Schema(
        { _id: String, name: { type: String, required: true, unique: true }, tags: [String] },
        { timestamps: true, optimisticConcurrency: true },
      );
      const Thing = connection.model('Thing', schema);
      await Thing.init();
      const made = await Thing.create({ _id: '1', name: 'a', tags: ['x'] });
      made.tags.push('y');
      await made.save();
      expect(await Thing.findOne({ name: 'a', unknown: 1 }).lean()).toMatchObject({ tags: ['x', 'y'], __v: 1 });
      expect(await failure(Thing.create({ _id: '2', name: 'a' }))).toMatchObject({ code: 11000 });
      const after = await Thing.findByIdAndUpdate('1', { name: 'b' }, { returnDocument: 'after' }).lean();
      expect(after).toMatchObject({ name: 'b', createdAt: expect.any(Date) });
      expect(await Thing.deleteOne({ _id: '1' })).toMatchObject({ deletedCount: 1 });
      expect(await Thing.countDocuments()).toBe(0);
    } finally {
      await connection.close();
    }
  });
});
