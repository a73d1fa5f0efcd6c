import type { WaitingView } from '@throughline/contracts';
import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

export const waitingPages = [
  page({
    pattern: '/t/:thread/let-go',
    kind: texts.waiting.letGo,
    title: () => texts.waiting.letGo,
    views: ({ params }) => ({ thread: `/api/threads/${encodeURIComponent(params['thread'] ?? '')}/page?page=1` }),
    page: onDemand(async () => (await import('./own')).LetGo),
  }),
  page({
    pattern: '/own/posts',
    kind: texts.waiting.ownPosts,
    title: () => texts.waiting.ownPosts,
    views: ({ query }) => {
      const after = query.get('after');
      return { own: after ? `/api/own/posts?after=${encodeURIComponent(after)}` : '/api/own/posts' };
    },
    page: onDemand(async () => (await import('./own')).MyPosts),
  }),
  page({
    pattern: '/own/waiting/:waiting',
    kind: texts.waiting.title,
    title: (_: { waiting: WaitingView }) => texts.waiting.title,
    views: ({ params }) => ({ waiting: `/api/own/waiting/${encodeURIComponent(params['waiting'] ?? '')}` }),
    page: onDemand(async () => (await import('./own')).ChangeWaiting),
  }),
];
