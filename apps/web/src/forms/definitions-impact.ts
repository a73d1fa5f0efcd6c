import type { NotePage, OutcomePage } from '@throughline/contracts';
import {
  all,
  back,
  count,
  type Fields,
  type FormDefinition,
  id,
  nothing,
  numberOrNull,
  one,
  orNull,
  ticked,
} from './fields';

/** "12-40 I chose the bed.": where a sentence stands in its post, and what it says there. */
const passageOf = (value: string) => {
  const [, start = '', end = '', exact = ''] = /^(\d+)-(\d+) ([^]*)$/.exec(value) ?? [];
  return { start: Number(start), end: Number(end), exact: exact.replace(/\r\n?/g, '\n') };
};
const wordsOf = (fields: Fields) => ({
  post: one(fields, 'post'),
  textVersion: count(fields, 'textVersion'),
  passages: all(fields, 'passages').map(passageOf),
});
/** What they are linked to: `outcome:id`, `note:id`, or something new. */
const target = (fields: Fields) => {
  const [kind = '', to = ''] = one(fields, 'to').split(':');
  return { kind, to: encodeURIComponent(to) };
};
const place = (fields: Fields) => {
  const kind = one(fields, 'about') === 'notes' ? 'notes' : 'outcomes';
  return `${kind}/${id(fields, 'id')}`;
};
const given = (fields: Fields, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (name in fields ? [[name, one(fields, name)]] : [])));
const lines = (fields: Fields, name: string) =>
  one(fields, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Where to go when a question of an outcome was answered: to the next, or to what was made of them. */
export function afterStep(outcome: string, step: number): string {
  const page = `/outcomes/${encodeURIComponent(outcome)}`;
  return step < 5 ? `${page}/edit?step=${step + 1}` : page;
}

/** Places that were taken off, and the others stay: nothing is said of them where none was, so that what was linked meanwhile stays too. */
const stillLinked = (fields: Fields) =>
  Object.fromEntries(
    (['sessions', 'threads'] as const).flatMap((name) => {
      const [before, now] = [one(fields, `${name}-before`).split(' ').filter(Boolean), all(fields, name)];
      return before.some((place) => !now.includes(place)) ? [[name, now]] : [];
    }),
  );

/** What one question of an outcome sends: its own fields, and no others. */
function stepBody(fields: Fields): Record<string, unknown> {
  const textVersion = count(fields, 'textVersion');
  if (one(fields, 'step') !== '5')
    return { ...given(fields, ['who', 'what', 'when', 'where', 'why', 'ourPart', 'others']), textVersion };
  return {
    kinds: all(fields, 'kinds'),
    conditions: all(fields, 'conditions'),
    direction: orNull(one(fields, 'direction')),
    origin: orNull(one(fields, 'origin')),
    notes: all(fields, 'notes'),
    themes: all(fields, 'themes'),
    ...stillLinked(fields),
    textVersion,
  };
}

const noteBody = (fields: Fields) => ({
  ...given(fields, ['title', 'lead', 'blockage', 'bestHopes', 'exceptions', 'changeSought']),
  ...(one(fields, 'whole') === ''
    ? {}
    : {
        conditions: all(fields, 'conditions'),
        mustAct: lines(fields, 'mustAct'),
        haveActed: lines(fields, 'haveActed'),
        themes: all(fields, 'themes'),
        ...stillLinked(fields),
        nextReview: orNull(one(fields, 'nextReview')),
      }),
});
const onNote = (
  action: string,
  body: FormDefinition['body'],
  method: FormDefinition['method'] = 'POST',
): FormDefinition => ({
  method,
  ...(method === 'POST' ? { creates: true } : {}),
  path: (fields) => `/api/notes/${id(fields, 'id')}${action}`,
  body: (fields) => ({ ...(method === 'POST' ? { key: one(fields, 'key') } : {}), ...(body(fields) as object) }),
  next: (fields) => `/notes/${id(fields, 'id')}`,
});
const measureOf = (fields: Fields) => `/api/notes/${id(fields, 'id')}/measures/${id(fields, 'measure')}`;
const takenAway = {
  method: 'DELETE',
  body: () => undefined,
  next: (fields: Fields) => `/notes/${id(fields, 'id')}`,
} as const;
const ofDay = (fields: Fields) => (one(fields, 'on') === '' ? {} : { on: one(fields, 'on') });

const publishing = (fields: Fields) => `/api/publishing/${id(fields, 'kind')}/${id(fields, 'id')}`;

/** Forms of what came of the discussions. */
export const impactForms: Record<string, FormDefinition> = {
  'words-link': {
    method: 'POST',
    creates: true,
    path: (fields) => {
      const { kind, to } = target(fields);
      if (kind === 'note') return `/api/notes/${to}/evidence`;
      if (kind === 'outcome') return `/api/outcomes/${to}/evidence`;
      return kind === 'new-note' ? '/api/notes' : '/api/outcomes';
    },
    body: (fields) => {
      const [{ kind }, key, words] = [target(fields), one(fields, 'key'), wordsOf(fields)];
      if (kind === 'note' || kind === 'outcome') return { key, kind: 'words', words };
      const named = kind === 'new-note' ? { title: one(fields, 'title'), blockage: one(fields, 'blockage') } : {};
      return { key, words, ...named };
    },
    next: (fields, answer) => {
      const { kind } = target(fields);
      const { id: made } = answer as OutcomePage | NotePage;
      if (kind === 'note' || kind === 'new-note') return `/notes/${made}`;
      return kind === 'outcome' ? `/outcomes/${made}` : `/outcomes/${made}/edit?step=1`;
    },
  },
  'outcome-begin': {
    method: 'POST',
    creates: true,
    path: () => '/api/outcomes',
    body: (fields) => ({ key: one(fields, 'key') }),
    next: (_, answer) => `/outcomes/${(answer as OutcomePage).id}/edit?step=1`,
  },
  'outcome-step': {
    method: 'PATCH',
    path: (fields) => `/api/outcomes/${id(fields, 'id')}`,
    body: stepBody,
    next: (fields) => afterStep(one(fields, 'id'), count(fields, 'step')),
  },
  'outcome-record': {
    method: 'POST',
    path: (fields) => `/api/outcomes/${id(fields, 'id')}/record`,
    body: (fields) => ({ textVersion: count(fields, 'textVersion') }),
    next: (fields) => `/outcomes/${id(fields, 'id')}`,
  },
  'outcome-discard': {
    method: 'DELETE',
    path: (fields) => `/api/outcomes/${id(fields, 'id')}`,
    body: () => undefined,
    next: () => '/impact',
  },
  'evidence-document': {
    method: 'POST',
    creates: true,
    files: true,
    path: (fields) => `/api/${place(fields)}/evidence`,
    body: (fields) => ({
      key: one(fields, 'key'),
      kind: 'document',
      title: one(fields, 'title'),
      on: one(fields, 'on'),
      by: one(fields, 'by'),
      link: orNull(one(fields, 'link')),
      ...(one(fields, 'file') === '' || ticked(fields, 'drop-file')
        ? {}
        : { file: { id: one(fields, 'file'), name: one(fields, 'fileName').slice(0, 1_000) } }),
    }),
    next: back,
  },
  'evidence-measure': {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/${place(fields)}/evidence`,
    body: (fields) => ({
      key: one(fields, 'key'),
      kind: 'measure',
      title: one(fields, 'title'),
      on: one(fields, 'on'),
      value: numberOrNull(one(fields, 'value')),
      unit: one(fields, 'unit'),
      source: one(fields, 'source'),
    }),
    next: back,
  },
  'evidence-off': {
    method: 'DELETE',
    path: (fields) => `/api/${place(fields)}/evidence/${id(fields, 'evidence')}`,
    body: () => undefined,
    next: back,
  },
  'evidence-looked': {
    method: 'POST',
    path: (fields) => `/api/${place(fields)}/looked`,
    body: nothing,
    next: back,
  },
  'note-new': {
    method: 'POST',
    creates: true,
    path: () => '/api/notes',
    body: (fields) => ({
      key: one(fields, 'key'),
      ...noteBody(fields),
      themes: all(fields, 'themes'),
      ...(one(fields, 'noticedOn') === '' ? {} : { noticedOn: one(fields, 'noticedOn') }),
    }),
    next: (_, answer) => `/notes/${(answer as NotePage).id}`,
  },
  'note-edit': onNote('', (fields) => ({ ...noteBody(fields), textVersion: count(fields, 'textVersion') }), 'PATCH'),
  'note-owner': onNote(
    '',
    (fields) => ({ owner: one(fields, 'owner'), textVersion: count(fields, 'textVersion') }),
    'PATCH',
  ),
  'note-stage': onNote('/stage', (fields) => ({
    stage: one(fields, 'stage'),
    why: one(fields, 'why'),
    ...ofDay(fields),
    beneficial: orNull(one(fields, 'beneficial')),
    sustained: orNull(one(fields, 'sustained')),
    transformational: orNull(one(fields, 'transformational')),
  })),
  'note-sighting': onNote(
    '/sightings',
    (fields) => ({
      kind: one(fields, 'there') ? 'there' : 'working',
      seen: (one(fields, 'there') || one(fields, 'working')) === 'yes',
    }),
    'PUT',
  ),
  'note-update': onNote('/updates', (fields) => ({ text: one(fields, 'text'), ...ofDay(fields) })),
  'note-measure': onNote('/measures', (fields) => ({
    title: one(fields, 'title'),
    unit: one(fields, 'unit'),
    source: one(fields, 'source'),
    baseline: numberOrNull(one(fields, 'baseline')),
    target: numberOrNull(one(fields, 'target')),
  })),
  publish: {
    method: 'PUT',
    path: publishing,
    body: (fields) => ({ seen: one(fields, 'seen'), evidence: all(fields, 'evidence') }),
    next: () => '/changes',
  },
  'publish-back': { method: 'DELETE', path: publishing, body: () => undefined, next: back },
  'theme-answer': {
    method: 'PUT',
    path: (fields) => `/api/themes/${id(fields, 'id')}/answer`,
    body: (fields) => ({
      said: one(fields, 'said'),
      did: one(fields, 'did'),
      textVersion: count(fields, 'textVersion'),
    }),
    next: (fields) => `/themes/${id(fields, 'id')}`,
  },
  'measures-check': {
    method: 'POST',
    files: true,
    tellsOnce: true,
    path: (fields) => `/api/notes/${id(fields, 'id')}/measure-table/check`,
    body: (fields) => ({ text: one(fields, 'text') }),
    next: (fields) => `/notes/${id(fields, 'id')}/numbers`,
  },
  'measures-add': {
    method: 'POST',
    files: true,
    path: (fields) => `/api/notes/${id(fields, 'id')}/measure-table`,
    body: (fields) => ({ text: one(fields, 'text'), seen: one(fields, 'seen') }),
    next: (fields) => `/notes/${id(fields, 'id')}`,
  },
  'note-point': {
    // No number takes one away: an empty field must not.
    ...onNote('', (fields) => ({ on: one(fields, 'on'), value: numberOrNull(one(fields, 'value')) ?? '' }), 'PUT'),
    path: measureOf,
  },
  'note-point-off': { ...onNote('', (fields) => ({ on: one(fields, 'on'), value: null }), 'PUT'), path: measureOf },
  'note-measure-off': { ...takenAway, path: measureOf },
  'note-update-off': {
    ...takenAway,
    path: (fields) => `/api/notes/${id(fields, 'id')}/updates/${id(fields, 'update')}`,
  },
};
