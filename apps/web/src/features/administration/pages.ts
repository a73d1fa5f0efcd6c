import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.administration;

export const administrationPages = [
  page({
    pattern: '/administration',
    kind: said.title,
    title: () => said.title,
    page: onDemand(async () => (await import('./administration')).Administration),
  }),
  page({
    pattern: '/administration/people',
    kind: said.people,
    title: () => said.people,
    views: () => ({ members: '/api/members', organisations: '/api/organisations' }),
    page: onDemand(async () => (await import('./administration')).People),
  }),
  page({
    pattern: '/administration/community',
    kind: said.community,
    title: () => said.community,
    views: () => ({ community: '/api/community' }),
    page: onDemand(async () => (await import('./administration')).Community),
  }),
];
