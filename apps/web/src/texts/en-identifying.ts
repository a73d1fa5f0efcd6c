import type { IdentifyingKind } from '@throughline/rules/identifying';

const looksLike: Record<IdentifyingKind, string> = {
  nhs: 'an NHS number',
  phone: 'a phone number',
  postcode: 'a postcode',
  ni: 'a National Insurance number',
  prison: 'a prison number',
  crn: 'a probation number (CRN)',
  pnc: 'a number of the police computer (PNC)',
  email: 'an e-mail address',
  birth: 'a date of birth',
  name: 'somebody’s full name',
};

/** What is said of words that may say who somebody is. */
export const identifyingTexts = {
  what: (kind: IdentifyingKind) => `looks like ${looksLike[kind]}`,
  looksLike: (kind: IdentifyingKind) => `looks like ${looksLike[kind]}.`,
  why: 'Anybody who reads this could find out who that is.',
  underlined: (others: number) =>
    others === 1
      ? 'One other place is underlined. Go to it to see why.'
      : `${others} other places are underlined. Go to one to see why.`,
  takeOut: 'Take it out',
  leaveIn: 'Leave it in',
  title: 'This may say who somebody is',
  lead: 'It is not sent yet. You can change it first, or send it as it is.',
  andMore: (more: number) => `and ${more} more`,
  change: 'Change it',
  allTheSame: 'Send it all the same',
  notSent: 'This was not sent yet, because something in it may say who somebody is.',
};
