import { findIdentifying } from '@throughline/rules/identifying';
import { hostileTexts } from '../../identifying/hostile-texts';
import type { Line } from '../line';

const runs = 5;

export const finder: Line = {
  name: 'finder',
  work: 'What may say who somebody is, found in 100 KB of the worst that was thought of',
  measure() {
    const costs = Object.values(hostileTexts(100 * 1024)).map((text) => {
      findIdentifying(text, { knownNames: ['Odette Marsh'] });
      const began = performance.now();
      for (let run = 0; run < runs; run += 1) findIdentifying(text, { knownNames: ['Odette Marsh'] });
      return (performance.now() - began) / runs;
    });
    return Promise.resolve([
      { what: 'the slowest of its texts, ms', ours: Math.max(...costs), target: { atMost: 50 } },
    ]);
  },
};
