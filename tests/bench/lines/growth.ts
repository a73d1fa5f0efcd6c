import { beginTheme, beginThread, type Insider } from '@throughline/testing';
import { threadOf, usualText } from '../discussions';
import type { Figure, Line } from '../line';
import { bear } from '../load';
import type { Stage } from '../stage';

const timesAtMost = 1.5;

/** How many posts, and how many threads, cost is compared over. */
const lengths = [100, 1_000, 10_000];
const counts = [100, 10_000];

export const growth: Line = {
  name: 'growth',
  work: 'How cost grows: the first page of longer threads, and lists of more threads, nothing remembered',
  async measure(stage) {
    const figures: Figure[] = [];
    for (const length of lengths) {
      const thread = await threadOf(stage, length);
      figures.push(
        await cost(stage, `page of a thread of ${length}`, `/api/threads/${thread}/page?page=1`, figures[0]),
      );
    }
    const base = figures.length;
    for (const count of counts) {
      await threads(stage, count);
      figures.push(await cost(stage, `list of ${count} threads`, '/api/threads', figures[base]));
    }
    return figures;
  },
};

/** CPU of the server and of the database's engine together, held against that of the smallest. */
async function cost(stage: Stage, what: string, path: string, smallest: Figure | undefined): Promise<Figure> {
  const server = await stage.forgetful();
  const reader = (await stage.members(20))[10] as Insider;
  const asking = { method: 'GET', path, headers: { cookie: reader.cookie }, status: 200 } as const;
  const { cpu } = await bear({ url: server.url, pids: [server.pid, await stage.enginePid()] }, 4, () => asking);
  return {
    what: `CPU, ms: ${what}`,
    ours: cpu,
    ...(smallest ? { bare: smallest.ours, target: { timesBareAtMost: timesAtMost } } : {}),
  };
}

/** As many threads in all; made in a theme of their own. */
async function threads(stage: Stage, count: number): Promise<void> {
  await stage.once(`${count} threads`, async () => {
    const theme = await stage.once('theme of many', async () => beginTheme(await stage.founder(), 'A theme of many'));
    const members = await stage.members(10);
    const before = await stage.once('threads begun', async () => ({ count: 0 }));
    for (; before.count < count; before.count += members.length)
      await Promise.all(members.map((by) => beginThread(by, theme, { title: 'One of many', text: usualText })));
  });
}
