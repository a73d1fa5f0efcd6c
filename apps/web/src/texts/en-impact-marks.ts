import type { Stage } from '@throughline/contracts/names';

/** How far a change has come. */
export const stages: Record<Stage, string> = {
  noticed: 'Noticed',
  exploring: 'Exploring',
  testing: 'Testing',
  adopted: 'Adopted',
  embedded: 'Embedded',
  stalled: 'Stalled',
  returned: 'It came back',
};

/** What stands beside words, and at the head of threads, that led to something; it comes where there is such a thing. */
export const impactMarks = {
  lead: 'These words led to',
  linked: (day: string) => `Linked with their author’s agreement, ${day}`,
  came: 'What came of this',
  followed: (stage: string) => `we follow this: ${stage.toLowerCase()}`,
  changed: 'something that changed',
} as const;
