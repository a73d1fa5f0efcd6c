const timeOf = (on: string) => Date.parse(`${on}T12:00:00Z`);

/** Places of days along a line, from left to right: as far apart as they were, and never so near that what stands beside them meets. */
export function placesOf(days: readonly string[], from: number, to: number, apart: number): number[] {
  const [first, last] = [timeOf(days[0] ?? ''), timeOf(days.at(-1) ?? '')];
  const span = last - first || 1;
  const places: number[] = [];
  for (const on of days) {
    const raw = from + ((timeOf(on) - first) / span) * (to - from);
    places.push(Math.max(raw, (places.at(-1) ?? -apart) + apart));
  }
  // Pushed out at the end: then each gets the same room.
  const over = (places.at(-1) ?? 0) > to && days.length > 1;
  return over ? days.map((_, index) => from + (index / (days.length - 1)) * (to - from)) : places;
}
