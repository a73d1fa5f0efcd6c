import { type FormDefinition, afterPassword, all, back, count, id, nothing, one, orNull, ticked } from './fields';

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

/** Forms of coming in, of oneself, and of who looks after the community. */
export const peopleForms: Record<string, FormDefinition> = {
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
    next: (_, answer) => afterPassword('/settings/apart?joined=yes', answer),
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
      contact: one(fields, 'contact'),
      ...(one(fields, 'newMemberPosts') === '' ? {} : { newMemberPosts: count(fields, 'newMemberPosts') }),
      textVersion: count(fields, 'textVersion'),
    }),
    next: () => '/administration?saved=yes',
    reload: true,
  },
};
