import {
  beginTheme,
  beginThread,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  waitUntil,
} from '@throughline/testing';
import { communityView, threadPage } from '@throughline/contracts';
import { ask } from './asking';
import { Chance } from './chance';
import { checkHistory, type Verdict } from './check-history';
import { chooseFaults, kindsOfFaults } from './faults';
import { Follower } from './follower';
import type { FreshLoad, History, Writing } from './history';
import { loadThread, shown } from './pages';
import { type House, TwoServers } from './two-servers';
import { writeOn, writeOnce, type WritingRound } from './writer';

export interface FaultRunOptions {
  seed: number;
  /** How many posts are sent at least. */
  posts: number;
  faults: number;
  clients: number;
  threads: number;
  /** Moves clocks too, where the machine lets us. */
  clocks?: boolean;
  /** Keeps the data on a small disk in memory, and fills it, where the machine lets us. */
  smallDisk?: boolean;
  /** The share of posts that are never sent again when no answer came. */
  givesUp?: number;
  /** Only faults of these names. */
  only?: readonly string[];
  /** No faults of these names. */
  without?: readonly string[];
  /** A program that makes the servers break a promise. */
  planted?: string;
  /** How long readers have to come to rest when all is over, in milliseconds. */
  restWithin?: number;
  say?: (line: string) => void;
}

export interface FaultRun {
  history: History;
  verdict: Verdict;
  /** How often each kind of fault was inflicted. */
  inflicted: ReadonlyMap<string, number>;
  /** Answers to posts other than “it stands”, and how often each came. */
  answers: ReadonlyMap<string, number>;
  lost: { frames: number; answers: number; connections: number };
  notes: readonly string[];
  seconds: number;
}

/** Writes and reads through faults, and holds what clients and readers noted against what is there in the end. */
export async function runFaults(options: FaultRunOptions): Promise<FaultRun> {
  const { say = () => undefined, restWithin = 30_000 } = options;
  const startedAt = performance.now();
  const chance = new Chance(options.seed);
  const { planted, clocks = false, smallDisk = false } = options;
  // The order of faults is chance's alone; what happens on the lines must not draw from the same numbers.
  const servers = await TwoServers.start({ chance: new Chance(options.seed + 1), planted, clocks, smallDisk });
  const followers: Follower[] = [];
  const stop = new AbortController();
  try {
    const { people, threads, beginnings } = await furnish(servers, options);
    const round: WritingRound = {
      threads,
      lines: servers.all.map(({ line }) => line.url),
      givesUp: options.givesUp ?? 0.15,
      chance: new Chance(options.seed + 2),
      writings: beginnings,
      acknowledged: 0,
      unanswered: 0,
      answers: new Map(),
      onlyThread: undefined,
      get over() {
        return stop.signal.aborted;
      },
    };
    threads.forEach((thread, index) => {
      servers.all.forEach(({ name, line }, which) => {
        const person = people[(2 * index + which) % people.length] as Insider;
        followers.push(new Follower(line.url, person, `reader ${index + 1} at the ${name} server`, thread));
      });
    });
    await waitUntil('every reader has a page', () => followers.every(({ fetches }) => fetches > 0));

    const { only, without = [] } = options;
    const kinds = kindsOfFaults(servers, round, chance).filter(
      ({ name }) => (only?.includes(name) ?? true) && !without.includes(name),
    );
    const faults = chooseFaults(kinds, options.faults, chance);
    const writing = Promise.all(people.map((person, index) => writeOn(person, `w${index + 1}`, round)));
    const inflicted = new Map<string, number>();
    for (const [index, fault] of faults.entries()) {
      const due = Math.floor((options.posts * (index + 1)) / (faults.length + 1));
      await waitUntil(`${due} posts were sent`, () => round.writings.length >= due, 600_000);
      say(`${String(index + 1).padStart(4)}  ${round.writings.length} posts  ${fault.name}`);
      await fault.inflict();
      inflicted.set(fault.name, (inflicted.get(fault.name) ?? 0) + 1);
    }
    await waitUntil('all posts were sent', () => round.writings.length >= options.posts, 600_000);
    stop.abort();
    await writing;
    say('All is written; readers come to rest.');
    const reader = people[0] as Insider;
    const load = (houses: readonly House[]) => loadFresh(houses, reader, threads);
    const rest = async (stored: readonly FreshLoad[]) =>
      comeToRest(followers, stored, () => load(servers.all), restWithin);
    await rest(await load([servers.first]));
    await leaveLastWords(servers, people, round);
    // What a server kept in mind may be out of date, so the others are held against what a newcomer shows.
    const stored = await servers.withNewcomer((newcomer) => load([newcomer]));
    await rest(stored);
    const fresh = [...stored, ...(await load(servers.all))];
    for (const follower of followers) await follower.stop();
    const history = { writings: round.writings, followings: followers.map(({ following }) => following), fresh };
    const lost = { frames: 0, answers: 0, connections: 0 };
    for (const { line } of servers.all)
      for (const what of ['frames', 'answers', 'connections'] as const) lost[what] += line.lost[what];
    const seconds = (performance.now() - startedAt) / 1_000;
    const { answers } = round;
    for (const trouble of servers.troubles()) servers.notes.push(`A server answered “broken”: ${trouble}`);
    return { history, verdict: checkHistory(history), inflicted, answers, lost, notes: servers.notes, seconds };
  } catch (error) {
    throw new Error(`${String(error)}\n${servers.output()}`, { cause: error });
  } finally {
    stop.abort();
    for (const follower of followers) await follower.stop();
    await servers.stop();
  }
}

/** Lets people join and begins the threads; each begins with a post that is as good as any other. */
async function furnish(servers: TwoServers, options: FaultRunOptions) {
  // Each server prints a link when it starts, and the later one holds.
  const founder = await foundCommunity(servers.second.server);
  // What is set on one server is true on the other within seconds; until then it would hold back what is written by somebody new.
  await waitUntil('both servers know that nothing waits because its writer is new', async () =>
    (await Promise.all(servers.all.map(({ server }) => ask(server.url, founder, '/api/community')))).every(
      (answer) => expected(200, answer).as(communityView).newMemberPosts === 0,
    ),
  );
  // Members: a moderator's session ends when it was not used for an hour, so also when a clock is moved by one.
  const people: Insider[] = [];
  while (people.length < options.clients) people.push(await inviteAndJoin(founder, `Client ${people.length + 1}`));
  const theme = await beginTheme(founder);
  const threads: string[] = [];
  const beginnings: Writing[] = [];
  while (threads.length < options.threads) {
    const word = `beginning-${threads.length + 1}`;
    const sentAt = performance.now();
    const thread = await beginThread(founder, theme, { title: `Thread ${threads.length + 1}`, text: word });
    expected(200, await founder.get(`/api/threads/${thread}/page?page=1`)).as(threadPage);
    beginnings.push({ thread, word, sentAt, outcome: 'acknowledged', acknowledgedAt: performance.now(), number: 1 });
    threads.push(thread);
  }
  return { people, threads, beginnings };
}

async function loadFresh(houses: readonly House[], reader: Insider, threads: readonly string[]): Promise<FreshLoad[]> {
  const fresh: FreshLoad[] = [];
  for (const { name, server } of houses) {
    for (const thread of threads) {
      // A server that is busy says so, and is asked again.
      const load = () => loadThread(server.url, reader, thread).catch(() => undefined);
      const { posts } = await waitUntil(`${name} shows a thread`, load, 60_000);
      fresh.push({ server: `the ${name} server`, thread, posts: posts.map(shown) });
    }
  }
  return fresh;
}

/** The last post of every thread is left without its entry in the log, and nothing comes after it that would find it. */
async function leaveLastWords(servers: TwoServers, people: readonly Insider[], round: WritingRound): Promise<void> {
  servers.cutBetween(1);
  const leaving = round.threads.map((thread, index) => {
    const person = people[index % people.length] as Insider;
    return writeOnce(person, `last-${index + 1}`, thread, { ...round, givesUp: 1 });
  });
  await Promise.all(leaving);
  servers.cutBetween(0);
}

/** Waits until every reader's page, and a fresh load from each server, is what is stored; else the check says what they lack. */
async function comeToRest(
  followers: readonly Follower[],
  stored: readonly FreshLoad[],
  load: () => Promise<FreshLoad[]>,
  restWithin: number,
): Promise<void> {
  const pages = new Map(stored.map(({ thread, posts }) => [thread, JSON.stringify(posts)]));
  const isStored = ({ thread, posts }: Pick<FreshLoad, 'thread' | 'posts'>) =>
    pages.get(thread) === JSON.stringify(posts);
  const isAtRest = async () => {
    for (const follower of followers) await follower.settle();
    return followers.every(({ thread, page }) => isStored({ thread, posts: page })) && (await load()).every(isStored);
  };
  await waitUntil('every page is at rest', isAtRest, restWithin).catch(() => undefined);
}
