import { type Fields, type FormDefinition, back, count, id, one, orNull } from './fields';
import { instantOf } from './local-time';

const themeBody = (fields: Fields) => ({
  title: one(fields, 'title'),
  question: one(fields, 'question'),
  about: one(fields, 'about'),
  startsOn: one(fields, 'startsOn'),
  endsOn: orNull(one(fields, 'endsOn')),
});

const sessionBody = (fields: Fields) => ({
  title: one(fields, 'title'),
  startsAt: instantOf(one(fields, 'startsAt'), one(fields, 'timeZone') || 'Europe/London'),
  minutes: count(fields, 'minutes'),
  place: orNull(one(fields, 'place')),
  joiningLink: orNull(one(fields, 'joiningLink')),
  about: one(fields, 'about'),
});

const made = (kind: string) => (_: Fields, answer: unknown) => `/${kind}/${(answer as { id: string }).id}`;

/** Forms of themes and sessions. */
export const programmeForms: Record<string, FormDefinition> = {
  'theme-new': {
    method: 'POST',
    creates: true,
    path: () => '/api/themes',
    body: (fields) => ({ key: one(fields, 'key'), ...themeBody(fields) }),
    next: made('themes'),
  },
  'theme-edit': {
    method: 'PUT',
    path: (fields) => `/api/themes/${id(fields, 'theme')}`,
    body: (fields) => ({ ...themeBody(fields), textVersion: count(fields, 'textVersion') }),
    next: made('themes'),
  },
  'session-new': {
    method: 'POST',
    creates: true,
    path: () => '/api/sessions',
    body: (fields) => ({ key: one(fields, 'key'), themeId: one(fields, 'theme'), ...sessionBody(fields) }),
    next: made('sessions'),
  },
  'session-edit': {
    method: 'PUT',
    path: (fields) => `/api/sessions/${id(fields, 'session')}`,
    body: (fields) => ({
      ...sessionBody(fields),
      state: one(fields, 'state'),
      notes: one(fields, 'notes'),
      textVersion: count(fields, 'textVersion'),
    }),
    next: made('sessions'),
  },
  coming: {
    method: 'PUT',
    path: (fields) => `/api/sessions/${id(fields, 'session')}/coming`,
    body: (fields) => ({ coming: one(fields, 'coming') === 'yes' }),
    next: back,
  },
};
