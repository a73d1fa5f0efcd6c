import fc from 'fast-check';
import { countOf, holds, joined, lastOf, type Range, without } from './ranges';

const someRanges = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 12 }))
    .map(([first, more]): Range => [first, first + more]),
  { maxLength: 8 },
);
const numbersOf = (ranges: readonly Range[]) =>
  new Set(Array.from({ length: 80 }, (_, index) => index + 1).filter((number) => holds(ranges, number)));

describe('ranges', () => {
  it('joins without changing which numbers are held', () => {
    fc.assert(
      fc.property(someRanges, (ranges) => {
        const result = joined(ranges);
        expect(numbersOf(result)).toEqual(numbersOf(ranges));
        expect(countOf(result)).toBe(numbersOf(ranges).size);
        result.forEach(([first], index) => expect(first).toBeGreaterThan((result[index - 1]?.[1] ?? -1) + 1));
      }),
    );
  });

  it('takes away exactly what is taken', () => {
    fc.assert(
      fc.property(someRanges, someRanges, (whole, taken) => {
        const gone = numbersOf(taken);
        expect(numbersOf(without(whole, taken))).toEqual(new Set([...numbersOf(whole)].filter((n) => !gone.has(n))));
      }),
    );
  });

  it('names the last numbers, ascending', () => {
    expect(
      lastOf(
        [
          [1, 3],
          [7, 9],
        ],
        4,
      ),
    ).toEqual([3, 7, 8, 9]);
    expect(lastOf([], 3)).toEqual([]);
  });

  it('drops a range whose ends are the wrong way round', () => {
    expect(
      joined([
        [5, 2],
        [1, 1],
      ]),
    ).toEqual([[1, 1]]);
  });
});
