import { createHistogram } from 'node:perf_hooks';
import { Pool } from 'undici';
import { cpuOf } from './process-figures';

/** A request, and the status that it must be answered with. */
export interface Asking {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  status: number;
}

/** How a server bore a load. */
export interface Borne {
  perSecond: number;
  /** How long an answer took, in milliseconds: half of them less, and all but one in a hundred. */
  p50: number;
  p99: number;
  /** Processor time of the server (and of other processes named) for one answer, in milliseconds. */
  cpu: number;
}

const warmFor = 1_000;
const measureFor = 3_000;

/**
 * Asks a server without pause, so many requests at a time, first for a second that does not count. Fails at the first answer
 * with another status than it should have.
 */
export async function bear(
  { url, pids }: { url: string; pids: readonly number[] },
  atATime: number,
  next: (asker: number) => Asking,
): Promise<Borne> {
  const pool = new Pool(url, { connections: atATime, pipelining: 1 });
  const histogram = createHistogram({ highest: 60_000_000_000 });
  const cpuOfAll = () => pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
  const one = async (asker: number): Promise<void> => {
    const { status, ...asking } = next(asker);
    const answer = await pool.request(asking);
    if (answer.statusCode !== status)
      throw new Error(`${asking.method} ${asking.path}: ${answer.statusCode} ${await answer.body.text()}`);
    await answer.body.dump();
  };
  const all = async (milliseconds: number): Promise<void> => {
    const end = performance.now() + milliseconds;
    await Promise.all(
      Array.from({ length: atATime }, async (_, asker) => {
        while (performance.now() < end) {
          const before = process.hrtime.bigint();
          await one(asker);
          histogram.record(process.hrtime.bigint() - before);
        }
      }),
    );
  };
  try {
    await all(warmFor);
    histogram.reset();
    const [began, cpuBefore] = [performance.now(), cpuOfAll()];
    await all(measureFor);
    const seconds = (performance.now() - began) / 1_000;
    return {
      perSecond: histogram.count / seconds,
      p50: histogram.percentile(50) / 1e6,
      p99: histogram.percentile(99) / 1e6,
      cpu: (cpuOfAll() - cpuBefore) / histogram.count,
    };
  } finally {
    await pool.destroy();
  }
}
