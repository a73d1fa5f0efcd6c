import type { Line } from '../line';
import { pageCold } from './page-cold';
import { pageHot } from './page-hot';
import { htmlCold } from './html-cold';
import { htmlHot } from './html-hot';
import { postOne } from './post-1';
import { postTen } from './post-10';

/** Every line, in the order in which they are measured. */
export const lines: readonly Line[] = [pageCold, pageHot, htmlCold, htmlHot, postOne, postTen];
