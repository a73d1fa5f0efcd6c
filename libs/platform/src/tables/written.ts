import { type FileOfZip, zipped } from '../files/zip';
import { csvOf } from './csv';
import { type ColumnSaid, type Table, table, type TableSet } from './table';

/** What every data dictionary says of how its tables are written. */
const written = [
  'The tables are CSV (RFC 4180): UTF-8, with commas between cells and a line for each row.',
  'An empty cell means that nothing is said, or that it is withheld.',
  'A text that begins with one of = + - @ (also the wide forms of these), a tab or a line break has an apostrophe put before it, so that no program takes it for a formula. So has a text that begins with apostrophes and then one of these. Take one apostrophe off to have it as it was.',
  'Days are written as year-month-day.',
] as const;

/** All of it in one zip: a file for each table, a data dictionary, and what has to be said with them. */
export function zipOfTables(set: TableSet): AsyncGenerator<Uint8Array> {
  return zipped(filesOf(set), set.asAt);
}

function* filesOf(set: TableSet): Generator<FileOfZip> {
  const { title, asAt, about, tables } = set;
  const lines = [title, `As at ${asAt}.`, '', ...about, '', ...written, '', ...tables.map(inShort), ''];
  yield { name: 'README.txt', pieces: [`\ufeff${lines.join('\r\n')}`] };
  yield { name: 'dictionary.csv', pieces: csvOf(dictionaryOf(tables)) };
  for (const one of tables) yield { name: `${one.name}.csv`, pieces: csvOf(one) };
}

function inShort({ name, meaning }: Table): string {
  return `${name}.csv: ${meaning}`;
}

/** The same tables as JSON, with what is said of them first. */
export async function* jsonOfTables({ title, asAt, about, tables }: TableSet): AsyncGenerator<string> {
  const dictionary = tables.map(({ name, meaning, columns }) => ({ table: name, meaning, columns }));
  yield `${JSON.stringify({ title, asAt, about, dictionary }).slice(0, -1)},\n"tables":{`;
  let between = '\n';
  for (const { name, columns, rows } of tables) {
    yield `${between}${JSON.stringify(name)}:[`;
    between = ',\n';
    let before = '\n';
    for await (const cells of rows()) {
      yield before + JSON.stringify(Object.fromEntries(columns.map((column, at) => [column.name, cells[at] ?? null])));
      before = ',\n';
    }
    yield '\n]';
  }
  yield '\n}}\n';
}

/** What each column means: a table like the others. */
export function dictionaryOf(tables: readonly Table[]): Table {
  return table<ColumnSaid & { of: Table }>({
    name: 'dictionary',
    meaning: 'What each table and each column means.',
    columns: {
      table: { meaning: 'The table, which is a file of that name', of: (row) => row.of.name },
      'table means': { meaning: 'What has a row in it', of: (row) => row.of.meaning },
      column: { meaning: 'The column', of: (row) => row.name },
      kind: { meaning: 'What stands in it: a text, a number, a day, yes or no', of: (row) => row.kind },
      unit: { meaning: 'Of what its numbers are', of: (row) => row.unit },
      meaning: { meaning: 'What it says', of: (row) => row.meaning },
    },
    rows: () => tables.flatMap((of) => of.columns.map((column) => ({ ...column, of }))),
  });
}
