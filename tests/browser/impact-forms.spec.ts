import { randomUUID } from 'node:crypto';
import { outcomePage } from '@throughline/contracts';
import type { Page } from 'playwright-core';
import { beginTheme, closeBrowser, expected, type Insider, openPage, waitUntil } from '@throughline/testing';
import { answers, beginNote, beginOutcome, inviteEvaluator, noteOf, outcomeOf } from '../impact/changes';
import { foundHouse, type House } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let eve: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

/** The page has its scripts by now: what opens the menu is a button only with them. */
const withScripts = (page: Page) => page.waitForSelector('.menu-link[role=button]', { state: 'attached' });

async function open(path: string) {
  const opened = await openPage({ url: house.server.url + path, width: 1280, cookies: eve.cookie });
  await withScripts(opened.page);
  return opened;
}

test('an answer half written is there after a look at another page; saved over somebody’s newer one, both are shown', async () => {
  const { id, textVersion } = await beginOutcome(eve);
  const { page, problems, close } = await open(`/outcomes/${id}/edit?step=1`);
  await page.getByLabel('What do they do differently?').fill('half a thought');
  await page.locator('.nav').getByRole('link', { name: 'Impact' }).click();
  await page.getByRole('heading', { name: 'What we follow' }).waitFor();
  const newer = { what: 'rings the day before.', textVersion };
  expected(200, await eve.patch(`/api/outcomes/${id}`, newer)).as(outcomePage);
  await page.goBack();
  const what = page.getByLabel('What do they do differently?');
  await what.waitFor();
  expect(await what.inputValue()).toBe('half a thought');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('This was changed in the meantime.').waitFor();
  await page.getByText('rings the day before.', { exact: true }).waitFor();
  expect(await what.inputValue()).toBe('half a thought');
  expect((await outcomeOf(eve, id)).what).toBe('rings the day before.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('When?').waitFor();
  expect((await outcomeOf(eve, id)).what).toBe('half a thought');
  expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]);
  await close();
});

test('what was added goes from the box that it was written in, and the box closes', async () => {
  const { id } = await beginNote(eve);
  const { page, problems, close } = await open(`/notes/${id}`);
  const opener = page.getByText('Say what happened', { exact: true });
  await opener.click();
  await page.getByLabel('What happened?').fill('A worker brought a plan.');
  await page.locator('form[action="/form/note-update"] button').click();
  await page.locator('.story >> text=A worker brought a plan.').waitFor();
  await page.getByLabel('What happened?').waitFor({ state: 'hidden' });
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Say what happened');
  await opener.click();
  expect(await page.getByLabel('What happened?').inputValue()).toBe('');
  expect(problems).toEqual([]);
  await close();
});

test('words typed into a box that opens are there again, and the box is open', async () => {
  const { id } = await beginNote(eve);
  const { page, close } = await open(`/notes/${id}`);
  await page.getByText('Say what happened', { exact: true }).click();
  await page.getByLabel('What happened?').fill('half a thought');
  await page.locator('.nav').getByRole('link', { name: 'Impact' }).click();
  await page.getByRole('heading', { name: 'What we follow' }).waitFor();
  await page.goBack();
  await page.getByLabel('What happened?').waitFor();
  expect(await page.getByLabel('What happened?').inputValue()).toBe('half a thought');
  await close();
});

test('a number with a comma is not taken for nothing', async () => {
  const { id } = await beginNote(eve);
  const { page, close } = await open(`/notes/${id}`);
  await page.getByText('Add a row of numbers', { exact: true }).click();
  const form = page.locator('form[action="/form/note-measure"]');
  await form.getByLabel('What is counted?').fill('Calls');
  await form.getByLabel('Of what?').fill('calls');
  await form.getByLabel('Where does the number come from?').fill('Our list');
  await form.getByLabel('Where did it start?').fill('1,5');
  await form.getByRole('button').click();
  await form.locator('.wrong >> text=Please give a number like 12 or 1234.5.').waitFor();
  expect((await noteOf(eve, id)).measures).toEqual([]);
  await form.getByLabel('Where did it start?').fill(' 1.5 ');
  await form.getByRole('button').click();
  await waitUntil('the row is there', async () => (await noteOf(eve, id)).measures[0]?.baseline === 1.5 || undefined);
  await close();
});

test('a long title is not cut off without a word', async () => {
  const { page, close } = await open('/notes/new');
  const title = page.getByLabel('What is it called?');
  await title.fill('a day '.repeat(60));
  await page.getByText('This is 360 characters long; 160 are the most.').waitFor();
  expect(await title.inputValue()).toHaveLength(360);
  await close();
});

test('a note and a change that began without a thread are given their theme', async () => {
  const { page, close } = await open('/notes/new');
  await page.getByLabel('What is it called?').fill('A bed for the first night');
  await page.getByLabel('What gets in the way?').fill('The office closes at four.');
  await page.getByLabel('Prison release').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'A bed for the first night' }).waitFor();
  await page.locator('.crumbs').getByRole('link', { name: 'Prison release' }).waitFor();
  const { id } = await beginOutcome(eve);
  await page.goto(`${house.server.url}/outcomes/${id}/edit?step=5`);
  await withScripts(page);
  await page.getByLabel('Prison release').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: 'Where it belongs' }).waitFor();
  expect((await outcomeOf(eve, id)).themes.map((theme) => theme.id)).toEqual([themeId]);
  await close();
});

test('a draft leads on to the question that is open; it is thrown away only after a second thought', async () => {
  const { id } = await beginOutcome(eve, { when: '' });
  const { page, close } = await open(`/outcomes/${id}`);
  expect(await page.getByRole('button', { name: 'Show it to all members' }).count()).toBe(0);
  await page.getByText('Throw the draft away', { exact: true }).click();
  await page.getByRole('button', { name: 'Yes, throw it away for good' }).waitFor();
  expect((await outcomeOf(eve, id)).state).toBe('draft');
  await page.getByRole('link', { name: 'Go on with the questions' }).click();
  await page.getByRole('heading', { name: 'When was it, and where?' }).waitFor();
  await close();
});

test('what has to be said first is named', async () => {
  const { id, textVersion } = expected(
    201,
    await eve.post('/api/outcomes', { key: randomUUID(), ...answers, who: '', when: '' }),
  ).as(outcomePage);
  const refused = await eve.post(`/api/outcomes/${id}/record`, { textVersion });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('Please say who it was first.');
  expect(refused.text).toContain('Please say when it was first.');
});

test('one thing is counted once: two rows of one name could not be told apart in a table', async () => {
  const { id } = await beginNote(eve);
  const row = { title: 'Calls', unit: 'calls', source: 'Our list' };
  const key = randomUUID();
  const first = { key, ...row };
  expected(200, await eve.post(`/api/notes/${id}/measures`, first));
  expected(200, await eve.post(`/api/notes/${id}/measures`, first));
  const again = await eve.post(`/api/notes/${id}/measures`, { key: randomUUID(), ...row });
  expect(again.status).toBe(400);
  expect(again.text).toContain('This is counted here already.');
  expected(200, await eve.post(`/api/notes/${id}/measures`, { key: randomUUID(), ...row, unit: 'of 100' }));
  expect((await noteOf(eve, id)).measures).toHaveLength(2);
});

test('what somebody has to see first is not offered to be shown', async () => {
  const { id } = await beginNote(eve, { mustAct: ['Hanbridge probation'] });
  const { page, close } = await open(`/publishing/note/${id}`);
  await page.getByText('Hanbridge probation has not been sent it yet.').waitFor();
  expect(await page.getByRole('button', { name: 'Show it to visitors' }).count()).toBe(0);
  await close();
});
