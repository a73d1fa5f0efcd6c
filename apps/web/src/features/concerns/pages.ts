import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.concerns;

export const concernPages = [
  page({
    pattern: '/concern',
    kind: said.form,
    title: () => said.form,
    // Somebody who comes from their own words is not asked which: they are not to be joined to them.
    views: ({ query }) => {
      const post = query.get('post');
      const about = post && query.get('who') !== 'me' ? `?post=${encodeURIComponent(post)}` : '';
      return { form: `/api/concerns/form${about}`, people: '/api/people' };
    },
    page: onDemand(async () => (await import('./report')).Report),
  }),
  page({
    pattern: '/letters',
    kind: said.letters,
    title: () => said.letters,
    views: () => ({ letters: '/api/letters', help: '/api/help' }),
    page: onDemand(async () => (await import('./letters')).Letters),
  }),
  page({
    pattern: '/safeguarding/concerns',
    kind: said.concerns,
    title: () => said.concerns,
    views: () => ({ list: '/api/concerns' }),
    page: onDemand(async () => (await import('./concern-list')).ConcernListPage),
  }),
  page({
    pattern: '/safeguarding/concerns/:concern',
    kind: said.concerns,
    title: () => said.concerns,
    views: ({ params }) => ({ concern: `/api/concerns/${encodeURIComponent(params['concern'] ?? '')}` }),
    page: onDemand(async () => (await import('./concern')).Concern),
  }),
  page({
    pattern: '/administration/safeguarding',
    kind: said.settings,
    title: () => said.settings,
    views: () => ({ settings: '/api/safeguarding' }),
    page: onDemand(async () => (await import('./settings')).SafeguardingSettingsPage),
  }),
];
