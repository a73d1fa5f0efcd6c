import type { WrongForm } from '@throughline/contracts';
import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.wrong;

export const wrongPages = [
  page({
    pattern: '/t/:thread/:number/wrong',
    kind: said.title,
    title: (_: { wrong: WrongForm }) => said.title,
    views: ({ params, query }) => {
      const thread = encodeURIComponent(params['thread'] ?? '');
      const what = ['identify', 'agreement'].find((kind) => kind === query.get('what')) ?? 'safe';
      return {
        wrong: `/api/threads/${thread}/wrong?number=${encodeURIComponent(params['number'] ?? '')}&what=${what}`,
        ...(what === 'safe' ? { people: '/api/people' } : {}),
      };
    },
    page: onDemand(async () => (await import('./wrong')).Wrong),
  }),
  page({
    pattern: '/own/from-moderators',
    kind: said.from,
    title: () => said.from,
    views: () => ({ from: '/api/own/from-moderators', quoted: '/api/own/quoted' }),
    page: onDemand(async () => (await import('./from-moderators')).FromModeratorsPage),
  }),
];
