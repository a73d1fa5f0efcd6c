import type { Span } from './kinds';
import { after, before, isInWord, placesOf } from './patterns';

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const dayOfMonth = '(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?';
const year = "(?:19|20)\\d{2}|['’]?\\d{2}";

/** Days as people write them; the year is the part that is named. */
const days = [
  /(?:3[01]|[12]\d|0?[1-9]) ?[/.-] ?(?:1[0-2]|0?[1-9]) ?[/.-] ?(?<year>(?:19|20)?\d{2})/g,
  /(?<year>(?:19|20)\d{2})[/.-](?:0[1-9]|1[0-2])[/.-](?:0[1-9]|[12]\d|3[01])/g,
  new RegExp(`${dayOfMonth}(?: of)?[ -]?${month}(?:\\.?,? ?-?(?<year>${year}))?`, 'gi'),
  new RegExp(`${month}\\.? (?:the )?${dayOfMonth}(?:,? (?<year>${year}))?`, 'gi'),
];

/** What says that a day is that of somebody's birth: near before it, or right after. */
const saidBefore =
  /(?:\bd\.? ?o\.? ?b|\bdate of birth|\bbirth ?date|\bb(?:irth|-)? ?day(?: (?:is|was|falls|on)|[’']s|:)|(?:\b(?:my|his|her|their|your|our|whose)|[’']s) (?:\w{1,12} )?b(?:irth|-)?day|\bborn|\bturn(?:s|ed|ing)? \d{1,2}|\b\d{1,2}(?:st|nd|rd|th) b(?:irth|-)?day)\b\.?[^.!?]{0,24}$/i;
const saidAfter =
  /^[\s),.:;–-]{0,3}(?:\(? ?d\.? ?o\.? ?b\b|(?:is|was) (?:my|his|her|their|your|the|\p{L}{2,20}[’']s) (?:date of birth|dob|b(?:irth|-)?day|birth ?date)|(?:is|was) when (?:i|he|she|they) (?:was|were) born)/iu;
/** What says it so plainly that a day of long ago is meant by it a sentence further on, too. */
const plainly = /\b(?:d\.?o\.?b\b|dates? of birth|birth ?dates?)/gi;
const near = 100;
/** Without one of these nearby a day is an ordinary one. */
const perhaps = /d\.? ?o\.? ?b|birth|b-? ?day|born|turn|\bb\.|aged?\b/gi;
const close = 60;
/** By which year somebody must be born to be more than a child. */
const longAgo = 2010;

/** Beside an age, or as in "(b. 12.3.1985)": with a year. */
const beside = /(?:\bb\.|\baged?\b)[^.!?]{0,12}$/i;

export function* findBirthDates(text: string, names: readonly Span[]): Generator<Span> {
  const nameEnds = new Set(names.map(({ end }) => end));
  const mentions = placesOf(text, plainly);
  const hints = placesOf(text, perhaps);
  // Without any of these every day is an ordinary one, as in most texts.
  if (hints.length === 0 && names.length === 0) return;
  for (const pattern of days) {
    let mention = 0;
    let hint = 0;
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      const start = found.index;
      const end = start + found[0].length;
      if (isInWord(text, start - 1) || isInWord(text, end)) {
        pattern.lastIndex = start + 1;
        continue;
      }
      const written = found.groups?.['year'];
      while ((mentions[mention] ?? Infinity) < start - near) mention += 1;
      while ((hints[hint] ?? Infinity) < start - close) hint += 1;
      if (written !== undefined && followsName(text, start, nameEnds)) yield { start, end };
      else if ((hints[hint] ?? Infinity) < end + close && isSaid(text, { start, end }, written)) yield { start, end };
      else if ((mentions[mention] ?? Infinity) < end + near && isLongAgo(written)) yield { start, end };
    }
  }
}

/** "Amber Wren, 12/03/1985" and "Amber Wren (12 March 1985)". */
function followsName(text: string, start: number, nameEnds: ReadonlySet<number>): boolean {
  let at = start;
  while (at > 0 && start - at < 4 && /[ ,(:;–-]/.test(text.charAt(at - 1))) at -= 1;
  return at < start && nameEnds.has(at);
}

function isLongAgo(year: string | undefined): boolean {
  return year !== undefined && /^\d{4}$/.test(year) && Number(year) < longAgo;
}

/** Whether the words around a day say that somebody was born on it. */
function isSaid(text: string, { start, end }: Span, year: string | undefined): boolean {
  const said = before(text, start);
  return saidBefore.test(said) || saidAfter.test(after(text, end)) || (year !== undefined && beside.test(said));
}
