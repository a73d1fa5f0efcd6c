import { readFileSync } from 'node:fs';
import {
  closeBrowser,
  expectNoAxeViolations,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { documentsIn, inviteEvaluator, outcomeOf, recordOutcome } from '../impact/changes';
import { pdf } from '../impact/some-documents';
import { foundHouse, type House } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let rowan: Insider;
let eve: Insider;

beforeAll(async () => {
  house = await foundHouse();
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

const open = (by: Insider, path: string, more: { javaScript?: boolean; colorScheme?: 'dark'; width?: number } = {}) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by.cookie, ...more });
const letter = { name: 'The contact list.pdf', mimeType: 'application/pdf', buffer: pdf() };

/** Fills the form of a document; it is open where it came back. */
async function fill(page: Page, on = '2022-05-11'): Promise<void> {
  if (!(await page.getByLabel('What is it?').isVisible())) await page.getByText('Add a document').click();
  await page.getByLabel('What is it?').fill('The contact list, first edition');
  await page.getByLabel('Who made it?').fill('The discharge network');
  const form = page.locator('form[action="/form/evidence-document"]');
  await form.getByLabel('From which day?').fill(on);
}
const choose = (page: Page, file: { name: string; mimeType: string; buffer: Buffer }) =>
  page.locator('input[name=file-document]').setInputFiles(file);
const send = (page: Page) =>
  page.locator('form[action="/form/evidence-document"]').getByRole('button', { name: 'Add it' }).click();

test.each([
  ['without scripts', false],
  ['with scripts', true],
])(
  '%s: the file of a document is chosen, refused without a word lost, added, and downloaded',
  async (_, javaScript) => {
    const { id } = await recordOutcome(eve);
    const named = javaScript ? 'scripts' : 'plain';
    const { page, problems, close } = await open(eve, `/outcomes/${id}`, { javaScript });
    await fill(page);
    await choose(page, { ...letter, name: 'list.docx', buffer: Buffer.from('PK\u0003\u0004') });
    await screenshot(page, `documents-form-360-${named}`);
    await send(page);
    await page.getByText('save it as PDF').waitFor();
    expect(await page.getByLabel('What is it?').inputValue()).toBe('The contact list, first edition');
    await page.getByText('please choose it again').waitFor();
    if (javaScript) await expectNoAxeViolations(page);

    // A day before anybody wrote one down: the file waits on the server.
    await fill(page, '1022-05-11');
    await choose(page, letter);
    await send(page);
    await page.getByText('is here already, and goes with it.').waitFor();
    await screenshot(page, `documents-kept-360-${named}`);
    if (javaScript) await expectNoAxeViolations(page);
    await fill(page);
    await send(page);
    const link = page.getByRole('link', { name: /^The contact list\.pdf, PDF, \d+ KB · Download$/ });
    await link.waitFor();
    await screenshot(page, `documents-linked-360-${named}`);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('The contact list.pdf');
    expect(Buffer.compare(readFileSync(await download.path()), letter.buffer)).toBe(0);
    // What was refused is what was meant to be; nothing else went wrong.
    expect(problems.filter((problem) => !/\b(400|415)\b/.test(problem))).toEqual([]);
    expect(documentsIn((await outcomeOf(eve, id)).evidence)).toHaveLength(1);
    await close();
  },
);

test('who only reads sees the file and no form, in light and dark', async () => {
  const { id } = await recordOutcome(eve);
  const { page, close } = await open(eve, `/outcomes/${id}`);
  await fill(page);
  await choose(page, letter);
  await send(page);
  await page.getByRole('link', { name: /Download$/ }).waitFor();
  await close();
  for (const more of [{}, { colorScheme: 'dark' as const, width: 1280 }]) {
    const reader = await open(rowan, `/outcomes/${id}`, more);
    await reader.page.getByRole('link', { name: /^The contact list\.pdf, PDF/ }).waitFor();
    expect(await reader.page.locator('input[type=file]').count()).toBe(0);
    await expectNoAxeViolations(reader.page);
    await screenshot(reader.page, `documents-read-${more.width ?? 360}`);
    expect(reader.problems).toEqual([]);
    await reader.close();
  }
});
