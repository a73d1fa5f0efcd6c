import { followsChanges } from '@throughline/discussion';
import { defineAction } from '@throughline/kernel';

/** Who reads one is who reads what it stands in; this is about one that stands in nothing yet. */
export const addDocument = defineAction('document.add', 'member', { allows: followsChanges });
