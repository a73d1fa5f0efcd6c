/** Texts of what visitors see of what came of it, and of deciding that. */
export const publishedTexts = {
  title: 'What changed',
  lead: 'What our discussions led to. Each thing here was chosen to be shown, one by one.',
  none: 'Nothing is published yet.',
  noneMore: 'What changed is written down by members first. What is chosen for everybody comes here.',
  asAt: (day: string) => `As at ${day}`,
  how: 'How we know',
  /** An answer is printed as it was written, or not at all. */
  wordsNotPrinted: 'What they wrote is long. It stands on the page itself.',
  notPrinted: (count: number) => `And ${count} more, on the page itself.`,
  print: 'Print it: two pages',
  notes: 'What we follow',
  outcomes: 'What changed',
  answers: 'You said, we did',
  said: 'You said:',
  follows: 'Belongs to:',
  open: 'Open it as a member',
  approved: (day: string) => `Shown here since ${day}`,
  behind: 'What it rests on',
  aMember: 'A member wrote',
  organisation: (name: string) => `What ${name} says`,
  right: 'They say that it is right.',
  partly: 'They say that it is right in part.',
  wrong: 'They say that it is wrong.',
  byRole: (role: string, day: string) => `${role}, ${day}`,
  method: {
    title: 'How we know, in short',
    parts: [
      [
        'Where it comes from.',
        'Members link words from their discussions to a change. We ask who did what differently, when, why it matters, and who else helped.',
      ],
      [
        'How sure we are.',
        'Each change says what it rests on here: somebody’s word, members’ accounts, a document or a count, or somebody outside who confirms it.',
      ],
      [
        'What is left out.',
        'Numbers about members are not shown here. Words are here only where whoever wrote them agreed to that, without a name. They can take them back at any time.',
      ],
      [
        'Answers of those named.',
        'An organisation that is named here saw it ten working days before. Its answer stands beside it as it was written.',
      ],
      [
        'Earlier days.',
        'This is how it stands on the day above. How it stood before is not kept here, because words that were taken back would still be in it.',
      ],
    ],
    address: 'This page keeps its address.',
    contact: 'Questions about it:',
  },

  // Deciding
  publish: {
    title: (title: string) => `Show this to visitors: ${title}`,
    link: 'Show this to visitors',
    linkPublished: 'Visitors see this',
    lead: 'This is what everybody would read on the page “What changed”, also people who are not members. Please read all of it. Does it name or show anybody who has not agreed?',
    evidence: 'What may stand beside it?',
    notGiven: (count: number) =>
      `${count === 1 ? 'One piece of words' : `${count} pieces of words`} cannot be shown: their authors have not agreed to that, changed them since, or meant something else.`,
    label: 'How sure it looks depends on what you choose here.',
    words: (text: string) => `Words: “${text}”`,
    document: (title: string) => `Document: ${title}`,
    measure: (title: string) => `Count: ${title}`,
    waiting: 'It names somebody who has to see it first:',
    notSent: (name: string) => `${name} has not been sent it yet.`,
    until: (name: string, day: string) => `${name} has until ${day} to answer.`,
    send: 'Send it to them',
    do: 'Show it to visitors',
    again: 'Show it as it is now',
    takeBack: 'Take it back from visitors',
    since: (day: string, by: string | null) => `Visitors see this since ${day}. ${by ? `${by} decided that.` : ''}`,
    changed: 'It was changed since. Visitors still read it as it was.',
    as: 'What visitors would read',
  },
} as const;
