import type { Figure, Target } from './line';

/** A figure over several rounds. */
export interface Median extends Figure {
  /** How many times the bare server's, in the same round. */
  timesBare?: number;
  missed: boolean;
}

/** The middle one of each figure; of two middle ones, the lower. */
export function mediansOf(rounds: readonly (readonly Figure[])[]): Median[] {
  return (rounds[0] ?? []).map((first, index) => {
    const measured = rounds.flatMap((round) => round[index] ?? []);
    const { what, target } = first;
    const ours = middle(measured.map((figure) => figure.ours));
    if (first.bare === undefined) return { what, ours, ...(target ? { target } : {}), missed: isMissed(target, ours) };
    const bare = middle(measured.map((figure) => figure.bare ?? NaN));
    const timesBare = middle(measured.map((figure) => figure.ours / (figure.bare ?? NaN)));
    const missed = isMissed(target, ours, timesBare);
    return { what, ours, bare, timesBare, ...(target ? { target } : {}), missed };
  });
}

function middle(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? NaN;
}

function isMissed(target: Target | undefined, ours: number, timesBare = NaN): boolean {
  const { timesBareAtLeast = -Infinity, timesBareAtMost = Infinity, atMost = Infinity } = target ?? {};
  return ours > atMost || timesBare < timesBareAtLeast || timesBare > timesBareAtMost;
}

/** A line of the table as text. */
export function table(figures: readonly Median[], work: string): string {
  const rows = figures.map(({ what, ours, bare, timesBare, target, missed }) =>
    [
      `  ${what.padEnd(44)}`,
      shown(ours).padStart(9),
      (bare === undefined ? '' : `bare ${shown(bare)}`).padStart(15),
      (timesBare === undefined ? '' : `${timesBare.toFixed(2)} ×`).padStart(9),
      `  ${target ? `${sentence(target)}${missed ? '  MISSED' : ''}` : ''}`,
    ].join(''),
  );
  return [`\n${work}`, ...rows].join('\n');
}

function sentence({ timesBareAtLeast, timesBareAtMost, atMost }: Target): string {
  return [
    timesBareAtLeast === undefined ? '' : `≥ ${timesBareAtLeast} ×`,
    timesBareAtMost === undefined ? '' : `≤ ${timesBareAtMost} ×`,
    atMost === undefined ? '' : `≤ ${atMost}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
