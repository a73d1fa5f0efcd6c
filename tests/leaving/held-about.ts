/** How a collection that holds members' ids answers for them: in the archive of their data, and when they leave. */
export interface Held {
  /** Where the ids stand. */
  at: readonly string[];
  /** The class that is joined to `registries.personalData` for them, or why none is. */
  how: { joined: string; but?: string } | { because: string };
}

/** Who did something for others stays known by an id that leads to nobody, once their member is deleted. */
const byThoseWhoLookAfter =
  'Who looked after it. The ids lead to nobody once they left; what was done is about other people, and answered for.';

/** Every collection in which ids of members stand; one that is not here fails `held-about.spec.ts`. */
export const heldAbout: Readonly<Record<string, Held>> = {
  alias_talks: {
    at: ['messages.by'],
    how: {
      joined: 'LetterData',
      but: 'who wrote to an alias stays known, as with a concern; the talk names no author',
    },
  },
  apart_warnings: {
    at: ['of', 'memberId', 'seenBy'],
    how: { joined: 'ApartData', but: 'which lead has seen a warning about others stays known' },
  },
  complaints: { at: ['memberId', 'answer.by'], how: { joined: 'Complaints', but: 'who answered stays known' } },
  concerns: {
    at: [
      'reporterId',
      'about.memberId',
      'post.author',
      'excluded',
      'holderId',
      'answered.by',
      'entries.by',
      'talks.memberId',
      'talks.messages.by',
    ],
    how: { joined: 'ConcernData', but: 'concerns stay, with the ids in them (docs/decisions/0024)' },
  },
  flags: {
    at: ['author.memberId', 'flags.by.memberId', 'decision.by'],
    how: { joined: 'FlagData', but: 'who decided stays known' },
  },
  invitations: {
    at: ['madeBy', 'usedBy'],
    how: { joined: 'IdentityData', but: 'who made one stays known; for whom it was does not' },
  },
  kept_apart: { at: ['_id', 'members', 'without'], how: { joined: 'ApartData' } },
  members: {
    at: ['_id', 'blocked', 'suspended.said.by', 'askedInPerson.by'],
    how: { joined: 'IdentityData', but: 'who looked after another member stays known there' },
  },
  moves: { at: ['by'], how: { because: byThoseWhoLookAfter } },
  notes: {
    at: ['owner', 'history.by', 'updates.by', 'evidence.by', 'versions.by'],
    how: { joined: 'ImpactData', but: 'who changed a note stays known: it is answered for' },
  },
  outcomes: {
    at: ['madeBy', 'evidence.by', 'versions.by'],
    how: { joined: 'ImpactData', but: 'who linked something, and changed what was recorded, stays known' },
  },
  outside_requests: {
    at: ['madeBy', 'settled.by', 'questions.answer.by'],
    how: { joined: 'ImpactData', but: 'who answered a question, or settled a disagreement, stays known' },
  },
  posts: { at: ['author.memberId', 'reactions.by'], how: { joined: 'DiscussionData' } },
  proofs: { at: ['memberId'], how: { joined: 'IdentityData' } },
  publications: { at: ['by'], how: { joined: 'ImpactData' } },
  readings: { at: ['_id', 'memberId'], how: { joined: 'DiscussionData' } },
  reports: { at: ['madeBy'], how: { joined: 'ImpactData' } },
  resets: { at: ['memberId', 'madeBy'], how: { joined: 'IdentityData', but: 'who handed one over, until it is over' } },
  review_claims: { at: ['by'], how: { joined: 'ReviewData' } },
  review_rota: { at: ['days', 'weeks.by'], how: { joined: 'ReviewData' } },
  safeguarding: { at: ['phones.memberId'], how: { joined: 'ConcernData' } },
  sealing_keys: {
    at: ['shares.leadId'],
    how: { because: 'Parts of the key follow who is a lead: whoever leaves is none any more.' },
  },
  sealing_leads: { at: ['_id'], how: { joined: 'IdentityData' } },
  second_steps: { at: ['memberId'], how: { joined: 'IdentityData' } },
  sessions: { at: ['participants.memberId'], how: { joined: 'ProgrammeData' } },
  sightings: { at: ['by'], how: { joined: 'ImpactData' } },
  sign_ins: { at: ['memberId'], how: { joined: 'IdentityData' } },
  steps: {
    at: ['about.memberId', 'by', 'ended.by', 'talk.by'],
    how: { joined: 'FlagData', but: 'who took a step about another stays known' },
  },
  stream_entries: {
    at: ['subject', 'by', 'about'],
    how: {
      joined: 'IdentityData',
      but: 'the audit chain cannot be changed, and other servers are told to forget somebody: both by ids alone',
    },
  },
  theme_answers: { at: ['by'], how: { joined: 'ImpactData' } },
  threads: {
    at: ['startedBy.memberId', 'summary.by.memberId', 'offeredSummary.by.memberId'],
    how: { joined: 'DiscussionData' },
  },
  unsealings: {
    at: ['askedBy', 'answeredBy', 'shares.leadId', 'found.leadId'],
    how: { because: 'What leads did to find out who wrote something is answered for, by them and to its author.' },
  },
  waiting: {
    at: ['author.memberId', 'chosen'],
    how: { joined: 'DiscussionData', but: 'whom an author chose to read it stands there until it is out' },
  },
};

/** What ends in `Id` and is nobody's. */
export const notAMember: readonly string[] = [
  'aliasId',
  'changeId',
  'credentialId',
  'deviceId',
  'keyId',
  'leadKeyId',
  'noteId',
  'organisationId',
  'outcomeId',
  'postId',
  'reportId',
  'sessionId',
  'themeId',
  'threadId',
  'voiceKeyId',
];
/** Lists of texts in which no ids of members stand. */
export const listsOfOther: readonly string[] = [
  'addresses',
  'circles',
  'closedOn',
  'erased',
  'evidence',
  'haveActed',
  'links',
  'mailRefusedOn',
  'marked',
  'mightKnow',
  'mustAct',
  'names',
  'notes',
  'recoveryCodes',
  'sessions',
  'themes',
  'threads',
  'transports',
  'waiting',
  'withoutNotes',
  'withoutOutcomes',
];
/** What else may name somebody, besides what ends in `Id`, what is called `by` and lists. */
export const mayName: readonly string[] = ['of', 'chosen', 'author', 'subject', 'seenBy', 'about'];
