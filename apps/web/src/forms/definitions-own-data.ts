import { count, type Fields, type FormDefinition, id, nothing, one, ticked } from './fields';

const placeOf = (fields: Fields) => `/t/${id(fields, 'thread')}/${count(fields, 'number')}#p${count(fields, 'number')}`;

const choices = (fields: Fields) =>
  Object.fromEntries(['summary', 'evidence', 'report'].map((use) => [use, one(fields, use)]));

/** Forms of the pages on one's own words and data. */
export const ownDataForms: Record<string, FormDefinition> = {
  consents: {
    method: 'PUT',
    path: () => '/api/consents',
    body: (fields) =>
      Object.fromEntries(Object.entries(choices(fields)).map(([use, chosen]) => [use, chosen === 'yes'])),
    next: () => '/settings/uses?saved=yes',
  },
  'post-uses': {
    method: 'PUT',
    path: (fields) => `/api/posts/${id(fields, 'post')}/uses`,
    body: choices,
    next: (fields) => `/posts/${id(fields, 'post')}/uses?saved=yes`,
  },
  'own-data': {
    method: 'POST',
    tellsOnce: true,
    path: () => '/api/own/data',
    body: (fields) => ({ password: one(fields, 'password'), aliases: ticked(fields, 'aliases') }),
    next: () => '/settings/data',
  },
  'post-erase': {
    method: 'POST',
    path: (fields) => `/api/posts/${id(fields, 'post')}/erase`,
    body: nothing,
    next: (fields) => placeOf(fields),
  },
  'post-name-off': {
    method: 'POST',
    path: (fields) => `/api/posts/${id(fields, 'post')}/name-off`,
    body: nothing,
    next: (fields) => placeOf(fields),
  },
  'leaving-posts': {
    method: 'PUT',
    path: () => '/api/own/leaving/posts',
    body: (fields) => ({
      choices: Object.keys(fields)
        .filter((name) => name.startsWith('as-'))
        .map((name) => ({ post: name.slice(3), as: one(fields, name) })),
    }),
    next: (fields) => `/leaving/posts?page=${count(fields, 'page') || 1}&saved=yes`,
  },
  leave: {
    method: 'POST',
    path: () => '/api/own/leaving',
    body: (fields) => ({
      password: one(fields, 'password'),
      posts: one(fields, 'posts'),
      ...(ticked(fields, 'sure') ? { sure: true } : {}),
    }),
    next: () => '/left',
    reload: true,
  },
  complaint: {
    method: 'POST',
    creates: true,
    tellsOnce: true,
    path: () => '/api/complaints',
    body: (fields) => ({ key: one(fields, 'key'), words: one(fields, 'words'), reach: one(fields, 'reach') }),
    next: () => '/data-protection',
  },
  'complaint-answer': {
    method: 'POST',
    path: (fields) => `/api/complaints/${id(fields, 'complaint')}/answer`,
    body: (fields) => ({ text: one(fields, 'text') }),
    next: () => '/administration/complaints',
  },
};
