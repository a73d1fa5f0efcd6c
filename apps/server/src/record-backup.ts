import { Clock, Ids, Registries } from '@throughline/kernel';
import { databaseName, durability } from '@throughline/platform';
import { AuditTrail, GroupCommit, StreamEntry, StreamEntrySchema, Subscribers } from '@throughline/stream';
import type { Db } from 'mongodb';
import mongoose, { type Model } from 'mongoose';
import type { OpenDatabase } from './database';

/** The line for a backup made by hand: whoever holds it, with its key, can read everything. In the chain before it is made. */
export async function recordBackup(database: Pick<OpenDatabase, 'uri' | 'replicaSet'>, db: Db): Promise<void> {
  const options = {
    dbName: databaseName,
    ...durability(database),
    autoIndex: false,
    retryWrites: database.replicaSet !== null,
  };
  const connection = await mongoose.createConnection(database.uri, options).asPromise();
  try {
    const log = connection.model(StreamEntry.name, StreamEntrySchema) as unknown as Model<StreamEntry>;
    const commits = new GroupCommit(connection, log, new Subscribers(), new Clock());
    // What is not a community's database yet has no chain, and says so when it is backed up.
    if ((await db.collection('house').findOne({})) === null) return;
    await new AuditTrail(commits, new Ids(), new Registries()).record({ act: 'backup.taken', by: null });
  } finally {
    await connection.close();
  }
}
