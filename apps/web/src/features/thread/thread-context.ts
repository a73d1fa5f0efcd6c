import type { AuthorView, PostView, ThreadPage, WrittenPost } from '@throughline/contracts';
import { createContext, useContext } from 'react';
import type { Fields } from '../../forms/definitions';

/** What the posts of a page share: who reads, and what can be done. */
export interface ThreadContext {
  page: ThreadPage;
  timeZone: string;
  /** The first post that was new when the page was opened: its mark stays while the reader goes on. */
  firstNew: number | null;
  may: (ability: string) => boolean;
  /** The post whose reply box is open; undefined for the one at the foot. */
  replyingTo: number | undefined;
  replyTo: (number: number | undefined) => void;
  editing: string | undefined;
  /** Undefined where the thread itself is not on the screen: there, what is chosen leads to its page. */
  inPlace: InPlace | undefined;
  /** Replies on their way, by the post they answer. */
  sending: readonly SendingPost[];
  retry: (key: string) => void;
  takeUp: (key: string) => void;
}

/** What is done with a post where it stands. */
interface InPlace {
  edit: (id: string | undefined) => void;
  quote: (post: PostView) => void;
  /** Takes what came of something that was sent: a post as it is now, or that it waits. */
  take: (written: WrittenPost) => void;
  readTo: (number: number) => void;
}

/** A thread of which only a part is shown, to do one thing with it. */
export function stillThread(page: ThreadPage, timeZone: string): ThreadContext {
  return {
    page,
    timeZone,
    may: (ability) => page.viewer.abilities.includes(ability),
    firstNew: null,
    replyingTo: undefined,
    replyTo: () => undefined,
    editing: undefined,
    inPlace: undefined,
    sending: [],
    retry: () => undefined,
    takeUp: () => undefined,
  };
}

/** A post that was written and is not there yet. */
export interface SendingPost {
  key: string;
  text: string;
  replyTo: number | null;
  /** The whole form: as whom, which pictures. What was chosen goes along to the end, and nothing is put in its place. */
  fields: Fields;
  failed: boolean;
  /** It was refused for what it is: to send it again as it is would be refused again. */
  final?: boolean;
  message: string;
}

/** Whether the reader wrote it, under their name or as one of the aliases that they are here. */
export function isOwn(author: AuthorView, { viewer }: Pick<ThreadPage, 'viewer'>): boolean {
  if (author.kind === 'alias') return viewer.persona.mine.some(({ id }) => id === author.id);
  return author.kind === 'member' && author.id === viewer.memberId;
}

/** Whether the reader has blocked whoever wrote it under their name. */
export function isBlocked(author: AuthorView, { viewer }: Pick<ThreadPage, 'viewer'>): boolean {
  return author.kind === 'member' && viewer.blocked.includes(author.id);
}

const context = createContext<ThreadContext | null>(null);
export const ThreadProvider = context.Provider;

export function useThread(): ThreadContext {
  const thread = useContext(context);
  if (!thread) throw new Error('This is used outside of a thread.');
  return thread;
}
