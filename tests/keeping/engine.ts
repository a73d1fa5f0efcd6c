import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@throughline/embedded-mongo';
import { type Db, MongoClient } from 'mongodb';

/** A database engine of its own for one file of tests, and a folder that goes with it. */
export class Engine {
  private constructor(
    readonly folder: string,
    private readonly engine: EmbeddedMongo,
    private readonly client: MongoClient,
  ) {}

  static async start(): Promise<Engine> {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-keeping-'));
    const engine = await startEmbeddedMongo({ folder: join(folder, 'db') });
    return new Engine(folder, engine, await new MongoClient(engine.uri, { retryWrites: false }).connect());
  }

  get uri(): string {
    return this.engine.uri;
  }

  db(name: string): Db {
    return this.client.db(name);
  }

  async databases(): Promise<string[]> {
    return (await this.client.db().admin().listDatabases()).databases.map(({ name }) => name);
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.engine.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
