import { type Author, isBy, isIn } from '@throughline/discussion';
import { type Actor, defineAction } from '@throughline/kernel';

/** A post that was reported, and whose it is as far as the actor is concerned. */
export interface FlagFacts {
  audience: string;
  /** Nobody in that audience could decide, as in a circle without a moderator: then it is any moderator's. */
  nobodyInIt: boolean;
  author: Author;
  /** Whoever told as an alias: they do not decide of it too. Who told under their own name may. */
  toldAs: readonly Author[];
  state: string;
  /** The aliases that the actor is in it: found out for this question, and kept nowhere. */
  voices: readonly string[];
}

export const reportPost = defineAction('flag.create', 'member');
export const readFromModerators = defineAction('from-moderators.read', 'member');

/** An evaluator sees nothing that was reported, whatever else they are (domain.md, "member"). */
const mayCheck = (actor: Actor) => actor.kind === 'member' && !actor.duties.includes('evaluator');
const isTheirs = (actor: Actor, { author, toldAs, voices }: FlagFacts) =>
  actor.kind === 'member' && (isBy(author, actor.memberId, voices) || toldAs.some((alias) => isBy(alias, '', voices)));

/** Nobody decides about what they wrote themselves. */
export const decideFlag = defineAction<FlagFacts>('flag.decide', 'moderator', {
  sees: (actor, flag) => mayCheck(actor) && (isIn(actor, flag.audience) || flag.nobodyInIt) && !isTheirs(actor, flag),
  allows: (_, { state }) => state === 'open',
});
