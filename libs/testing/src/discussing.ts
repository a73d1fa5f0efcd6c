import { randomUUID } from 'node:crypto';
import { postView, type PostView, themePage, threadView } from '@throughline/contracts';
import { expected, type Person } from './person';

/** Begins a theme; answers its id. */
export async function beginTheme(by: Person, title = 'A theme'): Promise<string> {
  const theme = { key: randomUUID(), title, question: 'What now?', startsOn: '2026-01-01' };
  return expected(201, await by.post('/api/themes', theme)).as(themePage).id;
}

/** What may be said of a thread that a test begins. */
export interface NewThread {
  title?: string;
  text?: string;
  kind?: string;
  audience?: { kind: string; id?: string };
}

/** Begins a thread in a theme; answers its id. */
export async function beginThread(by: Person, themeId: string, thread: NewThread = {}): Promise<string> {
  const defaults = { title: 'A thread', text: 'First', kind: 'discussion', audience: { kind: 'members' } };
  const body = { key: randomUUID(), themeId, as: 'self', ...defaults, ...thread };
  return expected(201, await by.post('/api/threads', body)).as(threadView).id;
}

/** Writes a post; answers it as its author sees it. */
export async function writePost(
  by: Person,
  threadId: string,
  text: string,
  replyTo: number | null = null,
): Promise<PostView> {
  const post = { key: randomUUID(), text, as: 'self', replyTo };
  return expected(201, await by.post(`/api/threads/${threadId}/posts`, post)).as(postView);
}
