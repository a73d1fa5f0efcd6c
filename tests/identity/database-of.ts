import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName } from '@throughline/platform';
import type { BuiltServer } from '@throughline/testing';
import { type Db, MongoClient } from 'mongodb';

/** Looks into the database of a running server, as its owner can. */
export async function withDatabaseOf<Answer>(server: BuiltServer, look: (db: Db) => Promise<Answer>): Promise<Answer> {
  const client = new MongoClient(readFileSync(join(server.folder, 'database.uri'), 'utf8').trim());
  try {
    return await look((await client.connect()).db(databaseName));
  } finally {
    await client.close();
  }
}

/** All that is stored, as one text. */
export async function allOf(server: BuiltServer): Promise<string> {
  return withDatabaseOf(server, async (db) => {
    const collections = await db.collections();
    const documents = await Promise.all(collections.map((collection) => collection.find().toArray()));
    return JSON.stringify(documents);
  });
}
