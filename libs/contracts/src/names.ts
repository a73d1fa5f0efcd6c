/**
 * The closed lists of the domain, in a file without zod so that first-view client code may import it
 * (zod alone would cost the reader 55 KiB). What each word means is said in docs/domain terms; what a screen
 * says for it stands in the web client's catalogue of texts.
 */

export const roles = ['member', 'moderator', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** What a member may do apart from the role. An evaluator never sees waiting posts, flags or concerns. */
export const duties = ['chair', 'evaluator', 'safeguarding-lead'] as const;
export type Duty = (typeof duties)[number];

/** Why writing under another name is not offered. */
export const sealingReasons = ['too-few-leads'] as const;
export type SealingReason = (typeof sealingReasons)[number];

/** A request to find out who wrote as an alias. */
export const unsealingStates = ['waiting', 'agreed', 'declined', 'expired'] as const;
export type UnsealingState = (typeof unsealingStates)[number];

export const expertises = ['experience', 'occupation', 'study'] as const;
export type Expertise = (typeof expertises)[number];

export const sectors = [
  'housing',
  'probation',
  'police',
  'council',
  'health',
  'drug-and-alcohol',
  'advice',
  'job-centre',
  'lived-experience',
  'voluntary',
] as const;
export type Sector = (typeof sectors)[number];

export const sessionStates = ['planned', 'live', 'held', 'cancelled'] as const;
export type SessionState = (typeof sessionStates)[number];

export const threadKinds = ['discussion', 'question', 'practice', 'blockage', 'experience'] as const;
export type ThreadKind = (typeof threadKinds)[number];

export const audienceKinds = ['members', 'session', 'circle', 'moderators'] as const;
export type AudienceKind = (typeof audienceKinds)[number];

export const threadStates = ['open', 'resolved', 'closed'] as const;
export type ThreadState = (typeof threadStates)[number];

/**
 * A post that waits for review lives in a collection of its own and has none of these states yet. `hidden`: it could say who somebody
 * is, so nobody but its author and moderators sees it until one has looked.
 */
export const postStates = ['published', 'hidden', 'withdrawn', 'removed', 'erased', 'moved'] as const;
export type PostState = (typeof postStates)[number];

/** What can wait: a post, a change of one that stands, a word about one, a change of a thread by the alias that began it. */
export const waitingKinds = ['post', 'edit', 'reaction', 'thread'] as const;
export type WaitingKind = (typeof waitingKinds)[number];

/** `due`: comes out at the next half-hour. `held`: a moderator looks first. `asked`: its author was asked for a change. */
export const waitingStates = ['due', 'held', 'asked', 'declined'] as const;
export type WaitingState = (typeof waitingStates)[number];

/**
 * Why a moderator looks first: the first words of an alias, something in them that may say who somebody is or a picture, which may, somebody
 * who is new here, a thread that is checked first, or what moderators decided about who wrote it.
 */
export const heldReasons = ['first', 'found', 'picture', 'new', 'thread', 'step'] as const;
export type HeldReason = (typeof heldReasons)[number];

/** How many posts of somebody who is new are checked first, until administrators set another number; none where it is 0. */
export const usualNewMemberPosts = 1;
export const mostNewMemberPosts = 20;

/** Why somebody cannot post under an alias in a thread. */
export const aliasObstacles = ['no-leads', 'closed-here', 'used-up', 'barred'] as const;
export type AliasObstacle = (typeof aliasObstacles)[number];

/** For how many days words wait whose author was asked for a change; both are told. */
export const askedKeptDays = 14;
/** For how many days words are kept that a moderator declined: their author can change them meanwhile, and is told. */
export const declinedKeptDays = 14;

/** Who writes in private to an alias. */
export const letterWriters = ['leads', 'moderators'] as const;
export type LetterWriter = (typeof letterWriters)[number];

/** How many names somebody can choose among for an alias. */
export const aliasNamesOffered = 3;

/** An audience smaller than this is said to be few, and no number about people is smaller. */
export const fewPeople = 5;

export const reactionKinds = ['thank-you', 'me-too', 'this-helps', 'seen-this'] as const;
export type ReactionKind = (typeof reactionKinds)[number];

/** Posts on one fixed page of a thread: 1–50, 51–100, … */
export const postsPerPage = 50;

/** Longest text of a post, in UTF-16 units: about twenty printed pages. */
export const postTextLimit = 50_000;

/** How many pictures a post may hold. */
export const mostPictures = 3;

/** Largest picture that is taken, in bytes. */
export const pictureBytesLimit = 12 * 1024 * 1024;

/** A picture is kept in two sizes: one for a thread, on a phone with little data too, and one to look at closely. */
export const pictureSizes = ['small', 'large'] as const;
export type PictureSize = (typeof pictureSizes)[number];

/** The fixed page of a thread, from 1, on which the post with this number stands. */
export function pageOfPost(number: number): number {
  return Math.max(1, Math.ceil(number / postsPerPage));
}

/** `removed`: by moderators; an administrator can undo it. */
export const standings = ['active', 'suspended', 'left', 'removed'] as const;
export type Standing = (typeof standings)[number];

/** Why somebody's access is paused until a moderator has asked them. */
export const pauseReasons = ['unconfirmed', 'address'] as const;
export type PauseReason = (typeof pauseReasons)[number];

export * from './audit-names';
export * from './concern-names';
export * from './errors';
export * from './flag-names';
export * from './impact-names';
export * from './outside-names';
export * from './leaving-names';
export * from './live-names';
export * from './step-names';
