import 'reflect-metadata';
import { endWaitsWithTheirLines } from '@throughline/platform';
import { within } from '@throughline/testing';
import { MongoClient, MongoNetworkError } from 'mongodb';
import { Engine } from '../keeping/engine';

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(() => engine.stop());

/** What of the driver's monitor this test breaks. */
interface Inside {
  topology: {
    s: {
      servers: Map<
        string,
        {
          monitor: { connection: { socket: { destroy(): void } } | null; monitorId: { wake(): void } };
          handleError(error: Error): void;
        }
      >;
    };
  };
}

test('a database is found again though the line died in the moment of a check', async () => {
  endWaitsWithTheirLines();
  const client = await new MongoClient(engine.uri, { retryWrites: false, serverSelectionTimeoutMS: 10_000 }).connect();
  await client.db('a').command({ ping: 1 });
  const [server] = [...(client as unknown as Inside).topology.s.servers.values()];
  if (!server) throw new Error('There is no server.');
  await within(
    5_000,
    'the monitor has its line',
    (async () => {
      while (!server.monitor.connection) await new Promise((next) => setTimeout(next, 20));
    })(),
  );
  // The driver checks at most every 500 ms: only after that does it do so at once when woken.
  await new Promise((next) => setTimeout(next, 600));
  // In one turn of the loop its line is destroyed, and a check is asked for before that line says that it is closed.
  server.monitor.connection?.socket.destroy();
  server.monitor.monitorId.wake();
  server.handleError(new MongoNetworkError('the engine is gone'));
  expect(await client.db('a').command({ ping: 1 })).toMatchObject({ ok: 1 });
  await client.close();
});
