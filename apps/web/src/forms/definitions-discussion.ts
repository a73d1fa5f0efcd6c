import type { ThreadView, WaitingView } from '@throughline/contracts';
import {
  type Fields,
  type FormDefinition,
  all,
  asWhom,
  count,
  id,
  nothing,
  one,
  orNull,
  pictures,
  postForm,
  ticked,
  writtenPlace,
} from './fields';
import { numbersOf } from './numbers';

/** Lines as somebody writes them, "They choose a bed (#4)": each a point, with the posts that it names. */
function pointsOf(text: string): { text: string; numbers: number[] }[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^[-*•]\s*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => ({
      numbers: [...line.matchAll(/#(\d+)/g)].map(([, number]) => Number(number)),
      text: line.replace(/\s*\((?:#\d+[,\s]*)+\)/g, '').trim(),
    }));
}

const threadForm = (body: (fields: Fields) => unknown): FormDefinition => ({
  method: 'PATCH',
  path: (fields) => `/api/threads/${id(fields, 'thread')}`,
  body,
  next: (fields) => `/t/${id(fields, 'thread')}/1`,
});

/** Which words were read by who decides about them. */
const revision = (fields: Fields) => ({ revision: count(fields, 'revision') });

/** Forms of threads and posts, of what waits, and of who looks at it. */
export const discussionForms: Record<string, FormDefinition> = {
  'thread-new': {
    method: 'POST',
    creates: true,
    files: true,
    words: ['title', 'text', 'contentNote'],
    path: () => '/api/threads',
    body: (fields) => {
      const [kind = '', audienceId] = one(fields, 'audience').split(':');
      return {
        key: one(fields, 'key'),
        themeId: one(fields, 'theme'),
        sessionId: orNull(one(fields, 'session')),
        kind: one(fields, 'kind'),
        audience: { kind, id: audienceId ?? null },
        title: one(fields, 'title'),
        text: one(fields, 'text'),
        mightKnow: all(fields, 'mightKnow'),
        contentNote: orNull(one(fields, 'contentNote')),
        ...pictures(fields),
        ...(one(fields, 'aliases') === '' ? {} : { aliases: one(fields, 'aliases') === 'yes' }),
        ...asWhom(fields),
      };
    },
    next: (_, answer) => {
      const begun = answer as ThreadView | WaitingView;
      return 'waits' in begun ? writtenPlace(begun) : `/t/${begun.id}/1`;
    },
  },
  'thread-state': threadForm((fields) => ({ state: one(fields, 'state') })),
  'thread-pin': threadForm((fields) => ({ pinned: one(fields, 'pinned') === 'yes' })),
  'thread-check': threadForm((fields) => ({ checkFirst: one(fields, 'checkFirst') === 'yes' })),
  'thread-edit': threadForm((fields) => ({
    // Without it for whoever's words are checked first.
    ...('title' in fields ? { title: one(fields, 'title') } : {}),
    kind: one(fields, 'kind'),
  })),
  'thread-summary': {
    method: 'PUT',
    path: (fields) => `/api/threads/${id(fields, 'thread')}/summary`,
    body: (fields) => ({
      points: pointsOf(one(fields, 'points')),
      ...(ticked(fields, 'sure') ? { sure: true } : {}),
    }),
    next: (fields) => `/t/${id(fields, 'thread')}/1`,
  },
  'post-withdraw': postForm('/withdraw', nothing),
  'post-remove': postForm('/remove', (fields) => ({ reason: one(fields, 'reason') })),
  'waiting-edit': {
    method: 'PUT',
    words: ['text', 'contentNote'],
    files: true,
    path: (fields) => `/api/own/waiting/${id(fields, 'waiting')}`,
    body: (fields) => ({
      text: one(fields, 'text'),
      contentNote: orNull(one(fields, 'contentNote')),
      ...pictures(fields),
      answer: one(fields, 'answer'),
    }),
    next: (_, answer) => writtenPlace(answer as WaitingView),
  },
  'waiting-checker': {
    method: 'PUT',
    path: (fields) => `/api/own/waiting/${id(fields, 'waiting')}/checker`,
    body: (fields) => ({ checker: orNull(one(fields, 'checker')), goOn: ticked(fields, 'goOn') }),
    next: (_, answer) => writtenPlace(answer as WaitingView),
  },
  'waiting-withdraw': {
    method: 'POST',
    path: (fields) => `/api/own/waiting/${id(fields, 'waiting')}/withdraw`,
    body: nothing,
    next: (fields) => (one(fields, 'thread') === '' ? '/threads' : `/t/${id(fields, 'thread')}`),
  },
  'waiting-publish': {
    method: 'POST',
    path: (fields) => `/api/waiting/${id(fields, 'waiting')}/publish`,
    body: (fields) => ({ ...revision(fields), contentNote: orNull(one(fields, 'contentNote')) }),
    next: () => '/review',
  },
  'waiting-ask': {
    method: 'POST',
    path: (fields) => `/api/waiting/${id(fields, 'waiting')}/ask`,
    body: (fields) => ({ ...revision(fields), text: one(fields, 'text') }),
    next: () => '/review',
  },
  'waiting-decline': {
    method: 'POST',
    path: (fields) => `/api/waiting/${id(fields, 'waiting')}/decline`,
    body: (fields) => ({ ...revision(fields), reason: one(fields, 'reason') }),
    next: () => '/review',
  },
  rota: {
    method: 'PUT',
    path: () => '/api/review/rota',
    body: (fields) => ({
      days: Array.from({ length: 7 }, (_, index) => orNull(one(fields, `day${index}`))),
      weeks: all(fields, 'week').map((from, index) => ({ from, by: orNull(one(fields, `week${index}`)) })),
      textVersion: count(fields, 'textVersion'),
    }),
    next: () => '/review/rota?saved=yes',
  },
  'review-claim': {
    method: 'POST',
    path: (fields) => `/api/review/${id(fields, 'item')}/claim`,
    body: (fields) => ({ take: one(fields, 'take') === 'yes' }),
    next: (fields) => `/review?item=${id(fields, 'item')}`,
  },
  'alias-posts': {
    method: 'POST',
    tellsOnce: true,
    path: () => '/api/own/alias-posts',
    body: (fields) => ({
      password: one(fields, 'password'),
      ...(one(fields, 'after') === '' ? {} : { after: one(fields, 'after') }),
    }),
    next: () => '/own/posts',
  },
  'alias-let-go': {
    method: 'POST',
    path: (fields) => `/api/own/aliases/${id(fields, 'alias')}/let-go`,
    body: nothing,
    next: (fields) => `/t/${id(fields, 'thread')}`,
  },
  'posts-move': {
    method: 'POST',
    path: (fields) => `/api/threads/${id(fields, 'thread')}/move`,
    body: (fields) => ({ numbers: numbersOf(one(fields, 'numbers')), to: one(fields, 'to') }),
    next: (fields) => `/t/${id(fields, 'to')}`,
  },
  'thread-merge': {
    method: 'POST',
    path: (fields) => `/api/threads/${id(fields, 'thread')}/merge`,
    body: (fields) => ({ into: one(fields, 'to') }),
    next: (fields) => `/t/${id(fields, 'to')}`,
  },
};
