import type { WrittenPost } from '@throughline/contracts';
import { useEffect, useSyncExternalStore } from 'react';
import { outbox } from './outbox';
import type { SendingPost } from './thread-context';

const none: readonly SendingPost[] = [];

interface Sending {
  sending: readonly SendingPost[];
  send: (post: SendingPost) => void;
  retry: (key: string) => void;
  /** Takes a failed post back into the box. */
  takeUp: (key: string) => void;
}

/** The own posts on their way in a thread: shown at once, real once they are answered, kept where they fail. */
export function useSending(
  threadId: string,
  onSent: (written: WrittenPost) => void,
  onTakenUp: (post: SendingPost) => void,
): Sending {
  const sending = useSyncExternalStore(
    outbox.watch,
    () => outbox.of(threadId),
    () => none,
  );
  useEffect(() => outbox.receive(threadId, onSent), [threadId, onSent]);
  return {
    sending,
    send: (post) => outbox.send(threadId, post),
    retry: (key) => outbox.retry(threadId, key),
    takeUp: (key) => {
      const post = outbox.take(threadId, key);
      if (post) onTakenUp(post);
    },
  };
}
