import { createRequire } from 'node:module';
import type * as Parse from 'csv-parse/sync';
import { unsafeText } from './csv';

/** Loaded when the first table comes in. */
const library = () => createRequire(__filename)('csv-parse/sync') as typeof Parse;

export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

/** A row as it was written, with the line on which it begins. */
export interface ReadRow {
  line: number;
  cells: string[];
}

/** A table that was read; or on which line it cannot be, and why: nothing of it is used then. */
export type ReadTable =
  | { separator: Separator; rows: ReadRow[]; broken: null }
  | { separator: Separator; rows: []; broken: { line: number; message: string } };

/** Why a table cannot be read, by the codes of the library. */
const messages: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened here or later, and never closed.',
  CSV_INVALID_CLOSING_QUOTE: 'Something stands after a quotation mark that closes a cell.',
  INVALID_OPENING_QUOTE: 'There is a quotation mark in the middle of a cell.',
};

/**
 * Reads CSV as spreadsheets of any setting write it: cells apart by commas, semicolons or tabs, whichever its first line has most of; any
 * line ends; with a mark at its beginning or without. What was made safe from formulas is as it was before.
 */
export function readCsv(text: string): ReadTable {
  const separator = separatorOf(text);
  const options = {
    delimiter: separator,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
  } as const;
  try {
    const parsed = library().parse(text.replace(/\r\n?/g, '\n'), options) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    let line = 1;
    const rows = parsed.map(({ record, info }) => {
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      // Counted to the end of the row: it began before the breaks that stand in its cells.
      line = info.lines - breaks;
      return { line, cells: record.map((cell) => unsafeText(cell).trim()) };
    });
    return { separator, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')), broken: null };
  } catch (error) {
    const { code, lines } = error as { code?: unknown; lines?: unknown };
    if (typeof code !== 'string' || typeof lines !== 'number') throw error;
    return {
      separator,
      rows: [],
      broken: { line: lines, message: messages[code] ?? 'This cannot be read as a table.' },
    };
  }
}

function separatorOf(text: string): Separator {
  const first =
    text
      .replace(/^\ufeff/, '')
      .split(/[\r\n]/)
      .find((line) => line.trim() !== '') ?? '';
  const plain = first.replaceAll(/"[^"]*"/g, '');
  const counts = separators.map((separator) => plain.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}
