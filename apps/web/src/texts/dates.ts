type Format = (timeZone: string) => Intl.DateTimeFormat;

/** Formats cost far more to make than to use: one for each time zone. */
export function format(options: Intl.DateTimeFormatOptions): Format {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = made.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
    made.set(timeZone, known);
    return known;
  };
}

const dayFormat = format({ day: 'numeric', month: 'long', year: 'numeric' });
const clockFormat = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const weekdayFormat = format({ weekday: 'long' });
const localFormat = format({
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "8 July 2020": in the community's time zone, the same on the server and in every browser. */
export function day(instant: string, timeZone: string): string {
  return dayFormat(timeZone).format(new Date(instant));
}

/** "15:20" */
export function clock(instant: string, timeZone: string): string {
  return clockFormat(timeZone).format(new Date(instant));
}

/** "8 July 2020, 15:20" */
export function dayAndClock(instant: string, timeZone: string): string {
  return `${day(instant, timeZone)}, ${clock(instant, timeZone)}`;
}

/** "8 July 2020, 15:20", or "8 July 2020" of what is dated to the day. */
export function moment(at: string, timeZone: string): string {
  return at.length > 10 ? dayAndClock(at, timeZone) : day(at, 'UTC');
}

/** "Wednesday 8 July 2020, 12:30" */
export function weekday(instant: string, timeZone: string): string {
  const name = weekdayFormat(timeZone).format(new Date(instant));
  return `${name} ${dayAndClock(instant, timeZone)}`;
}

/** "2020-07-08T12:30", as a field for date and time wants it. */
export function local(instant: string, timeZone: string): string {
  const parts = localFormat(timeZone).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}
