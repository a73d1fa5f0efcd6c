import type { Waiting } from '../waiting/waiting.schema';
import type { Thread } from './thread.schema';

/** What says where a thread stands, and when something was last written there. */
export type Standing = Pick<Thread, '_id' | 'lastPostAt' | 'mergedInto'>;

/** Words that wait to come out in a thread, and since when. */
export type WaitsIn = Pick<Waiting, 'threadId' | 'on'>;

/**
 * The last posts of these threads, by way of all that they became part of: `known` holds those too. A thread that is not known is not
 * answered; where merged threads lead in a circle, which none should, it ends. Words that wait count as posts: who wrote them is not to be
 * forgotten before they are out.
 */
export function lastPostsIn(
  threadIds: readonly string[],
  known: ReadonlyMap<string, Standing>,
  waiting: readonly WaitsIn[] = [],
): ReadonlyMap<string, { at: Date; standsIn: string }> {
  const standing = (thread: Standing): Standing => {
    let now = thread;
    for (let steps = 0; steps < known.size && now.mergedInto; steps += 1) now = known.get(now.mergedInto) ?? now;
    return now;
  };
  return new Map(
    threadIds.flatMap((id) => {
      const thread = known.get(id);
      if (!thread) return [];
      const { _id: standsIn, lastPostAt } = standing(thread);
      const times = waiting
        .filter(({ threadId }) => threadId === id || threadId === standsIn)
        .map(({ on }) => on.getTime());
      return [[id, { at: new Date(Math.max(lastPostAt.getTime(), ...times)), standsIn }] as const];
    }),
  );
}
