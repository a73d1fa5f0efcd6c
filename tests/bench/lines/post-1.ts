import type { Line } from '../line';
import { postFigures } from '../posts';

export const postOne: Line = {
  name: 'post-1',
  work: 'Durable post, one at a time',
  measure: (stage) => postFigures(stage, 1, 0.1, 9),
};
