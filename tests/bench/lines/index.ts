import type { Line } from '../line';
import { browser } from './browser';
import { fanOut } from './fan-out';
import { finder } from './finder';
import { growth } from './growth';
import { htmlCold } from './html-cold';
import { htmlHot } from './html-hot';
import { memory } from './memory';
import { pageCold } from './page-cold';
import { pageHot } from './page-hot';
import { postOne } from './post-1';
import { postTen } from './post-10';
import { report } from './report';
import { start } from './start';

/** Every line, in the order in which they are measured. */
export const lines: readonly Line[] = [
  pageCold,
  pageHot,
  htmlCold,
  htmlHot,
  postOne,
  postTen,
  fanOut,
  start,
  memory,
  browser,
  growth,
  finder,
  report,
];
