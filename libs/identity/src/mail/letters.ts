import type { Mail } from './mailer';

/** What is mailed: neutral subjects, no names of people or threads (safety.md P7). */

export function resetLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'Your new link',
    text: `Hello,\n\nSomebody asked for a way to choose a new password. This link works once, for ten minutes:\n\n${link}\n\nIf it was not you, you need do nothing: your password stays as it is.\n`,
  };
}

export function passwordChangedLetter(to: string): Mail {
  return {
    to,
    subject: 'Your password was changed',
    text: 'Hello,\n\nYour password was changed just now, and you were signed out on your other devices. If it was not you, please tell a moderator.\n',
  };
}

export function addressChangedLetter(to: string): Mail {
  return {
    to,
    subject: 'Your e-mail address was changed',
    text: 'Hello,\n\nFrom now on mail goes to another address instead of this one. If it was not you who changed it, please tell a moderator.\n',
  };
}

/** Number and hash in a form that `npm run audit:verify -- --against FILE` finds in the mail as it was saved. */
export function auditHeadLetter(to: string, head: { seq: number; hash: string }, problem: string | null): Mail {
  const warning =
    problem === null ? '' : `Something is wrong with the record: ${problem} Please ask who runs the server.\n\n`;
  return {
    to,
    subject: problem === null ? 'Daily record' : 'Daily record: please look',
    text: `Hello,\n\n${warning}please keep this mail. With it anybody can check later that nothing in the record up to today was changed or taken away:\n\nnpm run audit:verify -- --against FILE\n\nwhere FILE is this mail as you saved it. The last entry today is\n\n${head.seq}\n${head.hash}\n`,
  };
}

/** Says neither which circle nor who asks: others may read this mail. */
export function circleAskedLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'A question for you',
    text: `Hello,\n\nA moderator asks you something. You can say yes or no here, after you sign in:\n\n${link}\n`,
  };
}

export function stillHereLetter(to: string, link: string, pausedOn: string): Mail {
  return {
    to,
    subject: 'Are you still with us?',
    text: `Hello,\n\nOnce a year we ask everybody whether they are still here. Please sign in and say so:\n\n${link}\n\nIf we do not hear from you, your access is paused on ${pausedOn}, until a moderator has talked to you. Nothing of yours is deleted.\n`,
  };
}

export function secondFactorChangedLetter(to: string): Mail {
  return {
    to,
    subject: 'Your sign-in was changed',
    text: 'Hello,\n\nThe second step of your sign-in was changed just now, and you were signed out on your other devices. If it was not you, please tell a moderator.\n',
  };
}
