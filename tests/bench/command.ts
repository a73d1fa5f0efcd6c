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
  /** The machine's before each round: above 1.0 a run is no evidence. */
  load: number[];
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
  const stage = new Stage();
  const measured: Measured[] = [];
  try {
    for (const line of chosen) {
      measured.push(await measure(line, stage, Number(values.rounds)));
      console.log(table(measured.at(-1)?.figures ?? [], line.work, measured.at(-1)?.load ?? []));
    }
  } finally {
    await stage.leave();
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
  return 0;
}

async function measure({ name, work, measure: once }: Line, stage: Stage, rounds: number): Promise<Measured> {
  const all: Figure[][] = [];
  const load: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    load.push(machineLoad());
    all.push(await once(stage));
  }
  return { name, work, figures: mediansOf(all), load };
}
