import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { InjectConnection, MongooseModule } from '@nestjs/mongoose';
import mongoose, { type Connection } from 'mongoose';
import { Clock, Registries } from '@throughline/kernel';
import type { Db } from 'mongodb';
import { endWaitsWithTheirLines } from './closed-lines';
import { Config } from './config';
import { backupKey } from './keeping/backup-key';
import type { HouseDocument } from './keeping/house';
import { newestSchema, update } from './keeping/migrations';
import { Secrets } from './secrets';

endWaitsWithTheirLines();

// `throw`, because `true` silently drops unknown paths and can then match every document (safety.md S8).
mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

/** The one database of a MongoDB that Throughline uses. */
export const databaseName = 'throughline';

/** What was found out about the database before connecting to it. */
export interface DatabaseFacts {
  uri: string;
  /** The replica set's name, or null for a single server (the embedded engine is one). */
  replicaSet: string | null;
  /** For the person at the terminal: which database this is and where its data lies. */
  description: string;
}

/**
 * How durable a write is before it counts: a majority of a replica set, else the journal of the one server. The embedded
 * engine acknowledges `majority` before the journal is synced, so it must not be asked for that (architecture.md).
 */
export function durability(facts: Pick<DatabaseFacts, 'replicaSet'>): mongoose.ConnectOptions {
  return facts.replicaSet === null
    ? { writeConcern: { w: 1, journal: true } }
    : { writeConcern: { w: 'majority', journal: true }, readConcern: { level: 'majority' }, readPreference: 'primary' };
}

/** The database as the rest of the house uses it. */
@Injectable()
export class Database {
  constructor(
    @InjectConnection() readonly connection: Connection,
    private readonly secrets: Secrets,
    private readonly config: Config,
    private readonly registries: Registries,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the database ready: refuses one that belongs to other secrets or was changed by a newer Throughline, brings it to the
   * schema of this code, makes collections and indexes, and makes good what a restore left.
   */
  async prepare(options: { own: boolean; say: (line: string) => void }): Promise<void> {
    await this.connection.asPromise();
    await this.expectOwnSecrets();
    const { backupFolder, backupKeyFile } = this.config;
    if (backupFolder !== null && backupKey(backupKeyFile).made !== null)
      options.say(
        `Made the key of your backups: ${backupKeyFile}. Keep a copy elsewhere; without it none of them opens.`,
      );
    const folder = backupFolder ?? join(this.config.folder, 'backups');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await update(this.db, { ...options, folder, keyFile: backupKeyFile, at: this.clock.now() }, async () => {
      await Promise.all(this.connection.modelNames().map((name) => this.connection.model(name).init()));
      await this.healAfterRestore();
    });
  }

  /** The database below mongoose: for what concerns all collections alike. */
  get db(): Db {
    const { db } = this.connection;
    if (!db) throw new Error('The database is not connected yet.');
    return db;
  }

  private async expectOwnSecrets(): Promise<void> {
    const house = await this.connection
      .collection<HouseDocument>('house')
      .findOneAndUpdate(
        { _id: 'house' },
        { $setOnInsert: { secrets: this.secrets.fingerprint(), schema: newestSchema() } },
        { upsert: true, returnDocument: 'after' },
      );
    if (house?.secrets !== this.secrets.fingerprint()) {
      throw new Error(
        'This database belongs to a community with other secrets. Start with its own secrets file, or with another database.',
      );
    }
  }

  private async healAfterRestore(): Promise<void> {
    const houses = this.connection.collection<HouseDocument>('house');
    const takenAt = (await houses.findOne({ _id: 'house' }))?.restoredFrom;
    if (!takenAt) return;
    const healers = this.registries.healers.all();
    for (const last of [false, true])
      for (const healer of healers) if ((healer.healsLast ?? false) === last) await healer.heal(takenAt);
    await houses.updateOne({ _id: 'house' }, { $unset: { restoredFrom: '' } });
  }
}

@Global()
@Module({})
export class DatabaseModule {
  static forRoot(facts: DatabaseFacts): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        MongooseModule.forRoot(facts.uri, {
          dbName: databaseName,
          ...durability(facts),
          serverSelectionTimeoutMS: 5_000,
          // Nothing waits for ever: what hangs fails, and is tried again by whoever wanted it.
          waitQueueTimeoutMS: 10_000,
          socketTimeoutMS: 60_000,
          maxPoolSize: 30,
          retryWrites: facts.replicaSet !== null,
          retryAttempts: 2,
          verboseRetryLog: false,
        }),
      ],
      providers: [Database],
      exports: [MongooseModule, Database],
    };
  }
}
