import { plural } from './en';

/** Texts of the list of all that is to be looked at again. */
export const reviewTexts = {
  title: 'To look at again',
  lead: (count: number) =>
    `${plural(count, 'thing is', 'things are')} waiting. In each part, what has waited longest comes first.`,
  none: 'Nothing is waiting.',
  nobody: 'Nobody looks after it.',
  waiting: (count: number) => `${plural(count, 'person has', 'people have')} not answered yet.`,
  over: (count: number) =>
    `${plural(count, 'person has', 'people have')} not answered, and the link is too old by now.`,
  questions: (count: number) => `${plural(count, 'question', 'questions')} for us.`,
  answers: (count: number) => `${plural(count, 'answer', 'answers')} that you have not seen.`,
  parts: {
    came: [
      'Somebody outside answered',
      'You asked them. Their answer stands where it belongs already, as they wrote it.',
    ],
    overdue: ['Their day has passed', 'Read the note, say what happened, and set the next day.'],
    again: ['What they rest on was changed', 'Words were taken back or changed. Does what we say still stand?'],
    reports: [
      'Reports that words went out of',
      'Please tell those who have them. Then say on the report that you did.',
    ],
    published: ['Visitors read something older', 'These were changed since they were shown to visitors.'],
    asked: ['Somebody outside was asked', 'They have not answered yet, or asked something back. You can remind them.'],
    without: ['Nothing stands behind these yet', 'Link words, a document or a count, or ask somebody outside.'],
    soon: ['Their day comes soon', 'Within two weeks.'],
  },
} as const;
