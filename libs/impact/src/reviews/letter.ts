import type { Mail } from '@throughline/identity';

/** Says neither which note nor what it is about: others may read this mail (safety.md P7). */
export function reviewLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'Something to look at again',
    text: `Hello,\n\nThe day has passed on which you wanted to look at something again. It is here, after you sign in:\n\n${link}\n`,
  };
}
