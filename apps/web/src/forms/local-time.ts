/** "2020-07-08T12:30", as a field for date and time gives it, is local to the community; sent as an instant. */
export function instantOf(local: string, timeZone: string): string {
  const guess = new Date(`${local}:00Z`);
  if (Number.isNaN(guess.getTime()) || !isTimeZone(timeZone)) return local;
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(guess);
  const ahead = (Number(shown) - guess.getUTCHours() + 24) % 24;
  return new Date(guess.getTime() - ahead * 3_600_000).toISOString();
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: name }));
  } catch {
    return false;
  }
}
