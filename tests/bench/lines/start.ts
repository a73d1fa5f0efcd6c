import { BareServer } from '../bare/bare-server';
import type { Line } from '../line';

export const start: Line = {
  name: 'start',
  work: 'From the start of the process to the first answer, beside a database that runs',
  async measure(stage) {
    // Its code was read from the disk before, and the database knows its indexes.
    await stage.forgetful();
    const beginning = performance.now();
    const server = await stage.another();
    const ours = performance.now() - beginning;
    await server.stop();

    const bareBeginning = performance.now();
    const bare = await BareServer.start('http');
    await (await fetch(`${bare.url}/json`)).text();
    const without = performance.now() - bareBeginning;
    await bare.stop();
    return [{ what: 'start, ms', ours, bare: without, target: { timesBareAtMost: 1.8 } }];
  },
};
