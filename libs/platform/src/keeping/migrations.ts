import { join } from 'node:path';
import type { Db } from 'mongodb';
import { backupKey } from './backup-key';
import { dump } from './dump';
import type { HouseDocument } from './house';
import { inspect, load } from './load';
import { markLinkedThreads } from './mark-linked-threads';

/**
 * One step from a schema to the next: forward only, and safe while the version before still runs. It may be done again after a
 * crash, and by two servers at once, so it looks for what is left to do.
 */
export interface Migration {
  /** The schema that it leads to. */
  to: number;
  what: string;
  run(db: Db): Promise<void>;
}

/** Every step there is, in order. The first schema is 1. */
export const migrations: readonly Migration[] = [
  { to: 2, what: 'threads lead to what was linked to them', run: markLinkedThreads },
];

/** The schema that steps lead to. */
export function newestSchema(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.to ?? 1;
}

export interface UpdateOptions {
  /** This server started the database itself, so that it may go back by itself. */
  own: boolean;
  /** Where the backup that is taken first goes, and the file of its key. */
  folder: string;
  keyFile: string;
  at: Date;
  say: (line: string) => void;
}

/**
 * Brings the database to the schema of this code, then goes on with `start`. Refuses, in words, a database that a newer
 * Throughline made. An update backs up first; where a step or the start after it fails, a database of our own is put back as it
 * was, and of another is said how.
 */
export async function update(
  db: Db,
  options: UpdateOptions,
  start: () => Promise<void>,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  const house = db.collection<HouseDocument>('house');
  const stored = await house.findOne({ _id: 'house' });
  const current = stored?.schema ?? 1;
  if (current > newestSchema(steps))
    throw new Error(
      'This database was changed by a newer Throughline. Start that one, or restore a backup from before the update.',
    );
  const left = steps.filter(({ to }) => to > current);
  if (!stored || left.length === 0) return start();

  const path = join(options.folder, `before-${newestSchema(steps)}-${options.at.getTime()}.backup`);
  const { key } = backupKey(options.keyFile);
  options.say(`Backing up to ${path}, then updating the database …`);
  await dump(db, path, key, options.at);
  try {
    for (const step of left) {
      options.say(`Updating: ${step.what}`);
      await step.run(db);
      await house.updateOne({ _id: 'house' }, { $set: { schema: step.to } });
    }
    await start();
  } catch (error) {
    const why = `The update failed (${error instanceof Error ? error.message : String(error)}).`;
    if (!options.own)
      throw new Error(`${why} Restore ${path} into an empty database and start the version from before.`);
    await inspect(path, key);
    options.say(`${why} Going back …`);
    await db.dropDatabase();
    await load(db, path, key, { secrets: stored.secrets, schema: current });
    throw new Error(`${why} Everything is as it was before (${path} stays): start the version from before.`);
  }
}
