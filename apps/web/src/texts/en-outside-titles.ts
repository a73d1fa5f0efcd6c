/** What tabs of these pages are called: known before their code comes. */
export const outsideTitles = {
  answer: 'A question for you',
  thanks: 'Thank you',
  list: 'Asking people outside',
  quoted: 'What came of your words',
} as const;
