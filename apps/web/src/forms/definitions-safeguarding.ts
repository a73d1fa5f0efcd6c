import { type Fields, type FormDefinition, all, count, id, nothing, one, orNull, texts, ticked } from './fields';
import { instantOf } from './local-time';

/** Done with a concern by a lead; what it makes carries a key. */
const concernForm = (
  action: string,
  body: (fields: Fields) => Record<string, unknown>,
  creates = false,
): FormDefinition => ({
  method: 'POST',
  path: (fields) => `/api/concerns/${id(fields, 'concern')}${action}`,
  body: (fields) => ({ ...(creates ? { key: one(fields, 'key') } : {}), ...body(fields) }),
  next: (fields) => `/safeguarding/concerns/${id(fields, 'concern')}`,
  ...(creates ? { creates } : {}),
});

/** "25/12/2026" as it is sent; anything else stays as it is, for the server to say what is wrong with it. */
function calendarDay(written: string): string {
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(written.trim()) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : written.trim();
}

/** Somebody to ring, or nobody where both fields are empty. */
function contactOf(fields: Fields, name: string): { what: string; number: string } | null {
  const [what, number] = [one(fields, `${name}What`), one(fields, `${name}Number`)];
  return what === '' && number === '' ? null : { what, number };
}

/** Forms of concerns, of whom somebody needs to be kept apart from, and of finding out who wrote something. */
export const safeguardingForms: Record<string, FormDefinition> = {
  'kept-apart': {
    method: 'PUT',
    path: () => '/api/kept-apart',
    body: (fields) => ({
      words: one(fields, 'words'),
      names: one(fields, 'names')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      members: [...all(fields, 'members'), ...all(fields, 'member')],
      without: all(fields, 'without'),
      textVersion: count(fields, 'textVersion'),
    }),
    next: () => '/settings/apart?saved=yes',
  },
  'apart-seen': {
    method: 'POST',
    path: (fields) => `/api/kept-apart/warnings/${id(fields, 'warning')}/seen`,
    body: nothing,
    next: () => '/safeguarding/kept-apart',
  },
  'sealing-set-up': {
    method: 'POST',
    path: () => '/api/sealing/set-up',
    body: (fields) => texts(fields, ['password', 'passphrase', 'again']),
    next: () => '/safeguarding?saved=yes',
  },
  'sealing-passphrase': {
    method: 'POST',
    path: () => '/api/sealing/passphrase',
    body: (fields) => texts(fields, ['current', 'passphrase', 'again']),
    next: () => '/safeguarding?saved=yes',
  },
  'unsealing-ask': {
    method: 'POST',
    creates: true,
    path: () => '/api/unsealings',
    body: (fields) => ({
      ...texts(fields, ['key', 'aliasId', 'reason', 'passphrase']),
      delay: one(fields, 'laterOn') === '' ? null : { reason: one(fields, 'laterWhy'), on: one(fields, 'laterOn') },
    }),
    next: (_, answer) => `/safeguarding/requests/${(answer as { id: string }).id}`,
  },
  'unsealing-answer': {
    method: 'POST',
    path: (fields) => `/api/unsealings/${id(fields, 'request')}/answer`,
    body: (fields) => ({ ...texts(fields, ['reason', 'passphrase']), agree: one(fields, 'agree') === 'yes' }),
    next: (fields) => `/safeguarding/requests/${id(fields, 'request')}`,
  },
  'unsealing-read': {
    method: 'POST',
    tellsOnce: true,
    path: (fields) => `/api/unsealings/${id(fields, 'request')}/read`,
    body: (fields) => texts(fields, ['passphrase']),
    next: (fields) => `/safeguarding/requests/${id(fields, 'request')}`,
  },
  'told-open': {
    method: 'POST',
    tellsOnce: true,
    path: () => '/api/told',
    body: (fields) => texts(fields, ['password']),
    next: () => '/told',
  },
  concern: {
    method: 'POST',
    creates: true,
    path: () => '/api/concerns',
    body: (fields) => ({
      key: one(fields, 'key'),
      kind: one(fields, 'kind'),
      danger: one(fields, 'danger'),
      words: one(fields, 'words'),
      postId: orNull(one(fields, 'postId')),
      memberId: orNull(one(fields, 'memberId')),
      who: one(fields, 'who'),
      without: all(fields, 'without'),
      named: one(fields, 'named') === 'yes',
    }),
    next: () => '/letters?sent=yes',
  },
  'letter-answer': {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/letters/${id(fields, 'letter')}`,
    body: (fields) => ({ key: one(fields, 'key'), text: one(fields, 'text') }),
    next: () => '/letters',
  },
  'alias-letter-answer': {
    method: 'POST',
    creates: true,
    path: (fields) => `/api/alias-letters/${id(fields, 'letter')}`,
    body: (fields) => ({ key: one(fields, 'key'), text: one(fields, 'text') }),
    next: (fields) => `/t/${id(fields, 'thread')}#letters`,
  },
  'concern-answer': concernForm('/answer', nothing),
  'concern-hand-over': concernForm('/hand-over', (fields) => ({ to: one(fields, 'to') })),
  'concern-write': concernForm('/letters', (fields) => ({ to: one(fields, 'to'), text: one(fields, 'text') }), true),
  'concern-close': concernForm('/close', (fields) => ({ text: one(fields, 'text') }), true),
  'concern-note': concernForm(
    '/notes',
    (fields) => ({
      words: one(fields, 'words'),
      danger: one(fields, 'danger'),
      age: one(fields, 'age'),
      wants: one(fields, 'wants'),
      consent: one(fields, 'consent'),
      overriddenWhy: one(fields, 'overriddenWhy'),
      referredTo: one(fields, 'referredTo'),
      referredAt: one(fields, 'referredAt') ? instantOf(one(fields, 'referredAt'), one(fields, 'timeZone')) : null,
      reporterTold: ticked(fields, 'reporterTold'),
    }),
    true,
  ),
  'lead-phone': {
    method: 'PUT',
    path: () => '/api/safeguarding/phone',
    body: (fields) => ({ phone: one(fields, 'phone') }),
    next: () => '/safeguarding/concerns?saved=yes',
  },
  safeguarding: {
    method: 'PUT',
    path: () => '/api/safeguarding',
    body: (fields) => ({
      cover: [1, 2, 3, 4, 5, 6, 7]
        .map((number) => ({ day: number, from: one(fields, `from${number}`), to: one(fields, `to${number}`) }))
        .filter(({ from, to }) => from !== '' || to !== ''),
      closedOn: one(fields, 'closedOn')
        .split(/[\n,;]+/)
        .map(calendarDay)
        .filter((given) => given !== ''),
      nightTeam: contactOf(fields, 'night'),
      outside: contactOf(fields, 'outside'),
      webhook: orNull(one(fields, 'webhook')),
      textVersion: count(fields, 'textVersion'),
    }),
    next: () => '/administration/safeguarding?saved=yes',
  },
};
