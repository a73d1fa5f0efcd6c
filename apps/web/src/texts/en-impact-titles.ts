/** What tabs of these pages are called: known before their code comes. */
export const impactTitles = {
  title: 'What came of it',
  review: 'To look at again',
  published: 'What changed',
  publishing: 'Show this to visitors',
  link: 'Link these words to a change',
  change: 'What changed',
  history: 'What was changed',
  note: 'What we follow',
  numbers: 'Add many numbers',
  newNote: 'Follow something that gets in the way',
} as const;
