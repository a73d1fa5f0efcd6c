import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.sealing;

export const sealingPages = [
  page({
    pattern: '/safeguarding',
    kind: said.title,
    title: () => said.title,
    views: () => ({ sealing: '/api/sealing', requests: '/api/unsealings' }),
    page: onDemand(async () => (await import('./safeguarding')).Safeguarding),
  }),
  page({
    pattern: '/safeguarding/passphrase',
    kind: said.passphrase,
    title: () => said.passphrase,
    views: () => ({ sealing: '/api/sealing' }),
    page: onDemand(async () => (await import('./passphrase')).Passphrase),
  }),
  page({
    pattern: '/safeguarding/ask',
    kind: said.ask,
    title: () => said.ask,
    views: ({ query }) => ({ subject: `/api/unsealings/about/${encodeURIComponent(query.get('alias') ?? '')}` }),
    page: onDemand(async () => (await import('./request')).Ask),
  }),
  page({
    pattern: '/safeguarding/requests/:request',
    kind: said.request,
    title: () => said.request,
    views: ({ params }) => ({ request: `/api/unsealings/${encodeURIComponent(params['request'] ?? '')}` }),
    page: onDemand(async () => (await import('./request')).Request),
  }),
  page({
    pattern: '/told',
    kind: said.told,
    title: () => said.told,
    page: onDemand(async () => (await import('./told')).Told),
  }),
  page({
    pattern: '/what-we-keep',
    kind: said.kept,
    title: () => said.kept,
    open: true,
    views: () => ({ kept: '/api/kept' }),
    page: onDemand(async () => (await import('./kept')).Kept),
  }),
];
