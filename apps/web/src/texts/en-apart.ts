import type { ApartWarningKind } from '@throughline/contracts/names';

const warnings: Record<ApartWarningKind, (of: string, from: string, place: string) => string> = {
  invited: (of, from) => `Somebody was invited as “${from}”. This may be who ${of} needs to be kept apart from.`,
  here: (of, from) => `${from} is a member here. This may be who ${of} needs to be kept apart from.`,
  session: (of, from, place) => `${of} and ${from} both say that they come to “${place}”.`,
  circle: (of, from, place) => `${of} and ${from} are both in “${place}”, or were asked to join it.`,
};

/** Texts of who is to be kept apart; they come with its pages. */
export const apartTexts = {
  question: 'Is there anyone you need to be kept apart from?',
  lead: 'You do not have to answer. If you do, the safeguarding leads are warned when that person is invited, joins, or comes to the same session or circle as you.',
  who: 'Only the leads below can read this. The person is not told, and neither is whoever invites them.',
  notBlocked: 'They can still see what you post under your name. You can block them as well.',
  welcome: 'Welcome. One question before you look around.',
  goOn: 'Go on without an answer',
  toHome: 'Go on',
  saved: 'Saved. The leads can read it now.',
  names: 'Names',
  namesHint: 'One a line. A full name is best. An e-mail address helps too.',
  members: 'Members you have chosen',
  member: 'Is it somebody who is here already?',
  nobody: 'No, or I don’t know',
  words: 'What should the leads know?',
  wordsHint: 'As much or as little as you like.',
  leads: 'Who can read this',
  leadsHint: 'Tick a lead who should not. A lead whom you name above cannot read it either.',
  not: (name: string, organisation: string | null) => `Not ${name}${organisation ? `, ${organisation}` : ''}`,
  noLead: 'Nobody here looks after this yet, so nobody can read it.',
  save: 'Save',
  cancel: 'Go back',

  title: 'People to be kept apart',
  titleLead: 'Only leads see this page, and only what they were not left out of. Each look at it is recorded.',
  quiet: 'Whoever invited or added somebody does not know of this. Do not tell them why.',
  warningsTitle: 'Look at these',
  noWarnings: 'There is nothing to look at.',
  warnings,
  open: 'Open it',
  seeTo: 'I see to it',
  seenBy: (name: string) => `${name} sees to it`,
  entries: 'What people asked',
  noEntries: 'Nobody has asked for this.',
  changed: (when: string) => `Written ${when}`,
  keptFrom: 'To be kept apart from:',
  concerns: 'Concerns',
};
