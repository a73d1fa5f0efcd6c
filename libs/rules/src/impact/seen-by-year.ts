import { toldTable } from './small-numbers';

/** How many members said so of one note in one year. */
export interface SeenCount {
  noteId: string;
  year: number;
  count: number;
}

/** As it may be told: of each note by year, and over all notes; null is fewer than five, or a sum that would give such a number away. */
export interface SeenByYear {
  notes: { id: string; counts: (number | null)[] }[];
  totals: (number | null)[];
}

/** What members have seen, of these notes in these years. Of a note nobody has said it of, there is nothing. */
export function seenByYear(
  counts: readonly SeenCount[],
  notes: readonly string[],
  years: readonly number[],
): SeenByYear {
  const seen = notes.filter((id) => counts.some(({ noteId }) => noteId === id));
  const of = (id: string, year: number) => counts.find((one) => one.noteId === id && one.year === year)?.count ?? 0;
  const { rows, columnTotals } = toldTable(seen.map((id) => years.map((year) => of(id, year))));
  return {
    notes: seen.map((id, index) => ({ id, counts: rows[index] ?? [] })),
    totals: seen.length === 0 ? years.map(() => 0) : columnTotals,
  };
}
