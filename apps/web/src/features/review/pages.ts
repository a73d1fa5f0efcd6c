import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

export const reviewPages = [
  page({
    pattern: '/review/rota',
    kind: texts.waiting.checkTitle,
    title: () => texts.waiting.checkTitle,
    views: () => ({ rota: '/api/review/rota' }),
    page: onDemand(async () => (await import('./rota-page')).RotaPage),
  }),
  page({
    pattern: '/review',
    kind: texts.waiting.checkTitle,
    title: () => texts.waiting.checkTitle,
    views: () => ({ queue: '/api/review' }),
    page: onDemand(async () => (await import('./review')).ReviewPage),
  }),
];
