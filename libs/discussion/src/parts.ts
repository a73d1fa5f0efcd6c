import { wrongField } from '@throughline/kernel';

/** How many come before a part of a list, by what the part before said of it. Throws `bad-input` for anything else. */
export function offsetOf(after: string | undefined): number {
  if (after === undefined) return 0;
  if (!/^\d{1,6}$/.test(after)) throw wrongField('after', 'This is not where a part ended.');
  return Number(after);
}

/** A part of a list, of which one more was asked for than it holds; and where the next one begins, if there is one. */
export function partOf<One>(
  found: readonly One[],
  { skip, size }: { skip: number; size: number },
): { part: One[]; next: string | null } {
  return { part: found.slice(0, size), next: found.length > size ? String(skip + size) : null };
}
