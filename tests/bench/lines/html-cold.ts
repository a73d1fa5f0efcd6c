import type { Line } from '../line';
import { pageFigures } from '../pages';

export const htmlCold: Line = {
  name: 'html-cold',
  work: 'The same page as HTML, rendered on the server, nothing remembered',
  measure: async (stage) => pageFigures(stage, await stage.forgetful(), 'page', { cpu: { atMost: 4 } }),
};
