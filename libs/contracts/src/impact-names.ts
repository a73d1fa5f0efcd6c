/** What kind of change an outcome is. */
export const changeKinds = ['behaviour', 'relationship', 'policy', 'practice', 'resources', 'attitude'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** The six conditions of systems change (Kania, Kramer, Senge 2018). */
export const conditions = ['policies', 'practices', 'resources', 'relationships', 'power', 'mental-models'] as const;
export type Condition = (typeof conditions)[number];

export const outcomeStates = ['draft', 'recorded'] as const;
export type OutcomeState = (typeof outcomeStates)[number];

/** How sure one can be of an outcome; derived from what it rests on, never set by hand. */
export const outcomeLabels = ['reported', 'evidenced', 'substantiated'] as const;
export type OutcomeLabel = (typeof outcomeLabels)[number];

/** The same in four steps, as pictures show it: what rests on members' accounts alone is told from what else stands behind it. */
export const surenesses = ['reported', 'accounts', 'backed', 'confirmed'] as const;
export type Sureness = (typeof surenesses)[number];

/** What a claim can rest on. Words are members' own; the others come from outside of a discussion. */
export const evidenceKinds = ['words', 'document', 'measure', 'session-record', 'scale-check'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** How words that were linked stand: as they were, edited since, or not to be used any more. */
export const wordStandings = ['live', 'changed', 'gone'] as const;
export type WordStanding = (typeof wordStandings)[number];

/** What somebody outside says of an outcome. */
export const substantiationAnswers = ['agree', 'partly', 'disagree'] as const;
export type SubstantiationAnswer = (typeof substantiationAnswers)[number];

/** How far the change that a note follows has come. */
export const stages = ['noticed', 'exploring', 'testing', 'adopted', 'embedded', 'stalled', 'returned'] as const;
export type Stage = (typeof stages)[number];

/** A real change of a system passes all three (the Fulfilling Lives programme's test). */
export const changeTests = ['beneficial', 'sustained', 'transformational'] as const;
export type ChangeTest = (typeof changeTests)[number];

/** What somebody has seen: that it still gets in the way, or that it works. */
export const sightingKinds = ['there', 'working'] as const;
export type SightingKind = (typeof sightingKinds)[number];

/** What is shown to visitors once it was approved, one by one: notes, changes, and answers to the members of a theme. */
export const publishedKinds = ['note', 'outcome', 'answer'] as const;
export type PublishedKind = (typeof publishedKinds)[number];

/** The most that an outcome or a note rests on, and the most passages of one post in one link. */
export const mostEvidence = 100;
export const mostPassages = 20;

/** A document that is kept as a file: a PDF as it came, or a picture of a page, made anew. */
export const documentKinds = ['pdf', 'picture'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Largest PDF that is taken, and what all files of documents may weigh together, in bytes. */
export const pdfBytesLimit = 10 * 1024 * 1024;
export const documentsBytesLimit = 500 * 1024 * 1024;

/** A report is chosen and looked at first; stored, it keeps what it said. */
export const reportStates = ['draft', 'stored'] as const;
export type ReportState = (typeof reportStates)[number];

/** What of each thing a report tells: the claim and what it rests on, or also the words, answers, stages and counts behind it. */
export const reportDetails = ['full', 'short'] as const;
export type ReportDetail = (typeof reportDetails)[number];

/** By what a report puts its changes in order: by theme, by how sure one can be of them, or by the day they were written down. */
export const reportOrders = ['theme', 'sure', 'day'] as const;
export type ReportOrder = (typeof reportOrders)[number];

/** Whose hands a report comes from, as its readers are told: a role, never a person. */
export const reportMakers = ['evaluator', 'moderator', 'administrator'] as const;
export type ReportMaker = (typeof reportMakers)[number];

/** The most changes, and the most notes, that one report holds. */
export const mostInReport = { outcomes: 2_000, notes: 1_000 } as const;

/** The most numbers of one measure, and the most lines of a table of them that comes in. */
export const mostPoints = 500;
export const mostTableRows = 5_000;

/** What a line of such a table does. */
export const lineDeeds = ['add', 'change', 'leave'] as const;
export type LineDeed = (typeof lineDeeds)[number];
