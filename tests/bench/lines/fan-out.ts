import { type Insider, writePost } from '@throughline/testing';
import { request } from 'undici';
import { broadcast, connectAll } from '../broadcast';
import { newThread, usualText } from '../discussions';
import type { Line } from '../line';

const listeners = 1_000;

export const fanOut: Line = {
  name: 'fan-out',
  work: `From a post to ${listeners} sockets in its thread, each of an account of its own`,
  async measure(stage) {
    const server = await stage.server();
    const members = await stage.members(listeners);
    const thread = await newThread(stage);
    const [writer] = members as [Insider];
    let change: unknown;
    const sockets = await connectAll(
      server.url,
      members.map(({ cookie }) => ({ origin: server.url, cookie })),
      (socket) =>
        socket.timeout(20_000).emitWithAck('join', { stream: `thread:${thread}`, cursor: { epoch: '', seq: 0 } }),
    );
    sockets[0]?.once('change', (first: unknown) => (change = first));
    const ours = await broadcast(server.pid, sockets, () => writePost(writer, thread, usualText));
    for (const socket of sockets) socket.disconnect();

    const bare = await stage.bare('sockets');
    const bareSockets = await connectAll(
      bare.url,
      members.map(() => ({})),
      async () => undefined,
    );
    const body = JSON.stringify(change);
    const without = await broadcast(bare.pid, bareSockets, async () => {
      await (await request(bare.url, { method: 'POST', body })).body.dump();
    });
    for (const socket of bareSockets) socket.disconnect();
    return [
      { what: 'p99, ms', ours: ours.p99, bare: without.p99, target: { timesBareAtMost: 1.5 } },
      { what: 'p50, ms', ours: ours.p50, bare: without.p50 },
      { what: 'CPU of the server, ms a post', ours: ours.cpu, bare: without.cpu, target: { timesBareAtMost: 1.3 } },
      { what: 'until its author had the answer, ms', ours: ours.answered, bare: without.answered },
    ];
  },
};
