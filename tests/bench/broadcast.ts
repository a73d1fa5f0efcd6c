import { createHistogram } from 'node:perf_hooks';
import { io, type Socket } from 'socket.io-client';
import { cpuOf } from './process-figures';

/** How something that was sent once reached many. */
export interface Reached {
  /** From sending it until one of them had it, in milliseconds. */
  p50: number;
  p99: number;
  /** Processor time of the server for all of them together, above what it takes at rest, in milliseconds. */
  cpu: number;
  /** Until who sent it had their answer, in milliseconds. */
  answered: number;
}

const times = 12;
const pause = 250;
const connectAtATime = 50;

/** Connects somebody with each of these headers, by websocket alone. */
export async function connectAll(
  url: string,
  headers: readonly Record<string, string>[],
  joined: (socket: Socket) => Promise<unknown>,
): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let from = 0; from < headers.length; from += connectAtATime)
    await Promise.all(
      headers.slice(from, from + connectAtATime).map(async (extraHeaders) => {
        const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
        await new Promise<void>((connected, refused) => {
          socket.once('connect', connected);
          socket.once('connect_error', refused);
        });
        await joined(socket);
        sockets.push(socket);
      }),
    );
  return sockets;
}

/** Sends a dozen times, and each time waits until every socket has it. */
export async function broadcast(
  pid: number,
  sockets: readonly Socket[],
  send: () => Promise<unknown>,
): Promise<Reached> {
  const histogram = createHistogram();
  let sentAt = 0;
  let missing = 0;
  let allHaveIt = () => undefined as void;
  const had = () => {
    histogram.record(Math.max(1, Math.round((performance.now() - sentAt) * 1_000)));
    missing -= 1;
    if (missing === 0) allHaveIt();
  };
  for (const socket of sockets) socket.on('change', had);
  const once = async (): Promise<number> => {
    missing = sockets.length;
    const reached = new Promise<void>((done) => (allHaveIt = done));
    sentAt = performance.now();
    await send();
    const answered = performance.now() - sentAt;
    await reached;
    return answered;
  };
  const rest = () => new Promise((over) => setTimeout(over, pause));
  // Two that do not count: the code is warm then, and so are the lines.
  for (let warm = 0; warm < 2; warm += 1) await once();
  histogram.reset();

  const [restBegan, restCpu] = [performance.now(), cpuOf(pid)];
  for (let count = 0; count < times; count += 1) await rest();
  const atRest = (cpuOf(pid) - restCpu) / (performance.now() - restBegan);

  const [began, before] = [performance.now(), cpuOf(pid)];
  const answers: number[] = [];
  for (let count = 0; count < times; count += 1) {
    answers.push(await once());
    await rest();
  }
  const cpu = (cpuOf(pid) - before - atRest * (performance.now() - began)) / times;
  for (const socket of sockets) socket.off('change', had);
  answers.sort((one, other) => one - other);
  return {
    p50: histogram.percentile(50) / 1_000,
    p99: histogram.percentile(99) / 1_000,
    cpu,
    answered: answers[Math.floor(answers.length / 2)] ?? NaN,
  };
}
