import { type FormDefinition, back, id, nothing, one } from './fields';

const own = '/settings/second-step';

/** Forms of the second step of signing in: taking it, setting it up, and having it taken away. */
export const secondStepForms: Record<string, FormDefinition> = {
  'second-step': {
    method: 'POST',
    path: () => '/api/sign-in/second',
    body: (fields) => ({ code: one(fields, 'code') }),
    next: (fields) => one(fields, 'next') || '/',
    reload: true,
  },
  'second-step-reset': {
    method: 'POST',
    path: () => '/api/second-factor/reset',
    body: (fields) => ({ secret: one(fields, 'secret'), password: one(fields, 'password') }),
    next: () => '/sign-in',
    reload: true,
  },
  'second-step-proof': {
    method: 'POST',
    path: () => '/api/second-factor/proof',
    body: (fields) => ({
      password: one(fields, 'password'),
      ...(one(fields, 'code') === '' ? {} : { code: one(fields, 'code') }),
    }),
    next: () => own,
  },
  'second-step-app': {
    method: 'POST',
    path: () => '/api/second-factor/app',
    body: nothing,
    next: () => `${own}/app`,
  },
  'second-step-app-confirm': {
    method: 'POST',
    tellsOnce: true,
    path: () => '/api/second-factor/app/confirm',
    body: (fields) => ({ code: one(fields, 'code') }),
    next: () => own,
  },
  'second-step-app-remove': {
    method: 'DELETE',
    path: () => '/api/second-factor/app',
    body: () => undefined,
    next: () => own,
  },
  'second-step-passkey-remove': {
    method: 'DELETE',
    path: (fields) => `/api/second-factor/passkeys/${id(fields, 'passkey')}`,
    body: () => undefined,
    next: () => own,
  },
  'second-step-recovery': {
    method: 'POST',
    tellsOnce: true,
    path: () => '/api/second-factor/recovery-codes',
    body: nothing,
    next: () => own,
  },
  'second-step-hand-over': {
    method: 'POST',
    tellsOnce: true,
    path: (fields) => `/api/members/${id(fields, 'member')}/second-factor-link`,
    body: nothing,
    next: back,
  },
};
