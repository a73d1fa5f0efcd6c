import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  foundCommunity,
  type Insider,
  openPage,
  startBuiltServer,
  waitUntil,
  writePost,
} from '@throughline/testing';
import type { Page } from 'playwright-core';

jest.setTimeout(60_000);

let server: BuiltServer;
let chair: Insider;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  thread = await beginThread(chair, await beginTheme(chair), { text: 'Post 1' });
  for (let number = 2; number <= 60; number += 1)
    await writePost(chair, thread, `Post ${number}`, number === 40 ? 38 : null);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const top = async (page: Page) => Number(await page.evaluate('Math.round(scrollY)'));
const scrollTo = (page: Page, place: number) =>
  page.evaluate(`new Promise((done) => {
    addEventListener('scroll', () => requestAnimationFrame(() => done(scrollY)), { once: true });
    scrollTo(0, ${place});
  })`);
const firstInView = (page: Page) =>
  page.evaluate(`[...document.querySelectorAll('.post')].find((post) => post.getBoundingClientRect().bottom > 80)?.id`);

test.each([1280, 360])('at %i px, going back and forward leads to where one was', async (width) => {
  const { page, problems, close } = await openPage({
    url: `${server.url}/t/${thread}/1`,
    width,
    cookies: chair.cookie,
  });
  await page.waitForSelector('html[data-live]');
  await page.locator('#p31').scrollIntoViewIfNeeded();
  await page.evaluate('scrollBy(0, 300)');
  const [place, post] = [await top(page), await firstInView(page)];
  expect(place).toBeGreaterThan(1_000);

  // By the link at the head of the page, without moving there first.
  await page
    .locator('nav.pager a', { hasText: '2' })
    .first()
    .evaluate((link) => (link as { click(): void }).click());
  await page.waitForSelector('#p51');
  expect(await top(page)).toBe(0);
  await scrollTo(page, 200);

  await page.goBack();
  await page.waitForSelector('#p31');
  await waitUntil('the place before', async () => Math.abs((await top(page)) - place) <= 2);
  expect(await firstInView(page)).toBe(post);

  await page.goForward();
  await page.waitForSelector('#p51');
  await waitUntil('the place after', async () => Math.abs((await top(page)) - 200) <= 2);
  expect(problems).toEqual([]);
  await close();
});

test('from an answer to what it answers, and back', async () => {
  const { page, close } = await openPage({ url: `${server.url}/t/${thread}/1`, cookies: chair.cookie });
  await page.waitForSelector('html[data-live]');
  await scrollTo(page, 900);
  await page.locator('#p40 a[href="#p38"]').evaluate((link) => (link as { click(): void }).click());
  await waitUntil('at the post', async () => (await top(page)) > 3_000);
  await page.goBack();
  await waitUntil('the place before', async () => Math.abs((await top(page)) - 900) <= 2);
  await close();
});
