import type { Line } from '../line';
import { pageFigures } from '../pages';

export const htmlHot: Line = {
  name: 'html-hot',
  work: 'The same as HTML, with what its audience has in common remembered',
  measure: async (stage) => pageFigures(stage, await stage.server(), 'page', { rate: { timesBareAtLeast: 0.25 } }),
};
