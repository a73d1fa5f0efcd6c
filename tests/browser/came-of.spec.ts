import {
  beginTheme,
  beginThread,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  waitUntil,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { beginNote, inviteEvaluator, outcomeOf, recordOutcome } from '../impact/changes';
import { foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let rowan: Insider;
let eve: Insider;
let thread: string;

beforeAll(async () => {
  house = await foundHouse();
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});
beforeEach(async () => {
  const theme = await beginTheme(house.founder, 'Prison release');
  thread = await beginThread(rowan, theme, { title: 'Six appointments', kind: 'blockage', text: 'Who helps?' });
});

const open = (more: { javaScript?: boolean; width?: number; colorScheme?: 'dark' } = {}, by = rowan) =>
  openPage({ url: `${house.server.url}/t/${thread}`, width: 360, height: 800, cookies: by.cookie, ...more });
const came = (page: Page) => page.getByRole('region', { name: 'What came of this' });
const lines = async (page: Page) => came(page).getByRole('listitem').allInnerTexts();
const leadsOn = async (count: number) =>
  waitUntil('it leads on', async () => (await pageOf(rowan, thread)).thread.cameOf?.length === count);

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: a thread says what came of it, and leads there', async (_, javaScript) => {
  const { id } = await beginNote(eve, { threads: [thread] });
  await recordOutcome(eve, { threads: [thread] });
  await leadsOn(2);
  const { page, problems, close } = await open({ javaScript });
  expect(await lines(page)).toEqual([
    'A first day that can be kept · we follow this: noticed',
    'Hanbridge probation sets the first meeting after the train. · something that changed',
  ]);
  await came(page).getByRole('link', { name: 'A first day that can be kept' }).click();
  await page.waitForURL(`**/notes/${id}`);
  await page.getByRole('link', { name: 'Six appointments' }).click();
  await page.waitForURL(`**/t/${thread}`);
  await came(page)
    .getByRole('link', { name: /^Hanbridge probation/ })
    .click();
  await page.waitForURL('**/outcomes/*');
  expect(problems).toEqual([]);
  await close();
});

test('an open page gets it, follows it and loses it, without being fetched again', async () => {
  const { page, problems, close } = await open();
  await page.waitForSelector('html[data-live]');
  expect(await page.locator('#came').count()).toBe(0);
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/threads/')) fetched.push(request.url());
  });
  const { id } = await recordOutcome(eve, { threads: [thread] });
  await came(page).getByRole('link', { name: 'Hanbridge probation sets the first meeting after the train.' }).waitFor();
  const change = async (more: object) => {
    const { textVersion } = await outcomeOf(eve, id);
    expected(200, await eve.patch(`/api/outcomes/${id}`, { ...more, textVersion }));
  };
  await change({ what: 'meets later.' });
  await came(page).getByRole('link', { name: 'Hanbridge probation meets later.' }).waitFor();
  await change({ threads: [] });
  await came(page).waitFor({ state: 'detached' });
  expect(fetched).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});

test('what came of it reads well for everybody, on narrow and wide windows, in light and dark', async () => {
  await beginNote(eve, { title: 'Nobody can travel the plan for the first day', threads: [thread] });
  await beginNote(eve, { title: 'Alongside', threads: [thread] });
  await recordOutcome(eve, { threads: [thread] });
  await leadsOn(3);
  const points = [{ text: 'The times are set before anybody knows where the person will sleep.', numbers: [1] }];
  expected(200, await house.moderator.put(`/api/threads/${thread}/summary`, { points }));
  for (const colorScheme of [undefined, 'dark'] as const) {
    const { page, problems, close } = await open(colorScheme ? { colorScheme } : {});
    await came(page).waitFor();
    await expectNoAxeViolations(page);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await screenshot(page, `came-of-${width}-${colorScheme ?? 'light'}`);
    }
    expect(problems).toEqual([]);
    await close();
  }
});
