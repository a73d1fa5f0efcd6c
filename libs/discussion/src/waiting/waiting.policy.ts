import { type Actor, defineAction } from '@throughline/kernel';
import { isIn } from '../audience';
import { type Author, isBy } from '../author';

/** What waits, and whose it is as far as the actor is concerned. */
export interface WaitingFacts {
  audience: string;
  author: Author;
  state: string;
  /** The one moderator whose it is alone; null where any may look. */
  onlyFor: string | null;
  /** Nobody in its audience could check it: any moderator may, and reads nothing else of the thread. */
  nobodyIn: boolean;
  /** The aliases that the actor is in it: found out for this question, and kept nowhere. */
  voices: readonly string[];
}

const isOwn = (actor: Actor, { author, voices }: WaitingFacts) =>
  actor.kind === 'member' && isBy(author, actor.memberId, voices);
/** An evaluator sees nothing that waits, whatever else they are (domain.md, "member"). */
const mayCheck = (actor: Actor) => actor.kind === 'member' && !actor.duties.includes('evaluator');
/** Whether somebody still has to decide about it. */
export const isUndecided = ({ state }: WaitingFacts) => state === 'held' || state === 'asked';

const isFor = (actor: Actor, { onlyFor }: WaitingFacts) =>
  onlyFor === null || (actor.kind === 'member' && actor.memberId === onlyFor);
/** Nobody checks what they wrote themselves, nor what its author wants another to read. */
const seenByWhoChecks = (actor: Actor, waiting: WaitingFacts) =>
  mayCheck(actor) &&
  (waiting.nobodyIn || isIn(actor, waiting.audience)) &&
  !isOwn(actor, waiting) &&
  isFor(actor, waiting);
const byWhoChecks = {
  sees: seenByWhoChecks,
  allows: (_: Actor, waiting: WaitingFacts) => isUndecided(waiting),
};
export const lookAtWaiting = defineAction<WaitingFacts>('waiting.look', 'moderator', { sees: seenByWhoChecks });
export const publishWaiting = defineAction<WaitingFacts>('waiting.publish', 'moderator', byWhoChecks);
export const askForChange = defineAction<WaitingFacts>('waiting.ask', 'moderator', byWhoChecks);
export const declineWaiting = defineAction<WaitingFacts>('waiting.decline', 'moderator', byWhoChecks);

export const readOwnWaiting = defineAction<WaitingFacts>('waiting.read-own', 'member', { sees: isOwn });
export const changeWaiting = defineAction<WaitingFacts>('waiting.change', 'member', {
  sees: isOwn,
  allows: (_, { state }) => state !== 'leaving' && state !== 'gone',
});
export const withdrawWaiting = defineAction<WaitingFacts>('waiting.withdraw', 'member', { sees: isOwn });
export const readOwnPosts = defineAction('post.list-own', 'member');
export const letGoOfAlias = defineAction('alias.let-go', 'member');
