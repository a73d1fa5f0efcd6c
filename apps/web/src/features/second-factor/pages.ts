import { onDemand, type PageComponent, page, type Place } from '../../app/routes';
import { texts } from '../../texts/en';

const { title } = texts.secondStep;
const own = '/settings/second-step';
const code = () => import('./parts');

/** They are called alike, and their code comes as one: a first visit pays little for them. What an answer refuses, each page says. */
const secondStepPage = <Views>(
  pattern: string,
  shown: PageComponent<Views>,
  views: (place: Place) => Record<keyof Views & string, string>,
  open = true,
) => page({ pattern, kind: title, title: () => title, open, views, page: shown });

export const secondFactorPages = [
  secondStepPage(
    '/sign-in/second',
    onDemand(async () => (await code()).SecondStep),
    () => ({ step: '/api/sign-in/second' }),
  ),
  secondStepPage(
    '/lost-second-step/:secret',
    onDemand(async () => (await code()).LostSecondStep),
    ({ params }) => ({ link: `/api/second-factor/reset/look?secret=${encodeURIComponent(params['secret'] ?? '')}` }),
  ),
  secondStepPage(
    own,
    onDemand(async () => (await code()).OwnSecondFactor),
    () => ({ factor: '/api/second-factor' }),
    false,
  ),
  secondStepPage(
    `${own}/app`,
    onDemand(async () => (await code()).NewApp),
    () => ({ key: '/api/second-factor/app' }),
  ),
];
