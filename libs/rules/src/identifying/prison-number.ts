import type { Span } from './kinds';
import { after, before, digit, gap, isMostlyDigits, isOfThing, standing } from './patterns';

/** As prisons give them since 2009: A1234BC. */
const number = new RegExp(`[A-Z](${gap})(${digit}{4})(${gap})([A-Z]{2})`, 'gi');
const context =
  /\b(?:prison|prisoner|hmp|yoi|nomis|noms|offender|jail|custody|adjudication|parole|licence|recall|wing|sentence)/i;
/** What follows the number of a road, or of a room. */
const words = /^(?:am|an|as|at|be|by|do|eu|gb|go|he|if|in|is|it|me|my|no|of|on|or|pm|so|to|uk|up|us|we)$/i;

export function* findPrisonNumbers(text: string): Generator<Span> {
  for (const { start, end, parts } of standing(text, number)) {
    const [written, first = '', digits = '', second = '', letters = ''] = parts;
    if (!isMostlyDigits(digits)) continue;
    const isNamed = context.test(`${before(text, start)} ${after(text, end)}`);
    const large = written === written.toUpperCase();
    const together =
      first === '' && (second === '' ? large || written === written.toLowerCase() : large && !words.test(letters));
    if (isNamed || (together && !isOfThing(text, start))) yield { start, end };
  }
}
