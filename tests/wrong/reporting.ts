import { randomUUID } from 'node:crypto';
import {
  agreementView,
  type FlagNotice,
  flagSent,
  type FlagSent,
  fromModerators,
  me,
  type PostView,
  reviewQueue,
} from '@throughline/contracts';
import {
  type Answer,
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  writePost,
} from '@throughline/testing';
import { foundHouse, pageOf } from '../voices/house';

/** A community with somebody who writes, somebody who reads, and what it has agreed to. */
export async function foundHouseOfReports() {
  const house = await foundHouse();
  const author = await inviteAndJoin(house.founder, 'Wes Writer');
  const reader = await inviteAndJoin(house.founder, 'Rita Reader');
  const themeId = await beginTheme(house.founder);
  const agreement = expected(200, await reader.get('/api/agreement')).as(agreementView);
  const points = agreement.points.map(({ title }) => title);
  const aPost = async (text = 'My neighbour at number 12 said it.'): Promise<PostView> =>
    writePost(author, await beginThread(house.founder, themeId), text);
  return { house, author, reader, themeId, points, aPost };
}

export const report = (by: Insider, post: { id: string }, more: Record<string, unknown> = {}): Promise<Answer> =>
  by.post(`/api/posts/${post.id}/flags`, { key: randomUUID(), kind: 'identify', ...more });
export const hide = async (by: Insider, post: { id: string }, more: Record<string, unknown> = {}): Promise<FlagSent> =>
  expected(201, await report(by, post, more)).as(flagSent);
export const open = async (by: Insider) =>
  expected(200, await by.get('/api/review'))
    .as(reviewQueue)
    .items.flatMap((item) => (item.kind === 'flag' ? item.flag : []));
export const flagOf = async (by: Insider, post: { id: string }) => {
  const found = (await open(by)).find(({ postId }) => postId === post.id);
  if (!found) throw new Error('This is not in the queue.');
  return found;
};
export const shown = async (by: Insider, post: PostView) =>
  (await pageOf(by, post.threadId)).posts.find(({ number }) => number === post.number);
export const told = async (by: Insider): Promise<FlagNotice[]> =>
  expected(200, await by.get('/api/own/from-moderators')).as(fromModerators).flags;
export const hasNews = async (by: Insider) =>
  expected(200, await by.get('/api/me'))
    .as(me)
    .notices.includes('moderators');
export const stays = (by: Insider, { id, textVersion }: { id: string; textVersion: number }, text = '') =>
  by.post(`/api/flags/${id}/stays`, { textVersion, text });
export const remove = (
  by: Insider,
  { id, textVersion }: { id: string; textVersion: number },
  point: string | undefined,
  text = 'It names her street.',
) => by.post(`/api/flags/${id}/remove`, { textVersion, point, text });
