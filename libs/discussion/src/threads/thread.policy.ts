import { type Actor, defineAction, hasRole } from '@throughline/kernel';
import { type Audience, isIn } from '../audience';
import { type Author, isBy } from '../author';

/** What permissions about a thread rest on. */
export interface ThreadFacts {
  audience: Audience;
  state: 'open' | 'resolved' | 'closed';
  kind: string;
  startedBy: Author;
  mergedInto: string | null;
  /** The aliases that the actor is in it: found out for this question, and kept nowhere. */
  voices?: readonly string[];
}

const sees = (actor: Actor, thread: Pick<ThreadFacts, 'audience'>) => isIn(actor, thread.audience);

const isStarter = (actor: Actor, thread: ThreadFacts) =>
  actor.kind === 'member' && isBy(thread.startedBy, actor.memberId, thread.voices);
const isModerator = (actor: Actor) => hasRole(actor, 'moderator');
const standing = (thread: ThreadFacts) => thread.mergedInto === null;

export const listThreads = defineAction('thread.list', 'member');
export const startThread = defineAction<Pick<ThreadFacts, 'audience'>>('thread.create', 'member', { sees });
export const readThread = defineAction<Pick<ThreadFacts, 'audience'>>('thread.read', 'member', { sees });
export const editThread = defineAction<ThreadFacts>('thread.edit', 'member', {
  sees,
  allows: (actor, thread) => standing(thread) && (isModerator(actor) || isStarter(actor, thread)),
});
/** Offered to who may edit a thread and whose title would not have to be checked first. */
export const renameThread = 'thread.rename';
/** Said to whoever began a thread under an alias: what they change of it waits for the half-hour. */
export const changesWait = 'thread.changes-wait';
export const resolveThread = defineAction<ThreadFacts>('thread.resolve', 'member', {
  sees,
  allows: (actor, thread) =>
    standing(thread) && thread.state !== 'closed' && (isModerator(actor) || isStarter(actor, thread)),
});
export const answerThread = defineAction<ThreadFacts>('thread.answer', 'member', {
  sees,
  allows: (actor, thread) =>
    standing(thread) && thread.kind === 'question' && (isModerator(actor) || isStarter(actor, thread)),
});
/** Whether a thread offers aliases is chosen by a moderator who begins it, before anybody has written in it. */
export const closeToAliases = defineAction('thread.close-to-aliases', 'moderator');
const byModerators = { sees, allows: (_: Actor, thread: ThreadFacts) => standing(thread) };
export const closeThread = defineAction<ThreadFacts>('thread.close', 'moderator', byModerators);
export const checkThreadFirst = defineAction<ThreadFacts>('thread.check-first', 'moderator', byModerators);
export const pinThread = defineAction<ThreadFacts>('thread.pin', 'moderator', byModerators);
export const summariseThread = defineAction<ThreadFacts>('thread.summarise', 'moderator', byModerators);
export const offerSummary = defineAction<ThreadFacts>('thread.offer-summary', 'member', {
  sees,
  allows: (_, thread) => standing(thread) && thread.state !== 'closed',
});
export const movePostsAway = defineAction<ThreadFacts>('thread.move', 'moderator', byModerators);
export const mergeThreads = defineAction<ThreadFacts>('thread.merge', 'moderator', byModerators);
