import type { FlagSent } from '@throughline/contracts';
import { asWhom, back, count, type FormDefinition, id, nothing, one, orNull } from './fields';

const onFlag = (action: string, body: FormDefinition['body']): FormDefinition => ({
  method: 'POST',
  path: (fields) => `/api/flags/${id(fields, 'flag')}${action}`,
  body,
  next: () => '/review',
});

const stepBody: FormDefinition['body'] = (fields) => ({
  key: one(fields, 'key'),
  kind: one(fields, 'kind'),
  point: orNull(one(fields, 'point')),
  reason: one(fields, 'reason'),
  until: orNull(one(fields, 'until')),
});

/** Forms of "Something is wrong", and of what comes of it. */
export const wrongForms: Record<string, FormDefinition> = {
  flag: {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/posts/${id(fields, 'post')}/flags`,
    body: (fields) => ({
      key: one(fields, 'key'),
      kind: one(fields, 'kind'),
      point: orNull(one(fields, 'point')),
      words: one(fields, 'words'),
      ...asWhom(fields),
    }),
    next: (_, answer) => {
      const { threadId, hidden, whyNot, asAlias } = answer as FlagSent;
      if (asAlias) return `/t/${threadId}#told`;
      return `/own/from-moderators?sent=${hidden ? 'hidden' : (whyNot ?? 'told')}`;
    },
  },
  'flag-stays': onFlag('/stays', (fields) => ({
    text: one(fields, 'text'),
    textVersion: count(fields, 'textVersion'),
  })),
  'flag-remove': onFlag('/remove', (fields) => ({
    point: one(fields, 'point'),
    text: one(fields, 'text'),
    textVersion: count(fields, 'textVersion'),
  })),
  'step-member': {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/members/${id(fields, 'member')}/steps`,
    body: stepBody,
    next: (fields) => `/people/${id(fields, 'member')}/steps`,
  },
  'step-alias': {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/aliases/${id(fields, 'alias')}/steps`,
    body: stepBody,
    next: (fields) => `/aliases/${id(fields, 'alias')}/steps`,
  },
  'step-end': {
    method: 'POST',
    path: (fields) => `/api/steps/${id(fields, 'step')}/end`,
    body: (fields) => ({ why: one(fields, 'why') }),
    next: back,
  },
  'step-write': {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/steps/${id(fields, 'step')}/words`,
    body: (fields) => ({ key: one(fields, 'key'), text: one(fields, 'text') }),
    next: back,
  },
  'step-answer': {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/own/steps/${id(fields, 'step')}/answer`,
    body: (fields) => ({ key: one(fields, 'key'), text: one(fields, 'text') }),
    next: back,
  },
  'step-seen': {
    method: 'POST',
    path: (fields) => `/api/own/steps/${id(fields, 'step')}/seen`,
    body: nothing,
    next: back,
  },
  'told-seen': {
    method: 'POST',
    path: (fields) => `/api/own/from-moderators/${id(fields, 'notice')}/seen`,
    body: nothing,
    next: (fields) => `/t/${id(fields, 'thread')}`,
  },
};
