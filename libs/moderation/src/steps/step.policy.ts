import type { Role, StepKind } from '@throughline/contracts/names';
import { isIn } from '@throughline/discussion';
import { type Actor, defineAction, hasRole } from '@throughline/kernel';

/** Of a member. */
export interface MemberStepFacts {
  memberId: string;
  role: Role;
  kind: StepKind;
}

/** Of an alias, about which nobody knows who it is but its author. */
export interface AliasStepFacts {
  audience: string;
  /** The actor is that alias: found out for this question, and kept nowhere. */
  own: boolean;
}

/** An evaluator looks after nobody, whatever else they are. */
const looksAfter = (actor: Actor) => actor.kind === 'member' && !actor.duties.includes('evaluator');

export const listSteps = defineAction('step.list', 'moderator', { sees: looksAfter });
/** Nobody against themselves, and against moderators and administrators only administrators; they alone remove somebody. */
export const stepAgainstMember = defineAction<MemberStepFacts>('step.take', 'moderator', {
  sees: looksAfter,
  allows: (actor, { memberId, role, kind }) =>
    actor.kind === 'member' &&
    actor.memberId !== memberId &&
    (hasRole(actor, 'administrator') || (role === 'member' && kind !== 'remove')),
});
/** Whoever is an alias finds nothing to do about it. */
export const stepAgainstAlias = defineAction<AliasStepFacts>('step.take-alias', 'moderator', {
  sees: (actor, { audience, own }) => looksAfter(actor) && isIn(actor, audience) && !own,
});
export const answerStep = defineAction('step.answer', 'member');
