import { findBirthDates } from './birth-date';
import { findCrns } from './crn';
import { digitsOf } from './digit-groups';
import { findEmails } from './email';
import { findFullNames } from './full-name';
import { type Identifying, type IdentifyingKind, identifyingKinds, type Span } from './kinds';
import { findNhsNumbers } from './nhs-number';
import { findNiNumbers } from './ni-number';
import { findPhones } from './phone';
import { findPncs } from './pnc';
import { findPostcodes } from './postcode';
import { findPrisonNumbers } from './prison-number';

export interface FindOptions {
  /** Names that are no news to those who read: of members, or of those who are seen to have written here. */
  knownNames?: readonly string[];
}

/**
 * What in a text may say who somebody is, in order and not overlapping. It marks; what becomes of it is for people to say
 * (safety.md P8). Pure, without the time or the place it runs in, and linear in the length of the text (S17).
 */
export function findIdentifying(text: string, { knownNames = [] }: FindOptions = {}): Identifying[] {
  const digits = digitsOf(text);
  const formats = {
    email: [...findEmails(text)],
    ni: [...findNiNumbers(text)],
    pnc: [...findPncs(text)],
    prison: [...findPrisonNumbers(text)],
    crn: [...findCrns(text)],
    nhs: [...findNhsNumbers(text, digits)],
    phone: [...findPhones(text, digits)],
    postcode: [...findPostcodes(text)],
  };
  // Numbers say that what stands before them is a name, and names that what stands after them is a date of birth.
  const { ni, pnc, prison, crn, nhs } = formats;
  const name = [...findFullNames(text, knownNames, [...ni, ...pnc, ...prison, ...crn, ...nhs])];
  const found: Record<IdentifyingKind, readonly Span[]> = { ...formats, name, birth: [...findBirthDates(text, name)] };
  const all = identifyingKinds.flatMap((kind, rank) =>
    found[kind].map(({ start, end }) => ({ kind, rank, start, end })),
  );
  return withoutOverlaps(all).map(({ kind, start, end }) => ({ kind, start, end }));
}

/** Of two that share a character the one whose kind comes first stays, of one kind the longer. */
function withoutOverlaps<Found extends Span & { rank: number }>(all: readonly Found[]): Found[] {
  const inOrder = [...all].sort((a, b) => a.start - b.start || a.rank - b.rank || b.end - a.end);
  const kept: Found[] = [];
  for (const next of inOrder) {
    const last = kept.at(-1);
    if (!last || next.start >= last.end) kept.push(next);
    else if (next.rank < last.rank || (next.rank === last.rank && next.end - next.start > last.end - last.start))
      kept[kept.length - 1] = next;
  }
  return kept;
}
