import type { Document } from 'mongodb';

/** What a thief has: every collection in the order in which it is kept, and the log of the server. No secret, and no memory. */
export interface Taken {
  collections: ReadonlyMap<string, readonly Document[]>;
  log: readonly string[];
}

/** A member, as the thief knows all of them; they are the ones that an alias may be. */
export interface Suspect {
  id: string;
  name: string;
}

/** What stands in the database of one alias, and of what it wrote. */
export interface Traces {
  alias: Document;
  posts: readonly Document[];
  /** Everything that names the alias or its stream, by collection. */
  rows: readonly { collection: string; place: number; document: Document }[];
}

/** Gives each suspect points for an alias: who has most is the guess. */
export interface Attacker {
  name: string;
  points(taken: Taken): (traces: Traces, suspect: Suspect) => number;
}

const texts = new WeakMap<Document, string>();

/** A document as text, once. */
export function textOf(document: Document): string {
  const text = texts.get(document) ?? JSON.stringify(document);
  texts.set(document, text);
  return text;
}

export function documentsOf(taken: Taken, collection: string): readonly Document[] {
  return taken.collections.get(collection) ?? [];
}

/** Every alias that is kept, with all that names it. */
export function tracesIn(taken: Taken): Traces[] {
  const all = [...taken.collections].flatMap(([collection, documents]) =>
    documents.map((document, place) => ({ collection, place, document, text: textOf(document) })),
  );
  return documentsOf(taken, 'aliases').map((alias) => {
    const known = [String(alias._id), String(alias['stream'])];
    const rows = all.filter(({ text }) => known.some((id) => text.includes(id)));
    const posts = rows.filter(({ collection }) => collection === 'posts').map(({ document }) => document);
    return { alias, posts: posts.filter(({ author }) => author?.aliasId === alias._id), rows };
  });
}

/** Where a suspect stands in a collection: places of the documents that name them. */
export function placesOf(taken: Taken, collection: string, suspect: Suspect): number[] {
  return documentsOf(taken, collection).flatMap((document, place) =>
    textOf(document).includes(suspect.id) ? [place] : [],
  );
}

/** All times in a document that are finer than a day, in milliseconds. */
export function timesIn(value: unknown): number[] {
  if (value instanceof Date) return value.getTime() % 86_400_000 === 0 ? [] : [value.getTime()];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(timesIn);
}
