/** What is wrong with a post: it could say who somebody is, or it breaks the agreement. Somebody who may not be safe is a concern. */
export const flagKinds = ['identify', 'agreement'] as const;
export type FlagKind = (typeof flagKinds)[number];

/** `stays`: a moderator looked, and the post is there. `taken-back`: by its author, before anybody decided. */
export const flagStates = ['open', 'stays', 'removed', 'taken-back'] as const;
export type FlagState = (typeof flagStates)[number];

/** Why a post that could say who somebody is was not hidden: a moderator looked at these words before, or many were hidden today. */
export const whyNotHidden = ['looked', 'often'] as const;
export type WhyNotHidden = (typeof whyNotHidden)[number];

/** How many posts one member can have hidden in a day, and how many they can report. */
export const mostHiddenADay = 5;
export const mostFlagsADay = 30;
