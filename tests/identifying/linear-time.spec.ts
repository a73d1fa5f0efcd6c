import { findIdentifying } from '@throughline/rules/identifying';
import { hostileTexts } from './hostile-texts';

/** What one run costs the processor, in milliseconds, once it has been compiled; other work on the machine adds little to it. */
function costOf(text: string): number {
  const runs = Math.ceil((100 * 1024) / text.length);
  const batches = Array.from({ length: 5 }, () => {
    const began = process.cpuUsage();
    for (let run = 0; run < runs; run += 1) findIdentifying(text, { knownNames: ['Odette Marsh'] });
    return process.cpuUsage(began).user / 1_000 / runs;
  });
  return Math.min(...batches);
}

/** Beneath this, in milliseconds, what is measured is the clock. */
const least = 0.5;
const short = hostileTexts(12.5 * 1024);
const long = hostileTexts(100 * 1024);

/** Eight times the text costs about eight times as much where time is linear, and 64 times where it is quadratic. How long it takes
 * is said by `npm run bench -- --only finder`. */
test.each(Object.keys(long))('P8 S17 time grows with the text and no faster: %s', (name) => {
  const [little, much] = [short[name] ?? '', long[name] ?? ''];
  expect(much.length).toBeGreaterThan(7.9 * little.length);
  // A busy machine may slow one of the two alone; what is quadratic is so each time.
  const ratios: number[] = [];
  do ratios.push(costOf(much) / Math.max(least, costOf(little)));
  while (Math.min(...ratios) >= 24 && ratios.length < 4);
  expect(Math.min(...ratios)).toBeLessThan(24);
});
