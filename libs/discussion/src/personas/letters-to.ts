import type { AliasLetterView } from '@throughline/contracts';
import type { KnownAlias } from '@throughline/identity';
import type { Registries } from '@throughline/kernel';

/** What was written in private to aliases that were found to be the reader's. */
export async function lettersTo(registries: Registries, mine: readonly KnownAlias[]): Promise<AliasLetterView[]> {
  if (mine.length === 0) return [];
  const found = await Promise.all(registries.aliasLetters.all().map((source) => source.lettersTo(mine)));
  return found.flat();
}
