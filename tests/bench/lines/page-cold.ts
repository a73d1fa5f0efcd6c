import type { Line } from '../line';
import { pageFigures } from '../pages';

export const pageCold: Line = {
  name: 'page-cold',
  work: 'Thread page of 20 posts out of 1,020, as JSON, nothing remembered',
  measure: async (stage) =>
    pageFigures(stage, await stage.forgetful(), 'json', { rate: { timesBareAtLeast: 0.1 }, cpu: { atMost: 1.4 } }),
};
