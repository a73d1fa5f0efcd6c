import type { Stage } from '@throughline/contracts/names';

/** How far something had come, and since which day, `2020-07-08`. */
export interface Reached {
  stage: Stage;
  on: string;
}

/** The stage at the end of a day; null where it had not been noticed yet. Of two on one day the later in the history holds. */
export function stageAt(history: readonly Reached[], day: string): Stage | null {
  return history.findLast(({ on }) => on <= day)?.stage ?? null;
}

/** The years from the first thing that was noticed to today, each of them. */
export function yearsOf(histories: readonly (readonly Reached[])[], today: string): number[] {
  const last = Number(today.slice(0, 4));
  const first = Math.min(last, ...histories.flat().map(({ on }) => Number(on.slice(0, 4))));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
