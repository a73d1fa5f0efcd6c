import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Figure, Line } from './line';
import { lines } from './lines';
import { machineLoad } from './process-figures';
import { Stage } from './stage';
import { type Median, mediansOf, table } from './table';

interface Measured {
  name: string;
  work: string;
  figures: Median[];
}

/** `npm run bench`; answers the code to leave with. Targets that are missed are said, and are no failure. */
export async function main(given: string[]): Promise<number> {
  const { values } = parseArgs({
    args: given,
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '3' },
      json: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  if (values.list) {
    for (const { name, work } of lines) console.log(`${name.padEnd(12)} ${work}`);
    return 0;
  }
  const unknown = values.only?.filter((name) => !lines.some((line) => line.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`No line is called ${unknown.join(', ')}. See --list.`);
  const chosen = lines.filter(({ name }) => values.only?.includes(name) ?? true);
  // Before anything of its own runs: above 1.0 others had work for the machine too, and the run is no evidence.
  const load = machineLoad();
  console.log(`load of the machine beforehand: ${load.toFixed(2)}${load > 1 ? ': no evidence' : ''}`);
  const stage = new Stage();
  const measured: Measured[] = [];
  try {
    for (const line of chosen) {
      const figures = await measure(line, stage, Number(values.rounds));
      measured.push({ name: line.name, work: line.work, figures });
      console.log(table(figures, line.work));
    }
  } finally {
    await stage.leave();
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ load, measured }, null, 2)}\n`);
  return 0;
}

async function measure({ measure: once }: Line, stage: Stage, rounds: number): Promise<Median[]> {
  const all: Figure[][] = [];
  while (all.length < rounds) all.push(await once(stage));
  return mediansOf(all);
}
