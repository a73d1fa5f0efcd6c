import { onDemand, page, type Place } from '../../app/routes';
import { texts } from '../../texts/en';
import type { SessionViews, ThemeViews } from './programme';

const said = texts.themes;
const ofSession = texts.session;
const theme = ({ params }: Place) => `/api/themes/${encodeURIComponent(params['theme'] ?? '')}`;
const session = ({ params }: Place) => `/api/sessions/${encodeURIComponent(params['session'] ?? '')}`;

export const programmePages = [
  page({
    pattern: '/themes',
    kind: said.title,
    title: () => said.title,
    views: () => ({ themes: '/api/themes' }),
    page: onDemand(async () => (await import('./programme')).Themes),
  }),
  page({
    pattern: '/themes/new',
    kind: said.start,
    title: () => said.start,
    page: onDemand(async () => (await import('./editing')).NewTheme),
  }),
  page({
    pattern: '/themes/:theme',
    kind: 'Theme',
    title: (views: ThemeViews) => views.theme.title,
    views: (place) => {
      const after = place.query.get('after');
      const of = `theme=${encodeURIComponent(place.params['theme'] ?? '')}`;
      const list = `/api/threads?${of}`;
      return {
        theme: theme(place),
        threads: after ? `${list}&after=${encodeURIComponent(after)}` : list,
        answer: `${theme(place)}/answer`,
        notes: `/api/notes?${of}`,
        outcomes: `/api/outcomes?${of}`,
      };
    },
    page: onDemand(async () => (await import('./programme')).Theme),
  }),
  page({
    pattern: '/themes/:theme/edit',
    kind: said.edit,
    title: () => said.edit,
    views: (place) => ({ theme: theme(place) }),
    page: onDemand(async () => (await import('./editing')).EditTheme),
  }),
  page({
    pattern: '/sessions/new',
    kind: ofSession.new,
    title: () => ofSession.new,
    views: ({ query }) => ({ theme: `/api/themes/${encodeURIComponent(query.get('theme') ?? '')}` }),
    page: onDemand(async () => (await import('./editing')).NewSession),
  }),
  page({
    pattern: '/sessions/:session',
    kind: 'Session',
    title: (views: SessionViews) => views.session.title,
    views: (place) => {
      const of = `session=${encodeURIComponent(place.params['session'] ?? '')}`;
      return {
        session: session(place),
        threads: `/api/threads?${of}`,
        notes: `/api/notes?${of}`,
        outcomes: `/api/outcomes?${of}`,
      };
    },
    page: onDemand(async () => (await import('./programme')).Session),
  }),
  page({
    pattern: '/sessions/:session/edit',
    kind: ofSession.edit,
    title: () => ofSession.edit,
    views: (place) => ({ session: session(place) }),
    page: onDemand(async () => (await import('./editing')).EditSession),
  }),
];
