import type { Span } from './kinds';
import { before, isOfThing, standing } from './patterns';

/** A number of the Police National Computer: the year, up to seven digits, a letter that is never I, O or S. */
const number = /(\d{4}|\d{2}) ?[/\\-] ?(\d{1,7}) ?([A-HJ-NP-RT-Z])/gi;
const unbroken = /(?:19|20)?\d{2} ?\d{7}[A-HJ-NP-RT-Z]/gi;
const context = /\b(?:pnc|police national|police n|police ref|acro)/i;

/** The letter that belongs to the digits. */
function letterOf(year: string, serial: string): string {
  const letters = 'ZABCDEFGHJKLMNPQRTUVWXY';
  return letters.charAt(Number(year.slice(-2) + serial.padStart(7, '0')) % letters.length);
}

export function* findPncs(text: string): Generator<Span> {
  for (const { start, end, parts } of standing(text, number)) {
    const [written, year = '', serial = '', letter = ''] = parts;
    if (year.length === 4 && !/^(?:19|20)/.test(year)) continue;
    // "Flat 12/3B" has the shape too.
    const long = serial.length >= (year.length === 4 ? 4 : 5) && /^\d+\/\d+[A-Z]$/.test(written);
    const isChecked = serial.length >= 3 && letterOf(year, serial) === letter.toUpperCase();
    if (context.test(before(text, start)) || ((long || isChecked) && !isOfThing(text, start))) yield { start, end };
  }
  for (const { start, end } of standing(text, unbroken)) if (context.test(before(text, start))) yield { start, end };
}
