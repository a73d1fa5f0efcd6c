/** Who a concern is about: "I'm worried about someone" and "I'm not safe". */
export const concernKinds = ['someone', 'me'] as const;
export type ConcernKind = (typeof concernKinds)[number];

export const dangers = ['yes', 'no', 'unsure'] as const;
export type Danger = (typeof dangers)[number];

export const agesOfConcern = ['child', 'adult', 'unknown'] as const;
export type AgeOfConcern = (typeof agesOfConcern)[number];

/** Whether the person agreed to what is done; `overridden` asks for why. */
export const consents = ['given', 'not-asked', 'refused', 'overridden'] as const;
export type Consent = (typeof consents)[number];

/** What stands in the log of a concern: it only grows. */
export const concernEntryKinds = ['opened', 'answered', 'handed-over', 'noted', 'wrote', 'told', 'closed'] as const;
export type ConcernEntryKind = (typeof concernEntryKinds)[number];

/** Whom a lead writes to in private: who reported it, or who it is about. */
export const talkPartners = ['reporter', 'person'] as const;
export type TalkPartner = (typeof talkPartners)[number];

/** What leads are warned of: somebody is invited, is here, or comes to the same session or circle. */
export const apartWarningKinds = ['invited', 'here', 'session', 'circle'] as const;
export type ApartWarningKind = (typeof apartWarningKinds)[number];

/**
 * What waits for a member and is said on every page: a concern that nobody has answered, a letter from a lead, words to check, words of
 * theirs that a moderator asked something about or declined, a word from moderators, a warning that two come near each other who are to
 * be kept apart.
 */
export const noticeKinds = ['concern', 'letter', 'review', 'words', 'moderators', 'apart', 'changes'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** When no second lead has answered for so long, the page says to call 999 with what is known. In milliseconds. */
export const secondLeadWithin = 15 * 60_000;
