import type { PendingChange } from '@throughline/stream';
import type { Thread } from './thread.schema';

/** What is told of a thread that changed: to those on its page, and to the lists of its audience. */
export function threadChanged(thread: Pick<Thread, '_id' | 'audience'>, revision: number): PendingChange[] {
  return [`thread:${thread._id}`, thread.audience].map((stream) => ({
    changeId: `thread-${thread._id}-${revision}`,
    stream,
    type: 'thread.changed' as const,
    subject: thread._id,
    revision,
  }));
}
