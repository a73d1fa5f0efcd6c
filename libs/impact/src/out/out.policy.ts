import { followsChanges } from '@throughline/discussion';
import { defineAction } from '@throughline/kernel';

/** Those who follow changes take all of it with them, as tables. */
export const takeOut = defineAction('impact.take-out', 'member', { allows: followsChanges });
