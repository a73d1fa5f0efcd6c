import { randomUUID } from 'node:crypto';
import { type Insider, writePost } from '@throughline/testing';
import { newThread, usualText } from './discussions';
import type { Figure } from './line';
import { type Asking, bear } from './load';
import type { Stage } from './stage';

/** Posts to a thread, so many at a time; the answer comes when the post is stored to last. */
export async function postFigures(
  stage: Stage,
  atATime: number,
  timesBareAtLeast: number,
  p50AtMost: number,
): Promise<Figure[]> {
  const server = await stage.server();
  const writers = await stage.members(10);
  const thread = await newThread(stage);
  const posting = (path: string, asker: number): Asking => ({
    method: 'POST',
    path,
    headers: {
      cookie: writers[asker]?.cookie ?? '',
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
    },
    body: JSON.stringify({ key: randomUUID(), text: usualText, as: 'self', replyTo: null }),
    status: 201,
  });
  const ours = await bear({ url: server.url, pids: [server.pid] }, atATime, (asker) =>
    posting(`/api/threads/${thread}/posts`, asker),
  );

  const answer = await writePost(writers[0] as Insider, thread, usualText);
  const bare = await stage.bare('http');
  await bare.answers(JSON.stringify(answer));
  const without = await bear({ url: bare.url, pids: [bare.pid] }, atATime, (asker) => posting('/take', asker));
  return [
    { what: 'posts a second', ours: ours.perSecond, bare: without.perSecond, target: { timesBareAtLeast } },
    { what: 'p50, ms', ours: ours.p50, bare: without.p50, target: { atMost: p50AtMost } },
    { what: 'p99, ms', ours: ours.p99, bare: without.p99 },
    { what: 'CPU of the server, ms a post', ours: ours.cpu, bare: without.cpu },
  ];
}
