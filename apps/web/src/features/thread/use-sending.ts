import type { PostView } from '@throughline/contracts';
import { useCallback, useRef, useState } from 'react';
import { call, ProblemError } from '../../app/http';
import { texts } from '../../texts/en';
import { forms } from '../../forms/definitions';
import type { SendingPost } from './thread-context';

interface Sending {
  sending: readonly SendingPost[];
  send: (post: SendingPost) => void;
  /** Sends again, with the same key: what did arrive before is not there twice. */
  retry: (key: string) => void;
  /** Takes a failed post back into the box. */
  takeUp: (key: string) => void;
}

/** The own posts on their way: shown at once, real once they are answered, kept where they fail. */
export function useSending(
  threadId: string,
  onSent: (post: PostView) => void,
  onTakenUp: (post: SendingPost) => void,
): Sending {
  const [sending, setSending] = useState<readonly SendingPost[]>([]);
  const known = useRef(sending);
  known.current = sending;

  const set = useCallback((key: string, change: (post: SendingPost) => SendingPost | null) => {
    setSending((posts) => posts.flatMap((post) => (post.key === key ? (change(post) ?? []) : post)));
  }, []);

  const go = useCallback(
    async (post: SendingPost) => {
      const definition = forms['reply'];
      if (!definition) return;
      const fields = {
        key: post.key,
        thread: threadId,
        text: post.text,
        contentNote: post.contentNote,
        replyTo: post.replyTo === null ? '' : String(post.replyTo),
        as: 'self',
      };
      try {
        const sent = (await call(definition.path(fields), 'POST', definition.body(fields))) as PostView;
        setSending((posts) => posts.filter(({ key }) => key !== post.key));
        onSent(sent);
      } catch (error) {
        const offline = error instanceof ProblemError && error.status === 0;
        const problem = error instanceof ProblemError ? error.problem : undefined;
        const final = error instanceof ProblemError && [400, 403, 404, 413, 422].includes(error.status);
        const why = problem?.issues?.map(({ message }) => message).join(' ') ?? problem?.message ?? texts.errors.broken;
        const message = offline ? texts.errors.whenBack : why;
        set(post.key, (held) => ({ ...held, failed: true, final, message }));
        if (!offline) return;
        // It goes by itself when the line is back.
        window.addEventListener(
          'online',
          () => {
            const waiting = known.current.find(({ key }) => key === post.key);
            if (!waiting?.failed) return;
            set(post.key, (held) => ({ ...held, failed: false }));
            void go(waiting);
          },
          { once: true },
        );
      }
    },
    [onSent, set, threadId],
  );

  return {
    sending,
    send: (post) => {
      setSending((posts) => [...posts, post]);
      void go(post);
    },
    retry: (key) => {
      const post = known.current.find((other) => other.key === key);
      if (!post) return;
      set(key, (held) => ({ ...held, failed: false, message: '' }));
      void go(post);
    },
    takeUp: (key) => {
      const post = known.current.find((other) => other.key === key);
      if (!post) return;
      set(key, () => null);
      onTakenUp(post);
    },
  };
}
