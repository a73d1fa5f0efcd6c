import fc from 'fast-check';
import { placesOf } from './places-of-days';

const days = fc
  .array(fc.integer({ min: 0, max: 4_000 }), { minLength: 2, maxLength: 9 })
  .map((all) => [...all].sort((one, other) => one - other))
  .map((all) => all.map((day) => new Date(Date.UTC(2014, 0, 1 + day)).toISOString().slice(0, 10)));

describe('places of days along a line', () => {
  it('go from left to right, within their room, and no two are the same', () => {
    fc.assert(
      fc.property(days, (some) => {
        const places = placesOf(some, 150, 830, 80);
        expect(places).toHaveLength(some.length);
        for (const [index, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(150);
          expect(place).toBeLessThanOrEqual(830 + 1e-6);
          if (index > 0) expect(place).toBeGreaterThan(places[index - 1] ?? 0);
        }
      }),
    );
  });
});
