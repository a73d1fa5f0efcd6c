import { watchAt } from './cover';

const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
const cover = { days: weekdays, closedOn: ['2026-12-25', '2026-12-28'], timeZone: 'Europe/London' };
const at = (instant: string) => {
  const { watching, backAt } = watchAt(new Date(instant), cover);
  return { watching, backAt: backAt?.toISOString() ?? null };
};

test.each([
  ['in the middle of a working day', '2026-11-25T12:00:00Z', true, null],
  ['at the first minute', '2026-11-25T09:00:00Z', true, null],
  ['a moment before it', '2026-11-25T08:59:59Z', false, '2026-11-25T09:00:00.000Z'],
  ['at the last minute nobody is there any more', '2026-11-25T17:00:00Z', false, '2026-11-26T09:00:00.000Z'],
  ['on Friday night until Monday', '2026-11-27T22:00:00Z', false, '2026-11-30T09:00:00.000Z'],
  ['in summer by the clock on the wall', '2026-07-08T08:00:00Z', true, null],
  ['in summer until by the clock on the wall', '2026-07-08T07:00:00Z', false, '2026-07-08T08:00:00.000Z'],
  ['over the night in which clocks go forward', '2026-03-27T18:00:00Z', false, '2026-03-30T08:00:00.000Z'],
  ['over the night in which clocks go back', '2026-10-23T18:00:00Z', false, '2026-10-26T09:00:00.000Z'],
  ['over Christmas: two listed days and a weekend', '2026-12-24T18:00:00Z', false, '2026-12-29T09:00:00.000Z'],
  ['on a listed day, at noon', '2026-12-25T12:00:00Z', false, '2026-12-29T09:00:00.000Z'],
  ['just after midnight', '2026-11-24T00:10:00Z', false, '2026-11-24T09:00:00.000Z'],
])('P12 hours of cover: %s', (_, instant, watching, backAt) => {
  expect(at(instant)).toEqual({ watching, backAt });
});

test('P12 without hours nobody is promised', () => {
  expect(watchAt(new Date('2026-11-25T12:00:00Z'), { ...cover, days: [] })).toEqual({ watching: false, backAt: null });
});
