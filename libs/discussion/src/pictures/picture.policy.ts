import { defineAction } from '@throughline/kernel';

/** Who sees a picture in a post is who sees its words; these are about pictures that are in none yet. */
export const addPicture = defineAction('picture.add', 'member');
export const readUnsentPicture = defineAction('picture.read-unsent', 'member');
