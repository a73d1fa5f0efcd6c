import type { OutcomeState } from '@throughline/contracts/names';
import { followsChanges } from '@throughline/discussion';
import { type Actor, defineAction } from '@throughline/kernel';

export interface OutcomeFacts {
  state: OutcomeState;
}

/** A draft exists for those alone who look after outcomes. */
const sees = (actor: Actor, { state }: OutcomeFacts) => state === 'recorded' || followsChanges(actor);

export const listOutcomes = defineAction('outcome.list', 'member');
export const readOutcome = defineAction<OutcomeFacts>('outcome.read', 'member', { sees });
export const createOutcome = defineAction('outcome.create', 'member', { allows: followsChanges });
export const editOutcome = defineAction<OutcomeFacts>('outcome.edit', 'member', { sees, allows: followsChanges });
