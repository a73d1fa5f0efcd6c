/** Texts of the author's say: what came of somebody's words. They come with their pages. */
export const quotedTexts = {
  title: 'What came of your words',
  lead: (number: number) =>
    `Words of your post #${number} stand behind what is below. You can say that you meant something else, or take your words back.`,
  none: 'Your words stand behind nothing now.',
  told: 'Your words stand behind something',
  toldAlias: (number: number) => `Words of #${number} stand behind this:`,
  look: 'Look at it, and have your say',
  isNew: 'New',
  here: (title: string) => `Your words in “${title}”`,
  yours: 'Your words',
  gone: 'They are shown no more.',
  says: 'What is said around them',
  notMeant: 'This is not what I meant',
  notMeantHint:
    'Members who see your words there see that you say so. Those who wrote it read your reasons, and look at it again. Visitors and reports are not shown your words until you take that back.',
  notMeantAlias: 'Others see it from tomorrow on. So nobody can tell when you were here.',
  what: 'What did you mean?',
  send: 'Say so',
  saidSo: (day: string) => `On ${day} you said that this is not what you meant:`,
  change: 'Say it in other words',
  takeBackSaying: 'Take that back',
  takeBack: 'Take my words back',
  inside: 'You have allowed that words of this post stand beside a change, where all members can read them.',
  outside: 'You have allowed that they stand in reports and on our page for visitors, without your name.',
  takeBackHint:
    'If you take them back, they stand behind nothing any more: not here, not in reports, not on the page for visitors. Your post stays in its thread. You can allow it again later. What was printed or downloaded before cannot be called back.',
  takenBack: 'You have not allowed that words of this post are used like this.',
  more: 'What else this post may be used for',
  back: 'Back to the post',

  // Beside the words, to others
  authorSays: 'Whoever wrote this says that it is not what they meant.',
} as const;
