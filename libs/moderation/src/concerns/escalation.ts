import type { Danger } from '@throughline/contracts/names';

const minute = 60_000;
/** Called again after this, and the next person after that much more: 5 and 15 minutes after the first call (safety.md P12). */
const againAfter = 5 * minute;
const nextAfter = 10 * minute;
/** From then on calls come once an hour: everybody was called many times by then. */
const slowFrom = 16;
const slowly = 60 * minute;

/** Who is called in a step, and how long after it the next one comes, in milliseconds. */
export interface Step {
  call: readonly string[];
  next: number;
}

/**
 * The steps of a concern that nobody has answered. In turn: one person, the same again after 5 minutes, the next after 15. Where
 * somebody may be in danger, everybody from the first moment on. When all were called, all are called again.
 */
export function stepOf(step: number, leads: readonly string[], danger: Danger): Step {
  const next = step >= slowFrom ? slowly : step % 2 === 0 ? againAfter : nextAfter;
  const turn = Math.floor(step / 2);
  const one = danger === 'no' ? leads[turn] : undefined;
  return { call: one === undefined ? leads : [one], next };
}

/** The steps by which a second lead is asked for, once one has answered: all others, and again; then the page says to ring 999. */
export function secondStepOf(step: number, others: readonly string[]): Step | null {
  return step > 1 ? null : { call: others, next: step === 0 ? againAfter : nextAfter };
}

/** The leads in the order in which they are called: each concern begins with another, so that it is not always the same one. */
export function inTurn(leads: readonly string[], concernId: string): string[] {
  const sorted = [...leads].sort();
  let start = 0;
  for (const letter of concernId) start = (start * 31 + letter.charCodeAt(0)) % Math.max(1, sorted.length);
  return [...sorted.slice(start), ...sorted.slice(0, start)];
}

/** How long after a call that did not get out it is tried again, in milliseconds; null where it is given up. */
export function tryAgainAfter(tries: number): number | null {
  return tries >= 20 ? null : Math.min(15 * minute, 5_000 * 2 ** (tries - 1));
}
