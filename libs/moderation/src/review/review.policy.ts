import { type Actor, defineAction } from '@throughline/kernel';

/** An evaluator sees nothing that waits, whatever else they are (domain.md, "member"). */
const mayCheck = (actor: Actor) => actor.kind === 'member' && !actor.duties.includes('evaluator');

export const readReview = defineAction('review.read', 'moderator', { sees: mayCheck });
export const setRota = defineAction('review.set-rota', 'moderator', { sees: mayCheck });
export const claimReview = defineAction('review.claim', 'moderator', { sees: mayCheck });
