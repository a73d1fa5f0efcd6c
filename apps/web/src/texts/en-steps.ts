import type { StepNotice, StepView } from '@throughline/contracts';
import type { StepKind } from '@throughline/contracts/names';

const kinds: Record<StepKind, string> = {
  word: 'A word in private',
  check: 'Check everything first',
  bar: 'No other name in this thread',
  suspend: 'Suspend for a time',
  remove: 'Remove from the community',
};
const means: Record<StepKind, string> = {
  word: 'Only they and moderators can read it. They can answer.',
  check: 'All that they write waits until a moderator has looked.',
  bar: 'Whoever this is can post under no other name in this thread, and all posts in it are checked first. Nobody learns who it is.',
  suspend:
    'They are signed out and cannot come in. They are told why, until when, and whom to ask. Nobody else is told.',
  remove: 'Their account ends. What they wrote stays, by “a former member”. An administrator can undo it.',
};
const toThem: Record<StepKind, string> = {
  word: 'A moderator has written to you.',
  check: 'What you write waits until a moderator has looked at it.',
  bar: 'You cannot post under another name in this thread. All posts in it are checked first. Nobody knows that it is you.',
  suspend: 'Your access was paused.',
  remove: 'Your account was ended.',
};

/** Texts of steps; they come with the pages that show them. */
export const stepTexts = {
  title: (name: string) => `Steps: ${name}`,
  lead: 'What moderators have done, and can do. The gentlest comes first. Whatever you do, they are told why, and whom to ask.',
  aliasLead: (thread: string) =>
    `Only in “${thread}”. It shows nowhere on the person, and nobody learns who they are. To pause somebody’s access, two safeguarding leads have to find out who wrote this.`,
  none: 'Nothing has been done.',
  before: 'What was done',
  take: 'Do something',
  kinds,
  means,
  what: 'What do you want to do?',
  point: 'Which point of our agreement is it about?',
  pointHint: 'Needed for everything but a word in private.',
  noPoint: 'None',
  reason: 'What do you want to tell them?',
  reasonHint: 'They read this, word for word. Say what it is about, and what would help.',
  until: 'Until which day? (needed to suspend)',
  untilIfAny: 'Until which day? (if it has one)',
  do: 'Do this',
  confirm: 'They are told at once.',
  by: (name: string, when: string) => `${name}, ${when}`,
  untilDay: (day: string) => `until ${day}`,
  over: 'It is over.',
  endedBy: (name: string | null, why: string) => (name ? `Ended by ${name}: ${why}` : 'Its time was over.'),
  end: 'End it now',
  endWhy: 'Why does it end?',
  write: 'Write more',
  send: 'Send',
  they: 'They answer',
  moderator: 'A moderator',
  noMore: 'There is nothing that you can do here.',
  mayNot: 'Only administrators can do something about moderators and administrators, and nobody about themselves.',

  // To whom it is about
  told: ({ kind, active }: StepNotice) => (active || kind === 'word' ? toThem[kind] : 'This is over.'),
  ask: (name: string | null) =>
    name
      ? `If you want to talk about it, ask ${name} or any other moderator.`
      : 'If you want to talk about it, ask any moderator.',
  yourAnswer: 'Your answer',
  answerHint: 'Only moderators read it.',
  aliasAnswerHint: 'Only moderators read it. They do not see who you are.',
  you: 'You',
  answered: (name: string) => `${name} has answered you`,
  steps: 'What moderators did',
} as const;
export type Shown = StepView | StepNotice;
