import { followsChanges } from '@throughline/discussion';
import { defineAction } from '@throughline/kernel';

/** What was approved is there for everybody, visitors too. */
export const readPublished = defineAction('published.read', null);
export const publish = defineAction('impact.publish', 'member', { allows: followsChanges });
