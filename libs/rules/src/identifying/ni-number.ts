import type { Span } from './kinds';
import { before, digit, gap, isMostlyDigits, isOfThing, standing } from './patterns';

/** NIM39110: no D, F, I, Q, U or V in front, nor O as the second letter; seven pairs are given to nobody; the last is A to D. */
const pair = `${gap}${digit}{2}`;
const number = new RegExp(`([A-CEGHJ-PR-TW-Z])([A-CEGHJ-NPR-TW-Z])(${pair}${pair}${pair})(?:${gap}([A-D]))?`, 'gi');
const givenToNobody = new Set(['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ']);
const context = /\b(?:n\.? ?i\b|nino\b|national insurance|nat\.? ins|insurance n)/i;

export function* findNiNumbers(text: string): Generator<Span> {
  for (const { start, end, parts } of standing(text, number)) {
    const [, first = '', second = '', digits = '', last] = parts;
    if (givenToNobody.has((first + second).toUpperCase()) || !isMostlyDigits(digits)) continue;
    const isNamed = context.test(before(text, start));
    if (isNamed || (last !== undefined && !isOfThing(text, start))) yield { start, end };
  }
}
