import { stages } from '@throughline/contracts/names';
import fc from 'fast-check';
import { type Reached, stageAt, yearsOf } from './stage-at';

const day = fc
  .tuple(fc.integer({ min: 2014, max: 2024 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
const history = fc
  .array(fc.record({ stage: fc.constantFrom(...stages), on: day }), { minLength: 1, maxLength: 8 })
  .map((entries) => entries.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0)));

describe('the stage at the end of a day', () => {
  it('is that of the last entry by then, and none before the first', () => {
    fc.assert(
      fc.property(history, day, (entries: Reached[], when) => {
        const by = entries.filter(({ on }) => on <= when);
        expect(stageAt(entries, when)).toBe(by.at(-1)?.stage ?? null);
      }),
    );
  });

  it('counts each note once in every year from its first on, and never before', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 6 }), (histories) => {
        const years = yearsOf(histories, '2025-06-30');
        expect(years.at(-1)).toBe(2025);
        for (const year of years) {
          const told = histories.filter((entries) => stageAt(entries, `${year}-12-31`) !== null);
          expect(told).toHaveLength(histories.filter(([first]) => (first?.on ?? '') <= `${year}-12-31`).length);
        }
      }),
    );
  });
});
