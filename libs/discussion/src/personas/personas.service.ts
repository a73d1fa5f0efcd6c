import { Injectable } from '@nestjs/common';
import type { PersonaView } from '@throughline/contracts';
import { aliasNamesOffered, type AliasObstacle, fewPeople } from '@throughline/contracts/names';
import { Aliases, type KnownAlias } from '@throughline/identity';
import { DomainError, type SignedIn } from '@throughline/kernel';
import { MergedThreads } from '../threads/merged-threads';

/** The aliases that somebody is in a thread, and the one that everything of theirs starts as there. */
export interface Standing {
  mine: readonly KnownAlias[];
  current: KnownAlias | undefined;
  /** Everybody's aliases that came with threads which became part of this one, also those whose first words still wait. */
  movedHere: readonly KnownAlias[];
}

/** Of who is no alias: in a thread that is yet to be, for one. */
export const noAlias: Standing = { mine: [], current: undefined, movedHere: [] };

/** As whom something is done, and whether its author said that people may connect the two. */
export interface Choice {
  as?: 'self' | 'alias' | undefined;
  alias?: string | undefined;
  sure?: boolean | undefined;
}

/** As whom somebody writes in a thread. Whose an alias is, is derived for the question at hand and kept nowhere. */
@Injectable()
export class Personas {
  constructor(
    private readonly aliases: Aliases,
    private readonly merged: MergedThreads,
  ) {}

  /** For showing: as remembered, at most two seconds old where another server changed it. */
  async shown(actor: SignedIn, threadId: string): Promise<Standing> {
    const [home, moved] = await Promise.all([this.aliases.homeIn(threadId), this.movedHere(threadId)]);
    return standing(threadId, this.aliases.mine(actor.memberId, [...home, ...moved]), moved);
  }

  /** For doing: whether they have an alias here is asked of the database now. */
  async now(actor: SignedIn, threadId: string): Promise<Standing> {
    const [home, moved] = await Promise.all([this.aliases.ownIn(actor.memberId, threadId), this.movedHere(threadId)]);
    return standing(threadId, [...(home ? [home] : []), ...this.aliases.mine(actor.memberId, moved)], moved);
  }

  /**
   * As whom something is done. Throws `choose-as` where nothing was chosen, and `as-self-too` where somebody who has posted under
   * an alias here has not said that they want to be seen as themselves too.
   */
  expectChoice({ as, sure }: Choice, { current }: Standing): 'self' | 'alias' {
    if (as === undefined) throw new DomainError('choose-as');
    if (as === 'self' && current && sure !== true) throw new DomainError('as-self-too');
    return as;
  }

  /** The alias that the actor posts as: the one that they are here, or else a new one, under a name that was offered. */
  async take(
    actor: SignedIn,
    thread: { _id: string; aliasesOffered?: boolean },
    { alias: name }: Choice,
    { mine, current, movedHere }: Standing,
  ): Promise<KnownAlias> {
    // In whichever of the threads that became this one it was.
    if (mine.some(({ step }) => step === 'bar')) throw new DomainError('no-alias-here');
    if (current) return current;
    const { obstacle, names } = await this.offer(actor, thread, movedHere);
    if (obstacle === 'no-leads') throw new DomainError('alias-not-offered');
    if (obstacle !== null) throw new DomainError('no-alias-here');
    const wanted = name ?? names[0] ?? '';
    // Somebody has it whom a merge brought here.
    if (movedHere.some((alias) => alias.name === wanted)) throw new DomainError('alias-name-taken');
    return this.aliases.take(actor.memberId, thread._id, wanted);
  }

  /** What the composer says of it. */
  async view(
    actor: SignedIn,
    thread: { _id: string; aliasesOffered?: boolean },
    { mine, current, movedHere }: Standing,
    readers: number,
  ): Promise<PersonaView> {
    const offer = current ? { obstacle: null, names: [] } : await this.offer(actor, thread, movedHere);
    return {
      mine: mine.map(presentAlias),
      current: current ? presentAlias(current) : null,
      names: offer.names.slice(0, aliasNamesOffered),
      obstacle: mine.some(({ step }) => step === 'bar') ? 'barred' : offer.obstacle,
      few: readers < fewPeople,
    };
  }

  private async offer(
    actor: SignedIn,
    thread: { _id: string; aliasesOffered?: boolean },
    movedHere: readonly KnownAlias[],
  ): Promise<{ names: readonly string[]; obstacle: AliasObstacle | null }> {
    if (thread.aliasesOffered === false) return { names: [], obstacle: 'closed-here' };
    if (!(await this.aliases.areOffered())) return { names: [], obstacle: 'no-leads' };
    const taken = new Set(movedHere.map(({ name }) => name));
    const names = (await this.aliases.offersFor(actor.memberId, thread._id)).filter((name) => !taken.has(name));
    return { names, obstacle: names.length === 0 ? 'used-up' : null };
  }

  private async movedHere(threadId: string): Promise<readonly KnownAlias[]> {
    const threads = await this.merged.into(threadId);
    return (await Promise.all(threads.map((id) => this.aliases.homeIn(id)))).flat();
  }
}

/**
 * At home here comes first: who had an alias in each of two threads that became one goes on as this one's. A step against one of
 * somebody's aliases in a thread holds for all that they are in it (safety.md P3, standing).
 */
function standing(threadId: string, found: readonly KnownAlias[], movedHere: readonly KnownAlias[]): Standing {
  const steps = found.map(({ step }) => step);
  const step = steps.find((one) => one === 'bar') ?? steps.find((one) => one === 'check') ?? null;
  const mine = found.map((alias) => ({ ...alias, step }));
  return { mine, current: mine.find((alias) => alias.threadId === threadId) ?? mine[0], movedHere };
}

function presentAlias({ _id, name }: KnownAlias): { id: string; name: string } {
  return { id: _id, name };
}
