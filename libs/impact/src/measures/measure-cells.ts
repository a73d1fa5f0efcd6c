import { dayWritten } from '@throughline/contracts';

/** A cell that was read, or why it could not be. */
export type ReadCell<Value> = { value: Value; wrong?: undefined } | { value?: undefined; wrong: string };

/** What programs that show tables take for a formula. */
const formula = /^[=@]|^[+-](?![\d.])/;

/** A day: as year-month-day, or day first with any of / . - between; never a guess. */
export function readDay(cell: string, today: string): ReadCell<string> & { dayFirst?: boolean } {
  if (cell === '') return { wrong: 'There is no day.' };
  if (formula.test(cell)) return { wrong: 'This is a formula. Please write the day itself.' };
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$/.exec(cell) ?? [];
  const [, first, second, last] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell) ?? [];
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(cell)) return { wrong: 'Please write the year with four figures.' };
  const parts = year ? [year, month, day] : first ? [last, second, first] : null;
  if (!parts) return { wrong: 'This is not a day. Please write 2021-04-03 or 03/04/2021, day first.' };
  const [y = '', m = '', d = ''] = parts;
  const on = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const dayFirst = first !== undefined;
  if (!isDay(on))
    return { wrong: dayFirst ? 'There is no such day. The day comes first, then the month.' : 'There is no such day.' };
  const [impossible] = dayWritten.safeParse(on).error?.issues ?? [];
  if (impossible) return { wrong: impossible.message };
  if (on > today) return { wrong: 'This day is yet to come.' };
  return { value: on, dayFirst };
}

function isDay(on: string): boolean {
  const at = new Date(`${on}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === on;
}

const largest = 1e12;

/** A number, with a point before its fraction; thousands may be apart by commas or spaces. */
export function readValue(cell: string, separator: string): ReadCell<number> {
  if (cell === '') return { wrong: 'There is no number.' };
  if (formula.test(cell)) return { wrong: 'This is a formula. Please write the number itself.' };
  const joined = cell.replaceAll(/(?<=\d)[\u0020\u00a0\u2009\u202f](?=\d{3}(?!\d))/g, '').replace(/^\u2212/, '-');
  const isGrouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(joined);
  // Where cells are apart by semicolons, a comma most likely stands before a fraction.
  if (isGrouped && separator === ';' && /^[+-]?\d{1,3},\d{3}$/.test(joined))
    return { wrong: 'This can be read in two ways. Please write it without a comma.' };
  if (/^[+-]?\d+(?:\.\d{3})*,\d+$/.test(joined) && !isGrouped)
    return { wrong: 'Please write a point before the fraction, not a comma.' };
  const plain = isGrouped ? joined.replaceAll(',', '') : joined;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(plain))
    return { wrong: 'This is not a number. Please write it alone, without a unit.' };
  const value = Number(plain);
  return Math.abs(value) <= largest ? { value } : { wrong: 'This number is too large.' };
}
