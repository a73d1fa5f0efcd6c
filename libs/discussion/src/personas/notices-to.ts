import type { AliasNotices } from '@throughline/contracts';
import type { Registries } from '@throughline/kernel';

/** What there is to say to aliases that were found to be the reader's. Nothing is noted of the asking. */
export async function noticesTo(registries: Registries, aliasIds: readonly string[]): Promise<AliasNotices> {
  const sources = aliasIds.length > 0 ? registries.aliasNotices.all() : [];
  const told = await Promise.all(sources.map((source) => source.noticesFor(aliasIds)));
  return {
    flags: told.flatMap(({ flags }) => flags),
    steps: told.flatMap(({ steps }) => steps),
    quoted: told.flatMap(({ quoted }) => quoted),
  };
}

/** Whether there is anything that they have not read. */
export function hasNews({ flags, steps, quoted }: AliasNotices): boolean {
  return quoted.length > 0 || [...flags, ...steps].some(({ isNew }) => isNew);
}
