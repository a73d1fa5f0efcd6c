import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, inspect, load, type HouseDocument, type Migration, update } from '@throughline/platform';
import { BSON, type Db, Decimal128, Double, Int32, Long, ObjectId } from 'mongodb';
import { Engine } from './engine';

const key = randomBytes(32);
const takenAt = new Date('2026-03-01T02:00:00.000Z');
const options = { secrets: 'ours', schema: 3 };
let engine: Engine;
let count = 0;
let db: Db;
let path: string;

beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(() => engine.stop());
beforeEach(() => {
  count += 1;
  db = engine.db(`house-${count}`);
  path = join(engine.folder, `${count}.backup`);
});

async function house(document: Partial<HouseDocument> = {}): Promise<void> {
  await db.collection<HouseDocument>('house').insertOne({ _id: 'house', secrets: 'ours', ...document });
}

/** All that stands in a database, type by type. */
async function contents(of: Db): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const { name } of await of.listCollections({ type: 'collection' }).toArray())
    all[name] = {
      documents: await of.collection(name).find({}, { raw: true }).sort({ _id: 1 }).toArray(),
      indexes: await of.collection(name).indexes(),
    };
  return all;
}

describe('R11 a backup', () => {
  test('restores every document byte by byte, every type, index and collection option', async () => {
    await house({ schema: 2 });
    await db.collection('things').insertMany([
      { what: 'numbers', int: new Int32(1), double: new Double(1), long: Long.fromString('9007199254740993') },
      { what: 'others', decimal: Decimal128.fromString('1.10'), at: new Date(0), id: new ObjectId(), none: null },
      { what: 'bytes', bytes: new BSON.Binary(randomBytes(100_000)), list: [1, [2, { three: 3 }]], pattern: /x/i },
      { what: 'words', text: 'O’Hara \u{1F469}‍\u{1F467} \u202E', $dollar: 1, 'a.b': 2 },
    ]);
    await db.collection('things').createIndex({ what: 1, at: -1 }, { unique: true, sparse: true });
    await db.collection('things').createIndex({ at: 1 }, { expireAfterSeconds: 3_600 });
    await db.collection('things').createIndex({ text: 'text' }, { default_language: 'none' });
    await db.collection('things').createIndex({ 'a.b': 1 }, { partialFilterExpression: { what: { $exists: true } } });
    await db.createCollection('ordered', { clusteredIndex: { key: { _id: 1 }, unique: true } });
    await db.collection<{ _id: string }>('ordered').insertMany([{ _id: 'b' }, { _id: 'a' }]);
    await db.createCollection('empty');
    await db.collection('many').insertMany(Array.from({ length: 1_201 }, (_, number) => ({ number })));
    const before = await contents(db);

    await dump(db, path, key, takenAt);
    const restored = engine.db(`${db.databaseName}-restored`);
    const { at } = await load(restored, path, key, options);

    expect(at).toBe(takenAt.toISOString());
    const after = await contents(restored);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const name of Object.keys(before)) if (name !== 'house') expect(after[name]).toEqual(before[name]);
    expect(await restored.collection<HouseDocument>('house').findOne()).toEqual({
      _id: 'house',
      secrets: 'ours',
      schema: 2,
      restoredFrom: takenAt,
    });
  });

  test('leaves out who does which job and the epoch, so that a restored house begins a new one', async () => {
    await house();
    await db.collection<{ _id: string }>('leases').insertOne({ _id: 'job' });
    await db.collection<{ _id: string }>('stream_state').insertOne({ _id: 'epoch' });
    await dump(db, path, key, takenAt);
    expect(Object.keys((await inspect(path, key)).manifest.collections)).toEqual(['house']);
  });

  test('of nothing, or to a file that is there, is refused', async () => {
    await expect(dump(db, path, key, takenAt)).rejects.toThrow('nothing to back up');
    expect(existsSync(path)).toBe(false);
    await house();
    writeFileSync(path, 'precious');
    await expect(dump(db, path, key, takenAt)).rejects.toThrow('EEXIST');
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });
});

describe('R11 a restore is refused, and writes nothing,', () => {
  const target = () => engine.db(`${db.databaseName}-target`);
  const written = async () => (await target().listCollections().toArray()).length;

  beforeEach(async () => {
    await house({ schema: 3 });
    await db.collection('posts').insertMany([{ text: 'one' }, { text: 'two' }]);
    await dump(db, path, key, takenAt);
  });

  test('where there is something already', async () => {
    await target().collection('posts').insertOne({ text: 'mine' });
    await expect(load(target(), path, key, options)).rejects.toThrow('something in this database already');
    expect(await target().collection('posts').countDocuments()).toBe(1);
  });

  test('with another community’s secrets', async () => {
    await expect(load(target(), path, key, { ...options, secrets: 'theirs' })).rejects.toThrow('other secrets');
    expect(await written()).toBe(0);
  });

  test('of a newer Throughline', async () => {
    await expect(load(target(), path, key, { ...options, schema: 2 })).rejects.toThrow('newer Throughline');
    expect(await written()).toBe(0);
  });

  test('with another key, and of a file whose last byte is damaged', async () => {
    await expect(load(target(), path, randomBytes(32), options)).rejects.toThrow('not its key');
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(load(target(), path, key, options)).rejects.toThrow('damaged');
    expect(await written()).toBe(0);
  });

  test('and a restore that fails in the middle leaves an empty database', async () => {
    const failing = new Proxy(target(), {
      get: (of, name) =>
        name === 'createCollection'
          ? (collection: string) =>
              collection === 'posts' ? Promise.reject(new Error('disk full')) : of.createCollection(collection)
          : (Reflect.get(of, name) as unknown as (() => unknown) | string),
    });
    await expect(load(failing, path, key, options)).rejects.toThrow('disk full');
    expect(await written()).toBe(0);
    await load(target(), path, key, options);
  });
});

describe('an update', () => {
  const said: string[] = [];
  const updateOptions = () => ({
    own: true,
    folder: engine.folder,
    keyFile: join(engine.folder, 'backup.key'),
    at: new Date(takenAt.getTime() + count),
    say: (line: string) => void said.push(line),
  });
  const titled: Migration = {
    to: 2,
    what: 'posts have titles',
    run: async (of) => void (await of.collection('posts').updateMany({ title: null }, { $set: { title: 'Untitled' } })),
  };
  const started = jest.fn(() => Promise.resolve());
  const schema = async () => (await db.collection<HouseDocument>('house').findOne())?.schema;
  const backups = () => readdirSync(engine.folder).filter((name) => name.startsWith('before-')).length;

  beforeEach(async () => {
    said.length = 0;
    started.mockReset().mockResolvedValue();
    await house();
    await db.collection('posts').insertOne({ text: 'one' });
  });

  test('backs up first, takes each step once, and starts', async () => {
    const before = backups();
    await update(db, updateOptions(), started, [titled]);
    expect(backups()).toBe(before + 1);
    expect(await schema()).toBe(2);
    expect(await db.collection('posts').countDocuments({ title: 'Untitled' })).toBe(1);
    await update(db, updateOptions(), started, [titled]);
    expect(backups()).toBe(before + 1);
    expect(started).toHaveBeenCalledTimes(2);
  });

  test('older code refuses a newer database in words, and touches nothing', async () => {
    await update(db, updateOptions(), started, [titled]);
    started.mockClear();
    const before = await contents(db);
    await expect(update(db, updateOptions(), started, [])).rejects.toThrow('changed by a newer Throughline');
    expect(started).not.toHaveBeenCalled();
    expect(await contents(db)).toEqual(before);
  });

  test.each([
    ['a step fails', { ...titled, to: 3, run: () => Promise.reject(new Error('no room')) }, undefined],
    ['it does not start', undefined, new Error('no room')],
  ])('goes back as it was when %s', async (_, failing, atStart) => {
    if (atStart) started.mockRejectedValue(atStart);
    const posts = await db.collection('posts').find().toArray();
    const steps = failing ? [titled, failing] : [titled];
    await expect(update(db, updateOptions(), started, steps)).rejects.toThrow(
      /no room.*Everything is as it was before/,
    );
    expect(await db.collection('posts').find().toArray()).toEqual(posts);
    expect(await schema()).toBeUndefined();
  });

  test('of a database that is not ours says how to go back, and leaves it', async () => {
    started.mockRejectedValue(new Error('no room'));
    await expect(update(db, { ...updateOptions(), own: false }, started, [titled])).rejects.toThrow(
      /no room.*Restore .*\.backup into an empty database/,
    );
    expect(await schema()).toBe(2);
  });
});
