import { type DigitRun, type Digits, jointsOf, lengthsOf, runsFrom } from './digit-groups';
import type { Span } from './kinds';
import { before, isInWord, placesOf } from './patterns';

/** How far from the letters "NHS" a number may stand that is meant by them: within a sentence or two. */
const near = 100;
const phoneContext = /\b(?:phone|mobile|mob|tel|telephone|ring|call|text|whatsapp)\b/i;

/** The last digit of an NHS number follows from the nine before it. */
function isChecked(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += (digits.charCodeAt(at) - 48) * (10 - at);
  const check = (11 - (sum % 11)) % 11;
  return check === digits.charCodeAt(9) - 48;
}

function isWrittenAsOne(digits: Digits, run: DigitRun): boolean {
  const [one, other] = jointsOf(digits, run);
  return lengthsOf(digits, run).join() === '3,3,4' && one === other && one !== '.';
}

/** One in eleven numbers of ten digits passes the check: so it must be written as they are, or stand near "NHS". */
export function* findNhsNumbers(text: string, digits: Digits): Generator<Span> {
  const mentions = placesOf(text, /\bNHS\b/gi);
  let mention = 0;
  for (let first = 0; first < digits.groups.length; first += 1) {
    const run = runsFrom(digits, first, 10, 10)[0];
    if (!run || !isChecked(run.digits)) continue;
    const { start, end, last } = run;
    while ((mentions[mention] ?? Infinity) < start - near) mention += 1;
    const isNear = (mentions[mention] ?? Infinity) < end + near;
    if (!isNear && !(isWrittenAsOne(digits, run) && !phoneContext.test(before(text, start)))) continue;
    if (isInWord(text, start - 1) || isInWord(text, end)) continue;
    yield { start, end };
    first = last;
  }
}
