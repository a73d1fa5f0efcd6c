import type { Db } from 'mongodb';
import { BSON } from 'mongodb';
import { writeBackup } from './backup-file';
import type { HouseDocument } from './house';

/** What a backup holds, said at its end: the restored database is counted against it. */
export interface Manifest {
  collections: Record<string, { documents: number; indexes: number }>;
  /** The last entry of the audit chain: it must be the same again. Missing in backups from before there was one. */
  audit?: ChainHead | null;
}

export interface ChainHead {
  seq: number;
  hash: string;
}

/** A line of a backup: what it is of, a collection, a document of it, or the manifest at the end. */
export type Entry =
  | { of: { secrets: string; schema: number; at: string } }
  | { collection: string; options: Record<string, unknown>; indexes: Record<string, unknown>[] }
  | { document: Record<string, unknown> }
  /** More documents of a collection that came before. */
  | { more: string }
  | { manifest: Manifest };

/** What is of this database and this moment, not of the community: who does which job, and the epoch (a restore begins a new one). */
const leftOut = new Set(['leases', 'stream_state']);

const log = 'stream_entries';
const erased = 'erased';
const audit = 'audit';
const asStored = { promoteValues: false, promoteLongs: false };

const { EJSON } = BSON;
export const encode = (entry: Entry): string => EJSON.stringify(entry, { relaxed: false });
export const decode = (line: string): Entry => EJSON.parse(line, { relaxed: false }) as Entry;

/**
 * Writes everything into one encrypted file, one document after another. It can be taken from a running server: each document is
 * whole, and carries the changes that are not in the log yet. The log comes first, so that no entry of it names a document that
 * is not there; what was put into the log after that is made good when a restored database starts (see `Registries.healers`).
 * Of the audit chain that could not be made good, so it comes last: no act is in a backup without its line.
 */
export async function dump(db: Db, path: string, key: Buffer, at: Date): Promise<Manifest> {
  const manifest: Manifest = { collections: {}, audit: null };
  await writeBackup(path, key, entriesOf(db, manifest, at));
  return manifest;
}

async function* entriesOf(db: Db, manifest: Manifest, at: Date): AsyncGenerator<string> {
  const house = await db.collection<HouseDocument>('house').findOne({ _id: 'house' });
  if (!house) throw new Error('There is nothing to back up yet.');
  yield encode({ of: { secrets: house.secrets, schema: house.schema ?? 1, at: at.toISOString() } });
  const found = await db.listCollections({ type: 'collection' }).toArray();
  const names = found.map(({ name }) => name).filter((name) => !leftOut.has(name) && !name.startsWith('system.'));
  for (const name of names.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other))) {
    const collection = db.collection(name);
    const { options = {} } = found.find((candidate) => candidate.name === name) as {
      options?: Record<string, unknown>;
    };
    const indexes = await collection.indexes();
    yield encode({ collection: name, options, indexes });
    let documents = 0;
    for await (const document of collection.find(name === log ? { stream: { $ne: audit } } : {}, asStored)) {
      documents += 1;
      yield encode({ document });
    }
    manifest.collections[name] = { documents, indexes: indexes.length };
  }
  const counted = manifest.collections[log];
  if (counted) {
    yield encode({ more: log });
    for await (const document of db.collection(log).find({ stream: audit }, asStored).sort({ seq: 1 })) {
      counted.documents += 1;
      manifest.audit = { seq: Number(document['seq']), hash: String(document._id) };
      yield encode({ document });
    }
  }
  yield encode({ manifest });
}

/**
 * The list of what was erased comes before all: who restores an older backup reads it out of a newer one. Files come after what holds
 * them: of a post that is in a backup the pictures are too; what nothing holds goes after a restore.
 */
function rank(name: string): number {
  if (name.startsWith('store.')) return 3;
  return name === erased ? 0 : name === log ? 1 : 2;
}

/** The last entry of the audit chain in a database, as it stands there. */
export async function chainHead(db: Db): Promise<ChainHead | null> {
  const last = await db.collection(log).findOne({ stream: audit }, { sort: { seq: -1 } });
  return last && { seq: Number(last['seq']), hash: String(last._id) };
}
