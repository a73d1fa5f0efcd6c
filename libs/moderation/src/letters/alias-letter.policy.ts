import { defineAction } from '@throughline/kernel';

/** For whoever the alias is: to everybody else it does not exist, which the service finds out by their voice. */
export const answerAliasLetter = defineAction('alias-letter.answer', 'member');
