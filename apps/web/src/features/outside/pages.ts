import type { OutsideList, OutsidePage, Problem } from '@throughline/contracts';
import { onDemand, page, type Place } from '../../app/routes';
import { outsideTitles as said } from '../../texts/en-outside-titles';

const named = ({ params }: Place, name: string) => encodeURIComponent(params[name] ?? '');

export const outsidePages = [
  page({
    pattern: '/answer/:answer',
    kind: said.answer,
    title: (_: { asked: OutsidePage | Problem }) => said.answer,
    open: true,
    views: (place) => ({ asked: `/api/outside/look?secret=${named(place, 'answer')}` }),
    page: onDemand(async () => (await import('./answer')).Answer),
  }),
  page({
    pattern: '/answered',
    kind: said.thanks,
    title: () => said.thanks,
    open: true,
    page: onDemand(async () => (await import('./answer')).Answered),
  }),
  page({
    pattern: '/outcomes/:outcome/outside',
    kind: said.list,
    title: ({ outside }: { outside: OutsideList }) => `${said.list}: ${outside.about.title}`,
    views: (place) => ({ outside: `/api/outcomes/${named(place, 'outcome')}/outside` }),
    page: onDemand(async () => (await import('./asking')).Asking),
  }),
  page({
    pattern: '/notes/:note/outside',
    kind: said.list,
    title: ({ outside }: { outside: OutsideList }) => `${said.list}: ${outside.about.title}`,
    views: (place) => ({ outside: `/api/notes/${named(place, 'note')}/outside` }),
    page: onDemand(async () => (await import('./asking')).Asking),
  }),
];
