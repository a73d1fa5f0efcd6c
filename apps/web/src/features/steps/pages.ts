import type { AliasStepList, MemberStepList } from '@throughline/contracts';
import { onDemand, page } from '../../app/routes';

const said = 'Steps';

export const stepPages = [
  page({
    pattern: '/people/:person/steps',
    kind: said,
    title: ({ list }: { list: MemberStepList }) => `${said}: ${list.member.name}`,
    views: ({ params }) => ({ list: `/api/members/${encodeURIComponent(params['person'] ?? '')}/steps` }),
    page: onDemand(async () => (await import('./steps')).MemberSteps),
  }),
  page({
    pattern: '/aliases/:alias/steps',
    kind: said,
    title: ({ list }: { list: AliasStepList }) => `${said}: ${list.alias.name}`,
    views: ({ params }) => ({ list: `/api/aliases/${encodeURIComponent(params['alias'] ?? '')}/steps` }),
    page: onDemand(async () => (await import('./steps')).AliasSteps),
  }),
];
