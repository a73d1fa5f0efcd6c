import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.invitations;

export const invitationPages = [
  page({
    pattern: '/invitations',
    kind: said.title,
    title: () => said.title,
    views: () => ({ invitations: '/api/invitations' }),
    page: onDemand(async () => (await import('./invitations')).Invitations),
  }),
];
