import type { StoryThread } from './story';
import { threadsAfterRelease } from './threads-after-release';
import { threadsOfTheFirstDay } from './threads-of-the-first-day';
import { threadsOnEngagement } from './threads-on-engagement';

/** All that is told in the demonstration for every member, those of a session, or moderators. */
export const threads: readonly StoryThread[] = [
  ...threadsOfTheFirstDay,
  ...threadsAfterRelease,
  ...threadsOnEngagement,
];
