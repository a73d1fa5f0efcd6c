import { strFromU8, unzipSync } from 'fflate';
import type { Block } from './report-block';
import { wordOf } from './report-word';

const measure = (points: { on: string; value: number }[], target: number | null): Block => ({
  kind: 'measure',
  title: 'Beds\u0001',
  text: 'Counted each month.',
  said: 'From 4 to 9.',
  head: ['Day', 'Beds'],
  measure: { title: 'Beds\u0001', unit: 'beds\u000b', source: 'The council', baseline: null, target, points },
});
const read = async (block: Block) =>
  Object.values(
    unzipSync(new Uint8Array(await wordOf([block], { title: 'A report\u0002', community: 'A community\u0002' }))),
  ).map((part) => strFromU8(part));

it('writes what people pasted, without what no document can hold', async () => {
  const pasted = 'From a page\u000c that was scanned\u000b, with \u0001 and \u001b and \ufffe; and 語 and 🙂.';
  const parts = await read({ kind: 'text', text: pasted });
  expect(parts.join('')).toContain('From a page that was scanned, with  and  and ; and 語 and 🙂.');
  const unheld = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
  for (const part of parts.filter((one) => one.startsWith('<'))) expect(part).not.toMatch(unheld);
});

it('says whose it is, and not that nobody made it', async () => {
  const parts = (await read({ kind: 'text', text: 'What changed.' })).join('');
  expect(parts).toContain('<dc:creator>A community</dc:creator>');
  expect(parts).not.toContain('Un-named');
});

it.each([
  [
    [
      { on: '2019-01-01', value: 4 },
      { on: '2020-01-01', value: 9 },
    ],
    12,
  ],
  [
    [
      { on: '0000-01-01', value: 4 },
      { on: '9999-12-31', value: 9 },
    ],
    null,
  ],
  [
    [
      { on: '2019-01-01', value: 1e12 },
      { on: '2020-01-01', value: -1e12 },
    ],
    -1e308,
  ],
  [[{ on: '2019-01-01', value: 4 }], null],
  [[], 3],
] as const)('writes a series of %j', async (points, target) => {
  expect((await read(measure([...points], target))).join('')).toContain('From 4 to 9.');
});
