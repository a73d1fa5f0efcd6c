import 'reflect-metadata';
import { StreamEntry, StreamEntrySchema, StreamLog } from '@throughline/stream';
import mongoose, { type Connection, type Model } from 'mongoose';
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
  const heads = standing();
  const asked = { stream: { $in: names }, seq: 1 };
  const times = { least: [] as number[], moved: [] as number[] };
  const timed = async (ask: () => Promise<unknown>) => {
    const began = performance.now();
    await ask();
    return performance.now() - began;
  };
  for (let turn = 0; turn < 8; turn += 1) {
    times.least.push(await timed(() => entries.collection.find(asked).project({ seq: 1 }).toArray()));
    times.moved.push(await timed(() => log.moved(heads)));
  }
  expect(Math.min(...times.moved)).toBeLessThan(Math.min(...times.least) * 3);
});
