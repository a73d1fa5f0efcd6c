import type { LineDeed } from '@throughline/contracts/names';
import { plural } from './en';

const deeds: Record<LineDeed, string> = { add: 'New', change: 'Changes', leave: 'Stays as it is' };

/** Texts of the page on which numbers come in as a table. */
export const measureTableTexts = {
  title: 'Add many numbers',
  lead: 'Paste a table, or choose a file. First you see what each line would do. Nothing is added before that.',
  how: 'How it has to look',
  columns:
    'The first line names the columns: date and value. If more than one thing is counted here, also measure, and unit if two have one name.',
  cells: 'Cells are apart by commas, semicolons or tabs. What you copy from a spreadsheet is right as it is.',
  days: 'Days are written 2021-04-03, or 03/04/2021 with the day first.',
  values: 'Numbers have a point before the fraction, and no unit: 1234.5',
  counted: 'Counted here:',
  paste: 'Your table',
  file: 'Or choose a file (CSV)',
  fileHint: 'It takes the place of what is pasted above.',
  check: 'Look at it first',
  none: 'Nothing is counted in this note yet. Say first what is counted, with “Add a row of numbers”.',
  letters: 'We were not sure in which letters this file was saved. Please look whether letters like £ and é are right.',
  wrong: {
    title: 'This cannot be added yet',
    lead: (count: number) =>
      `${plural(count, 'thing is', 'things are')} wrong. Nothing was added. Please change the table above, and look at it again.`,
    line: (line: number, message: string) => (line === 0 ? message : `Line ${line}: ${message}`),
    more: (count: number) => `And ${count} more.`,
  },
  would: {
    title: 'What would be done',
    counts: ({ add, change, leave }: Record<LineDeed, number>) =>
      [
        ...(add > 0 ? [`${plural(add, 'number is', 'numbers are')} new.`] : []),
        ...(change > 0 ? [`${plural(change, 'number changes', 'numbers change')}.`] : []),
        ...(leave > 0 ? [`${plural(leave, 'stays as it is', 'stay as they are')}.`] : []),
      ].join(' '),
    dayFirst: 'We read the days with the day first: 03/04/2021 is 3 April 2021.',
    leftOut: (names: string) => `Columns that we do not need are left out: ${names}.`,
    line: 'Line',
    day: 'Day',
    value: 'Number',
    does: 'What is done',
    deed: (deed: LineDeed, before: string) => (deed === 'change' ? `${deeds[deed]} ${before}` : deeds[deed]),
    more: (count: number) => `And ${plural(count, 'more line', 'more lines')}.`,
    add: 'Add these',
    nothing: 'All of these stand there already. There is nothing to add.',
  },
} as const;
