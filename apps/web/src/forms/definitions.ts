import type { WrittenPost } from '@throughline/contracts';
import {
  type FormDefinition,
  afterPassword,
  asWhom,
  back,
  count,
  id,
  needsSecondStep,
  nothing,
  numberOrNull,
  one,
  orNull,
  pictures,
  postForm,
  writtenPlace,
} from './fields';

export { type Fields, type FormDefinition, one } from './fields';

/** Forms of a first visit; those of pages whose code comes later join them with it. */
export const forms: Record<string, FormDefinition> = {
  'sign-in': {
    method: 'POST',
    path: () => '/api/sign-in',
    body: (fields) => ({
      name: one(fields, 'name'),
      password: one(fields, 'password'),
      mine: one(fields, 'mine') === 'yes',
    }),
    next: (fields, answer) => afterPassword(one(fields, 'next') || '/', answer),
    goesOn: needsSecondStep,
    reload: true,
  },
  'sign-out': { method: 'POST', path: () => '/api/sign-out', body: nothing, next: () => '/', reload: true },
  reply: {
    method: 'POST',
    creates: true,
    files: true,
    words: ['text', 'contentNote'],
    path: (fields) => `/api/threads/${id(fields, 'thread')}/posts`,
    body: (fields) => ({
      key: one(fields, 'key'),
      text: one(fields, 'text'),
      replyTo: numberOrNull(one(fields, 'replyTo')),
      contentNote: orNull(one(fields, 'contentNote')),
      ...pictures(fields),
      ...asWhom(fields),
    }),
    next: (_, answer) => writtenPlace(answer as WrittenPost),
  },
  'post-edit': {
    ...postForm(
      '',
      (fields) => ({
        text: one(fields, 'text'),
        contentNote: orNull(one(fields, 'contentNote')),
        ...pictures(fields),
        textVersion: count(fields, 'textVersion'),
      }),
      'PUT',
    ),
    files: true,
    words: ['text', 'contentNote'],
  },
  'post-react': postForm(
    '/reaction',
    (fields) => ({
      kind: one(fields, 'say') || one(fields, 'takeBack'),
      on: one(fields, 'say') !== '',
      ...asWhom(fields),
    }),
    'PUT',
  ),
  'thread-answer': {
    method: 'PATCH',
    path: (fields) => `/api/threads/${id(fields, 'thread')}`,
    body: (fields) => ({ answer: numberOrNull(one(fields, 'answer')) }),
    next: (fields) => `/t/${id(fields, 'thread')}/1`,
  },
  'thread-summary-answer': {
    method: 'POST',
    path: (fields) => `/api/threads/${id(fields, 'thread')}/summary/answer`,
    body: (fields) => ({ take: one(fields, 'take') === 'yes', at: one(fields, 'at') }),
    next: (fields) => `/t/${id(fields, 'thread')}/1`,
  },
  read: {
    method: 'POST',
    path: (fields) => `/api/threads/${id(fields, 'thread')}/read`,
    body: (fields) => ({ ranges: [[1, count(fields, 'upTo')]] }),
    next: back,
  },
};

/** Brings in the forms of what comes later, together with its code. */
export async function joinLaterForms(): Promise<void> {
  Object.assign(forms, (await import('./definitions-later')).laterForms);
}
