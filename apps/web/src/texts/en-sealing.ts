import type { SealingReason } from '@throughline/contracts/names';
import { texts } from './en';

const minutes = (count: number) => (count === 1 ? 'one more minute' : `${count} more minutes`);

/** Texts of the pages on finding out who wrote something; they come with those. */
export const sealingTexts = {
  ...texts.sealing,
  /** Why writing under another name is not offered. */
  reasons: {
    'too-few-leads': (leads: number) =>
      `Writing under another name is not offered here yet. It needs two safeguarding leads who have set up a passphrase; so far ${leads === 1 ? 'one has' : 'nobody has'}.`,
  } satisfies Record<SealingReason, (leads: number) => string>,
  lead: 'Some people here write under another name. Nobody can see who they are: not moderators, not administrators, not you alone. If somebody may be in danger, two safeguarding leads can find out together.',
  how: 'How it works',
  steps: [
    'One lead asks, and says why.',
    'Another lead, who works for another organisation, agrees or says no. They have one day.',
    'If they agree, both can read the name and how to reach the person, for thirty minutes.',
    'Each step is written down where nobody can change it, also what was refused.',
    'The person who wrote it is told. If that could put them in danger, they are told later.',
  ],
  offered: 'People can write under another name here.',
  oneOrganisation:
    'The leads who are ready all work for one organisation, or have not said where they work. So nobody could find out who wrote something. Please find a lead from another organisation.',
  two: 'Two leads are ready. Please find a third one. If one of two forgets their passphrase, what was written until then can never be found out again.',
  lost: (count: number) =>
    `${count === 1 ? 'For one name' : `For ${count} names`} nobody can find out any more who it is, because too few leads hold the key.`,
  leads: 'Safeguarding leads',
  nobody: 'Nobody has this duty yet. An administrator gives it, under “People and what they may do”.',
  ready: 'ready',
  notReady: 'has not set up a passphrase yet',
  noOrganisation: 'no organisation',
  setUp: 'Set up your passphrase',
  change: 'Change your passphrase',
  saved: 'Your passphrase is saved. Please keep it where only you can find it.',
  waiting: 'Waiting for you',
  nothingWaits: 'Nothing is waiting for you.',
  others: 'Other requests',
  noOthers: 'There are no other requests.',
  askedBy: (name: string) => `${name} asked`,
  states: {
    waiting: 'Waiting for an answer',
    agreed: 'Agreed',
    declined: 'Said no',
    expired: 'Over: nobody answered in a day',
  },
  mayRead: 'You can read the name now',

  passphraseLead: 'Your passphrase opens your part of the key. Nobody else has it, and nobody can give you a new one.',
  passphraseFirst: 'Before you choose it',
  passphrasePoints: [
    'Take four words that do not belong together. It must not be your password.',
    'Write it down on paper, and keep that in a safe place that only you can open.',
    'If you lose it, you can set up a new one. But you can then no longer help with what was written before.',
    'If there are only two leads and one loses their passphrase, nobody can ever find out who wrote what was written before. So three leads are better.',
  ],
  anew: 'I have lost my passphrase',
  anewWhat: 'You get a new part of the key. Your old one is destroyed, and does not come back.',
  password: 'Your password for signing in',
  current: 'Your passphrase now',
  passphraseField: 'Your passphrase',
  newPassphrase: 'New passphrase',
  newPassphraseHint: 'Four words, or 14 characters or more.',
  again: 'The same again',
  save: 'Save',
  setUpButton: 'Set it up',
  onlyLeads: 'Only safeguarding leads have a passphrase.',

  askLead: (name: string) => `You are asking to find out who writes as ${name}.`,
  askFirst: 'If somebody may be in danger now, call 999 first. This can take up to a day.',
  askNext: 'Another lead from another organisation reads what you write here. The person is told that this was done.',
  thread: 'Read what was written',
  reason: 'Why do you need to know?',
  reasonHint: 'One sentence or more. Say what was written and what may happen. Do not write a name.',
  later: 'Telling the person later',
  laterWhat: 'They are told at once. Fill this in only if that could put them in danger.',
  laterOn: 'Tell them on',
  laterWhy: 'Why not at once?',
  send: 'Send the request',

  about: (name: string) => `Who writes as ${name}?`,
  asked: (name: string, when: string) => `${name} asked on ${when}:`,
  you: 'You',
  until: (when: string) => `It ends on ${when} if nobody answers.`,
  waitingForOthers:
    'Another lead from another organisation has to answer. There is nothing you can do here until then.',
  delayed: (day: string) => `The person is to be told on ${day}, not at once. The reason given:`,
  answer: 'Your answer',
  answerReason: 'Why?',
  answerHint: 'One sentence or more. It is kept with the request.',
  agree: 'Agree: find out who it is',
  decline: 'Say no',
  agreed: (name: string, when: string) => `${name} agreed on ${when}:`,
  declined: (name: string, when: string) => `${name} said no on ${when}:`,
  expired: 'Nobody answered in a day, so this is over. You can ask again.',
  read: 'Read who it is',
  readWhat: 'It is written down that you read it. Make sure that nobody looks over your shoulder.',
  readUntil: (clock: string) => `You can read it until ${clock}.`,
  readOver: 'The thirty minutes are over. The name is not kept any more.',
  found: 'Who wrote it',
  left: (count: number) =>
    count < 1 ? 'This goes away in less than a minute.' : `This goes away in ${minutes(count)}.`,
  name: 'Name',
  mail: 'E-mail',
  noMail: 'They gave no e-mail address. Ask where they work or volunteer, or write to them here.',
  organisation: 'Works or volunteers at',
  leftUs: 'They have left this community.',
  hide: 'Hide it now',
  hidden: 'It is hidden. You can read it again with your passphrase while the time lasts.',
  back: 'Back to all requests',

  toldLead:
    'Two safeguarding leads found out that you wrote the words below. They work for different organisations, and both had to give a reason. Nobody else was told by us.',
  toldWhat: 'You can ask them why. You find them under “People”, or ask any moderator.',
  toldItem: (name: string, day: string) => `You wrote as ${name}. They found out on ${day}.`,
  toldThread: 'See the thread',
  toldNone: 'There is nothing. Nobody has found out who you are.',
  toldFirst: 'Please give your password, so that nobody else reads this on your phone.',
  open: 'Read it',

  keptLead: 'This page says in plain words what this place keeps about you, and what a court or the police could get.',
  keptParts: [
    {
      title: 'What we keep',
      points: [
        'Your name here, the name you sign in with, and what you chose to say about yourself.',
        'Your e-mail address, only if you gave one.',
        'What you write, and earlier versions of it, until you take it back.',
        'Of people outside whom we ask something: their address until they have answered, or the link is too old; then only what they say, and their role. Their name only if they allow it.',
        'The day on which each of your phones or computers was last used. No addresses of phones or computers are kept with what you wrote.',
      ],
    },
    {
      title: 'When you write under another name',
      points: [
        'Nothing beside your words says who you are. There is one sealed note that does.',
        'That note opens for two safeguarding leads together, who work for different organisations. Each needs a passphrase that we do not have.',
        'They must give a reason. It is written down. You are told, at once or as soon as it is safe.',
        'The sealed note is destroyed twelve months after the last words in that thread, unless somebody’s safety is still being looked at.',
      ],
    },
    {
      title: 'What could be handed over',
      points: [
        'A court can order us to hand over what we keep. We have to do that, and nothing more than that.',
        'We cannot open the sealed notes. Two leads could be ordered to use their passphrases.',
        'A sealed note that was destroyed cannot be handed over by anybody.',
        'Whoever runs the computer could change it so that it notes who writes from then on. And whoever has its secret can try out for each member whether some words could be theirs. We do not do this, but you should know that it is possible.',
        'Your words themselves can give you away: how you write, and what only you can know.',
      ],
    },
  ],
  keptCount: 'How often it was found out who wrote something',
  keptNever: 'Never so far.',
  keptTimes: (times: number) => (times === 1 ? 'once' : `${times} times`),
  keptNotOffered: 'Writing under another name is not offered here just now.',
  keptLater: 'One that its author is to be told of later is counted then.',
} as const;
