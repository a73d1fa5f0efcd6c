import { type BuiltServer, closeBrowser, openPage, type Person, startBuiltServer } from '@throughline/testing';
import type { Page } from 'playwright-core';
import { longestThread } from '../bench/demonstration';

jest.setTimeout(60_000);

let server: BuiltServer;
let person: Person;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer();
  ({ person, path: thread } = await longestThread(server));
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const open = (path: string, javaScript = true) =>
  openPage({ url: server.url + path, cookies: person.cookie, javaScript });

/** What the styles make of the first that fits. */
const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`);

async function hasStylesOfThread(page: Page): Promise<void> {
  expect(await styleOf(page, '.dock', 'position')).toBe('sticky');
  expect(await styleOf(page, '#reply .choices', 'display')).toBe('grid');
  expect(await styleOf(page, 'footer a', 'min-height')).toBe('44px');
}

const hasStylesOfHome = async (page: Page) => expect(await styleOf(page, '.upto', 'display')).toBe('flex');

test('a thread’s page has its styles before scripts and without them, and breaks none of its own policy', async () => {
  const { page, problems, close } = await open(thread, false);
  await hasStylesOfThread(page);
  expect(problems).toEqual([]);
  await close();
});

test('every other page has its styles without scripts, too', async () => {
  const { page, problems, close } = await open('/', false);
  await hasStylesOfHome(page);
  await page.goto(`${server.url}/impact`);
  expect(await styleOf(page, '.drawn--narrow', 'display')).toBe('none');
  expect(problems).toEqual([]);
  await close();
});

test('whichever page comes first, the next has its styles too', async () => {
  const { page, problems, close } = await open(thread);
  await page.waitForSelector('html[data-live]');
  await hasStylesOfThread(page);
  await page.click('.bar__name');
  await page.waitForSelector('.home');
  await hasStylesOfHome(page);
  expect(problems).toEqual([]);
  await close();

  const other = await open('/');
  await other.page.waitForSelector('html[data-live]');
  await hasStylesOfHome(other.page);
  await other.page.evaluate(`{
    const link = Object.assign(document.createElement('a'), { href: '${thread}' });
    document.body.append(link);
    link.click();
  }`);
  await other.page.waitForSelector('#reply');
  await hasStylesOfThread(other.page);
  await other.close();
});
