import { dutyOn, type Duties, mondayOf, turnOf } from './rota';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
/** Monday 6 to Sunday 12 July 2020. */
const monday = day('2020-07-06');
const nobody: Duties = { days: Array<null>(7).fill(null), weeks: [] };
const week = (...days: (string | null)[]): Duties => ({
  ...nobody,
  days: [...days, ...Array<null>(7 - days.length).fill(null)],
});

test('a day belongs to whom the week names for it, and a week of its own comes before that', () => {
  const duties = { ...week('maeve', 'bram'), weeks: [{ from: monday, by: 'tansy' }] };
  expect(mondayOf(day('2020-07-12'))).toEqual(monday);
  expect(dutyOn(day('2020-07-07'), duties)).toBe('tansy');
  expect(dutyOn(day('2020-07-14'), duties)).toBe('bram');
  expect(dutyOn(day('2020-07-15'), duties)).toBeNull();
});

test('what waits goes on each day: to whose day it is, or to who comes next', () => {
  const duties = week('maeve', 'bram', 'bram', 'bram', 'tansy');
  expect(turnOf(monday, 0, duties)).toBe('maeve');
  expect(turnOf(day('2020-07-07'), 1, duties)).toBe('bram');
  // Bram had it yesterday.
  expect(turnOf(day('2020-07-08'), 1, duties)).toBe('tansy');
  expect(turnOf(day('2020-07-08'), 2, duties)).toBe('tansy');
  expect(turnOf(day('2020-07-09'), 2, duties)).toBe('maeve');
});

test('it is everybody’s where nobody is named, and where all had it', () => {
  expect(turnOf(monday, 3, nobody)).toBeNull();
  // On Sunday it was everybody's; on Monday it is Maeve's.
  expect(turnOf(monday, 1, week('maeve'))).toBe('maeve');
  const alone = week(...Array<string>(7).fill('maeve'));
  expect(turnOf(monday, 0, alone)).toBe('maeve');
  expect(turnOf(monday, 1, alone)).toBeNull();
  expect(turnOf(monday, 9, alone)).toBeNull();
});
