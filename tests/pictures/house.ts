import { randomUUID } from 'node:crypto';
import {
  type PostView,
  postView,
  type UnsentPicture,
  unsentPicture,
  type WaitingView,
  waitingView,
} from '@throughline/contracts';
import { type Answer, expected, type Insider, type Person } from '@throughline/testing';

/** Sends bytes as a picture, as a page's script does. */
export function sendPicture(by: Person, bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Answer> {
  return by.send('POST', '/api/pictures', {
    bytes,
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
}

export async function addPicture(by: Person, bytes: Uint8Array): Promise<UnsentPicture> {
  return expected(201, await sendPicture(by, bytes)).as(unsentPicture);
}

/** Writes a post with these pictures, as oneself. */
export async function writeWith(by: Insider, threadId: string, ...pictures: UnsentPicture[]): Promise<PostView> {
  const given = pictures.map(({ id }, index) => ({ id, description: `Picture ${index + 1}` }));
  const post = { key: randomUUID(), text: 'Look.', as: 'self', pictures: given };
  return expected(201, await by.post(`/api/threads/${threadId}/posts`, post)).as(postView);
}

/** The same as an alias: it waits. */
export async function writeAsAliasWith(
  by: Insider,
  threadId: string,
  ...pictures: UnsentPicture[]
): Promise<WaitingView> {
  const given = pictures.map(({ id }) => ({ id, description: null }));
  const post = { key: randomUUID(), text: 'Look.', as: 'alias', pictures: given };
  return expected(201, await by.post(`/api/threads/${threadId}/posts`, post)).as(waitingView);
}

/** The API's address of a picture in a post. */
export const inPost = (post: PostView, size = 'small', index = 0): string =>
  `/api/posts/${post.id}/pictures/${post.pictures[index]?.id ?? ''}/${size}`;
