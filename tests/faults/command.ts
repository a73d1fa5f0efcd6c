import { parseArgs } from 'node:util';
import { runFaults } from './fault-run';
import { plantedFaults, programOf } from './planted';
import { report } from './report';

/** The long form, as `npm run test:faults` runs it; answers the code to leave with. */
export async function main(given: string[]): Promise<number> {
  const { values } = parseArgs({
    args: given,
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      posts: { type: 'string', default: '10000' },
      faults: { type: 'string', default: '100' },
      only: { type: 'string', multiple: true },
      without: { type: 'string', multiple: true },
      planted: { type: 'string' },
      'large-disk': { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const planted = plantedFaults.find((name) => name === values.planted);
  if (values.planted !== undefined && !planted) throw new Error(`Planted can be: ${plantedFaults.join(', ')}.`);
  console.log(`seed ${seed} (again with: npm run test:faults -- --seed ${seed})`);
  const run = await runFaults({
    seed,
    posts: Number(values.posts),
    faults: Number(values.faults),
    clients: 20,
    threads: 20,
    clocks: true,
    smallDisk: !values['large-disk'],
    only: values.only,
    without: values.without,
    planted: planted && programOf(planted),
    say: (line) => console.log(line),
  });
  console.log(`\n${report(run)}\nseed ${seed}`);
  return run.verdict.findings.length === 0 ? 0 : 1;
}
