import type { Span } from './kinds';

/** As long as each part may be by the standard. */
const longestName = 64;
const longestHost = 255;
const inName = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
/** The same for the characters that nearly all addresses are made of: asked very often. */
const isNameCharacter = Array.from({ length: 128 }, (_, code) => inName.test(String.fromCharCode(code)));
const inHost = /[\p{L}\p{N}.-]/u;
const host = /^(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}$/u;

function isInName(text: string, at: number): boolean {
  return isNameCharacter[text.charCodeAt(at)] ?? inName.test(text.charAt(at));
}

/** Where the name before an "@" begins; no mark of the sentence is taken for a part of it: "('me@example.org')". */
function startOfName(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && at - start < longestName && isInName(text, start - 1)) start -= 1;
  while (start < at && !/[\p{L}\p{N}_]/u.test(text.charAt(start))) start += 1;
  return start;
}

/** Read outwards from each "@": nothing is looked at twice, however many there are. */
function* withAt(text: string): Generator<Span> {
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = startOfName(text, at, from);
    from = at + 1;
    let end = at + 1;
    while (end < text.length && end - at <= longestHost && inHost.test(text.charAt(end))) end += 1;
    while (end > from && /[.-]/.test(text.charAt(end - 1))) end -= 1;
    if (start < at && host.test(text.slice(at + 1, end))) yield { start, end };
  }
}

/** "(at) example dot org", " at gmail.com": as people write who know that machines read along. */
const inBrackets =
  /[[({<] ?at ?[\])}>] ?[\p{L}\p{N}-]{1,40}(?: ?(?:[[({<] ?dot ?[\])}>]|\.|\bdot\b) ?\p{L}{2,20}){1,3}/giu;
const inWords = / at [\p{L}\p{N}-]{1,40}(?:(?: dot | ?[[({<] ?dot ?[\])}>] ?)\p{L}{2,20}){1,3}/giu;
const ofProviders =
  / at (?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|proton|protonmail|aol|btinternet|sky)(?:\.| dot )\p{L}{2,3}(?:(?:\.| dot )\p{L}{2})?/giu;

function* withoutAt(text: string): Generator<Span> {
  for (const pattern of [inBrackets, inWords, ofProviders]) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      const at = text.charAt(found.index - 1) === ' ' ? found.index - 1 : found.index;
      let start = startOfName(text, at, 0);
      // "mo dot fletcher (at) …"
      if (/ dot $/i.test(text.slice(Math.max(0, start - 5), start))) start = startOfName(text, start - 5, 0);
      if (start < at) yield { start, end: found.index + found[0].length };
    }
  }
}

export function* findEmails(text: string): Generator<Span> {
  yield* withAt(text);
  yield* withoutAt(text);
}
