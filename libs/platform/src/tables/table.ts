/** What stands in a cell. Of several things, each has a row in a table of its own. */
export type Cell = string | number | boolean | null;

export const columnKinds = ['text', 'number', 'day', 'yes or no'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** What is told of a column, beside its cells. */
export interface ColumnSaid {
  name: string;
  kind: ColumnKind;
  meaning: string;
  /** Of what its numbers are; empty where it has none. */
  unit: string;
}

/** A column as it is declared, once: everything that is said of it, and its cell of a row. */
export interface Column<Row> {
  /** Text, where nothing is said. */
  kind?: ColumnKind;
  meaning: string;
  unit?: string;
  of: (row: Row) => Cell;
}

/** A tidy table: a row for each thing, a column for each thing that is said of it. */
export interface Table {
  /** Names its file: small letters and hyphens. */
  name: string;
  meaning: string;
  columns: readonly ColumnSaid[];
  rows: () => AsyncIterable<readonly Cell[]>;
}

/** Tables that go out together, and what has to be said with them. */
export interface TableSet {
  title: string;
  /** The day of which they are. */
  asAt: string;
  /** What is withheld, and why: a sentence or two each. */
  about: readonly string[];
  tables: readonly Table[];
}

/** Declares a table. Its rows are asked for as they are written, and never all held at once. */
export function table<Row>(said: {
  name: string;
  meaning: string;
  columns: Readonly<Record<string, Column<Row>>>;
  rows: () => AsyncIterable<Row> | Iterable<Row>;
}): Table {
  const { name, meaning, rows } = said;
  const columns = Object.entries(said.columns);
  return {
    name,
    meaning,
    columns: columns.map(([column, { kind = 'text', meaning: means, unit = '' }]) => ({
      name: column,
      kind,
      meaning: means,
      unit,
    })),
    async *rows() {
      for await (const row of rows()) yield columns.map(([, { of }]) => of(row));
    },
  };
}
