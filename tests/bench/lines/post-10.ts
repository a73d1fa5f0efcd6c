import type { Line } from '../line';
import { postFigures } from '../posts';

export const postTen: Line = {
  name: 'post-10',
  work: 'Durable post, ten at a time',
  measure: (stage) => postFigures(stage, 10, 0.12, 25),
};
