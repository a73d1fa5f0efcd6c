import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.concerns;

export const apartPages = [
  page({
    pattern: '/settings/apart',
    kind: said.keptApart,
    title: () => said.keptApart,
    views: () => ({ own: '/api/kept-apart' }),
    page: onDemand(async () => (await import('./kept-apart')).KeptApart),
  }),
  page({
    pattern: '/safeguarding/kept-apart',
    kind: said.keptApart,
    title: () => said.keptApart,
    views: () => ({ list: '/api/kept-apart/all' }),
    page: onDemand(async () => (await import('./for-leads')).KeptApartList),
  }),
];
