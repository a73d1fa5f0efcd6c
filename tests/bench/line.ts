import type { Stage } from './stage';

/** What a figure must keep to: held against the bare server, or by itself in the figure's unit. */
export interface Target {
  timesBareAtLeast?: number;
  timesBareAtMost?: number;
  atMost?: number;
}

/** Something that was measured. */
export interface Figure {
  /** What of the work: `pages a second`, `CPU of the server, ms a page`. */
  what: string;
  ours: number;
  /** The same of a server that does nothing but answer, on the same machine in the same round. */
  bare?: number;
  target?: Target;
}

/** A line of the table: a piece of work whose cost matters. Each feature adds its own file to `lines/`. */
export interface Line {
  /** What `--only` calls it. */
  name: string;
  work: string;
  /** Measures once; what is needed is made on the stage, which stays for the next round. */
  measure(stage: Stage): Promise<Figure[]>;
}
