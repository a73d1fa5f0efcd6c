import fc from 'fast-check';
import { seenByYear, type SeenCount } from './seen-by-year';

const notes = ['a', 'b', 'c'];
const years = [2019, 2020, 2021];
const counts = fc.uniqueArray(
  fc.record({
    noteId: fc.constantFrom(...notes),
    year: fc.constantFrom(...years),
    count: fc.integer({ min: 1, max: 9 }),
  }),
  { selector: ({ noteId, year }) => `${noteId} ${year}`, maxLength: 9 },
);
const cellOf = (told: ReturnType<typeof seenByYear>, { noteId, year }: SeenCount) =>
  told.notes.find(({ id }) => id === noteId)?.counts[years.indexOf(year)];

describe('what members have seen, over all notes', () => {
  it('P13 gives no small number away, in no cell and no sum', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const told = seenByYear(given, notes, years);
        for (const one of given) {
          if (one.count >= 5) expect(cellOf(told, one)).toBe(one.count);
          else
            for (const count of [1, 2, 3, 4])
              // Whoever reads it could have been told the same of any other small number in its place.
              expect(
                seenByYear(
                  given.map((other) => (other === one ? { ...one, count } : other)),
                  notes,
                  years,
                ),
              ).toEqual(told);
        }
      }),
    );
  });

  it('tells a sum only where each of its parts is told', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { totals } = seenByYear(given, notes, years);
        for (const [index, year] of years.entries()) {
          const parts = given.filter((one) => one.year === year).map(({ count }) => count);
          const sum = parts.reduce((left, right) => left + right, 0);
          expect(totals[index]).toBe(parts.some((count) => count < 5) ? null : sum);
        }
      }),
    );
  });
});
