import type { Span } from './kinds';
import { before, digit, gap, isMostlyDigits, isOfThing, standing } from './patterns';

/** A case reference number of probation: X123456. */
const number = new RegExp(`[A-Z](${gap})(${digit}{6})`, 'gi');
const context = /\b(?:crn|case ref|case n|probation|delius|offender manager)/i;

export function* findCrns(text: string): Generator<Span> {
  for (const { start, end, parts } of standing(text, number)) {
    const [written, between = '', digits = ''] = parts;
    if (!isMostlyDigits(digits)) continue;
    const asGiven = between === '' && written === written.toUpperCase() && !isOfThing(text, start);
    if (asGiven || context.test(before(text, start))) yield { start, end };
  }
}
