import { clock, day, dayAndClock, local, weekday } from './dates';
import { soon } from './soon';

const london = 'Europe/London';

describe('dates', () => {
  it('are said in the community’s time zone, in summer and in winter', () => {
    expect(dayAndClock('2020-07-08T14:20:00.000Z', london)).toBe('8 July 2020, 15:20');
    expect(dayAndClock('2020-01-08T14:20:00.000Z', london)).toBe('8 January 2020, 14:20');
    expect(day('2020-07-08T23:30:00.000Z', london)).toBe('9 July 2020');
    expect(weekday('2020-08-12T11:30:00.000Z', london)).toBe('Wednesday 12 August 2020, 12:30');
  });

  it('say midnight as 00:00', () => {
    expect(clock('2020-07-08T23:00:00.000Z', london)).toBe('00:00');
    expect(local('2020-07-08T23:00:00.000Z', london)).toBe('2020-07-09T00:00');
  });

  it('say of what is near only what is needed, and change at midnight where the community is', () => {
    const nine = '2026-07-10T08:00:00.000Z';
    expect(soon(nine, london, Date.parse('2026-07-09T23:00:00.000Z'))).toBe('09:00 today');
    expect(soon(nine, london, Date.parse('2026-07-09T22:59:00.000Z'))).toBe('09:00 tomorrow');
    expect(soon(nine, london, Date.parse('2026-07-08T22:59:00.000Z'))).toBe('09:00 on Friday 10 July');
  });
});
