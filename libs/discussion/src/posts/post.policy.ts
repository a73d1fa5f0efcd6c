import { type Actor, defineAction, hasRole, type SignedIn } from '@throughline/kernel';
import { isIn } from '../audience';
import { type Author, isBy } from '../author';
import type { ThreadFacts } from '../threads/thread.policy';

/** A post and the thread it stands in. */
export interface PostFacts {
  thread: ThreadFacts;
  author: Author;
  state: string;
  /** The aliases that the actor is in it: found out for this question, and kept nowhere. */
  voices?: readonly string[];
}

const sees = (actor: Actor, { thread }: PostFacts) => isIn(actor, thread.audience);
const isOwn = (actor: Actor, { author, voices }: PostFacts) =>
  actor.kind === 'member' && isBy(author, actor.memberId, voices);
const isThere = ({ state }: PostFacts) => state === 'published';
const isHidden = ({ state }: PostFacts) => state === 'hidden';
/** An evaluator sees nothing that was reported, whatever else they are (domain.md, "member"). */
const mayCheck = (actor: Actor) => hasRole(actor, 'moderator') && !actor.duties.includes('evaluator');

/** A closed thread is asked about by the service, so that it can say so in words. */
export const createPost = defineAction<ThreadFacts>('post.create', 'member', {
  sees: (actor, thread) => isIn(actor, thread.audience),
  allows: (_, thread) => thread.mergedInto === null,
});
export const readPost = defineAction<PostFacts>('post.read', 'member', { sees });
/** The words of a post: those of a hidden one are for its author and for moderators. */
export const readWords = defineAction<PostFacts>('post.read-words', 'member', {
  sees: (actor, post) =>
    sees(actor, post) && (isThere(post) || (isHidden(post) && (isOwn(actor, post) || mayCheck(actor)))),
});
export const reactToPost = defineAction<PostFacts>('post.react', 'member', {
  sees,
  allows: (_, post) => isThere(post) && post.thread.state !== 'closed',
});
export const editPost = defineAction<PostFacts>('post.edit', 'member', {
  sees,
  allows: (actor, post) => isOwn(actor, post) && (isThere(post) || isHidden(post)) && post.thread.state !== 'closed',
});
/** Taking one's words back is always possible, in a closed thread too. */
export const withdrawPost = defineAction<PostFacts>('post.withdraw', 'member', { sees, allows: isOwn });
/** These are possible at any time, in a closed thread too. */
export const erasePost = defineAction<PostFacts>('post.erase', 'member', { sees, allows: isOwn });
export const takeNameOff = defineAction<PostFacts>('post.take-name-off', 'member', { sees, allows: isOwn });
export const chooseUses = defineAction<PostFacts>('post.choose-uses', 'member', { sees, allows: isOwn });
/** Who follows what comes of the discussions, signed in or not: moderators, and evaluators. */
export const looksAfterChanges = ({ role, duties }: Pick<SignedIn, 'role' | 'duties'>) =>
  role !== 'member' || duties.includes('evaluator');
export const followsChanges = (actor: Actor) => actor.kind === 'member' && looksAfterChanges(actor);
/** Linking words to a change that they led to; whether their author lets that be is asked by the service. */
export const linkWords = defineAction<PostFacts>('post.link-words', 'member', {
  sees: (actor, post) => sees(actor, post) && isThere(post),
  allows: followsChanges,
});
export const removePost = defineAction<PostFacts>('post.remove', 'moderator', { sees });
export const previewPost = defineAction('post.preview', 'member');
