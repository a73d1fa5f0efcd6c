import { type Fields, type FormDefinition, back, count, id, nothing, one, ticked } from './fields';

const circleBody = (fields: Fields) => ({
  name: one(fields, 'name'),
  purpose: one(fields, 'purpose'),
  livedExperience: ticked(fields, 'livedExperience'),
});

const circleForm = (
  action: string,
  body: (fields: Fields) => unknown,
  next: (fields: Fields) => string = back,
): FormDefinition => ({
  method: 'POST',
  path: (fields) => `/api/circles/${id(fields, 'circle')}${action}`,
  body,
  next,
});

/** Forms of circles, and of access that ends. */
export const circleForms: Record<string, FormDefinition> = {
  'circle-new': {
    method: 'POST',
    creates: true,
    path: () => '/api/circles',
    body: (fields) => ({ key: one(fields, 'key'), ...circleBody(fields), withMe: ticked(fields, 'withMe') }),
    next: (_, answer) => `/circles/${(answer as { id: string }).id}/people`,
  },
  'circle-edit': {
    method: 'PUT',
    path: (fields) => `/api/circles/${id(fields, 'circle')}`,
    body: (fields) => ({ ...circleBody(fields), textVersion: count(fields, 'textVersion') }),
    next: back,
  },
  'circle-ask': circleForm('/ask', (fields) => ({ member: one(fields, 'member') })),
  'circle-answer': circleForm(
    '/answer',
    (fields) => ({ yes: one(fields, 'yes') === 'yes' }),
    (fields) => (one(fields, 'yes') === 'yes' ? `/circles/${id(fields, 'circle')}` : '/circles'),
  ),
  'circle-leave': circleForm('/leave', nothing, () => '/circles'),
  'circle-close': circleForm('/close', nothing),
  'circle-delete': {
    method: 'DELETE',
    path: (fields) => `/api/circles/${id(fields, 'circle')}`,
    body: () => undefined,
    next: () => '/circles',
  },
  'circle-take-out': {
    method: 'DELETE',
    path: (fields) => `/api/circles/${id(fields, 'circle')}/members/${id(fields, 'member')}`,
    body: () => undefined,
    next: back,
  },
  'still-here': {
    method: 'POST',
    path: () => '/api/still-here',
    body: nothing,
    next: () => '/still-here',
    reload: true,
  },
  'still-with-us': {
    method: 'POST',
    path: (fields) => `/api/members/${id(fields, 'member')}/still-with-us`,
    body: (fields) => ({ how: one(fields, 'how') }),
    next: back,
  },
  'address-gone': {
    method: 'POST',
    path: (fields) => `/api/members/${id(fields, 'member')}/address-gone`,
    body: nothing,
    next: back,
  },
};
