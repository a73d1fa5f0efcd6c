const dayLength = 86_400_000;
/** So many days back it is worked out who had it. */
const mostDays = 60;

/** Who checks on which day of the week, from Monday, and who in a week of its own. Members by their ids; null is everybody. */
export interface Duties {
  days: readonly (string | null)[];
  /** `from`: the Monday that it begins on. */
  weeks: readonly { from: Date; by: string }[];
}

/** The Monday of a day's week. */
export function mondayOf(day: Date): Date {
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * dayLength);
}

/** Whose day it is; null is everybody's. */
export function dutyOn(day: Date, { days, weeks }: Duties): string | null {
  const monday = mondayOf(day).getTime();
  const week = weeks.find(({ from }) => from.getTime() === monday);
  return week?.by ?? days[(day.getUTCDay() + 6) % 7] ?? null;
}

/**
 * Whose turn it is to look at what waits for so many days: whoever's day it was when it came, and each day that nobody looked the next:
 * whoever's day it is then, or, where they had it already, who comes after them. Null is everybody's, also where all had it.
 */
export function turnOf(today: Date, daysWaited: number, duties: Duties): string | null {
  const had: string[] = [];
  let turn: string | null = null;
  // Who had it days ago, when all have had it since, makes no difference.
  for (let ago = Math.min(daysWaited, mostDays); ago >= 0; ago -= 1) {
    const onDuty = dutyOn(new Date(today.getTime() - ago * dayLength), duties);
    turn = onDuty === null || !had.includes(onDuty) ? onDuty : nextAfter(had.at(-1) ?? onDuty, had, duties);
    if (turn !== null) had.push(turn);
  }
  return turn;
}

/** Who comes after somebody in the order of the week and has not had it. */
function nextAfter(last: string, had: readonly string[], { days, weeks }: Duties): string | null {
  const inOrder = [...new Set([...days, ...weeks.map(({ by }) => by)])].filter((one) => one !== null);
  const at = inOrder.indexOf(last);
  return [...inOrder.slice(at + 1), ...inOrder.slice(0, at + 1)].find((one) => !had.includes(one)) ?? null;
}
