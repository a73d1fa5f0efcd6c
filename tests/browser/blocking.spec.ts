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
  writePost,
} from '@throughline/testing';
import { foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let bryn: Insider;
let xan: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  bryn = await inviteAndJoin(house.founder, 'Bryn Fellows');
  xan = await inviteAndJoin(house.founder, 'Xan Hollis');
  themeId = await beginTheme(house.founder);
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

const open = (path: string, more: { javaScript?: boolean; width?: number; colorScheme?: 'dark' } = {}) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: bryn.cookie, ...more });
async function talk(): Promise<string> {
  const threadId = await beginThread(bryn, themeId, { title: 'Keys at the gate', text: 'What helped you?' });
  await writePost(xan, threadId, 'Words of Xan.');
  await writePost(house.moderator, threadId, 'An answer to Xan.', 2);
  return threadId;
}
const hidden = (number: number) => `#p${number} .post__body`;

test('from the menu of a post to the list of who is blocked, and back: with the keyboard', async () => {
  const threadId = await talk();
  const { page, problems, close } = await open(`/t/${threadId}`);
  await page.waitForSelector('html[data-live=yes]');
  await page.locator('#p2 .more > a, #p2 .more > button').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Block this person' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Block Xan Hollis?' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('They can still read what you post under your name.');
  await expectNoAxeViolations(page);
  await screenshot(page, 'block-360-light');
  await page.getByRole('button', { name: 'Block them' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'People you have blocked' }).waitFor();
  await page.getByText('Xan Hollis').first().waitFor();
  await expectNoAxeViolations(page);
  await screenshot(page, 'blocked-360-light');
  await page.goto(`${house.server.url}/t/${threadId}`);
  const fold = page.locator('#p2 > summary');
  expect(await fold.innerText()).toContain('A post by somebody you blocked');
  expect(await page.locator(hidden(2)).isVisible()).toBe(false);
  await page.waitForSelector('html[data-live=yes]');
  await fold.focus();
  await page.keyboard.press('Enter');
  await page.locator(hidden(2)).getByText('Words of Xan.').waitFor();
  await page.goto(`${house.server.url}/settings/blocked`);
  await page.getByRole('button', { name: 'Unblock Xan Hollis' }).click();
  await page.getByText('You have blocked nobody.').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('a post that comes live is folded too, is told to nobody, and is read as it is passed', async () => {
  expected(200, await bryn.put(`/api/blocks/${(await xan.me()).id}`, {}));
  const threadId = await talk();
  const { page, problems, close } = await open(`/t/${threadId}`);
  await page.waitForSelector('html[data-live=yes]');
  await waitUntil('what stands there is read', async () => (await pageOf(bryn, threadId)).viewer.unread.length === 0);
  await writePost(xan, threadId, 'More of Xan.');
  await page.waitForSelector('#p4', { state: 'attached' });
  expect(await page.locator('#p4 > summary').innerText()).toContain('A post by somebody you blocked');
  expect(await page.locator(hidden(4)).isVisible()).toBe(false);
  await page.locator('#p4').evaluate((fold) => fold.scrollIntoView({ block: 'center' }));
  await waitUntil('it is read', async () => (await pageOf(bryn, threadId)).viewer.unread.length === 0);
  // A link to it does not open it.
  await page.goto(`${house.server.url}/t/${threadId}/4#p4`);
  await page.waitForSelector('html[data-live=yes]');
  expect(await page.locator(hidden(4)).isVisible()).toBe(false);
  expect(problems).toEqual([]);
  await close();
});

test('P18 folded posts: axe, 320 px, light and dark, with scripts and without', async () => {
  expected(200, await bryn.put(`/api/blocks/${(await xan.me()).id}`, {}));
  const threadId = await talk();
  for (const colorScheme of [undefined, 'dark'] as const) {
    const { page, problems, close } = await open(`/t/${threadId}`, colorScheme ? { colorScheme } : {});
    await page.waitForSelector('html[data-live=yes]');
    await expectNoAxeViolations(page);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await screenshot(page, `folded-${width}-${colorScheme ?? 'light'}`);
    }
    await page.goto(`${house.server.url}/people/${(await house.moderator.me()).id}/block`);
    await page.waitForSelector('h1');
    await expectNoAxeViolations(page);
    await screenshot(page, `block-1280-${colorScheme ?? 'light'}`);
    expect(problems).toEqual([]);
    await close();
  }
  const plain = await open(`/t/${threadId}`, { javaScript: false });
  expect(await plain.page.locator(hidden(2)).isVisible()).toBe(false);
  await plain.page.locator('#p2 > summary').click();
  expect(await plain.page.locator(hidden(2)).isVisible()).toBe(true);
  await plain.close();
});
