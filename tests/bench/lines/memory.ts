import { setTimeout as wait } from 'node:timers/promises';
import { BareServer } from '../bare/bare-server';
import type { Line } from '../line';
import { memoryOf } from '../process-figures';

/** How long a server is left alone until it counts as at rest, in milliseconds. */
const restFor = 5_000;

export const memory: Line = {
  name: 'memory',
  work: 'Memory at rest, without the database’s engine',
  async measure(stage) {
    await stage.forgetful();
    const server = await stage.another();
    const bare = await BareServer.start('http');
    for (const url of [`${server.url}/api/health/ready`, `${bare.url}/json`]) await (await fetch(url)).text();
    await wait(restFor);
    const figure = {
      what: 'resident, MB',
      ours: memoryOf(server.pid),
      bare: memoryOf(bare.pid),
      target: { timesBareAtMost: 1.8 },
    };
    await server.stop();
    await bare.stop();
    return [figure];
  },
};
