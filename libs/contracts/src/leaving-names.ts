/** What words can be used for beyond the thread that they were written in: consent is given for each, and can be taken back. */
export const wordUses = ['summary', 'evidence', 'report'] as const;
export type WordUse = (typeof wordUses)[number];

/** Which uses somebody allows; what is not there was not chosen. */
export type ChosenUses = Partial<Record<WordUse, boolean>>;

/** What holds where nothing was chosen: a summary stays in its thread, before the same readers; anything else has to be asked for. */
export const usesUnchosen: Readonly<Record<WordUse, boolean>> = { summary: true, evidence: false, report: false };

/** What becomes of a post whose author leaves: it stays without a name, or under one that is nobody's, or goes. */
export const leavingChoices = ['former', 'alias', 'erase'] as const;
export type LeavingChoice = (typeof leavingChoices)[number];
