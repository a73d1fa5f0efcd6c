import { randomUUID } from 'node:crypto';
import {
  type BuiltServer,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  foundCommunity,
  type Insider,
  openPage,
  screenshot,
  startBuiltServer,
} from '@throughline/testing';
import { beginNote, inviteEvaluator, noteOf } from '../impact/changes';

jest.setTimeout(120_000);

let server: BuiltServer;
let eve: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  eve = await inviteEvaluator(await foundCommunity(server));
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

async function counted(): Promise<string> {
  const { id } = await beginNote(eve);
  for (const [title, unit] of [
    ['Appointments kept on the first day', '%'],
    ['Rooms', 'rooms'],
  ] as const)
    // prettier-ignore
    expected(200, await eve.post(`/api/notes/${id}/measures`, { key: randomUUID(), title, unit, source: 'Our count' }));
  return id;
}
const open = (path: string, more: object = {}) =>
  openPage({ url: server.url + path, width: 1_280, height: 900, cookies: eve.cookie, ...more });

const wrong = 'date\tvalue\tmeasure\n03/04/2021\t=cmd|x\tRooms\nsoon\t1,5\tBeds\n';
const right = 'date\tvalue\tmeasure\n03/04/2021\t1,250\tRooms\n04/04/2021\t-2.5\trooms\n';

test.each([
  [1_280, 'light', true],
  [360, 'dark', true],
  [360, 'light', false],
] as const)(
  'a table is pasted, looked at, mended and added (%i px, %s, scripts: %s)',
  async (width, colorScheme, javaScript) => {
    const id = await counted();
    const { page, problems, close } = await open(`/notes/${id}`, { width, colorScheme, javaScript });
    await page.getByRole('link', { name: 'Add many numbers from a table' }).click();
    await page.getByRole('heading', { level: 1, name: 'Add many numbers' }).waitFor();
    if (javaScript) await page.waitForSelector('html[data-live=yes]');
    await page.getByLabel('Your table').fill(wrong);
    await page.getByRole('button', { name: 'Look at it first' }).click();
    await page.getByText('Line 2: This is a formula.').waitFor();
    await page.getByText('Line 3: Nothing here is called “Beds”.').waitFor();
    expect(await page.getByLabel('Your table').inputValue()).toBe(wrong);
    expect(await page.getByRole('button', { name: 'Add these' }).count()).toBe(0);
    if (javaScript) await expectNoAxeViolations(page);
    await screenshot(page, `measure-table-wrong-${width}-${colorScheme}`);
    await page.getByLabel('Your table').fill(right);
    await page.getByRole('button', { name: 'Look at it first' }).click();
    await page.getByText('2 numbers are new.').waitFor();
    await page.getByText('3 April 2021 is').or(page.getByText('is 3 April 2021')).first().waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    if (javaScript) await expectNoAxeViolations(page);
    await screenshot(page, `measure-table-would-${width}-${colorScheme}`);
    expect((await noteOf(eve, id)).measures.flatMap(({ points }) => points)).toEqual([]);
    await page.getByRole('button', { name: 'Add these' }).click();
    await page.waitForURL(`${server.url}/notes/${id}`);
    await page.getByRole('cell', { name: '1,250' }).waitFor();
    expect((await noteOf(eve, id)).measures.flatMap(({ points }) => points)).toEqual([
      { on: '2021-04-03', value: 1250 },
      { on: '2021-04-04', value: -2.5 },
    ]);
    expect(problems).toEqual([]);
    await close();
  },
);

test.each([true, false])(
  'a file of a spreadsheet in other letters is looked at, and added (scripts: %s)',
  async (javaScript) => {
    const id = await counted();
    const { page, close } = await open(`/notes/${id}/numbers`, { width: 360, javaScript });
    if (javaScript) await page.waitForSelector('html[data-live=yes]');
    const buffer = Buffer.from(`\ufeff${right}`, 'utf16le');
    await page.getByLabel('Or choose a file').setInputFiles({ name: 'numbers.txt', mimeType: 'text/plain', buffer });
    await page.getByRole('button', { name: 'Look at it first' }).click();
    await page.getByText('2 numbers are new.').waitFor();
    expect((await page.getByLabel('Your table').inputValue()).replace('\ufeff', '')).toBe(right);
    await page.getByRole('button', { name: 'Add these' }).click();
    await page.waitForURL(`${server.url}/notes/${id}`);
    expect((await noteOf(eve, id)).measures.flatMap(({ points }) => points)).toHaveLength(2);
    await close();
  },
);

test('what is changed after it was looked at has to be looked at again, and nothing that was typed is lost', async () => {
  const id = await counted();
  const { page, close } = await open(`/notes/${id}/numbers`);
  await page.waitForSelector('html[data-live=yes]');
  await page.getByLabel('Your table').fill(right);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  const [, rooms] = (await noteOf(eve, id)).measures;
  await page.getByRole('button', { name: 'Add these' }).waitFor();
  expected(200, await eve.put(`/api/notes/${id}/measures/${rooms?.id}`, { on: '2021-04-03', value: 9 }));
  await page.getByRole('button', { name: 'Add these' }).click();
  await page.getByText('This was changed in the meantime.').waitFor();
  expect(await page.getByLabel('Your table').inputValue()).toBe(right);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await page.getByText('1 number is new. 1 number changes.').waitFor();
  await page.getByLabel('Your table').press('End');
  await page.getByLabel('Your table').pressSequentially(' ');
  expect(await page.getByRole('button', { name: 'Add these' }).count()).toBe(0);
  await close();
});
