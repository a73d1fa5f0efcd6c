import { join } from 'node:path';

/** Programs that make a server break a promise, to show that a run notices. */
export const plantedFaults = ['early-answer', 'skipped-sweep', 'stale-page'] as const;
export type PlantedFault = (typeof plantedFaults)[number];

/** Where the program lies that is loaded into the servers. */
export function programOf(planted: PlantedFault): string {
  return join(__dirname, 'planted', `${planted}.cjs`);
}
