import type { Span } from './kinds';

/**
 * How the files beside this one read a text. Every pattern there is bounded: no repetition inside a repetition, none without
 * an upper end but where it takes all it has read, so that a text is read in time linear to its length, whatever it holds
 * (safety.md S17). And none looks behind: browsers before 2023 cannot, and would load none of this.
 */

/** Spaces and dashes as people put them into numbers, or none. */
export const gap = '[ \\t\\u00a0\\u2009\\u202f\\-\\u2010-\\u2015]{0,2}';
/** A digit, or the letter that many write for nought. */
export const digit = '[\\dO]';

/** Whether most of what was read as digits are some. */
export function isMostlyDigits(text: string): boolean {
  return text.replace(/\D/g, '').length > text.replace(/[^oO]/g, '').length;
}

/** What says that a number is that of a thing. */
const ofThing =
  /\b(?:model|serial|invoice|boiler|batch|tracking|product|company|charity|order n|order ref|part is|part n|job ref)/i;
export const isOfThing = (text: string, at: number): boolean => ofThing.test(before(text, at));

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;
/** The same for the characters that nearly all texts are made of: asked very often. */
const isWordCharacter = Array.from({ length: 128 }, (_, code) => wordCharacter.test(String.fromCharCode(code)));

/** Whether a letter or a digit stands at a place. */
export function isInWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return Number.isNaN(code) ? false : (isWordCharacter[code] ?? wordCharacter.test(text.charAt(at)));
}

/** Whether something is part of a longer reference: "INV-A123456" and "A123456/2", but not "CRN/X123456", nor "X123456/ETE". */
function isJoined(text: string, start: number, end: number): boolean {
  const front = /[-/]/.test(text.charAt(start - 1)) && isInWord(text, start - 2);
  const behind = /^[-/]\d/.test(text.slice(end, end + 2));
  return behind || (front && !ownLabel.test(text.slice(Math.max(0, start - 9), start)));
}
const ownLabel = /(?:^|[^a-z])(?:nhs|ni|nino|crn|pnc|noms|nomis|prison|dob|tel|mob|no|ref)[-/]$/i;

/** Every place where a pattern stands as a word of its own; the pattern must be global. */
export function* standing(text: string, pattern: RegExp): Generator<Span & { parts: RegExpExecArray }> {
  pattern.lastIndex = 0;
  for (let parts = pattern.exec(text); parts; parts = pattern.exec(text)) {
    const start = parts.index;
    const end = start + parts[0].length;
    const inside = isInWord(text, start - 1) || isInWord(text, end);
    if (!inside && !isJoined(text, start, end)) yield { start, end, parts };
    // What begins inside of something that was no word of its own may be one.
    else pattern.lastIndex = start + 1;
  }
}

/** How far before or after a number the words that say what it is are looked for. */
const reach = 40;

/** What stands before a place, to its end. */
export function before(text: string, at: number): string {
  return text.slice(Math.max(0, at - reach), at);
}

/** What stands after a place. */
export function after(text: string, at: number, most = reach): string {
  return text.slice(at, at + most);
}

/** Where a pattern is found, in order; it must be global. */
export function placesOf(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map(({ index }) => index);
}
