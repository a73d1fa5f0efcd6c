import { type Actor, defineAction, hasRole } from '@throughline/kernel';

/** What permissions about a circle rest on. */
export interface CircleFacts {
  id: string;
  state: 'open' | 'closed';
}

export function circleAudience(id: string): string {
  return `circle:${id}`;
}

const isIn = (actor: Actor, { id }: CircleFacts) =>
  actor.kind === 'member' && actor.audiences.includes(circleAudience(id));
/** Moderators look after who is in a circle; what is written there is for those who are (docs/decisions/0013). */
const sees = (actor: Actor, circle: CircleFacts) => isIn(actor, circle) || hasRole(actor, 'moderator');
const isOpen = (_: Actor, { state }: CircleFacts) => state === 'open';

export const listCircles = defineAction('circle.list', 'member');
export const createCircle = defineAction('circle.create', 'moderator');
export const readCircle = defineAction<CircleFacts>('circle.read', 'member', { sees });
export const editCircle = defineAction<CircleFacts>('circle.edit', 'moderator', { sees });
export const askIntoCircle = defineAction<CircleFacts>('circle.ask', 'moderator', { sees, allows: isOpen });
export const takeOutOfCircle = defineAction<CircleFacts>('circle.take-out', 'moderator', { sees });
export const closeCircle = defineAction<CircleFacts>('circle.close', 'moderator', { sees, allows: isOpen });
export const deleteCircle = defineAction<CircleFacts>('circle.delete', 'moderator', { sees });
/** Only whoever was asked; the service says to others that there is nothing. */
export const answerCircle = defineAction('circle.answer', 'member');
export const leaveCircle = defineAction<CircleFacts>('circle.leave', 'member', { sees: isIn });
