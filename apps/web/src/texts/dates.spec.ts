import { clock, day, dayAndClock, local, weekday } from './dates';

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
});
