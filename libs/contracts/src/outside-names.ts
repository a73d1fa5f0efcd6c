/**
 * What people outside are asked: what they say of a change, whether they will do what a note asks for, and what an organisation says of
 * what is to be published and names it.
 */
export const outsideKinds = ['change', 'ask', 'named'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** What can be answered to each. */
export const outsideChoices = {
  change: ['agree', 'partly', 'disagree'],
  ask: ['yes', 'partly', 'no'],
  named: ['right', 'partly', 'wrong'],
} as const;
export const allOutsideChoices = ['agree', 'partly', 'disagree', 'yes', 'no', 'right', 'wrong'] as const;
export type OutsideChoice = (typeof allOutsideChoices)[number];

/** How somebody outside stands to a change. */
export const outsideRelations = ['made-it', 'affected', 'observer', 'funder'] as const;
export type OutsideRelation = (typeof outsideRelations)[number];

/** How a request stands: nobody has answered, somebody has, it was taken back, or its link is too old. */
export const outsideStates = ['waiting', 'answered', 'withdrawn', 'expired'] as const;
export type OutsideState = (typeof outsideStates)[number];

/** The most questions that can be asked back, and the most times that somebody is reminded. */
export const mostQuestions = 5;
export const mostReminders = 2;
