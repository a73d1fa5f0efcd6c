import type { MongoClient } from 'mongodb';
import { killed, until, Workshop } from './support';

const enough = 300;

/** Writes, several at a time, until the database is gone; remembers what was acknowledged. */
class Writer {
  readonly acknowledged: string[] = [];
  private readonly lanes: Promise<void>[];
  private stopped = false;

  constructor(private readonly client: MongoClient) {
    this.lanes = Array.from({ length: 4 }, (_, lane) => this.write(lane));
  }

  async end(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.lanes);
  }

  private async write(lane: number): Promise<void> {
    const kept = this.client.db('durable').collection<{ _id: string; text: string }>('kept');
    for (let number = 0; !this.stopped; number += 1) {
      const _id = `${lane}-${number}`;
      try {
        await kept.insertOne({ _id, text: 'x'.repeat(200) });
        this.acknowledged.push(_id);
      } catch {
        return;
      }
    }
  }
}

async function missing(client: MongoClient, acknowledged: string[]): Promise<string[]> {
  const kept = client.db('durable').collection<{ _id: string }>('kept');
  const there = new Set((await kept.find().toArray()).map(({ _id }) => _id));
  return acknowledged.filter((_id) => !there.has(_id));
}

describe('what was acknowledged survives', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.close());

  it('kill -9 of the engine', async () => {
    const engine = await workshop.engine();
    const client = await workshop.client(engine.uri);
    for (let round = 0; round < 3; round += 1) {
      await client.db('durable').dropDatabase();
      const writer = new Writer(client);
      await until('enough is written', () => writer.acknowledged.length > enough);
      await killed(engine.pid);
      await writer.end();
      await until('the engine answers again', () =>
        client
          .db('admin')
          .command({ ping: 1 })
          .then(Boolean, () => false),
      );
      expect(await missing(client, writer.acknowledged)).toEqual([]);
      expect(await client.db('durable').command({ validate: 'kept' })).toMatchObject({ valid: true });
    }
  });

  it.each(['server', 'server and engine'])('kill -9 of the %s', async (whom) => {
    const folder = workshop.folder();
    const server = await workshop.server(folder);
    const writer = new Writer(await workshop.client(String(server.uri)));
    await until('enough is written', () => writer.acknowledged.length > enough);
    server.process.kill('SIGKILL');
    if (whom === 'server and engine') process.kill(Number(server.pid), 'SIGKILL');
    await writer.end();
    const engine = await workshop.engine({ folder });
    expect(await missing(await workshop.client(engine.uri), writer.acknowledged)).toEqual([]);
  });
});
