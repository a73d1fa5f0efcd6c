import 'reflect-metadata';
import { ForgottenContacts, OutsideRequest, OutsideRequestSchema } from '@throughline/impact';
import { Clock } from '@throughline/kernel';
import type { Jobs } from '@throughline/platform';
import mongoose, { type Connection } from 'mongoose';
import { Engine } from '../keeping/engine';

let engine: Engine;
let connection: Connection;

beforeAll(async () => {
  engine = await Engine.start();
  connection = await mongoose.createConnection(engine.uri, { dbName: 'contacts', retryWrites: false }).asPromise();
});
afterAll(async () => {
  await connection.close();
  await engine.stop();
});

test('an address outside is kept until its link is too old, and whom the writers meant for ninety days more', async () => {
  const requests = connection.model<OutsideRequest>(OutsideRequest.name, OutsideRequestSchema);
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const kept = { mail: 'gate@example.org', forWhom: 'A prison manager' };
  await requests.collection.insertMany([
    { _id: 'open', expiresAt: daysAgo(-1), ...kept },
    { _id: 'over', expiresAt: daysAgo(1), ...kept },
    { _id: 'long ago', expiresAt: daysAgo(91), ...kept },
  ] as never[]);
  await new ForgottenContacts(requests, new Clock(), undefined as unknown as Jobs).forget();
  const found = await requests.collection.find({}).toArray();
  expect(found.map(({ _id, mail, forWhom }) => [String(_id), mail, forWhom])).toEqual([
    ['open', 'gate@example.org', 'A prison manager'],
    ['over', null, 'A prison manager'],
    ['long ago', null, null],
  ]);
});
