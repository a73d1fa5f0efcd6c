import type { Mail } from '@throughline/identity';

/** To a lead: it says nothing of whom or where (safety.md P7). */
export function apartLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'Something waits for you',
    text: `Hello,\n\nSomething waits for you to look at, after you sign in:\n\n${link}\n`,
  };
}
