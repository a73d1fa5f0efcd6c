import { byChance } from './by-chance';

test('the interval of chance is that of the binomial distribution', () => {
  // 16 suspects, 200 aliases: 12.5 are guessed on average.
  expect(byChance(200, 1 / 16, 1)).toEqual({ least: 5, most: 22 });
  // The best of several honest ones has more room.
  expect(byChance(200, 1 / 16, 8).most).toBeGreaterThan(22);
  expect(byChance(200, 1 / 16, 8).most).toBeLessThan(30);
});
