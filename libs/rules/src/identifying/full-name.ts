import { firstNames } from './first-names';
import type { Span } from './kinds';
import { manyKnow, noSurnames, thingsNamedAfter } from './not-private';

/** A word and where it stands; `small` is how it is looked up: without capitals and accents. */
interface Word extends Span {
  text: string;
  small: string;
  /** Something is said to be its: "Amber’s". */
  owns: boolean;
}

/** First names that begin questions. */
const askedWith: ReadonlySet<string> = new Set(['will', 'may']);
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const titles = setOf('mr mrs ms miss mx dr prof professor pc dc ps sgt nurse sister');
/** Those with such titles are known to everybody, or long dead. */
const greatTitles = setOf('st saint king queen prince princess lord lady dame sir baroness baron pope hmp hms');
const particles = setOf('de da do dos del della di du la le van von der den bin bint ibn al el ap ni mac');
const owners = setOf('my his her their your whose full real whole legal birth');
const labels = setOf(
  'name appellant applicant tenant landlord patient client contact worker keyworker claimant from to mother father kin defendant',
);

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const pattern = /\p{L}[\p{L}\p{M}'’-]*/gu;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const word = withoutEnding(found[0]);
    const end = found.index + word.length;
    words.push({
      text: word,
      small: folded(word),
      start: found.index,
      end,
      owns: /^['’]/.test(found[0].slice(word.length)),
    });
  }
  return words;
}

/** A name without the mark of what is its owner's. */
function withoutEnding(word: string): string {
  return /[sS'’-]/.test(word.charAt(word.length - 1)) ? word.replace(/(?:['’][sS]|['’-]{1,3})$/, '') : word;
}

function folded(word: string): string {
  const small = word.toLowerCase();
  return /^[a-z'-]*$/.test(small)
    ? small
    : small.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('’', "'");
}

const isCapital = ({ text }: Word): boolean => text.charCodeAt(0) < 97 || /^\p{Lu}/u.test(text);
const isAllCapitals = ({ text }: Word): boolean => text.length > 1 && text === text.toUpperCase();
const isFirstName = ({ small }: Word): boolean => firstNames.has(small) || firstNames.has(small.split('-')[0] ?? '');
/** What is written with a capital and is no word of every day. */
const mayBeName = (word: Word): boolean => word.text.length > 1 && isCapital(word) && !noSurnames.has(word.small);

/** Surnames that are known by their shape: "Bourne-Cope", "O'Brien", "McGowan", "Kaczmarczyk", "Petrenko". */
function isSurnameByShape({ text, small }: Word): boolean {
  if (/^\p{Lu}\p{L}{2,20}-\p{Lu}\p{L}{2,20}$/u.test(text)) return true;
  if (/^(?:O['’]|Mc|Mac)\p{Lu}\p{L}{2,20}$/u.test(text)) return true;
  return small.length > 5 && /(?:ski|ska|cki|cka|wicz|czyk|enko|escu|ovic|iuk|chuk|shvili|dottir)$/.test(small);
}

/** The words of a text, and what was found in it already. */
class Reading {
  readonly words: readonly Word[];
  private readonly numbersAt: ReadonlySet<number>;

  constructor(
    readonly text: string,
    numbers: readonly Span[],
  ) {
    this.words = wordsOf(text);
    this.numbersAt = new Set(numbers.map(({ start }) => start));
  }

  /** The name that begins with a word: the place of its last word; undefined where none does. */
  nameFrom(at: number): number | undefined {
    const first = this.words[at];
    if (!first) return undefined;
    const isIntroduced = this.isIntroduced(at);
    if (!isCapital(first))
      return (isIntroduced || this.isNamed(at)) && isFirstName(first) ? this.smallNameFrom(at) : undefined;
    if (this.isAfter(at, greatTitles)) return undefined;
    const last = this.surnameAfter(at);
    const surname = last === undefined ? undefined : this.words[last];
    if (last === undefined || !surname || this.isOfSomethingElse(at, last)) return undefined;
    if (isFirstName(first)) return this.isShouted(at, last) || this.isAsked(at) ? undefined : last;
    const next = this.words[at + 1];
    // "Tell Jordan Heath-Cope": it begins with the next.
    if (!mayBeName(first) || this.isShouted(at, last) || (next && at + 1 < last && isFirstName(next))) return undefined;
    const isSaid = isIntroduced || this.isAfter(at, titles) || this.isLabelled(at) || this.hasAgeOrNumber(surname);
    return isSaid || isSurnameByShape(surname) ? last : undefined;
  }

  /** "HARROWGATE, Sarah", and on a line of its own "Harrowgate, Sarah". */
  turnedNameFrom(at: number): number | undefined {
    const [surname, first] = [this.words[at], this.words[at + 1]];
    if (!surname || !first || !mayBeName(surname) || !isCapital(first) || !isFirstName(first)) return undefined;
    if (this.text.slice(surname.end, first.start) !== ', ') return undefined;
    const asOnForms = isAllCapitals(surname) && !isAllCapitals(first) && surname.text.length > 3;
    const begins = /(?:^|[\n:*•>-]) ?$/.test(this.text.slice(Math.max(0, surname.start - 2), surname.start));
    const ends = /^ ?(?:$|[\n,;:()\d|–-])/.test(this.text.slice(first.end, first.end + 2));
    return asOnForms || (begins && ends && !isFirstName(surname)) ? at + 1 : undefined;
  }

  private smallNameFrom(at: number): number | undefined {
    const [first, next] = [this.words[at], this.words[at + 1]];
    if (!first || !next || !this.areBeside(first, next) || next.text.length < 3 || noSurnames.has(next.small))
      return undefined;
    return at + 1;
  }

  /** Past initials, names in the middle, nicknames in quotation marks, "de", "van der". */
  private surnameAfter(at: number): number | undefined {
    let last = at;
    for (let next = at + 1; next <= at + 4; next += 1) {
      const [one, word] = [this.words[next - 1], this.words[next]];
      if (!one || !word || !this.areBeside(one, word)) break;
      const isInitial = word.text.length === 1 && isCapital(word) && word.text !== 'I';
      const isName = mayBeName(word) && !this.isAcronym(word, at);
      if (!isName && !isInitial && !particles.has(word.small)) break;
      if (isName) last = next;
      if (word.owns) break;
    }
    return last > at ? last : undefined;
  }

  /** "John PIP" is two things; "John SMITH" is as forms have it. */
  private isAcronym(word: Word, at: number): boolean {
    const first = this.words[at];
    return isAllCapitals(word) && word.text.length <= 4 && first !== undefined && !isAllCapitals(first);
  }

  private areBeside(one: Word, next: Word): boolean {
    if (next.start - one.end > 3) return false;
    const between = this.text.slice(one.end, next.start);
    if (between === ' ') return true;
    if (/^[ \u00a0]{1,2}$/.test(between) || (one.text.length === 1 && between === '. ')) return true;
    return /^ ["“'‘(]$|^["”'’)] $/.test(between);
  }

  private isAfter(at: number, some: ReadonlySet<string>): boolean {
    const [one, next] = [this.words[at - 1], this.words[at]];
    return (
      one !== undefined &&
      next !== undefined &&
      some.has(one.small) &&
      /^\.? $/.test(this.text.slice(one.end, next.start))
    );
  }

  /** "Name: …", "Landlord - …" */
  private isLabelled(at: number): boolean {
    const [one, next] = [this.words[at - 1], this.words[at]];
    return (
      one !== undefined &&
      next !== undefined &&
      labels.has(one.small) &&
      /^ ?[:–-] ?$/.test(this.text.slice(one.end, next.start))
    );
  }

  /** "My name is", "her full name was", "his name's". */
  private isIntroduced(at: number): boolean {
    const last = this.words[at - 1]?.small;
    const name = last === 'is' || last === 'was' ? at - 2 : at - 1;
    return this.words[name]?.small === 'name' && owners.has(this.words[name - 1]?.small ?? '');
  }

  /** "Named", "the name of": things have names too, so what follows must be a first name. */
  private isNamed(at: number): boolean {
    const last = this.words[at - 1]?.small;
    return last === 'named' || (last === 'of' && this.words[at - 2]?.small === 'name');
  }

  /** "…, 71, ex-miner", "… (A1234BC)" */
  private hasAgeOrNumber({ end }: Word): boolean {
    const behind = this.text.slice(end, end + 9);
    if (/^(?:, | \()(?:aged? )?[1-9]\d(?:[,)]| ye| yr)/.test(behind)) return true;
    const [lead = ''] = /^[ ,:(–-]{1,3}/.exec(behind) ?? [];
    return lead !== '' && this.numbersAt.has(end + lead.length);
  }

  /** "Elizabeth Fry House", "the Oliver McGowan training", "Jack Russell". */
  private isOfSomethingElse(at: number, last: number): boolean {
    const [first, one, next] = [this.words[at], this.words[last], this.words[last + 1]];
    if (!first || !one) return false;
    if (manyKnow.has(`${first.small} ${one.small}`)) return true;
    if (!next || this.text.slice(one.end + (one.owns ? 2 : 0), next.start) !== ' ' || one.owns) return false;
    return thingsNamedAfter.has(next.small) || (isCapital(next) && noSurnames.has(next.small) && next.text.length > 2);
  }

  /** In a line all of capitals they say of no word that it is a name; two first names do, and what is theirs. */
  private isShouted(at: number, last: number): boolean {
    const inside = this.words.slice(at, last + 1);
    if (!inside.every(isAllCapitals)) return false;
    const [before, behind] = [this.words[at - 1], this.words[last + 1]];
    const [begin, end] = [inside[0], inside.at(-1)];
    const isNear = (from: number, to: number) => /^['’sS]{0,2}[ ,]{1,2}$/.test(this.text.slice(from, to));
    const shouted =
      (before && begin && isAllCapitals(before) && isNear(before.end, begin.start)) ||
      (behind && end && isAllCapitals(behind) && isNear(end.end, behind.start));
    return Boolean(shouted) && !end?.owns && !(inside.length > 2 && inside.slice(0, 2).every(isFirstName));
  }

  /** "Will Tansy come?" */
  private isAsked(at: number): boolean {
    const first = this.words[at];
    if (!first || !askedWith.has(first.small)) return false;
    const lead = this.text.slice(Math.max(0, first.start - 3), first.start);
    if (lead.trim() !== '' && !/[.!?\n]\s{0,2}["“'‘(]?$/.test(lead)) return false;
    return /[.!?\n]/.exec(this.text.slice(first.end, first.end + 160))?.[0] === '?';
  }
}

/**
 * The names of people, first and last, but those whose names are known here already and those that everybody knows. By a list
 * of first names; where it has none, by what stands around or by the surname's shape.
 */
export function* findFullNames(text: string, knownNames: readonly string[], numbers: readonly Span[]): Generator<Span> {
  const known = new Set(knownNames.map(plain));
  const reading = new Reading(text, numbers);
  for (let at = 0; at < reading.words.length; at += 1) {
    const last = reading.nameFrom(at) ?? reading.turnedNameFrom(at);
    const [first, end] = [reading.words[at], reading.words[last ?? -1]];
    if (last === undefined || !first || !end) continue;
    if (!known.has(plain(text.slice(first.start, end.end)))) yield { start: first.start, end: end.end };
    at = last;
  }
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}
