import type { Span } from './kinds';
import { isInWord } from './patterns';

/** Digits that stand together, and what stands between them and the next: null where they are apart. */
export interface DigitGroup extends Span {
  joint: string | null;
  /** Where its digits begin among all digits of the text. */
  from: number;
}

/** All digits of a text, and how they stand in groups. */
export interface Digits {
  all: string;
  groups: readonly DigitGroup[];
}

const space = '[ \\t\\u00a0\\u2009\\u202f]';
const dash = '[-.\\u2010-\\u2015]';
const joints = new RegExp(`^(?:${space}{1,2}|${space}?${dash}${space}?|\\)${space}?[-(]?|${space}?\\()$`);

export function digitsOf(text: string): Digits {
  const groups: DigitGroup[] = [];
  const parts: string[] = [];
  let from = 0;
  const pattern = /\d+/g;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const end = found.index + found[0].length;
    // Many write the letter for the nought in front.
    const hasLetter = /[oO]/.test(text.charAt(found.index - 1)) && !isInWord(text, found.index - 2);
    const digits = hasLetter ? `0${found[0]}` : found[0];
    const start = end - digits.length;
    const last = groups.at(-1);
    if (last && start - last.end <= 3) {
      const between = text.slice(last.end, start);
      if (between === ' ') last.joint = '';
      else if (joints.test(between)) last.joint = between.trim();
    }
    groups.push({ start, end, joint: null, from });
    parts.push(digits);
    from += digits.length;
  }
  return { all: parts.join(''), groups };
}

/** A number made of groups that stand together, from one to another. */
export interface DigitRun extends Span {
  digits: string;
  first: number;
  last: number;
}

/** Nobody writes a number in more groups. */
const mostGroups = 7;

/** The numbers of `least` to `most` digits that begin with a group, shortest first. */
export function runsFrom({ all, groups }: Digits, first: number, least: number, most: number): DigitRun[] {
  const runs: DigitRun[] = [];
  const begin = groups[first];
  for (let last = first; begin && last < first + mostGroups; last += 1) {
    const group = groups[last];
    if (!group) break;
    const to = group.from + group.end - group.start;
    if (to - begin.from > most) break;
    if (to - begin.from >= least)
      runs.push({ start: begin.start, end: group.end, digits: all.slice(begin.from, to), first, last });
    if (group.joint === null) break;
  }
  return runs;
}

/** How many digits each group of a number has. */
export function lengthsOf({ groups }: Digits, { first, last }: DigitRun): number[] {
  return groups.slice(first, last + 1).map(({ start, end }) => end - start);
}

/** What stands between the groups of a number, but for spaces. */
export function jointsOf({ groups }: Digits, { first, last }: DigitRun): string[] {
  return groups.slice(first, last).map(({ joint }) => joint ?? '');
}
