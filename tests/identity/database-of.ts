import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName } from '@throughline/platform';
import { type BuiltServer, waitUntil } from '@throughline/testing';
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

/** Every document there is, by collection and id, as text. */
export async function rowsOf(server: BuiltServer): Promise<Map<string, string>> {
  return withDatabaseOf(server, async (db) => {
    const all = new Map<string, string>();
    for (const collection of await db.collections())
      for await (const document of collection.find())
        all.set(`${collection.collectionName}/${String(document._id)}`, JSON.stringify(document));
    return all;
  });
}

/** What has come or changed since the database held these. */
export async function changedSince(
  server: BuiltServer,
  before: ReadonlyMap<string, string>,
): Promise<[string, string][]> {
  return [...(await rowsOf(server))].filter(([key, row]) => before.get(key) !== row);
}

/** Until nothing is on its way into the log, or to the lists: those are told of a thread some seconds after it was written in. */
export async function untilAllIsTold(server: BuiltServer, among: (row: string) => boolean = () => true): Promise<void> {
  const isOnItsWay = (row: string) => /"touched":true|"(pending|waiting)":\[["{]/.test(row);
  await waitUntil('nothing is on its way', async () =>
    [...(await rowsOf(server)).values()].filter(among).every((row) => !isOnItsWay(row)),
  );
}

/** Until the year has begun after which each member is asked whether they are still here: some seconds after they joined. */
export async function untilYearsBegan(server: BuiltServer): Promise<void> {
  await waitUntil(
    'the year of everybody who joined has begun',
    () =>
      withDatabaseOf(
        server,
        async (db) => (await db.collection('members').countDocuments({ confirmedAt: null })) === 0,
      ),
    30_000,
  );
}
