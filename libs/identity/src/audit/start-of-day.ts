/** When a day, "2020-07-08", or so many days after it, begins in a time zone. */
export function startOfDay(day: string, later: number, timeZone: string): Date {
  const guess = new Date(`${day}T00:00:00Z`);
  guess.setUTCDate(guess.getUTCDate() + later);
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hours = 0, minutes = 0] = parts.format(guess).split(':').map(Number);
  // At midnight in Greenwich it is 01:00 to the east and 19:00 of the day before to the west.
  const ahead = hours * 60 + minutes - (hours >= 14 ? 24 * 60 : 0);
  return new Date(guess.getTime() - ahead * 60_000);
}
