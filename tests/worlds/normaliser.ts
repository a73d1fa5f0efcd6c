import { firstWords, secondWords } from '@throughline/identity';

/** A value in the format of `Ids`: whatever else stands in its place is compared as it is. */
const idFormat = /(?<![a-z0-9])[a-z2-7]{26}(?![a-z0-9])/g;

/** A name that aliases draw: no name of a person in a script is made of two such words. */
const nameOfAlias = `(?:${firstWords.join('|')}) (?:${secondWords.join('|')})`;
const aliasName = new RegExp(`\\b${nameOfAlias}\\b`, 'g');

/**
 * Names that are offered to whoever looks, and that nobody there has: drawn by who looks and where. Now and then one is by chance another
 * thread's too. So where they are offered, and nowhere else, they are numbered by their turn.
 */
const offers = /"names":\[(?:"[^"]+",?)+\]/g;
const offered = new RegExp(
  `(?<=choice__name">As |>If you post as |<option(?: selected="")?>)${nameOfAlias}(?=[,<])`,
  'g',
);

/** The number of a request, which is drawn anew for each: in its answer, its problem, and its line of the log. */
const requestNumber = /(?<=x-request-id: |"requestId":")[0-9a-f]{12}/g;

/** The head of the chain of the record: a digest of lines that hold ids. */
const checkCode =
  /(?<="head":\{"seq":\d+,"hash":"|check code is:<!-- --> <code class="card__link small">)[0-9a-f]{64}/g;

/**
 * Puts numbers in the place of what is random, by its first occurrence: the same value is the same number, wherever it comes again.
 * So two texts are equal where nothing differs but what chance made of ids and of names of aliases, and both are joined alike.
 */
export class Normaliser {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private readonly checkCodes = new Map<string, string>();
  private readonly requests = new Map<string, string>();

  normalise(text: string): string {
    const turns = new Map<string, string>();
    const turnOf = (name: string) => numbered(turns, name, 'offer');
    return text
      .replace(offers, (names) => names.replace(aliasName, turnOf))
      .replace(offered, turnOf)
      .replace(aliasName, (name) => numbered(this.names, name, 'name'))
      .replace(idFormat, (id) => numbered(this.ids, id, 'id'))
      .replace(checkCode, (code) => numbered(this.checkCodes, code, 'check code'))
      .replace(requestNumber, (number) => numbered(this.requests, number, 'request'));
  }
}

function numbered(known: Map<string, string>, value: string, what: string): string {
  const number = known.get(value) ?? `‹${what} ${known.size + 1}›`;
  known.set(value, number);
  return number;
}

/** The ids that stand in a text, in their order. */
export function idsIn(text: string): string[] {
  return text.match(idFormat) ?? [];
}
