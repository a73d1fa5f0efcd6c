import type { PersonView } from '@throughline/contracts';
import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.people;
const blocked = texts.settings.title;

export const peoplePages = [
  page({
    pattern: '/people',
    kind: said.title,
    title: () => said.title,
    views: () => ({ people: '/api/people' }),
    page: onDemand(async () => (await import('./people')).People),
  }),
  page({
    pattern: '/people/:person/block',
    kind: said.block,
    title: () => said.block,
    views: ({ params }) => ({ question: `/api/blocks/${encodeURIComponent(params['person'] ?? '')}` }),
    page: onDemand(async () => (await import('./block')).BlockSomebody),
  }),
  page({
    pattern: '/settings/blocked',
    kind: blocked,
    title: () => blocked,
    views: () => ({ blocks: '/api/blocks' }),
    page: onDemand(async () => (await import('./block')).Blocked),
  }),
  page({
    pattern: '/people/:person',
    kind: 'Person',
    title: (views: { person: PersonView }) => views.person.name,
    views: ({ params }) => ({ person: `/api/people/${encodeURIComponent(params['person'] ?? '')}` }),
    page: onDemand(async () => (await import('./people')).Person),
  }),
];
