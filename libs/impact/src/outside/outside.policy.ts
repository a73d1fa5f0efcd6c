import { followsChanges } from '@throughline/discussion';
import { defineAction } from '@throughline/kernel';

/** Those who follow changes ask people outside, and see who was asked. */
export const askOutside = defineAction('outside.ask', 'member', { allows: followsChanges });
/** Whoever holds a link: it is asked by the service whether it is good. */
export const lookAtOutside = defineAction('outside.look', null);
export const answerOutside = defineAction('outside.answer', null);
export const questionOutside = defineAction('outside.question', null);
