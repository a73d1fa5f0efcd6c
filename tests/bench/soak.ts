import { randomUUID } from 'node:crypto';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Change, PostView } from '@throughline/contracts';
import { type BuiltServer, expected, type Insider } from '@throughline/testing';
import { threadPage } from '@throughline/contracts';
import type { Socket } from 'socket.io-client';
import { connectAll } from './broadcast';
import { newThread, usualText } from './discussions';
import { memoryOf } from './process-figures';
import { Stage } from './stage';

/** From a post to every socket, at most. */
const p99AtMost = 500;
const overloadSeconds = 30;
const recoversWithin = 10_000;
const recovered = 1_000;

/** What was sent while a phase lasted, and how it went. */
interface Phase {
  sent: number;
  acknowledged: number;
  shed: number;
}

/** `npm run test:soak`: answers the code to leave with. */
export async function main(given: string[]): Promise<number> {
  const { values } = parseArgs({
    args: given,
    options: {
      minutes: { type: 'string', default: '10' },
      sockets: { type: 'string', default: '1000' },
      posts: { type: 'string', default: '5' },
      // How many times that load comes afterwards, for half a minute.
      times: { type: 'string', default: '10' },
    },
  });
  const stage = new Stage();
  try {
    const run = await Soak.on(stage, Number(values.sockets));
    return await run.all(Number(values.minutes), Number(values.posts), Number(values.times));
  } finally {
    await stage.leave();
  }
}

/** Many sockets in one thread, each of an account of its own, and people who write at a steady pace whatever happens. */
class Soak {
  private readonly histogram = createHistogram();
  private readonly sentAt = new Map<string, number>();
  private readonly acknowledged = new Set<string>();
  private reached = 0;
  private cutOff = 0;

  private constructor(
    private readonly server: BuiltServer,
    private readonly members: readonly Insider[],
    private readonly thread: string,
    private readonly sockets: readonly Socket[],
  ) {
    for (const socket of sockets) {
      socket.on('change', (change: Change) => this.heard(change));
      socket.on('disconnect', () => (this.cutOff += 1));
    }
  }

  static async on(stage: Stage, count: number): Promise<Soak> {
    const server = await stage.server();
    const members = await stage.members(count);
    const thread = await newThread(stage);
    const stream = `thread:${thread}`;
    const sockets = await connectAll(
      server.url,
      members.map(({ cookie }) => ({ origin: server.url, cookie })),
      (socket) => socket.timeout(20_000).emitWithAck('join', { stream, cursor: { epoch: '', seq: 0 } }),
    );
    console.log(`${sockets.length} sockets, ${memoryOf(server.pid).toFixed(0)} MB`);
    return new Soak(server, members, thread, sockets);
  }

  async all(minutes: number, posts: number, overload: number): Promise<number> {
    const missed: string[] = [];
    const memory: number[] = [];
    for (let minute = 1; minute <= minutes; minute += 1) {
      this.histogram.reset();
      const phase = await this.write(posts, 60);
      const p99 = this.histogram.percentile(99) / 1_000;
      memory.push(memoryOf(this.server.pid));
      this.say(`minute ${minute}`, phase);
      if (p99 >= p99AtMost) missed.push(`p99 of ${p99.toFixed(0)} ms in minute ${minute}`);
      if (phase.shed > 0) missed.push(`${phase.shed} posts refused in minute ${minute}`);
    }
    // The first two minutes fill what is meant to be filled.
    const [early = NaN, late = NaN] = [memory[Math.min(2, memory.length - 1)], memory.at(-1)];
    if (late > early * 1.1) missed.push(`memory went from ${early.toFixed(0)} to ${late.toFixed(0)} MB`);

    this.histogram.reset();
    this.say(`${overload} times the load`, await this.write(posts * overload, overloadSeconds));
    const beginning = performance.now();
    const takes = await this.timeOfOnePost();
    const after = performance.now() - beginning;
    console.log(
      `afterwards one post took ${takes.toFixed(0)} ms to be answered and shown, ${after.toFixed(0)} ms later`,
    );
    if (after > recoversWithin) missed.push(`recovered only after ${after.toFixed(0)} ms`);
    missed.push(...(await this.lost()));
    console.log(missed.length === 0 ? 'All as it should be.' : missed.join('\n'));
    return missed.length === 0 ? 0 : 1;
  }

  /** Writes so many posts a second, whether the ones before are answered or not. */
  private async write(perSecond: number, seconds: number): Promise<Phase> {
    const phase: Phase = { sent: 0, acknowledged: 0, shed: 0 };
    const under: Promise<void>[] = [];
    const began = performance.now();
    while (phase.sent < perSecond * seconds) {
      under.push(this.post(phase));
      phase.sent += 1;
      await wait(Math.max(0, began + (phase.sent * 1_000) / perSecond - performance.now()));
    }
    await Promise.all(under);
    return phase;
  }

  private async post(phase: Phase): Promise<void> {
    const by = this.members[phase.sent % this.members.length] as Insider;
    const word = `word-${randomUUID()}`;
    this.sentAt.set(word, performance.now());
    try {
      const post = { key: word, text: `${word} ${usualText}`, as: 'self' };
      const { status, text } = await by.post(`/api/threads/${this.thread}/posts`, post);
      if (status === 201) {
        phase.acknowledged += 1;
        this.acknowledged.add(word);
      } else if (status === 503 || status === 429) phase.shed += 1;
      else throw new Error(`${status} ${text}`);
    } catch (error) {
      // A line that broke under the load: not known, as in life.
      if (!(error instanceof TypeError)) throw error;
      phase.shed += 1;
    }
  }

  private heard({ data }: Change): void {
    const word = /word-[0-9a-f-]+/.exec((data as PostView | null)?.bodyHtml ?? '')?.[0];
    const sentAt = word === undefined ? undefined : this.sentAt.get(word);
    if (sentAt === undefined) return;
    this.reached += 1;
    this.histogram.record(Math.max(1, Math.round((performance.now() - sentAt) * 1_000)));
  }

  /** Writes single posts until one is answered and shown as quickly as usual; answers how long that one took. */
  private async timeOfOnePost(): Promise<number> {
    for (;;) {
      const before = this.reached;
      const began = performance.now();
      const { acknowledged } = await this.write(1, 1);
      const open = this.sockets.filter(({ connected }) => connected).length;
      while (this.reached - before < open && performance.now() - began < recoversWithin) await wait(10);
      const took = this.histogram.max / 1_000;
      this.histogram.reset();
      if (acknowledged === 1 && this.reached - before >= open && took < recovered) return took;
      if (performance.now() - began > 60_000) return NaN;
    }
  }

  private say(what: string, { sent, acknowledged, shed }: Phase): void {
    const [p50, p99] = [50, 99].map((share) => (this.histogram.percentile(share) / 1_000).toFixed(0));
    const memory = memoryOf(this.server.pid).toFixed(0);
    console.log(
      `${what}: ${sent} sent, ${acknowledged} acknowledged, ${shed} refused; p50 ${p50} ms, p99 ${p99} ms; ` +
        `${memory} MB; ${this.cutOff} sockets cut off so far`,
    );
  }

  /** What was acknowledged and is not on the thread's pages, or there twice. */
  private async lost(): Promise<string[]> {
    const reader = this.members[0] as Insider;
    const found = new Map<string, number>();
    for (let page = 1, count = 1; page <= count; page += 1) {
      const read = await reader.get(`/api/threads/${this.thread}/page?page=${page}`);
      const { posts, page: place } = expected(200, read).as(threadPage);
      count = place.count;
      for (const { bodyHtml } of posts)
        for (const [word] of bodyHtml.matchAll(/word-[0-9a-f-]+/g)) found.set(word, (found.get(word) ?? 0) + 1);
    }
    const missing = [...this.acknowledged].filter((word) => !found.has(word));
    const twice = [...found.values()].filter((times) => times > 1);
    console.log(`${this.acknowledged.size} acknowledged, ${missing.length} lost, ${twice.length} twice`);
    return missing.length + twice.length > 0 ? ['Something was lost, or is there twice.'] : [];
  }
}
