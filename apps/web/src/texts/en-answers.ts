/** What only a page says that answers a form sent without scripts; no browser loads these. The others are in `en.ts`. */
export const saidInAnswers = {
  now: 'It was changed elsewhere in the meantime. Now it says:',
  nothing: '(nothing)',
  words: 'What you typed',
  copy: 'Your words are here, and only here: copy them before you leave this page.',
  signIn:
    'You were signed out. Your words are here: sign in below, and they are in their form again. You can also copy them.',
  signedIn: 'You are signed in again. Look over your words, then send them.',
};
