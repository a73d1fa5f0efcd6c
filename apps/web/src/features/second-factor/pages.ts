import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const { title: kind } = texts.secondStep;
const title = () => kind;
const code = () => import('./parts');

/** They are called alike, and their code comes as one: a first visit pays little for them. */
export const secondFactorPages = [
  page({
    pattern: '/sign-in/second',
    kind,
    title,
    open: true,
    views: () => ({ step: '/api/sign-in/second' }),
    page: onDemand(async () => (await code()).SecondStep),
  }),
  page({
    pattern: '/lost-second-step/:secret',
    kind,
    title,
    open: true,
    views: ({ params }) => ({
      link: `/api/second-factor/reset/look?secret=${encodeURIComponent(params['secret'] ?? '')}`,
    }),
    page: onDemand(async () => (await code()).LostSecondStep),
  }),
  page({
    pattern: '/settings/second-step',
    kind,
    title,
    views: () => ({ factor: '/api/second-factor' }),
    page: onDemand(async () => (await code()).OwnSecondFactor),
  }),
  page({
    pattern: '/settings/second-step/app',
    kind,
    title,
    // An app that is being set up no longer is not "nothing": the page says where to begin again.
    open: true,
    views: () => ({ key: '/api/second-factor/app' }),
    page: onDemand(async () => (await code()).NewApp),
  }),
];
