/** Ranges of post numbers: ascending, apart from each other by at least one, both ends included. */
export type Range = readonly [first: number, last: number];

/** The same numbers, put in order and joined where they touch. Ranges whose ends are the wrong way round are dropped. */
export function joined(ranges: readonly Range[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [first, last] of [...ranges].filter(([a, b]) => a <= b).sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** What is in `whole` and not in `taken`. */
export function without(whole: readonly Range[], taken: readonly Range[]): [number, number][] {
  const rest: [number, number][] = [];
  const holes = joined(taken);
  for (const [first, last] of joined(whole)) {
    let next = first;
    for (const [from, to] of holes) {
      if (to < next || from > last) continue;
      if (from > next) rest.push([next, from - 1]);
      next = to + 1;
    }
    if (next <= last) rest.push([next, last]);
  }
  return rest;
}

export function holds(ranges: readonly Range[], number: number): boolean {
  return ranges.some(([first, last]) => first <= number && number <= last);
}

/** How many numbers the ranges hold together; they must not overlap. */
export function countOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** The last numbers held, at most so many, ascending. */
export function lastOf(ranges: readonly Range[], most: number): number[] {
  const numbers: number[] = [];
  for (const [first, last] of [...ranges].reverse()) {
    for (let number = last; number >= first && numbers.length < most; number -= 1) numbers.unshift(number);
  }
  return numbers;
}
