import { fewPeople } from '@throughline/contracts/names';

/** A number about people, or null where it is too small to be told: from one to four of them. None is told: nobody is among them. */
export function tellable(count: number): number | null {
  return count > 0 && count < fewPeople ? null : count;
}

/** Numbers about people by group, and all of them together; null is "fewer than 5", or a sum that would give such a number away. */
export interface Told<Group extends string> {
  groups: Record<Group, number | null>;
  total: number | null;
}

/**
 * Numbers as they may be told. A sum is told only where each of its parts is: with one part missing, the missing one could be worked
 * out from the sum and the others (domain.md, "Numbers about people").
 */
export function toldByGroup<Group extends string>(counts: Readonly<Record<Group, number>>): Told<Group> {
  const parts = Object.entries(counts) as [Group, number][];
  const groups = Object.fromEntries(parts.map(([group, count]) => [group, tellable(count)])) as Told<Group>['groups'];
  return { groups, total: sumOf(Object.values(groups)) };
}

/** A table of numbers with its sums, by the same rule: rows, columns, and all. */
export interface ToldTable {
  rows: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
}

/** The same for a table: each row of it has the same columns. */
export function toldTable(counts: readonly (readonly number[])[]): ToldTable {
  const rows = counts.map((row) => row.map(tellable));
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? null));
  return { rows, rowTotals: rows.map(sumOf), columnTotals: columns.map(sumOf), total: sumOf(rows.flat()) };
}

function sumOf(parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return sum;
}
