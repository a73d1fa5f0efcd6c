import { randomUUID } from 'node:crypto';
import { type PostView, reviewQueue, threadView, waitingView, type WaitingView } from '@throughline/contracts';
import { beginThread, expected, type Insider } from '@throughline/testing';
import type { House } from '../voices/house';

/** What tests of checking do in a house that stands by the time they do it. */
export function wordsThatWait(place: () => { house: House; themeId: string }) {
  const thread = () => beginThread(place().house.founder, place().themeId, { title: 'What gets in the way' });
  const write = (by: Insider, threadId: string, text: string, more: Record<string, unknown> = {}) =>
    by.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text, as: 'self', ...more });
  const written = async (by: Insider, threadId: string, text: string, more: Record<string, unknown> = {}) =>
    expected(201, await write(by, threadId, text, more)).json as PostView | WaitingView;
  const waits = async (by: Insider, threadId: string, text: string, more: Record<string, unknown> = {}) =>
    waitingView.parse(await written(by, threadId, text, more));
  const inQueue = async (by: Insider, id: string) =>
    expected(200, await by.get('/api/review'))
      .as(reviewQueue)
      .items.find((item) => item.id === id);
  const checkFirst = async (threadId: string, on: boolean) =>
    expected(200, await place().house.moderator.patch(`/api/threads/${threadId}`, { checkFirst: on })).as(threadView);
  return { thread, write, written, waits, inQueue, checkFirst };
}
