import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Db } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import { Config } from '../config';
import { Jobs } from '../jobs';
import { keptByIds } from '../kept-by-ids';
import { readBackup } from './backup-file';
import { decode } from './dump';

/**
 * What is not to come back: the words of a post, the name on one, who an alias is, all that says who a member was; a consent that was taken
 * back (`refused`, of a post or a member: `<id>.<use>`), that a post of somebody who left stands under a name of nobody's (`renamed`), and
 * what nobody is to read any more: a post that its author took back (`withdrawn`) or a moderator took out (`removed`), and words that were
 * taken back while they waited (`waiting`).
 */
export const erasedKinds = [
  ...(['post', 'name', 'alias', 'member', 'refused', 'renamed'] as const),
  ...(['withdrawn', 'removed', 'waiting'] as const),
] as const;
export type ErasedKind = (typeof erasedKinds)[number];
export type ErasedThing = readonly [kind: ErasedKind, id: string];

/** `<kind>/<id>`, and nothing else: not when, and not in which order. */
interface ErasedDocument {
  _id: string;
}

const collection = 'erased';
const schema = new Schema({ _id: String }, { collection, versionKey: false, strict: 'throw' });
keptByIds(schema);

/**
 * The list of what was erased, by ids alone, so that it is erased again after an older backup was restored. It lies in the database
 * for all servers, in every newer backup with it, and in a file of each server's data folder, which no restore replaces
 * (docs/decisions/0024).
 */
@Injectable()
export class Erased implements OnApplicationBootstrap {
  private readonly path: string;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly jobs: Jobs,
    config: Config,
  ) {
    this.path = erasedFile(config);
    connection.model('Erased', schema);
  }

  onApplicationBootstrap(): void {
    // What other servers erased, and who goes back to this machine's file after theirs is lost.
    this.jobs.everywhere('erased.copy', 60_000, async () => this.write(await this.stored()));
  }

  /** Puts things on the list. To be called before they are erased: what is not on it could come back. */
  async add(...things: ErasedThing[]): Promise<void> {
    const ids = things.map(([kind, id]) => `${kind}/${id}`);
    if (this.connection.db) await addErased(this.connection.db, ids);
    this.write(ids);
  }

  /** All there is, from the database and this machine's file, which are the same from then on. */
  async all(): Promise<ErasedThing[]> {
    const ids = [...new Set([...(await this.stored()), ...readErasedFile(this.path)])];
    if (this.connection.db) await addErased(this.connection.db, ids);
    this.write(ids);
    return ids.flatMap((line) => {
      const [kind, id] = line.split('/');
      return erasedKinds.flatMap((known) => (known === kind && id ? [[known, id] as const] : []));
    });
  }

  private async stored(): Promise<string[]> {
    // By the ids, in whose order it is kept.
    const all = { _id: { $gte: '' } };
    const found = await this.connection.collection<ErasedDocument>(collection).find(all).toArray();
    return found.map(({ _id }) => _id);
  }

  /** In the order of the ids, which says nothing of when each came. */
  private write(ids: readonly string[]): void {
    const known = readErasedFile(this.path);
    const all = [...new Set([...known, ...ids])].sort();
    if (all.length === known.length) return;
    mkdirSync(join(this.path, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.path}.draft`, `${all.join('\n')}\n`, { mode: 0o600 });
    renameSync(`${this.path}.draft`, this.path);
  }
}

/** Where a machine keeps its copy. */
export function erasedFile(config: Config): string {
  return join(config.folder, 'erased.ids');
}

export function readErasedFile(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}

/** The list as a backup holds it. It stands before all else there, so that nothing else has to be read. */
export async function erasedIn(path: string, key: Buffer): Promise<string[]> {
  const ids: string[] = [];
  let reading = false;
  for await (const line of readBackup(path, key)) {
    const entry = decode(line);
    if ('collection' in entry) {
      if (entry.collection !== collection) break;
      reading = true;
    } else if (reading && 'document' in entry) ids.push(String(entry.document['_id']));
  }
  return ids;
}

/** Adds to the list in a database, whoever runs on it. */
export async function addErased(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.collection<ErasedDocument>(collection).bulkWrite(
    ids.map((_id) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: { _id } }, upsert: true } })),
    { ordered: false },
  );
}
