import { followsChanges } from '@throughline/discussion';
import { defineAction } from '@throughline/kernel';

export const readImpact = defineAction('impact.read', 'member');
export const answerTheme = defineAction('theme.answer', 'member', { allows: followsChanges });
