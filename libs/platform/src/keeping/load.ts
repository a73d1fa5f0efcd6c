import type { Db, Document, IndexSpecification } from 'mongodb';
import { DamagedBackup, readBackup } from './backup-file';
import { chainHead, decode, type Manifest } from './dump';
import type { HouseDocument } from './house';

/** Documents written in one go. */
const batchSize = 500;

export interface LoadOptions {
  /** The fingerprint of the secrets at hand: other ones would open nothing of what is restored. */
  secrets: string;
  /** The newest schema that this code knows. */
  schema: number;
}

/** What was restored. */
export interface Loaded {
  /** When the backup was taken, as ISO 8601. */
  at: string;
  manifest: Manifest;
}

/** Reads a whole backup without writing anything; answers what it says of itself. Throws `DamagedBackup`. */
export async function inspect(
  path: string,
  key: Buffer,
): Promise<{ secrets: string; schema: number; at: string; manifest: Manifest }> {
  let of: { secrets: string; schema: number; at: string } | undefined;
  let manifest: Manifest | undefined;
  const counted: Record<string, number> = {};
  let current = '';
  for await (const line of readBackup(path, key)) {
    const entry = decode(line);
    if ('of' in entry) of = entry.of;
    else if ('collection' in entry) counted[(current = entry.collection)] = 0;
    else if ('more' in entry) current = entry.more;
    else if ('document' in entry) counted[current] = (counted[current] ?? 0) + 1;
    else manifest = entry.manifest;
  }
  if (!of || !manifest) throw new DamagedBackup('it says nothing of itself');
  const { collections } = manifest;
  const complete = Object.keys(collections).every((name) => Number(collections[name]?.documents) === counted[name]);
  if (!complete) throw new DamagedBackup('it does not hold what it says');
  return { ...of, schema: Number(of.schema), manifest };
}

/**
 * Restores a backup into an empty database: the whole file is read and checked before anything is written, and what was written
 * is counted afterwards. The next start makes good what a dump of a running server lacks, and begins a new epoch.
 */
export async function load(db: Db, path: string, key: Buffer, options: LoadOptions): Promise<Loaded> {
  const { secrets, schema, at, manifest } = await inspect(path, key);
  if (secrets !== options.secrets)
    throw new Error('This backup belongs to a community with other secrets. Put its own secrets file in place first.');
  if (schema > options.schema) throw new Error('This backup was made by a newer Throughline. Update first.');
  await expectEmpty(db);
  try {
    await write(db, path, key);
    await expectWhole(db, manifest);
    await db.collection<HouseDocument>('house').updateOne({ _id: 'house' }, { $set: { restoredFrom: new Date(at) } });
  } catch (error) {
    // It was empty before.
    await db.dropDatabase();
    throw error;
  }
  return { at, manifest };
}

async function expectWhole(db: Db, { collections, audit }: Manifest): Promise<void> {
  for (const [name, expected] of Object.entries(collections)) {
    const documents = await db.collection(name).countDocuments();
    const indexes = (await db.collection(name).indexes()).length;
    if (documents !== Number(expected.documents) || indexes !== Number(expected.indexes))
      throw new Error(
        `Of ${name}, ${documents} documents and ${indexes} indexes were restored, not ${expected.documents} and ${expected.indexes}.`,
      );
  }
  if (audit === undefined) return;
  const head = await chainHead(db);
  if (head?.hash !== audit?.hash || (head?.seq ?? 0) !== Number(audit?.seq ?? 0))
    throw new Error('The audit chain that was restored does not end where the one that was backed up did.');
}

async function expectEmpty(db: Db): Promise<void> {
  for (const { name } of await db.listCollections({ type: 'collection' }).toArray()) {
    if ((await db.collection(name).findOne({})) !== null)
      throw new Error('There is something in this database already. A backup is restored into an empty one only.');
    await db.collection(name).drop();
  }
}

async function write(db: Db, path: string, key: Buffer): Promise<void> {
  let name = '';
  let batch: Document[] = [];
  const flush = async () => {
    if (batch.length > 0) await db.collection(name).insertMany(batch, { ordered: false });
    batch = [];
  };
  for await (const line of readBackup(path, key)) {
    const entry = decode(line);
    if ('collection' in entry) {
      await flush();
      name = entry.collection;
      await db.createCollection(name, entry.options);
      for (const { key: fields, v: _, name: indexName, ...rest } of entry.indexes) {
        const isOwn = indexName === '_id_' || 'clustered' in rest;
        if (!isOwn)
          await db.collection(name).createIndex(fields as IndexSpecification, { ...rest, name: String(indexName) });
      }
    } else if ('more' in entry) {
      await flush();
      name = entry.more;
    } else if ('document' in entry) {
      batch.push(entry.document);
      if (batch.length >= batchSize) await flush();
    }
  }
  await flush();
}
