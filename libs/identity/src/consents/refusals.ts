import { Injectable } from '@nestjs/common';
import { type WordUse, wordUses } from '@throughline/contracts/names';
import { Erased } from '@throughline/platform';

/**
 * Consents that were taken back, on the list of what is not to come back with an older backup. It holds no time and no order, so a consent
 * that was given once more after that is not there after a restore: it has to be given again, rather than be taken for granted.
 */
@Injectable()
export class Refusals {
  constructor(private readonly erased: Erased) {}

  /** Of a post, or of all that a member writes under their name. To be called before it is stored. */
  async add(id: string, uses: readonly WordUse[]): Promise<void> {
    await this.erased.add(...uses.map((use) => ['refused', `${id}.${use}`] as const));
  }

  /** By the id of the post or the member. */
  async all(): Promise<ReadonlyMap<string, readonly WordUse[]>> {
    const all = new Map<string, WordUse[]>();
    for (const [kind, thing] of await this.erased.all()) {
      const [id = '', said] = thing.split('.');
      const use = wordUses.find((one) => one === said);
      if (kind === 'refused' && use) all.set(id, [...(all.get(id) ?? []), use]);
    }
    return all;
  }
}
