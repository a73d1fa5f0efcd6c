import { type Actor, defineAction, type SignedIn } from '@throughline/kernel';

/** Who is kept from a concern. */
export interface ConcernFacts {
  excluded: readonly string[];
}

/** Who looks after concerns. An evaluator never does, whatever else they are. */
export function isLead(actor: Actor): actor is SignedIn {
  return actor.kind === 'member' && actor.duties.includes('safeguarding-lead') && !actor.duties.includes('evaluator');
}

/** For whom it exists: leads who are not excluded. For everybody else there is nothing here. */
const sees = (actor: Actor, { excluded }: ConcernFacts) => isLead(actor) && !excluded.includes(actor.memberId);

export const readHelp = defineAction('help.read', null);
export const reportConcern = defineAction('concern.report', 'member');
export const readLetters = defineAction('letter.read', 'member');
export const answerLetter = defineAction('letter.answer', 'member');
export const listConcerns = defineAction('concern.list', 'member', { sees: isLead });
export const readConcern = defineAction<ConcernFacts>('concern.read', 'member', { sees });
export const workOnConcern = defineAction<ConcernFacts>('concern.work', 'member', { sees });
export const setSafeguarding = defineAction('safeguarding.set', 'administrator');
