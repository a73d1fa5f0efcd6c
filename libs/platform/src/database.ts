import { type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { InjectConnection, MongooseModule } from '@nestjs/mongoose';
import mongoose, { type Connection } from 'mongoose';
import { Secrets } from './secrets';

// `throw`, because `true` silently drops unknown paths and can then match every document (safety.md S8).
mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

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

interface HouseDocument {
  _id: 'house';
  secrets: string;
}

/** The database as the rest of the house uses it. */
@Injectable()
export class Database {
  constructor(
    @InjectConnection() readonly connection: Connection,
    private readonly secrets: Secrets,
  ) {}

  /** Makes collections and indexes, and refuses to go on where the secrets are not those of this community. */
  async prepare(): Promise<void> {
    await this.connection.asPromise();
    await Promise.all(this.connection.modelNames().map((name) => this.connection.model(name).init()));
    const house = await this.connection
      .collection<HouseDocument>('house')
      .findOneAndUpdate(
        { _id: 'house' },
        { $setOnInsert: { secrets: this.secrets.fingerprint() } },
        { upsert: true, returnDocument: 'after' },
      );
    if (house?.secrets !== this.secrets.fingerprint()) {
      throw new Error(
        'This database belongs to a community with other secrets. Start with its own secrets file, or with another database.',
      );
    }
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
          dbName: 'throughline',
          ...durability(facts),
          serverSelectionTimeoutMS: 5_000,
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
