import { defineAction } from '@throughline/kernel';

export const readThemes = defineAction('theme.read', 'member');
export const createTheme = defineAction('theme.create', 'moderator');
export const editTheme = defineAction('theme.edit', 'moderator');
export const readSession = defineAction('session.read', 'member');
export const createSession = defineAction('session.create', 'moderator');
export const editSession = defineAction('session.edit', 'moderator');
export const comeToSession = defineAction<{ state: string }>('session.come', 'member', {
  allows: (_, session) => session.state === 'planned' || session.state === 'live',
});
