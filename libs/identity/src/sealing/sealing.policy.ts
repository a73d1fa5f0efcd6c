import { type Actor, defineAction, hasRole } from '@throughline/kernel';

function isLead(actor: Actor): boolean {
  return actor.kind === 'member' && actor.duties.includes('safeguarding-lead');
}

/** Administrators see who is set up, and whether writing under another name is offered. */
export const readSealing = defineAction('sealing.read', 'member', {
  allows: (actor) => isLead(actor) || hasRole(actor, 'administrator'),
});
export const setUpSealing = defineAction('sealing.set-up', 'member', { allows: isLead });
export const askUnsealing = defineAction('unsealing.ask', 'member', { allows: isLead });
/** Administrators get an empty list: whom it is about, and why, is for leads. */
export const listUnsealings = defineAction('unsealing.list', 'member', { allows: readSealing.allows });
export const seeUnsealing = defineAction('unsealing.see', 'member', { allows: isLead });
export const answerUnsealing = defineAction('unsealing.answer', 'member', { allows: isLead });
export const readUnsealed = defineAction('unsealing.read', 'member', { allows: isLead });
/** Whether anybody found out who wrote something of one's own. */
export const readTold = defineAction('told.read', 'member');
/** What is kept here, and what could be handed over: for anybody. */
export const readKept = defineAction('kept.read', null);
