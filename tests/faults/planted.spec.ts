import { type FaultRun, runFaults } from './fault-run';
import { type PlantedFault, programOf } from './planted';
import { report } from './report';

/** Longer than a sound server needs for what was left to it; one with a planted fault lets it pass. */
const longEnough = 8_000;

function run(planted: PlantedFault | undefined, only: readonly string[], restWithin: number): Promise<FaultRun> {
  return runFaults({
    seed: 7,
    posts: 60,
    faults: only.length,
    clients: 3,
    threads: 4,
    only,
    planted: planted && programOf(planted),
    restWithin,
  });
}

/** Each promise that is broken, the faults that show it, how long readers have, and what is said of it. */
const broken: [planted: PlantedFault, faults: readonly string[], restWithin: number, said: RegExp][] = [
  ['early-answer', ['the second server killed'], 0, /^lost: .* is not on a fresh load/],
  ['stale-page', [], 0, /^lost: .* is not on a fresh load/],
  ['skipped-sweep', [], longEnough, /^differs: “last-.* is not on the page of reader/],
];

test.each(broken)(
  'R12 a run fails with a server that has this planted: %s',
  async (planted, only, restWithin, said) => {
    const { verdict } = await run(planted, only, restWithin);
    expect(verdict.findings.map(({ wrong, words }) => `${wrong}: ${words}`)).toContainEqual(
      expect.stringMatching(said),
    );
  },
  120_000,
);

test('R12 the same run succeeds with a server that has nothing planted', async () => {
  const ended = await run(undefined, [], longEnough);
  if (ended.verdict.findings.length > 0) throw new Error(report(ended));
}, 120_000);
