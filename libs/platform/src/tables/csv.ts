import { createRequire } from 'node:module';
import type * as Stringify from 'csv-stringify/sync';
import type { Cell, Table } from './table';

/** Loaded when the first table goes out. */
const library = () => createRequire(__filename)('csv-stringify/sync') as typeof Stringify;

/** Rows that are written in one piece. */
const together = 200;

/** What programs that show tables take for the beginning of a formula, also in the wide letters of East Asian keyboards. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A text that no such program takes for a formula: it has an apostrophe before it. */
export function safeText(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What was made safe, as it was before. */
export function unsafeText(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}

/**
 * A table as CSV (RFC 4180): UTF-8 with its mark, because spreadsheets read anything else as their own, lines that end in CR LF, every
 * text in quotation marks. A number is no text, and cannot be a formula.
 */
export async function* csvOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): AsyncGenerator<string> {
  const { stringify } = library();
  const lines = (some: readonly (readonly Cell[])[]) =>
    stringify(
      some.map((row) => row.map(cellText)),
      { record_delimiter: 'windows', quoted_string: true },
    );
  yield `\ufeff${lines([columns.map(({ name }) => name)])}`;
  let waiting: (readonly Cell[])[] = [];
  for await (const row of rows()) {
    waiting.push(row);
    if (waiting.length < together) continue;
    yield lines(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield lines(waiting);
}

function cellText(cell: Cell): string | number | null {
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return typeof cell === 'string' ? safeText(cell) : cell;
}
