import { startOfDay } from './start-of-day';

test.each([
  ['2026-01-08', 'Europe/London', '2026-01-08T00:00:00.000Z'],
  ['2026-07-08', 'Europe/London', '2026-07-07T23:00:00.000Z'],
  ['2026-07-08', 'America/New_York', '2026-07-08T04:00:00.000Z'],
  ['2026-07-08', 'Asia/Kolkata', '2026-07-07T18:30:00.000Z'],
])('%s in %s begins at %s', (day, timeZone, instant) => {
  expect(startOfDay(day, 0, timeZone).toISOString()).toBe(instant);
});

test('the day after the last of a month is the first of the next', () => {
  expect(startOfDay('2026-02-28', 1, 'UTC').toISOString()).toBe('2026-03-01T00:00:00.000Z');
});
