import { createRequire } from 'node:module';
import type * as Parse from 'csv-parse/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { csvOf, safeText, unsafeText } from './csv';
import { type Cell, table, type Table, type TableSet } from './table';
import { jsonOfTables, zipOfTables } from './written';

// As a program of somebody else reads it.
const { parse } = createRequire(__filename)('csv-parse/sync') as typeof Parse;

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

async function files(set: TableSet): Promise<Map<string, string>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipOfTables(set)) pieces.push(piece);
  const read = unzipSync(new Uint8Array(Buffer.concat(pieces)));
  return new Map(Object.entries(read).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

interface Thing {
  said: string;
  count: number | null;
  whole: boolean;
}

const things = (rows: readonly Thing[], name = 'things'): Table =>
  table<Thing>({
    name,
    meaning: 'One of the things.',
    columns: {
      said: { meaning: 'What was said', of: (one) => one.said },
      count: { kind: 'number', unit: 'people', meaning: 'How many', of: (one) => one.count },
      whole: { kind: 'yes or no', meaning: 'All of it', of: (one) => one.whole },
    },
    rows: () => rows,
  });

const dangerous = ['=cmd|"/C calc"!A0', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', "'=1", "''-"];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('=', "'", '"', ',', ';', '\r', '\n', '\t', '-', 'é', '\ufeff') }),
  fc.constantFrom(...dangerous),
);
const anyThing = fc.record({
  said: anyText,
  count: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  whole: fc.boolean(),
});

test('what was written as CSV, read by another program, is the same table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyThing, { maxLength: 30 }), async (rows) => {
      const [head, ...lines] = parse(await text(csvOf(things(rows))), { bom: true }) as string[][];
      expect(head).toEqual(['said', 'count', 'whole']);
      const read = lines.map(([said = '', count = '', whole]) => ({
        said: unsafeText(said),
        count: count === '' ? null : Number(count),
        whole: whole === 'yes',
      }));
      // A sign before nothing at all is lost, and says nothing.
      expect(read).toEqual(rows.map((row) => ({ ...row, count: row.count === 0 ? 0 : row.count })));
    }),
  );
});

test('no cell of text can be taken for a formula, and each can be had as it was', () => {
  fc.assert(
    fc.property(anyText, (said) => {
      expect(safeText(said)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      expect(unsafeText(safeText(said))).toBe(said);
    }),
  );
  for (const said of dangerous) expect(safeText(said)).toBe(`'${said}`);
  for (const said of ['', 'plain', "'tis", '1-2', ' a']) expect(safeText(said)).toBe(said);
});

test('lines end as RFC 4180 says, texts stand in quotation marks, and the file says that it is UTF-8', async () => {
  const rows = [{ said: 'a "b"\nc', count: -1.5, whole: true }, { said: '', count: null, whole: false }]; // prettier-ignore
  expect(await text(csvOf(things(rows)))).toBe(
    '\ufeff"said","count","whole"\r\n"a ""b""\nc",-1.5,"yes"\r\n"",,"no"\r\n',
  );
});

test('a zip has a file for each table, a dictionary, and what is withheld', async () => {
  const set = {
    title: 'What came of it',
    asAt: '2026-11-26',
    about: ['Fewer than five are not told.'],
    tables: [things([{ said: '=1', count: 1, whole: true }]), things([], 'none')],
  };
  const read = await files(set);
  expect([...read.keys()]).toEqual(['README.txt', 'dictionary.csv', 'things.csv', 'none.csv']);
  expect(read.get('README.txt')).toContain('As at 2026-11-26.\r\n\r\nFewer than five are not told.\r\n');
  expect(read.get('none.csv')).toBe('\ufeff"said","count","whole"\r\n');
  const dictionary = parse(read.get('dictionary.csv') ?? '', { bom: true }) as string[][];
  expect(dictionary[2]).toEqual(['things', 'One of the things.', 'count', 'number', 'people', 'How many']);
  expect(dictionary).toHaveLength(7);
});

test('the same as JSON is as it was, with nothing put before it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyThing, { maxLength: 10 }), async (rows) => {
      const set = { title: 'A', asAt: '2026-11-26', about: [], tables: [things(rows), things([], 'none')] };
      const read = JSON.parse(await text(jsonOfTables(set))) as {
        dictionary: { table: string; columns: unknown[] }[];
        tables: Record<string, Record<string, Cell>[]>;
      };
      expect(read.tables['none']).toEqual([]);
      expect(read.tables['things']).toEqual(rows.map((row) => ({ ...row, count: row.count === 0 ? 0 : row.count })));
      expect(read.dictionary.map(({ columns }) => columns.length)).toEqual([3, 3]);
    }),
  );
});

test('rows are asked for as they are written, never all at once', async () => {
  let asked = 0;
  const endless = table<number>({
    name: 'numbers',
    meaning: 'A number.',
    columns: { number: { kind: 'number', meaning: 'It', of: (one) => one } },
    *rows() {
      for (;;) yield (asked += 1);
    },
  });
  let length = 0;
  for await (const piece of csvOf(endless)) {
    length += piece.length;
    if (length > 50_000) break;
  }
  expect(asked).toBeLessThan(20_000);
  for await (const piece of jsonOfTables({ title: 'A', asAt: '2026-11-26', about: [], tables: [endless] })) {
    length += piece.length;
    if (length > 100_000) break;
  }
  expect(asked).toBeLessThan(40_000);
});
