import { type DigitRun, type Digits, jointsOf, lengthsOf, runsFrom } from './digit-groups';
import type { Span } from './kinds';
import { before, isInWord } from './patterns';

/**
 * Numbers that people can be reached at. libphonenumber-js finds those of every country, and is many times the size of all
 * else here; a number from abroad is found by its "+".
 *
 * Not numbers that begin with 03, 05, 08 or 09: those belong to organisations. Somebody who passes on the line of the
 * Samaritans says nothing of who anybody is.
 */
const context = /\b(?:phone|mobile|mob|tel|telephone|ring|call|text|whatsapp|reach|contact|number)\b[^\d]{0,25}$/i;

/** What comes after the 0 of a British number: of a mobile, of a place. */
const mobile = /^7[1-57-9]\d{8}$/;
const place = /^[12]\d{8,9}$/;
const isNational = (digits: string): boolean => mobile.test(digits) || place.test(digits);

/** In groups as a number is, and not as a date is: "01.02.2020 10". */
function isGrouped(lengths: readonly number[], joints: readonly string[], digits: string): boolean {
  if ((lengths[0] ?? 0) >= 3) return true;
  return digits.length === 11 && digits.startsWith('07') && joints.every((joint) => joint === '');
}

function isFromAbroad(digits: string, groups: number): boolean {
  return /^[1-9]\d{7,14}$/.test(digits) && (groups > 1 || digits.length >= 10);
}

const hasPlus = (text: string, start: number): boolean =>
  text.charAt(start - 1) === '+' || text.slice(start - 2, start) === '+(';

/** How many digits a number that begins with this group may have; null where none begins so, as most do not. */
function lengthsFrom(text: string, { all, groups }: Digits, first: number): [least: number, most: number] | null {
  const group = groups[first];
  if (!group || isInWord(text, group.start - 1)) return null;
  if (hasPlus(text, group.start)) return [8, 15];
  const beginning = all.slice(group.from, group.from + 3);
  if (/^00[1-9]/.test(beginning)) return [10, 17];
  if (/^44/.test(beginning)) return [11, 13];
  return /^(?:0[127]|7[1-57-9])/.test(beginning) ? [10, 11] : null;
}

function isPhone(text: string, all: Digits, run: DigitRun): boolean {
  const { start, digits } = run;
  const plus = hasPlus(text, start);
  if (plus || digits.startsWith('00')) {
    const full = plus ? digits : digits.slice(2);
    if (full.startsWith('44')) return isNational(full.slice(2).replace(/^0/, ''));
    return isFromAbroad(full, run.last - run.first + 1);
  }
  if (digits.startsWith('44')) return isNational(digits.slice(2).replace(/^0/, ''));
  if (!digits.startsWith('0'))
    return mobile.test(digits) && !jointsOf(all, run).includes('.') && context.test(before(text, start));
  if (!isNational(digits.slice(1))) return false;
  const lengths = lengthsOf(all, run);
  if (!isGrouped(lengths, jointsOf(all, run), digits)) return false;
  // Ten digits are the numbers of few places, and many other things.
  return digits.length === 11 || ((lengths[0] ?? 0) >= 4 && lengths.length > 1) || context.test(before(text, start));
}

export function* findPhones(text: string, digits: Digits): Generator<Span> {
  for (let first = 0; first < digits.groups.length; first += 1) {
    const lengths = lengthsFrom(text, digits, first);
    if (!lengths) continue;
    // The longest that is one: "020 7946 0000" begins with what might be a shorter one.
    const found = runsFrom(digits, first, ...lengths).findLast(
      (run) => isPhone(text, digits, run) && !isInWord(text, run.end),
    );
    if (!found) continue;
    yield { start: startOf(text, found.start, found.end), end: found.end };
    first = found.last;
  }
}

/** With the "+" and the bracket that belong to it, but not one that holds more than the number. */
function startOf(text: string, start: number, end: number): number {
  const lead = /\(?\+?\(?$/.exec(text.slice(Math.max(0, start - 3), start))?.[0] ?? '';
  const closes = text.slice(start, end).includes(')');
  return start - (closes ? lead : lead.replace(/^\(/, '')).length;
}
