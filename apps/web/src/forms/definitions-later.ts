import type { ThreadView, WaitingView } from '@throughline/contracts';
import { secondStepForms } from './definitions-second-step';
import {
  type Fields,
  type FormDefinition,
  afterPassword,
  all,
  asWhom,
  back,
  count,
  id,
  nothing,
  one,
  orNull,
  pictures,
  postForm,
  texts,
  ticked,
  writtenPlace,
} from './fields';
import { wrongForms } from './definitions-wrong';
import { ownDataForms } from './definitions-own-data';
import { numbersOf } from './numbers';

/** "2020-07-08T12:30", as a field for date and time gives it, is local to the community; sent as an instant. */
function instantOf(local: string, timeZone: string): string {
  const guess = new Date(`${local}:00Z`);
  if (Number.isNaN(guess.getTime()) || !isTimeZone(timeZone)) return local;
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(guess);
  const ahead = (Number(shown) - guess.getUTCHours() + 24) % 24;
  return new Date(guess.getTime() - ahead * 3_600_000).toISOString();
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: name }));
  } catch {
    return false;
  }
}

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
const made = (kind: string) => (_: Fields, answer: unknown) => `/${kind}/${(answer as { id: string }).id}`;

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

/** Forms of pages whose code comes when it is asked for. */
export const laterForms: Record<string, FormDefinition> = {
  ...wrongForms,
  ...ownDataForms,
  'sign-out-everywhere': {
    method: 'POST',
    path: () => '/api/sign-out-everywhere',
    body: nothing,
    next: () => '/',
    reload: true,
  },
  join: {
    method: 'POST',
    path: () => '/api/join',
    body: (fields) => ({
      secret: one(fields, 'secret'),
      name: one(fields, 'name'),
      signInName: one(fields, 'signInName'),
      password: one(fields, 'password'),
      expertise: all(fields, 'expertise'),
      showExpertise: ticked(fields, 'showExpertise'),
      organisationId: orNull(one(fields, 'organisationId')),
      agreed: ticked(fields, 'agree') ? count(fields, 'agreed') : 0,
      mine: one(fields, 'mine') === 'yes',
    }),
    // The one question that is asked of everybody who joins.
    next: () => '/settings/apart?joined=yes',
    reload: true,
  },
  'reset-request': {
    method: 'POST',
    path: () => '/api/resets',
    body: (fields) => ({ name: one(fields, 'name') }),
    next: () => '/reset?sent=yes',
  },
  'reset-use': {
    method: 'POST',
    path: () => '/api/resets/use',
    body: (fields) => ({
      secret: one(fields, 'secret'),
      password: one(fields, 'password'),
      mine: one(fields, 'mine') === 'yes',
    }),
    next: (_, answer) => afterPassword('/', answer),
    reload: true,
  },
  'agreement-accept': {
    method: 'POST',
    path: () => '/api/agreement/accept',
    body: (fields) => ({ version: count(fields, 'version') }),
    next: () => '/',
    reload: true,
  },
  'thread-new': {
    method: 'POST',
    creates: true,
    pictures: true,
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
  'thread-edit': threadForm((fields) => ({ title: one(fields, 'title'), kind: one(fields, 'kind') })),
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
    pictures: true,
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
    body: (fields) => ({ password: one(fields, 'password') }),
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
  profile: {
    method: 'PUT',
    path: () => '/api/profile',
    body: (fields) => ({
      name: one(fields, 'name'),
      mail: orNull(one(fields, 'mail')),
      ...(one(fields, 'password') === '' ? {} : { password: one(fields, 'password') }),
      organisationId: orNull(one(fields, 'organisationId')),
      expertise: all(fields, 'expertise'),
      showExpertise: ticked(fields, 'showExpertise'),
      showOrganisation: ticked(fields, 'showOrganisation'),
      unlisted: ticked(fields, 'unlisted'),
      about: one(fields, 'about'),
      textVersion: count(fields, 'textVersion'),
    }),
    next: () => '/settings?saved=yes',
    reload: true,
  },
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
  block: {
    method: 'PUT',
    path: (fields) => `/api/blocks/${id(fields, 'member')}`,
    body: nothing,
    next: () => '/settings/blocked',
  },
  unblock: {
    method: 'DELETE',
    path: (fields) => `/api/blocks/${id(fields, 'member')}`,
    body: () => undefined,
    next: () => '/settings/blocked',
  },
  password: {
    method: 'POST',
    path: () => '/api/password',
    body: (fields) => ({ current: one(fields, 'current'), password: one(fields, 'password') }),
    next: () => '/settings/password?saved=yes',
  },
  'device-end': {
    method: 'DELETE',
    path: (fields) => `/api/devices/${id(fields, 'device')}`,
    body: () => undefined,
    next: back,
  },
  'invitation-new': {
    method: 'POST',
    creates: true,
    tellsOnce: true,
    path: () => '/api/invitations',
    body: (fields) => ({
      key: one(fields, 'key'),
      forWhom: orNull(one(fields, 'forWhom')),
      role: one(fields, 'role') || 'member',
    }),
    next: () => '/invitations',
  },
  'invitation-withdraw': {
    method: 'DELETE',
    path: (fields) => `/api/invitations/${id(fields, 'invitation')}`,
    body: () => undefined,
    next: back,
  },
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
  'reset-hand-over': {
    method: 'POST',
    tellsOnce: true,
    path: (fields) => `/api/members/${id(fields, 'member')}/reset-link`,
    body: nothing,
    next: back,
  },
  'member-edit': {
    method: 'PATCH',
    path: (fields) => `/api/members/${id(fields, 'member')}`,
    body: (fields) => ({ role: one(fields, 'role'), duties: all(fields, 'duties') }),
    next: back,
  },
  'organisation-new': {
    method: 'POST',
    creates: true,
    path: () => '/api/organisations',
    body: (fields) => ({ key: one(fields, 'key'), name: one(fields, 'name'), sector: one(fields, 'sector') }),
    next: back,
  },
  'audit-addresses': {
    method: 'PUT',
    path: () => '/api/audit/addresses',
    body: (fields) => ({
      addresses: one(fields, 'addresses')
        .split(/[\s,;]+/)
        .filter((address) => address !== ''),
      textVersion: count(fields, 'textVersion'),
    }),
    next: () => '/administration/audit?saved=yes',
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
  'community-edit': {
    method: 'PUT',
    path: () => '/api/community',
    body: (fields) => ({
      name: one(fields, 'name'),
      place: one(fields, 'place'),
      headline: one(fields, 'headline'),
      welcome: one(fields, 'welcome'),
      exitTo: one(fields, 'exitTo'),
      supportLines: pairs(one(fields, 'supportLines')).map(([what, number]) => ({ what, number })),
      agreement: pairs(one(fields, 'agreement')).map(([title, text]) => ({ title, text })),
      ...(one(fields, 'newMemberPosts') === '' ? {} : { newMemberPosts: count(fields, 'newMemberPosts') }),
      textVersion: count(fields, 'textVersion'),
    }),
    next: () => '/administration?saved=yes',
    reload: true,
  },
  ...secondStepForms,
};

/** Lines of two parts with a bar between them: "Samaritans | 116 123". */
function pairs(text: string): [string, string][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [first = '', ...rest] = line.split('|');
      return [first.trim(), rest.join('|').trim()];
    });
}
