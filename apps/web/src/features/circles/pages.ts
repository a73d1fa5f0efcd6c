import type { CirclePage, MemberList, ThreadList } from '@throughline/contracts';
import { onDemand, page, type Place } from '../../app/routes';

const kind = 'Circles';
const idIn = ({ params }: Place) => encodeURIComponent(params['circle'] ?? '');

/** What others may not know of stands in no tab's title on a shared phone: `kind` alone does. */
export const circlePages = [
  page({
    pattern: '/circles',
    kind,
    title: () => kind,
    views: () => ({ circles: '/api/circles' }),
    page: onDemand(async () => (await import('./circles')).Circles),
  }),
  page({
    pattern: '/circles/new',
    kind,
    title: () => kind,
    page: onDemand(async () => (await import('./look-after')).NewCircle),
  }),
  page({
    pattern: '/circles/:circle',
    kind,
    title: ({ circle }: { circle: CirclePage; threads: ThreadList }) => circle.name,
    views: (place) => ({ circle: `/api/circles/${idIn(place)}`, threads: `/api/threads?circle=${idIn(place)}` }),
    page: onDemand(async () => (await import('./circles')).Circle),
  }),
  page({
    pattern: '/circles/:circle/people',
    kind,
    title: ({ circle }: { circle: CirclePage; members: MemberList }) => circle.name,
    views: (place) => ({ circle: `/api/circles/${idIn(place)}`, members: '/api/members' }),
    page: onDemand(async () => (await import('./look-after')).LookAfterCircle),
  }),
  page({
    pattern: '/still-here',
    kind: 'Are you still here?',
    title: () => 'Are you still here?',
    page: onDemand(async () => (await import('./still-here')).StillHere),
  }),
  page({
    pattern: '/administration/to-ask',
    kind: 'People to ask',
    title: () => 'People to ask',
    views: () => ({ toAsk: '/api/people-to-ask' }),
    page: onDemand(async () => (await import('./still-here')).ToAsk),
  }),
];
