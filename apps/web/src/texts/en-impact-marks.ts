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

/** What stands beside words that led to something; it comes where there are such words. */
export const impactMarks = {
  lead: 'These words led to',
  linked: (day: string) => `Linked with their author’s agreement, ${day}`,
} as const;
