import { followsChanges } from '@throughline/discussion';
import { defineAction } from '@throughline/kernel';

export const readNotes = defineAction('note.read', 'member');
export const createNote = defineAction('note.create', 'member', { allows: followsChanges });
export const editNote = defineAction('note.edit', 'member', { allows: followsChanges });
/** Everybody may say what they have seen. */
export const saySighting = defineAction('note.sight', 'member');
