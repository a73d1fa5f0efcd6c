import { waitUntil } from '@throughline/testing';
import type { Chance } from './chance';
import type { House, TwoServers } from './two-servers';
import type { WritingRound } from './writer';

/** What happens to a running house, and is made good again. */
export interface Fault {
  name: string;
  /** Settles when all is well again. */
  inflict(): Promise<void>;
}

const patience = 60_000;

/** The kinds of faults that can be inflicted on these servers; each lasts until it has had an effect, not for a time. */
export function kindsOfFaults(servers: TwoServers, round: WritingRound, chance: Chance): Fault[] {
  const { first, second, disk } = servers;
  const lines = servers.all.map(({ line }) => line);
  const killed = (...which: (House | 'engine')[]) => servers.kill(...which);
  const lost = (what: 'frames' | 'answers') => lines.reduce((sum, line) => sum + line.lost[what], 0);

  const more = (count: number, what: string, counted: () => number) => {
    const enough = counted() + count;
    return waitUntil(`${count} more ${what}`, () => counted() >= enough, patience);
  };
  const acknowledged = (count: number) => more(count, 'posts are acknowledged', () => round.acknowledged);
  const unanswered = (count: number) => more(count, 'posts are not answered', () => round.unanswered);

  const faults: Fault[] = [
    { name: 'the second server killed', inflict: () => killed(second) },
    { name: 'the first server killed', inflict: () => killed(first) },
    { name: 'the database killed', inflict: () => killed('engine') },
    { name: 'the first server and the database killed', inflict: () => killed(first, 'engine') },
    { name: 'everything killed', inflict: () => killed(first, second, 'engine') },
    {
      name: 'sockets cut',
      inflict: async () => {
        for (let times = 0; times < 3; times += 1) {
          for (const line of lines) line.cut();
          await acknowledged(3);
        }
      },
    },
    {
      name: '30 % of frames dropped',
      inflict: async () => {
        for (const line of lines) line.weaken({ dropFrames: 0.3 });
        await more(20, 'frames are dropped', () => lost('frames'));
      },
    },
    {
      name: 'answers lost after the write',
      inflict: async () => {
        for (const line of lines) line.weaken({ loseAnswers: 0.5 });
        await more(10, 'answers are lost', () => lost('answers'));
      },
    },
    {
      name: 'writes cut between a post and its entry in the log',
      inflict: async () => {
        servers.cutBetween(0.5);
        await unanswered(5);
        servers.cutBetween(0);
        await acknowledged(5);
      },
    },
    {
      name: 'both servers appending to one stream',
      inflict: async () => {
        round.onlyThread = chance.pick(round.threads);
        await acknowledged(40);
      },
    },
  ];
  for (const offset of ['+1h', '-1h']) {
    for (const { name, server, clock } of servers.all) {
      if (!clock) continue;
      faults.push({
        name: `the ${name} server's clock at ${offset}`,
        inflict: async () => {
          clock.set(offset);
          await waitUntil('its clock is moved', async () => Math.abs(await clockOf(server.url)) > 3_000_000, patience);
          await acknowledged(20);
          clock.set('+0');
          await waitUntil('its clock is right', async () => Math.abs(await clockOf(server.url)) < 600_000, patience);
        },
      });
    }
  }
  const clocks = servers.all.flatMap(({ clock }) => clock ?? []);
  if (clocks.length > 0)
    faults.push({
      name: 'both servers killed with their clocks at +1h',
      inflict: async () => {
        for (const clock of clocks) clock.set('+1h');
        for (const { server } of servers.all)
          await waitUntil('its clock is moved', async () => (await clockOf(server.url)) > 3_000_000, patience);
        await acknowledged(20);
        await killed(first, second);
        for (const clock of clocks) clock.set('+0');
      },
    });
  if (disk)
    faults.push({
      name: 'disk full',
      inflict: async () => {
        disk.fill();
        await unanswered(5);
        disk.free();
      },
    });
  return faults.map(({ name, inflict }) => ({
    name,
    inflict: async () => {
      await inflict();
      for (const line of lines) line.heal();
      round.onlyThread = undefined;
      await servers.bringUp();
    },
  }));
}

/** So many faults, of every kind about equally often, in an order that chance gives. */
export function chooseFaults(kinds: readonly Fault[], count: number, chance: Chance): Fault[] {
  const rounds = Array.from({ length: Math.ceil(count / kinds.length) }, () => chance.shuffled(kinds));
  return chance.shuffled(rounds.flat().slice(0, count));
}

/** By how many milliseconds a server's clock differs from ours; 0 where it does not say. */
async function clockOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/health/live`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  const date = Date.parse(answer?.headers.get('date') ?? '');
  return Number.isNaN(date) ? 0 : date - Date.now();
}
