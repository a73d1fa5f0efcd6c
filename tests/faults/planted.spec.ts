import type { Wrong } from './check-history';
import { type FaultRun, runFaults } from './fault-run';
import { type PlantedFault, programOf } from './planted';
import { report } from './report';

function run(planted: PlantedFault | undefined, only: readonly string[]): Promise<FaultRun> {
  return runFaults({
    seed: 7,
    posts: 80,
    faults: only.length,
    clients: 4,
    threads: 6,
    clocksAndDisk: false,
    only,
    planted: planted && programOf(planted),
    // Longer than a sound server needs; a run with a planted fault waits it out in vain.
    restWithin: 6_000,
  });
}

const kills = ['the first server killed', 'the second server killed'];

/** Each promise that is broken, the faults that show it, and what is called wrong then. */
const broken: [planted: PlantedFault, faults: readonly string[], wrong: Wrong][] = [
  ['early-answer', kills, 'lost'],
  ['skipped-sweep', [], 'differs'],
  ['stale-page', [], 'lost'],
];

test.each(broken)(
  'R12 a run fails with a server that has this planted: %s',
  async (planted, only, wrong) => {
    const ended = await run(planted, only);
    if (ended.verdict.counts[wrong] === 0) throw new Error(`Nothing is ${wrong}:\n${report(ended)}`);
  },
  120_000,
);

test('R12 the same run succeeds with a server that has nothing planted', async () => {
  const ended = await run(undefined, []);
  if (ended.verdict.findings.length > 0) throw new Error(report(ended));
}, 120_000);
