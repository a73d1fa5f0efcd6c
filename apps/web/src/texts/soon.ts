import { clock, day, format } from './dates';

const weekdayFormat = format({ weekday: 'long' });
const dayAndMonth = format({ day: 'numeric', month: 'long' });
const oneDay = 24 * 60 * 60_000;

/** Of what is near: "09:00 today", "09:00 tomorrow", "09:00 on Monday 30 November". */
export function soon(instant: string, timeZone: string, now = Date.now()): string {
  const at = clock(instant, timeZone);
  const isOn = (time: number) => day(instant, timeZone) === day(new Date(time).toISOString(), timeZone);
  if (isOn(now)) return `${at} today`;
  if (isOn(now + oneDay)) return `${at} tomorrow`;
  const then = new Date(instant);
  return `${at} on ${weekdayFormat(timeZone).format(then)} ${dayAndMonth(timeZone).format(then)}`;
}
