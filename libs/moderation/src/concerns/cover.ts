/** A day of the week on which somebody looks after concerns: 1 is Monday; times are local, "09:00". */
export interface CoverDay {
  day: number;
  from: string;
  to: string;
}

export interface Cover {
  days: readonly CoverDay[];
  /** Calendar days on which nobody looks, whatever day of the week they are: "2026-12-25". */
  closedOn: readonly string[];
  timeZone: string;
}

/** Whether somebody looks now, and if not, when again; null where that is not within some weeks. */
export interface Watch {
  watching: boolean;
  backAt: Date | null;
}

/** Bank holidays and a week or two off between them are bridged; nothing longer is promised. */
const lookAheadDays = 28;
const dayLength = 86_400_000;

/** Says for an instant whether it lies in the hours of cover, in the community's time zone. */
export function watchAt(now: Date, { days, closedOn, timeZone }: Cover): Watch {
  const today = localDay(now, timeZone);
  for (let ahead = 0; ahead <= lookAheadDays; ahead += 1) {
    const date = new Date(Date.parse(`${today}T12:00:00Z`) + ahead * dayLength);
    const calendarDay = date.toISOString().slice(0, 10);
    if (closedOn.includes(calendarDay)) continue;
    const weekday = date.getUTCDay() || 7;
    for (const { from, to } of days.filter(({ day }) => day === weekday).sort((a, b) => (a.from < b.from ? -1 : 1))) {
      const [begins, ends] = [instantAt(calendarDay, from, timeZone), instantAt(calendarDay, to, timeZone)];
      if (now >= begins && now < ends) return { watching: true, backAt: null };
      if (begins > now) return { watching: false, backAt: begins };
    }
  }
  return { watching: false, backAt: null };
}

function localDay(instant: Date, timeZone: string): string {
  return localTime(instant, timeZone).slice(0, 10);
}

/** "2026-03-29T09:00" as a clock on the wall there shows it. */
function localTime(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(instant)
    .replace(' ', 'T');
}

/** The instant at which the clock on the wall shows that time; where clocks go forward over it, the first after. */
function instantAt(calendarDay: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${calendarDay}T${time}:00Z`);
  let instant = wanted;
  // Once for the distance to UTC, once more for a change of it in between.
  for (let round = 0; round < 2; round += 1)
    instant += wanted - Date.parse(`${localTime(new Date(instant), timeZone)}:00Z`);
  return new Date(instant);
}
