import 'reflect-metadata';
import { StreamEntry, StreamEntrySchema, StreamLog } from '@throughline/stream';
import mongoose, { trusted, type Connection, type Model } from 'mongoose';
import { Engine } from '../keeping/engine';

let engine: Engine;
let connection: Connection;
let entries: Model<StreamEntry>;

const names = Array.from({ length: 1_000 }, (_, index) => `thread:${index}`);
/** The first is a long discussion. */
const lengthOf = (stream: string) => (stream === names[0] ? 20_000 : 2);

beforeAll(async () => {
  engine = await Engine.start();
  connection = await mongoose.createConnection(engine.uri, { dbName: 'log' }).asPromise();
  entries = connection.model(StreamEntry.name, StreamEntrySchema) as unknown as Model<StreamEntry>;
  await entries.init();
  const at = new Date();
  const all = names.flatMap((stream) =>
    Array.from({ length: lengthOf(stream) }, (_, index) => {
      const seq = index + 1;
      return { _id: `${stream}/${seq}`, stream, seq, changeId: `c${seq}`, type: 'post.changed', subject: 's', at };
    }),
  );
  await entries.collection.insertMany(all as never);
});
afterAll(async () => {
  await connection?.close();
  await engine?.stop();
});

const standing = () => new Map([...names, 'thread:empty'].map((stream) => [stream, lengthOf(stream)]));

test('the streams that have moved are told with where they stand, and no others', async () => {
  const log = new StreamLog(entries);
  expect(await log.moved(new Map())).toEqual(new Map());
  expect(await log.moved(standing())).toEqual(new Map());
  const before = standing().set('thread:0', 19_990).set('thread:7', 0);
  expect(await log.moved(before)).toEqual(
    new Map([
      ['thread:0', 20_000],
      ['thread:7', 2],
    ]),
  );
});

test('asking after a thousand streams costs little more than looking at a thousand entries, however long they are', async () => {
  const log = new StreamLog(entries);
  // Held against the least that it can be: the database's own time varies with whatever else the machine does.
  const timeOf = async (ask: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const began = performance.now();
      await ask();
      times.push(performance.now() - began);
    }
    return Math.min(...times);
  };
  const least = await timeOf(() => entries.find({ stream: trusted({ $in: names }), seq: 1 }, { seq: 1 }).lean());
  expect(await timeOf(() => log.moved(standing()))).toBeLessThan(least * 8);
});
