import { workingDaysAfter } from './working-days';

it.each([
  ['2022-06-15', 10, '2022-06-29'],
  ['2022-06-17', 1, '2022-06-20'],
  ['2022-06-18', 1, '2022-06-20'],
  ['2022-12-30', 2, '2023-01-03'],
])('from %s on, %i working days later is %s', (day, count, then) => {
  expect(workingDaysAfter(day, count)).toBe(then);
});
