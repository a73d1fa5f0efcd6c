import fc from 'fast-check';
import type { Measure } from '../notes/note.schema';
import { planOf, withPlanned } from './measure-plan';

const today = '2026-11-26';
const measure = (_id: string, title: string, unit: string, points: Measure['points'] = []): Measure => ({
  ...{ _id, title, unit, points, key: '', body: '', source: 'Ours', baseline: null, target: null },
});
const days = measure('days', 'Kept days', '%', [
  { on: '2021-01-01', value: 3 },
  { on: '2021-02-01', value: 4 },
]);
const beds = measure('beds', 'Beds', 'beds');

const plan = (text: string, measures = [days]) => planOf(text, measures, today);
const wrongOf = (text: string, measures = [days]) =>
  plan(text, measures).wrong.map(({ line, message }) => `${line}: ${message}`);

test('each line is added, changes what stands there, or leaves it', () => {
  const { lines, wrong } = plan('date,value\n2021-01-01,3\n2021-02-01,5\n2021-03-01,-6.5');
  expect(wrong).toEqual([]);
  expect(lines.map(({ line, on, value, before, does }) => [line, on, value, before, does])).toEqual([
    [2, '2021-01-01', 3, 3, 'leave'],
    [3, '2021-02-01', 5, 4, 'change'],
    [4, '2021-03-01', -6.5, null, 'add'],
  ]);
});

test('days are read day first, and it is said so', () => {
  const { lines, dayFirst } = plan('Date;Value\n03/04/2021;1\n5.6.2021;2\n07-08-2021;3');
  expect(lines.map(({ on }) => on)).toEqual(['2021-04-03', '2021-06-05', '2021-08-07']);
  expect(dayFirst).toBe(true);
  expect(plan('date,value\n2021-04-03,1').dayFirst).toBe(false);
});

test('numbers may have their thousands apart; what can be read in two ways is refused', () => {
  const values = (text: string) => plan(text).lines.map(({ value }) => value);
  expect(values('date\tvalue\n2020-01-01\t1,234.5\n2020-01-02\t1 234\n2020-01-03\t12,345,678\n2020-01-04\t−4')).toEqual(
    [1234.5, 1234, 12345678, -4],
  );
  expect(wrongOf('date;value\n2020-01-01;1,234\n2020-01-02;3,25')).toEqual([
    '2: This can be read in two ways. Please write it without a comma.',
    '3: Please write a point before the fraction, not a comma.',
  ]);
});

test('what is wrong is said line by line', () => {
  const text = [
    'date,value',
    '31/02/2021,1',
    '13/13/2021,1',
    '1/1/21,1',
    '2027-01-01,1',
    '1/1/0021,1',
    'soon,1',
    ',1',
    '2021-05-01,',
    "2021-05-02,=cmd|'/C calc'!A0",
    '2021-05-03,45%',
    '2021-05-04,1e99',
    '2021-05-05,1',
    '05/05/2021,2',
    '@x,@y',
  ].join('\n');
  expect(wrongOf(text)).toEqual([
    '2: There is no such day. The day comes first, then the month.',
    '3: There is no such day. The day comes first, then the month.',
    '4: Please write the year with four figures.',
    '5: This day is yet to come.',
    '6: Please look at the year: it is before 1900.',
    '7: This is not a day. Please write 2021-04-03 or 03/04/2021, day first.',
    '8: There is no day.',
    '9: There is no number.',
    '10: This is a formula. Please write the number itself.',
    '11: This is not a number. Please write it alone, without a unit.',
    '12: This number is too large.',
    '14: This day stands in line 13 already.',
    '15: This is a formula. Please write the day itself.',
    '15: This is a formula. Please write the number itself.',
  ]);
});

test('columns that are missing, or stand there twice, are named', () => {
  expect(wrongOf('2021-01-01,3')).toEqual([
    '1: There is no column called date. The first line has to name the columns.',
    '1: There is no column called value. The first line has to name the columns.',
  ]);
  expect(wrongOf('date,date,value\n2021-01-01,,1')).toEqual(['1: There are two columns called “date”.']);
  expect(wrongOf('date,value\n')).toEqual(['0: There are no lines below the first.']);
  expect(wrongOf(' \n')).toEqual(['0: There is nothing in it.']);
  expect(wrongOf('date,value\n2021-01-01,1', [])).toHaveLength(1);
  expect(plan('note,date,value,Who\nx,2021-03-01,1,y').leftOut).toEqual(['note', 'Who']);
});

test('where several things are counted, each line names one', () => {
  const several = [days, beds];
  expect(wrongOf('date,value\n2021-03-01,1', several)).toEqual([
    '1: More than one thing is counted here. Please add a column called measure that names it.',
  ]);
  const { lines } = plan('date,value,measure,unit\n2021-03-01,1,beds,\n2021-03-01,2,KEPT DAYS,%', several);
  expect(lines.map(({ measureId, value }) => [measureId, value])).toEqual([
    ['beds', 1],
    ['days', 2],
  ]);
  expect(wrongOf('date,value,measure,unit\n2021-03-01,1,Bets,\n2021-03-02,1,Beds,%\n2021-03-03,1,,', several)).toEqual([
    '2: Nothing here is called “Bets”.',
    '3: This is counted in “beds”, not in “%”.',
    '4: It is not said what is counted.',
  ]);
});

test('more than can be kept is refused as a whole', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => `${new Date(Date.UTC(2000, 0, 1 + at)).toISOString().slice(0, 10)},${at}`);
  expect(wrongOf(`date,value\n${many(499).join('\n')}`)).toEqual([
    '0: There would be 501 numbers of “Kept days”. At most 500 can be kept.',
  ]);
  expect(plan(`date,value\n${many(498).join('\n')}`).wrong).toEqual([]);
  const [first] = wrongOf(`date,value\n${many(30_000).join('\n')}`);
  expect(first).toBe('0: There are 30000 lines in it. At most 5000 can be added at a time.');
});

test('what was looked at is named by its text and by what stands there', () => {
  const text = 'date,value\n2021-03-01,1';
  const { seen } = plan(text);
  expect(plan(text.replaceAll('\n', '\r\n')).seen).toBe(seen);
  expect(plan(`${text}1`).seen).not.toBe(seen);
  expect(plan(text, [{ ...days, points: [] }]).seen).not.toBe(seen);
});

const aDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2026-11-25'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const aNumber = fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((value) => value + 0);

test('a series that was written out comes in again as it was, and a second time changes nothing', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ on: aDay, value: aNumber }), {
        selector: ({ on }) => on,
        minLength: 1,
        maxLength: 60,
      }),
      (points) => {
        const text = `date,value\n${points.map(({ on, value }) => `${on},${value}`).join('\n')}`;
        const first = planOf(text, [beds], today);
        expect(first.wrong).toEqual([]);
        const after = withPlanned([beds], first);
        expect(new Map(after[0]?.points.map(({ on, value }) => [on, value]))).toEqual(
          new Map(points.map(({ on, value }) => [on, value])),
        );
        const dates = after[0]?.points.map(({ on }) => on) ?? [];
        expect(dates).toEqual([...dates].sort());
        expect(planOf(text, after, today).lines.every(({ does }) => does === 'leave')).toBe(true);
      },
    ),
  );
});

test('whatever somebody pastes: something is wrong, or each line is a real day and number of a measure', () => {
  const letters = fc.constantFrom(
    'date',
    'value',
    'measure',
    ',',
    ';',
    '\n',
    '"',
    '=',
    '2021-01-01',
    '3/4/2020',
    '1',
    '.',
    ' ',
  );
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 60 }), (text) => {
      const { wrong, lines } = plan(`date,value\n${text}`);
      if (wrong.length === 0) expect(lines.length).toBeGreaterThan(0);
      for (const { on, value } of lines) {
        expect(new Date(on).toISOString().slice(0, 10)).toBe(on);
        expect(Number.isFinite(value)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
