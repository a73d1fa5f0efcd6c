import type { BuiltServer, Insider } from '@throughline/testing';
import { threadOf } from './discussions';
import type { Figure, Target } from './line';
import { bear, type Borne } from './load';
import type { Stage } from './stage';

/** The last page of a long thread, which is where people come back to: twenty posts. */
const posts = 1_020;
const lastPage = 21;

/** The page of a thread as JSON or HTML, ten at a time for ten readers, and a bare server that answers the same bytes. */
export async function pageFigures(
  stage: Stage,
  server: BuiltServer,
  form: 'json' | 'page',
  targets: { rate?: Target; cpu?: Target },
): Promise<Figure[]> {
  const thread = await threadOf(stage, posts);
  const readers = (await stage.members(20)).slice(10);
  const path = form === 'json' ? `/api/threads/${thread}/page?page=${lastPage}` : `/t/${thread}?page=${lastPage}`;
  const headersOf = (reader: Insider) => ({ cookie: reader.cookie, accept: form === 'json' ? '*/*' : 'text/html' });
  const ours = await bear({ url: server.url, pids: [server.pid] }, 10, (asker) => ({
    method: 'GET',
    path,
    headers: headersOf(readers[asker] as Insider),
    status: 200,
  }));

  const [reader] = readers as [Insider];
  const { text } = await reader.send('GET', path, { headers: { accept: headersOf(reader).accept } });
  const bare = await stage.bare('http');
  await bare.answers(text);
  const without = await bear({ url: bare.url, pids: [bare.pid] }, 10, () => ({
    method: 'GET',
    path: `/${form}`,
    status: 200,
  }));
  return figures(ours, without, targets, Buffer.byteLength(text) / 1024);
}

function figures(ours: Borne, bare: Borne, targets: { rate?: Target; cpu?: Target }, kilobytes: number): Figure[] {
  return [
    {
      what: 'pages a second',
      ours: ours.perSecond,
      bare: bare.perSecond,
      ...(targets.rate ? { target: targets.rate } : {}),
    },
    {
      what: 'CPU of the server, ms a page',
      ours: ours.cpu,
      bare: bare.cpu,
      ...(targets.cpu ? { target: targets.cpu } : {}),
    },
    { what: 'p99, ms', ours: ours.p99, bare: bare.p99 },
    { what: 'size, KiB', ours: kilobytes },
  ];
}
