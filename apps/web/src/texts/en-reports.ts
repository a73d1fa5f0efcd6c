import type { ReportDetail, ReportOrder } from '@throughline/contracts/names';

const quotations = (count: number) => (count === 1 ? '1 quotation' : `${count} quotations`);

/** Texts of making reports and of their list; what a report itself says stands with what makes it. */
export const reportTexts = {
  title: 'Reports',
  link: 'Reports',
  lead: 'What changed in a time, for somebody who asks. A report begins with how we know. It keeps what it said; words that somebody takes back go from it.',
  none: 'There is no report yet.',
  report: 'Report',
  number: (number: number) => `Report ${number}`,
  draft: 'Draft, seen by those who make reports',
  asAt: (day: string) => `As at ${day}`,
  period: (from: string, to: string) => `${from} to ${to}`,
  gone: (takenBack: number, changed: number) =>
    `${[
      ...(takenBack > 0 ? [`${quotations(takenBack)} withdrawn since`] : []),
      ...(changed > 0 ? [`${quotations(changed)} changed since`] : []),
    ].join(', ')}.`,
  tell: 'What was printed, mailed or downloaded before still has them. If you passed this report on, please tell those who have it.',
  told: 'I have told them',

  newTitle: 'A new report',
  newLink: 'Make a report',
  newLead: 'Say what it is about first. Then you choose what is in it, and look at all of it before it is stored.',
  begin: 'Go on',
  titleOf: 'Title',
  titleHint: 'For example: What changed, July 2020 to September 2022',
  forWhom: 'For whom is it?',
  forWhomHint: 'For example: For the funders of the community',
  from: 'From',
  to: 'To',
  periodHint: 'A change belongs to the day on which it was written down here.',

  edit: 'Choose what is in it',
  editTitle: (title: string) => `Choose: ${title}`,
  themes: 'Themes',
  themesHint: 'None ticked: all of them.',
  detail: 'How much of each?',
  details: {
    full: 'All: words, answers, stages and counts behind it',
    short: 'In short: what changed, and how sure we are',
  } satisfies Record<ReportDetail, string>,
  order: 'In which order?',
  orders: {
    theme: 'By theme',
    sure: 'By how sure we are',
    day: 'By the day they were written down',
  } satisfies Record<ReportOrder, string>,
  found: 'What we found',
  foundHint: 'Two or three sentences, in your own words. They come first.',
  context: 'What else was at work',
  contextHint: 'Money, laws, other projects: what would have changed without us?',
  limits: 'Limits',
  limitsHint: 'What can this not show? Two sentences about that are always there.',
  asks: 'What we ask of those who read it',
  outcomes: 'Changes: tick those to take out',
  notes: 'Notes: tick those to take out',
  outHint:
    'The report says how many were taken out, and how many of them were for the worse, stalled or had come back.',
  noneOffered: 'There is none in this time.',
  again: 'Changed the time or the themes? Save, then look here again.',
  worse: 'for the worse',
  save: 'Save and look at it',
  back: 'Back to the reports',

  page: {
    lead: 'A report keeps what it said. If somebody takes their words back, they go from this page, and it says so.',
    preview:
      'This is how it will look. Only those who make reports see it until it is stored. Then every member can read it.',
    before:
      'Words in it can be taken back later. Then they go from here. What you printed or sent cannot be called back.',
    store: 'Store it',
    print: 'Print',
    word: 'Word',
    tables: 'Tables',
    json: 'JSON',
    drop: 'Throw it away',
    dropSure: 'Yes, throw it away for good',
    waiting: 'The report is being written.',
    failed: 'The report did not come. Please load the page again.',
  },
};
