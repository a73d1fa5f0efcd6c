import fc from 'fast-check';
import { csvOf } from './csv';
import { readCsv } from './csv-reading';
import { decodedText } from './decoding';
import { table } from './table';

const cellsOf = (text: string) => readCsv(text).rows.map(({ cells }) => cells);

test.each([
  ['commas', 'date,value\n2021-01-01,3\n', ','],
  ['semicolons', 'date;value\r\n2021-01-01;3', ';'],
  ['tabs', 'date\tvalue\r2021-01-01\t3\r', '\t'],
  ['a mark and quotation marks', '\ufeff"date","value"\r\n"2021-01-01","3"\r\n', ','],
])('a table apart by %s is read', (_, text, separator) => {
  expect(readCsv(text)).toMatchObject({ separator, broken: null });
  expect(cellsOf(text)).toEqual([['date', 'value'], ['2021-01-01', '3']]); // prettier-ignore
});

test('rows say on which line they begin, also after lines that are empty and cells that have several', () => {
  const text = 'a,b\n\n"one\ntwo",x\n,\nlast,y';
  expect(readCsv(text).rows).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 3, cells: ['one\ntwo', 'x'] },
    { line: 6, cells: ['last', 'y'] },
  ]);
});

test('what is no table says where and why, and nothing of it is used', () => {
  expect(readCsv('a,b\n"c,d\ne,f')).toMatchObject({
    rows: [],
    broken: { message: expect.stringContaining('never closed') },
  });
  expect(readCsv('a,b\n"c"d,e')).toMatchObject({ rows: [], broken: { line: 2 } });
  expect(readCsv('a,b\nc,d"e')).toMatchObject({ rows: [], broken: { line: 2 } });
  expect(readCsv('').rows).toEqual([]);
});

test('whatever somebody pastes, it is read or refused, and never fails', () => {
  const letters = fc.constantFrom('"', ',', ';', '\t', '\n', '\r', '=', "'", 'a', '1', '\ufeff', '\0', 'é');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: letters }), fc.string({ unit: 'binary' })), (text) => {
      const { rows, broken } = readCsv(text);
      expect(broken === null || rows.length === 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('what was written as a table is read as it was, but for what stands around its cells', async () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '=', "'", '-', 'a', ' ') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (rows) => {
      const columns = {
        one: { meaning: 'One', of: ([one]: [string, string]) => one },
        two: { meaning: 'Two', of: ([, two]: [string, string]) => two },
      };
      let text = '';
      for await (const piece of csvOf(table({ name: 'a', meaning: 'A', columns, rows: () => rows }))) text += piece;
      const said = rows.filter((row) => row.some((one) => one.trim() !== ''));
      expect(cellsOf(text).slice(1)).toEqual(said.map((row) => row.map((one) => one.trim())));
    }),
  );
});

const text = 'date,value\n2021-01-01,3\nCafé £,4\n';
const utf16 = (bigEndian: boolean, marked: boolean) => {
  const bytes = Buffer.from(`${marked ? '\ufeff' : ''}${text}`, 'utf16le');
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};
test.each([
  ['UTF-8', new Uint8Array(Buffer.from(text)), 'utf-8'],
  ['UTF-8 with its mark', new Uint8Array(Buffer.from(`\ufeff${text}`)), 'utf-8'],
  ['UTF-16, as Excel saves “Unicode text”', utf16(false, true), 'utf-16'],
  ['UTF-16 the other way round', utf16(true, true), 'utf-16'],
  ['UTF-16 without its mark', utf16(false, false), 'utf-16'],
  ['UTF-16 the other way round, without', utf16(true, false), 'utf-16'],
  ['the letters of Windows', new Uint8Array(Buffer.from(text, 'latin1')), 'windows-1252'],
] as const)('a file in %s is read', (_, bytes, as) => {
  const read = decodedText(bytes);
  expect(read.as).toBe(as);
  expect(read.text.replace(/^\ufeff/, '')).toBe(text);
});

test('any bytes are some text', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof decodedText(bytes).text === 'string'));
});
