import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.administration;

/** What of an address the record is asked by; whatever else stands there is not its business. */
function auditQuery(query: URLSearchParams): string {
  const asked = ['act', 'who', 'from', 'to', 'before'].flatMap((name) => {
    const value = query.get(name);
    return value ? [[name, value]] : [];
  });
  return new URLSearchParams(asked).toString();
}

export const administrationPages = [
  page({
    pattern: '/administration',
    kind: said.title,
    title: () => said.title,
    page: onDemand(async () => (await import('./administration')).Administration),
  }),
  page({
    pattern: '/administration/people',
    kind: said.people,
    title: () => said.people,
    views: () => ({ members: '/api/members', organisations: '/api/organisations' }),
    page: onDemand(async () => (await import('./administration')).People),
  }),
  page({
    pattern: '/administration/community',
    kind: said.community,
    title: () => said.community,
    views: () => ({ community: '/api/community' }),
    page: onDemand(async () => (await import('./administration')).Community),
  }),
  page({
    pattern: '/administration/audit',
    kind: said.audit,
    title: () => said.audit,
    views: ({ query }) => ({ audit: query.size > 0 ? `/api/audit?${auditQuery(query)}` : '/api/audit' }),
    page: onDemand(async () => (await import('./audit')).Audit),
  }),
];
