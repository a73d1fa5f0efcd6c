import { findIdentifying } from '@throughline/rules/identifying';
import { type Fields, one } from '../forms/definitions';
import { type FoundWords, lookedAt } from './found-words';

/** What in these fields may say who somebody is, but for what its author has seen already. */
export function foundIn(fields: Fields, names: readonly string[], knownNames: readonly string[]): FoundWords[] {
  const seen = new Set(one(fields, lookedAt).split(/\r?\n/));
  const found = new Map<string, FoundWords>();
  for (const field of names) {
    const words = one(fields, field);
    for (const { kind, start, end } of findIdentifying(words, { knownNames })) {
      const text = words.slice(start, end);
      if (!seen.has(text) && !found.has(text)) found.set(text, { field, kind, text });
    }
  }
  return [...found.values()];
}

/** The names of those whom a reader sees on these answers of the API: their own, and the authors of posts. */
export function namesIn(views: readonly unknown[]): string[] {
  return views.flatMap((view) => {
    const { member, posts } = (view ?? {}) as { member?: Named | null; posts?: { author?: Named }[] };
    const authors = Array.isArray(posts) ? posts.map(({ author }) => author) : [];
    return [member, ...authors].flatMap((named) => (typeof named?.name === 'string' ? [named.name] : []));
  });
}
interface Named {
  name?: unknown;
}
