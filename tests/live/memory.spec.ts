import 'reflect-metadata';
import { Clock } from '@throughline/kernel';
import { Config } from '@throughline/platform';
import {
  GroupCommit,
  Heads,
  Memory,
  StreamEntry,
  StreamEntrySchema,
  StreamLog,
  Subscribers,
} from '@throughline/stream';
import mongoose, { type Connection, type Model } from 'mongoose';
import { Engine } from '../keeping/engine';

let engine: Engine;
let connection: Connection;
let log: Model<StreamEntry>;
let here: ReturnType<typeof startServer>;

beforeAll(async () => {
  engine = await Engine.start();
  const options = { dbName: 'memory', writeConcern: { w: 1, journal: true }, retryWrites: false };
  connection = await mongoose.createConnection(engine.uri, options).asPromise();
  log = connection.model(StreamEntry.name, StreamEntrySchema) as unknown as Model<StreamEntry>;
  await log.init();
});
beforeEach(() => void (here = startServer()));
afterAll(async () => {
  await connection.close();
  await engine.stop();
});

function startServer() {
  const commits = new GroupCommit(connection, log, new Subscribers(), new Clock());
  const heads = new Heads(commits, new StreamLog(log));
  return { commits, heads, memory: new Memory(heads, new Config({})) };
}

let changes = 0;
const move = ({ commits }: typeof here, stream: string) =>
  commits.append({ changeId: `c${(changes += 1)}`, stream, type: 'post.changed', subject: 's', revision: 1 });

/** Something that is made anew each time: the first is 1. */
function counted() {
  let made = 0;
  return () => Promise.resolve((made += 1));
}

test('is made once for as long as none of its streams moves', async () => {
  const make = counted();
  const get = () => here.memory.get('key', ['a', 'b'], make);
  expect([await get(), await get()]).toEqual([1, 1]);
  await move(here, 'b');
  expect([await get(), await get()]).toEqual([2, 2]);
  await move(here, 'c');
  expect(await get()).toBe(2);
});

test('what was made while a stream moved is answered, and not kept', async () => {
  let made = 0;
  const make = async () => {
    made += 1;
    if (made === 1) await move(here, 'a');
    return made;
  };
  expect(await here.memory.get('key', ['a'], make)).toBe(1);
  expect(await here.memory.get('key', ['a'], make)).toBe(2);
  expect(await here.memory.get('key', ['a'], make)).toBe(2);
});

test('asked for many times at once, it is made once', async () => {
  const make = counted();
  const all = await Promise.all(Array.from({ length: 20 }, () => here.memory.get('key', ['a'], make)));
  expect(new Set(all)).toEqual(new Set([1]));
});

test('a query that is asked for many times at once is asked once: it would refuse the second', async () => {
  await move(here, 'queried');
  const ask = () =>
    here.memory.get(
      'query',
      ['queried'],
      () => log.find({ stream: 'queried' }).lean() as unknown as Promise<unknown[]>,
    );
  expect((await Promise.all([ask(), ask(), ask()])).map(({ length }) => length)).toEqual([1, 1, 1]);
});

test('what another server appended drops it with the next look, and without a look it is not trusted for long', async () => {
  const elsewhere = startServer();
  const make = counted();
  const get = () => here.memory.get('key', ['a'], make);
  await get();
  await move(elsewhere, 'a');
  await here.heads.look(new Map());
  expect(await get()).toBe(2);

  await move(elsewhere, 'a');
  const now = performance.now();
  jest.spyOn(performance, 'now').mockImplementation(() => now + 2_500);
  expect(await get()).toBe(3);
  jest.restoreAllMocks();
});

test('null is asked for again', async () => {
  let there: string | null = null;
  const get = () => here.memory.get('key', ['a'], () => Promise.resolve(there));
  expect(await get()).toBeNull();
  there = 'now';
  expect(await get()).toBe('now');
});

test('what is heavy makes room by dropping what was not used for longest', async () => {
  const make = counted();
  const get = (key: string) => here.memory.get(key, ['a'], make, () => 30 * 1024 * 1024);
  expect([await get('x'), await get('y'), await get('x'), await get('z')]).toEqual([1, 2, 1, 3]);
  expect(await get('x')).toBe(1);
  expect(await get('y')).toBe(4);
});
