import { defineAction } from '@throughline/kernel';
import { isLead } from '../concerns/concern.policy';

export const readKeptApart = defineAction('kept-apart.read', 'member');
export const editKeptApart = defineAction('kept-apart.edit', 'member');
/** For everybody but leads there is no such list. */
export const listKeptApart = defineAction('kept-apart.list', 'member', { sees: isLead });
export const seeToWarning = defineAction('kept-apart.see-to', 'member', { sees: isLead });
