import { type Cursor, type PostView, threadPage } from '@throughline/contracts';
import { expected, type Person } from '@throughline/testing';
import { ask } from './asking';
import type { Shown } from './history';

/** A whole thread, as its pages showed it one after the other, and the cursor to follow it from. */
export interface LoadedThread {
  posts: PostView[];
  cursor: Cursor;
}

/** Fetches every page of a thread. The cursor is the first page's, so that what came meanwhile comes again, harmlessly. */
export async function loadThread(line: string, person: Person, thread: string): Promise<LoadedThread> {
  const posts: PostView[] = [];
  let cursor: Cursor | undefined;
  for (let number = 1, count = 1; number <= count; number += 1) {
    const answer = await ask(line, person, `/api/threads/${thread}/page?page=${number}`);
    const fetched = expected(200, answer).as(threadPage);
    posts.push(...fetched.posts);
    cursor ??= fetched.cursor;
    ({ count } = fetched.page);
  }
  if (!cursor) throw new Error('A thread without a page.');
  return { posts, cursor };
}

/** A post as a reader sees it: its number, and the word in it. */
export function shown({ number, bodyHtml }: PostView): Shown {
  return { number, word: bodyHtml.replaceAll(/<[^>]+>/g, '').trim() };
}
