import type { Duty, Role } from '@throughline/contracts/names';
import { defineAction, hasRole } from '@throughline/kernel';
import { needsSecondFactor } from './needs';

export const secondStepAction = defineAction('sign-in.second', null);
export const readSecondFactor = defineAction('second-factor.read', 'member');
export const proveOneself = defineAction('second-factor.prove', 'member');
export const changeSecondFactor = defineAction('second-factor.change', 'member');
/** Nobody for themselves, and for those whose role or duty asks for one only administrators. */
export const handOverFactorReset = defineAction<{ memberId: string; role: Role; duties: readonly Duty[] }>(
  'second-factor.hand-over-reset',
  'moderator',
  {
    allows: (actor, member) =>
      actor.kind === 'member' &&
      actor.memberId !== member.memberId &&
      (!needsSecondFactor(member) || hasRole(actor, 'administrator')),
  },
);
export const useFactorResetAction = defineAction('second-factor.reset', null);
