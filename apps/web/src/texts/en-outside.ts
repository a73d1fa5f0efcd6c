import type { OutsideChoice, OutsideKind, OutsideRelation, OutsideState } from '@throughline/contracts/names';

const choices: Record<OutsideKind, Partial<Record<OutsideChoice, string>>> = {
  change: { agree: 'Yes, I agree', partly: 'In part', disagree: 'No, I do not agree' },
  ask: { yes: 'Yes, we will do this', partly: 'In part', no: 'No' },
  named: { right: 'This is right', partly: 'Some of it is not right', wrong: 'This is not right' },
};
const short: Record<OutsideChoice, string> = {
  agree: 'Agrees',
  partly: 'In part',
  disagree: 'Does not agree',
  yes: 'Yes',
  no: 'No',
  right: 'Says that this is right',
  wrong: 'Says that this is not right',
};
const relations: Record<OutsideRelation, string> = {
  'made-it': 'I helped to make this change',
  affected: 'It changes something for me',
  observer: 'I see it from near by',
  funder: 'We paid for some of it',
};
const relationsShort: Record<OutsideRelation, string> = {
  'made-it': 'helped to make it',
  affected: 'it changes something for them',
  observer: 'sees it from near by',
  funder: 'paid for some of it',
};
const states: Record<OutsideState, string> = {
  waiting: 'No answer yet',
  answered: 'Answered',
  withdrawn: 'Taken back',
  expired: 'The link is too old',
};

/** Texts of asking people outside, and of what they say. They come with their pages. */
export const outsideTexts = {
  choices,
  short,
  relations,
  relationsShort,
  states,

  // For whoever holds a link
  answer: {
    void: 'This link was used already, is too old, or was taken back. If you have sent us an answer with it, we have that. If you still want to answer, ask whoever gave it to you for a new one.',
    titles: {
      change: 'Is this so?',
      ask: 'Will you do this?',
      named: 'This is about you, too',
    } satisfies Record<OutsideKind, string>,
    leads: {
      change: (community: string) =>
        `${community} wrote down something that changed. We ask you, because you may know about it. You need no account.`,
      ask: (community: string) =>
        `${community} follows something that gets in people’s way. We ask your organisation for something. You need no account.`,
      named: (community: string) =>
        `${community} wants to publish this, and it names your organisation. You can read it first and say what you think. You need no account.`,
    } satisfies Record<OutsideKind, (community: string) => string>,
    waits: (day: string) => `We wait for your answer until ${day}. That is ten working days.`,
    statement: 'What we wrote down',
    about: 'What it is about',
    asked: (organisation: string) => `What we ask of ${organisation}`,
    wishedBy: (day: string) => `We hope for it by ${day}.`,
    happens: 'What happens with what you say',
    happensLines: {
      change: [
        'Your words stand beside the change as you write them. Nobody changes them.',
        'All members here can read them, with your role. They may also stand in what we publish about this change.',
        'If you do not agree, that is shown beside the change.',
        'Your name is shown only if you say so below.',
      ],
      ask: [
        'Your answer stands beside what we asked, as you write it. Nobody changes it.',
        'All members here can read it, with your role. It may also stand in what we publish.',
        'Your name is shown only if you say so below.',
      ],
      named: [
        'Your answer stands beside it, as you write it. Nobody changes it.',
        'Whoever reads this can read your answer too, with your role.',
        'Your name is shown only if you say so below.',
      ],
    } satisfies Record<OutsideKind, readonly string[]>,
    once: (day: string) =>
      `You can answer once, until ${day}. We keep your e-mail address, if we have it, only until then.`,
    takeBack: (contact: string) =>
      `If you want your answer taken away later, tell ${contact === '' ? 'whoever asked you' : 'us'}.`,
    reach: (contact: string) => `Questions about this, or whether it is from us: ${contact}.`,
    form: 'Your answer',
    choose: {
      change: 'Is what we wrote down so?',
      ask: 'Will you do this?',
      named: 'Is what it says about you right?',
    } satisfies Record<OutsideKind, string>,
    text: {
      change: 'In your own words: what changed, or what is not so?',
      ask: 'Why? In your own words.',
      named: 'What do you want to say about it?',
    } satisfies Record<OutsideKind, string>,
    how: 'How do you know?',
    howHint: 'For example: I run the team that does this.',
    role: 'What is your role?',
    roleHint: 'For example: Head of resettlement. It is shown with your answer.',
    relation: 'How do you stand to this change?',
    naming: 'May we show your name?',
    mayBeNamed: 'You may show my name',
    name: 'Your name, if we may show it',
    send: 'Send my answer',
    questionTitle: 'Ask us something first',
    questionHint:
      'We answer here, and write to you if we have your e-mail address. Your link stays good. Only those who asked you read your question.',
    question: 'What do you want to know?',
    ask: 'Ask',
    questions: 'What you asked us',
    asked2: 'You asked',
    replied: 'We answer',
    notReplied:
      'We have your question, and have not answered it yet. If we have your e-mail address, we write to you when we do. If not, please look here again.',
    thanks: 'Thank you',
    thanksLead: 'We have your answer. It stands beside what we asked you about, as you wrote it.',
    thanksMore: 'You need do nothing more. The link is used up now.',
  },

  // Beside a change
  saidTitle: 'What people outside say',
  disagrees: 'Somebody outside does not agree.',
  notSettled: 'Until this is settled it is not “confirmed from outside”.',
  settled: (day: string) => `Settled on ${day}:`,
  how: 'How they know:',
  changedSince: 'What they read was changed since.',
  byHand: 'The link was handed over.',

  // Asks
  asks: 'What we asked, and the answers',
  asksLead: 'Answers stand as they were written.',
  noAnswer: 'No answer yet',
  askedOn: (day: string) => `asked ${day}`,
  wishedFor: (day: string) => `Hoped for by ${day}.`,
  askedAgain: (days: string) => `Asked again on ${days}.`,
  organisations: 'What organisations that this names say',

  // Who was asked
  list: {
    title: 'Asking people outside',
    link: 'Ask people outside',
    back: 'Back',
    draft: 'Show this to all members first. Then somebody outside can be asked about it.',
    kinds: {
      change: 'Ask somebody who knows',
      ask: 'Ask an organisation for something',
      named: 'Send it to an organisation that it names',
    } satisfies Record<OutsideKind, string>,
    asKind: {
      change: 'Asked whether it is so',
      ask: 'Asked for something',
      named: 'Sent to who is named',
    } satisfies Record<OutsideKind, string>,
    hints: {
      change:
        'Somebody who is not a member and knows about this change. They read what you wrote down. They read no posts, and not who wrote anything.',
      ask: 'They read what this note says, and what you ask. They read no posts. Their answer stands in the note.',
      named:
        'Before it is published, each organisation that it names can say something. It has ten working days. Its answer stands beside it.',
    } satisfies Record<OutsideKind, string>,
    organisation: 'Which organisation?',
    forWhom: 'Whom do you ask?',
    forWhomHint: 'For your list alone. A role is enough. It goes when they have answered.',
    text: 'What do you ask for?',
    by: 'By when? (if there is a day)',
    mail: 'Their e-mail address',
    mailHint: 'Leave this empty to get a link that you hand over. We keep the address only until they have answered.',
    send: 'Ask',
    mailed: 'The link is on its way by mail.',
    card: 'Hand this over',
    cardHow: 'Whoever opens this link can answer once, without an account.',
    once: 'The link is shown only now. Copy it or print it.',
    qr: 'The link, for a camera',
    print: 'Print',
    until: (day: string) => `Good until ${day}`,
    asked: 'Who was asked, and what came',
    none: 'Nobody was asked yet.',
    somebody: 'Somebody',
    askedBy: (name: string | null, day: string) => `Asked by ${name ?? 'a former member'} on ${day}`,
    byMail: 'by mail',
    byHand: 'link handed over',
    goodUntil: (day: string) => `link good until ${day}`,
    remindedOn: (days: string) => `sent again on ${days}`,
    remind: 'Send it again',
    withdraw: 'Take this back',
    theyAsk: 'They ask',
    youReplied: 'Your answer',
    reply: 'What do you answer?',
    sendReply: 'Answer',
    settle: 'Say how this was settled',
    settleHint: 'What they said stays where it is. This stands beside it.',
    settleWhy: 'How was it settled?',
    doSettle: 'It is settled',
    waitingFor: 'Before this can be published',
    waitUntil: (organisation: string, day: string) => `${organisation} has until ${day} to say something.`,
    notSent: (organisation: string) => `${organisation} is named. Send it to them first.`,
  },
} as const;
