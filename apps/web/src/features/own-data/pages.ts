import { onDemand, page, type Place } from '../../app/routes';

const [uses, data, leaving, complaint] = ['Where words may go', 'My data', 'Leaving', 'Complaints about data'];

const usesOf = ({ params }: Place) => ({ uses: `/api/posts/${encodeURIComponent(params['post'] ?? '')}/uses` });

export const ownDataPages = [
  page({
    pattern: '/settings/uses',
    kind: uses,
    title: () => uses,
    views: () => ({ consents: '/api/consents' }),
    page: onDemand(async () => (await import('./uses')).GeneralUses),
  }),
  page({
    pattern: '/posts/:post/uses',
    kind: uses,
    title: () => uses,
    views: usesOf,
    page: onDemand(async () => (await import('./uses')).UsesOfPost),
  }),
  page({
    pattern: '/settings/data',
    kind: data,
    title: () => data,
    page: onDemand(async () => (await import('./data')).MyData),
  }),
  page({
    pattern: '/posts/:post/erase',
    kind: data,
    title: () => data,
    views: usesOf,
    page: onDemand(async () => (await import('./own-words')).EraseOne),
  }),
  page({
    pattern: '/posts/:post/name',
    kind: data,
    title: () => data,
    views: usesOf,
    page: onDemand(async () => (await import('./own-words')).NameOff),
  }),
  page({
    pattern: '/leaving',
    kind: leaving,
    title: () => leaving,
    views: () => ({ leaving: '/api/own/leaving' }),
    page: onDemand(async () => (await import('./leaving')).LeavingPage),
  }),
  page({
    pattern: '/leaving/posts',
    kind: leaving,
    title: () => leaving,
    views: ({ query }) => ({ leaving: `/api/own/leaving?page=${Number(query.get('page')) || 1}` }),
    page: onDemand(async () => (await import('./leaving')).LeavingPostsPage),
  }),
  page({
    pattern: '/leaving/confirm',
    kind: leaving,
    title: () => leaving,
    views: () => ({ leaving: '/api/own/leaving' }),
    page: onDemand(async () => (await import('./leaving')).LeavingConfirm),
  }),
  page({
    pattern: '/left',
    kind: leaving,
    title: () => leaving,
    open: true,
    page: onDemand(async () => (await import('./leaving')).Left),
  }),
  page({
    pattern: '/data-protection',
    kind: complaint,
    title: () => complaint,
    open: true,
    views: () => ({ own: '/api/complaints/own' }),
    page: onDemand(async () => (await import('./complaints')).Complain),
  }),
  page({
    pattern: '/administration/complaints',
    kind: complaint,
    title: () => complaint,
    views: () => ({ list: '/api/complaints' }),
    page: onDemand(async () => (await import('./complaints')).ComplaintListPage),
  }),
];
