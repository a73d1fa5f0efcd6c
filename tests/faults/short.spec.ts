import { runFaults, type FaultRun } from './fault-run';
import { report } from './report';

/** The long form is `npm run test:faults`; it moves clocks and fills a disk too. */
const seed = 12;

/** Fails with the whole report where anything is wrong. */
function expectRight(run: FaultRun): void {
  if (run.verdict.findings.length > 0) throw new Error(`seed ${seed}\n${report(run)}`);
}

test('R12 through kills, cuts and losses, nothing is lost, shown twice, out of order or left out', async () => {
  const run = await runFaults({ seed, posts: 500, faults: 10, clients: 6, threads: 4 });
  expectRight(run);
  // It was a run: every kind of fault happened, and posts got through between them.
  expect(run.inflicted.size).toBe(10);
  expect(run.lost.frames).toBeGreaterThan(0);
  expect(run.lost.answers).toBeGreaterThan(0);
  const { writings, followings } = run.history;
  expect(writings.filter(({ outcome }) => outcome === 'acknowledged').length).toBeGreaterThan(250);
  expect(followings).toHaveLength(8);
  // Readers were shown posts live, and not only by fetching anew.
  for (const { stretches } of followings) expect(stretches.flatMap(({ came }) => came).length).toBeGreaterThan(10);
}, 120_000);
