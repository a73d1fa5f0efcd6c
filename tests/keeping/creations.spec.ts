import 'reflect-metadata';
import { Clock } from '@throughline/kernel';
import { Creations, type Jobs, type Secrets, withCreation } from '@throughline/platform';
import mongoose, { type Connection } from 'mongoose';
import { Engine } from './engine';

let engine: Engine;
let connection: Connection;

beforeAll(async () => {
  engine = await Engine.start();
  connection = await mongoose.createConnection(engine.uri, { dbName: 'creations', retryWrites: false }).asPromise();
});
afterAll(async () => {
  await connection.close();
  await engine.stop();
});

test('what is kept of the request that made something is kept for a day', async () => {
  const schema = new mongoose.Schema({ _id: String });
  withCreation(schema);
  const things = connection.model('Thing', schema);
  connection.model('Other', new mongoose.Schema({ _id: String }));
  await things.init();
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await things.collection.insertMany([
    { _id: 'lately', creation: { key: 'a', body: 'b', at: hoursAgo(23) } },
    { _id: 'before', creation: { key: 'c', body: 'd', at: hoursAgo(25) } },
  ] as never[]);
  // Nothing of theirs is needed to forget.
  const creations = new Creations(
    undefined as unknown as Secrets,
    new Clock(),
    undefined as unknown as Jobs,
    connection,
  );
  await creations.forget();
  const kept = await things.find({}).sort({ _id: 1 }).lean<{ _id: string; creation?: { key: string } }[]>();
  expect(kept.map(({ _id, creation }) => [_id, creation?.key])).toEqual([
    ['before', undefined],
    ['lately', 'a'],
  ]);
});
