import { defineAction } from '@throughline/kernel';

/** Blocking is everybody's own: whom one may block, and whom one has. */
export const readBlocks = defineAction('block.read', 'member');
export const blockMember = defineAction('block.create', 'member');
export const unblockMember = defineAction('block.end', 'member');
