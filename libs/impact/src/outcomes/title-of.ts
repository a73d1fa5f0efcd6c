import type { Outcome } from './outcome.schema';

/** Who and what, read as one sentence. */
export function titleOf({ who, what }: Pick<Outcome, 'who' | 'what'>): string {
  return `${who} ${what}`.trim();
}
