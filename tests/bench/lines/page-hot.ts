import type { Line } from '../line';
import { pageFigures } from '../pages';

export const pageHot: Line = {
  name: 'page-hot',
  work: 'The same, with what its audience has in common remembered',
  measure: async (stage) => pageFigures(stage, await stage.server(), 'json', { rate: { timesBareAtLeast: 0.5 } }),
};
