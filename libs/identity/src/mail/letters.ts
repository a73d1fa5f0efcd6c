import type { Mail } from './mailer';

/** What is mailed: neutral subjects, no names of people or threads (safety.md P7). */

export function resetLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'Your new link',
    text: `Hello,\n\nsomebody asked for a way to choose a new password. This link works once, for ten minutes:\n\n${link}\n\nIf it was not you, you need do nothing: your password stays as it is.\n`,
  };
}

export function passwordChangedLetter(to: string): Mail {
  return {
    to,
    subject: 'Your password was changed',
    text: 'Hello,\n\nyour password was changed just now, and you were signed out on your other devices. If it was not you, please tell a moderator.\n',
  };
}

export function addressChangedLetter(to: string): Mail {
  return {
    to,
    subject: 'Your e-mail address was changed',
    text: 'Hello,\n\nfrom now on mail goes to another address instead of this one. If it was not you who changed it, please tell a moderator.\n',
  };
}
