import type { Change, PostView, ThreadList, ThreadPage, ThreadView } from '@throughline/contracts';
import { pageOfPost } from '@throughline/contracts/names';
import { type Range, without } from '@throughline/rules';

/**
 * A thread's page after a change: the same as the page fetched anew. The same page object comes back where nothing on it
 * changed, also for a change that was taken before or that is overtaken by what is held. Everything that shows a thread
 * live goes through here.
 */
export function applyChange(page: ThreadPage, change: Change): ThreadPage {
  if (change.data === null) return page;
  switch (change.type) {
    case 'post.published':
    case 'post.changed':
      return withPost(page, change.data as PostView);
    case 'thread.changed':
    case 'thread.touched':
      return withThread(page, change.data as ThreadView);
    case 'reading.changed':
      return withReading(page, change.data as { threadId: string; read: Range[] });
    default:
      return page;
  }
}

/** A list of threads after a change: what is the same for all readers. What is unread differs by reader, so it is asked for. */
export function applyListChange(list: ThreadList, change: Change): ThreadList {
  if (change.data === null || (change.type !== 'thread.changed' && change.type !== 'thread.touched')) return list;
  const { summary: _, offeredSummary: __, cameOf: ___, ...thread } = change.data as ThreadView;
  const held = list.threads.find(({ id }) => id === thread.id);
  if (!held || thread.revision <= held.revision) return list;
  const lastNumber = Math.max(held.lastNumber, thread.lastNumber);
  return {
    ...list,
    threads: list.threads.map((item) => (item === held ? { ...held, ...thread, lastNumber } : item)),
  };
}

/** The page once its reader has read these numbers. */
export function withRead(page: ThreadPage, ranges: readonly Range[]): ThreadPage {
  const unread = without(page.viewer.unread, ranges);
  return sameRanges(unread, page.viewer.unread) ? page : withUnread(page, unread);
}

/** The page with a post as it now is: one that came by the stream, or the answer to what its reader did. */
export function withPost(page: ThreadPage, post: PostView): ThreadPage {
  if (post.threadId !== page.thread.id) return page;
  return withOwnRead(withReply(withShown(reaching(page, post.number), post), post), post);
}

/** The post in its place, if this is its page and it is newer than what is held. */
function withShown(page: ThreadPage, post: PostView): ThreadPage {
  if (pageOfPost(post.number) !== page.page.number) return page;
  // By number, not by id: a post that was moved leaves a tombstone with an id of its own in its place.
  const held = page.posts.find(({ number }) => number === post.number);
  if (held && post.revision <= held.revision) return page;
  // A post that comes alone does not know what stands on later pages; the page does.
  const shown = { ...post, laterReplies: held?.laterReplies ?? post.laterReplies };
  const others = page.posts.filter(({ number }) => number !== post.number);
  return { ...page, posts: [...others, shown].sort((one, other) => one.number - other.number) };
}

/** A reply that stands on a later page is named under the post that it answers. */
function withReply(page: ThreadPage, { number, replyTo }: PostView): ThreadPage {
  if (replyTo === null || pageOfPost(number) <= page.page.number) return page;
  const parent = page.posts.find((post) => post.number === replyTo);
  if (!parent || parent.laterReplies.includes(number)) return page;
  const laterReplies = [...parent.laterReplies, number].sort((one, other) => one - other);
  return { ...page, posts: page.posts.map((post) => (post === parent ? { ...parent, laterReplies } : post)) };
}

function withOwnRead(page: ThreadPage, { author, number }: PostView): ThreadPage {
  const own = author.kind === 'member' && author.id === page.viewer.memberId;
  return own ? withRead(page, [[number, number]]) : page;
}

function withThread(page: ThreadPage, thread: ThreadView): ThreadPage {
  if (thread.id !== page.thread.id) return page;
  const grown = reaching(page, thread.lastNumber);
  if (thread.revision <= grown.thread.revision) return grown;
  // A thread's document follows its posts a moment later, so the number of the last one never goes back.
  const { lastNumber, lastPostAt } = grown.thread;
  return {
    ...grown,
    thread: { ...thread, lastNumber, lastPostAt: thread.lastPostAt > lastPostAt ? thread.lastPostAt : lastPostAt },
  };
}

/**
 * What was read stays read, so ranges that come late or twice do no harm. They come on another stream than the posts, so
 * they may be ahead of them: what was read elsewhere exists, and must not turn up as unread when it arrives here.
 */
function withReading(page: ThreadPage, { threadId, read }: { threadId: string; read: Range[] }): ThreadPage {
  if (threadId !== page.thread.id) return page;
  return withRead(reaching(page, read.at(-1)?.[1] ?? 0), read);
}

/** The page of a thread that reaches as far as this number: what is beyond the last one known is unread. */
function reaching(page: ThreadPage, number: number): ThreadPage {
  const { lastNumber } = page.thread;
  if (number <= lastNumber) return page;
  const grown = {
    ...page,
    thread: { ...page.thread, lastNumber: number },
    page: { ...page.page, count: pageOfPost(number) },
  };
  return withUnread(grown, without([[1, number]], without([[1, lastNumber]], page.viewer.unread)));
}

function withUnread(page: ThreadPage, unread: [number, number][]): ThreadPage {
  return { ...page, viewer: { ...page.viewer, unread, firstUnread: unread[0]?.[0] ?? null } };
}

function sameRanges(one: readonly Range[], other: readonly Range[]): boolean {
  return (
    one.length === other.length && one.every(([a, b], index) => a === other[index]?.[0] && b === other[index]?.[1])
  );
}
