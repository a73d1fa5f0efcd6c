import { type Fields, type FormDefinition, id, one, orNull, ticked } from './fields';

const list = (fields: Fields) =>
  `/${one(fields, 'about') === 'notes' ? 'notes' : 'outcomes'}/${id(fields, 'id')}/outside`;

/** Forms of asking people outside, and theirs. */
export const outsideForms: Record<string, FormDefinition> = {
  'outside-ask': {
    method: 'POST',
    creates: true,
    tellsOnce: true,
    path: (fields) => `/api${list(fields)}`,
    body: (fields) => ({
      key: one(fields, 'key'),
      kind: one(fields, 'kind'),
      organisation: one(fields, 'organisation'),
      forWhom: one(fields, 'forWhom'),
      text: one(fields, 'text'),
      by: orNull(one(fields, 'by')),
      mail: orNull(one(fields, 'mail').trim()),
    }),
    next: list,
  },
  'outside-remind': {
    method: 'POST',
    creates: true,
    tellsOnce: true,
    path: (fields) => `/api/outside-requests/${id(fields, 'request')}/remind`,
    body: (fields) => ({ key: one(fields, 'key') }),
    next: list,
  },
  'outside-withdraw': {
    method: 'DELETE',
    path: (fields) => `/api/outside-requests/${id(fields, 'request')}`,
    body: () => undefined,
    next: list,
  },
  'outside-reply': {
    method: 'PUT',
    path: (fields) => `/api/outside-requests/${id(fields, 'request')}/questions/${id(fields, 'question')}`,
    body: (fields) => ({ text: one(fields, 'text') }),
    next: list,
  },
  'outside-settle': {
    method: 'PUT',
    path: (fields) => `/api/outside-requests/${id(fields, 'request')}/settled`,
    body: (fields) => ({ why: one(fields, 'why') }),
    next: list,
  },
  'outside-answer': {
    method: 'POST',
    creates: true,
    path: () => '/api/outside/answer',
    body: (fields) => ({
      secret: one(fields, 'secret'),
      key: one(fields, 'key'),
      read: one(fields, 'read'),
      answer: one(fields, 'answer'),
      text: one(fields, 'text'),
      how: one(fields, 'how'),
      role: one(fields, 'role'),
      relation: orNull(one(fields, 'relation')),
      mayBeNamed: ticked(fields, 'mayBeNamed'),
      name: one(fields, 'name'),
    }),
    next: () => '/answered',
  },
  'quoted-say': {
    method: 'PUT',
    path: (fields) => `/api/posts/${id(fields, 'post')}/quoted/${id(fields, 'evidence')}`,
    body: (fields) => ({ text: one(fields, 'text') }),
    next: (fields) => `/posts/${id(fields, 'post')}/quoted`,
  },
  'quoted-take-back': {
    method: 'PUT',
    path: (fields) => `/api/posts/${id(fields, 'post')}/uses`,
    // Out of reports and from before visitors too: whoever takes words back does not mean half of the places.
    body: (fields) => ({ summary: one(fields, 'summary'), evidence: 'no', report: 'no' }),
    next: (fields) => `/posts/${id(fields, 'post')}/quoted`,
  },
  'outside-question': {
    method: 'POST',
    creates: true,
    path: () => '/api/outside/questions',
    body: (fields) => ({ secret: one(fields, 'secret'), key: one(fields, 'key'), text: one(fields, 'text') }),
    next: (fields) => `/answer/${encodeURIComponent(one(fields, 'secret'))}#questions`,
  },
};
