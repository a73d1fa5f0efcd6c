import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  expected,
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
const posts: string[] = [];

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  thread = await beginThread(chair, await beginTheme(chair), { text: 'Post 1' });
  for (let number = 2; number <= 120; number += 1)
    posts[number] = (await writePost(chair, thread, `Post ${number}`, number === 60 ? 40 : null)).id;
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const shown = (page: Page) =>
  page.evaluate(`[...document.querySelectorAll('.posts .post')].map((post) => Number(post.id.slice(1)))`);
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
/** The first post in view, and where its top stands. */
const inView = (page: Page) =>
  page.evaluate(`(() => {
    const post = [...document.querySelectorAll('.posts .post')].find((one) => one.getBoundingClientRect().bottom > 80);
    return [post.id, Math.round(post.getBoundingClientRect().top)];
  })()`);

test.each([1280, 360])('at %i px, a long thread is scrolled both ways, and the place stays', async (width) => {
  const url = `${server.url}/t/${thread}?page=2`;
  const { page, problems, close } = await openPage({ url, width, cookies: chair.cookie });
  await page.waitForSelector('html[data-live]');
  expect(await shown(page)).toEqual(upTo(51, 100));

  await page.getByRole('link', { name: 'Later posts' }).scrollIntoViewIfNeeded();
  const before = await inView(page);
  await page.getByRole('link', { name: 'Later posts' }).click();
  await page.waitForSelector('#p120');
  expect(await shown(page)).toEqual(upTo(51, 120));
  expect(await inView(page)).toEqual(before);
  expect(await page.evaluate('document.activeElement.id')).toBe('p101');

  await page.getByRole('link', { name: 'Earlier posts' }).scrollIntoViewIfNeeded();
  const [post, top] = (await inView(page)) as [string, number];
  await page.getByRole('link', { name: 'Earlier posts' }).click();
  await page.waitForSelector('#p1');
  expect(await shown(page)).toEqual(upTo(1, 120));
  expect(
    Math.abs(Number(await page.evaluate(`document.getElementById('${post}').getBoundingClientRect().top`)) - top),
  ).toBeLessThan(3);
  // A reply stays in its place, and its way to what it answers is on the page.
  expect(await page.locator('#p60 a[href="#p40"]').count()).toBe(1);

  // What was added is as live as what was opened.
  expected(200, await chair.put(`/api/posts/${posts[3]}/reaction`, { kind: 'this-helps', on: true }));
  expected(200, await chair.put(`/api/posts/${posts[110]}/reaction`, { kind: 'thank-you', on: true }));
  await page.waitForSelector('#p3 >> text=This helps:');
  await page.waitForSelector('#p110 >> text=Thank you:');
  expect(problems).toEqual([]);
  expected(200, await chair.put(`/api/posts/${posts[3]}/reaction`, { kind: 'this-helps', on: false }));
  expected(200, await chair.put(`/api/posts/${posts[110]}/reaction`, { kind: 'thank-you', on: false }));
  await close();
});

test('a page that cannot be fetched is gone to instead, and what comes later joins the end', async () => {
  const { page, close } = await openPage({ url: `${server.url}/t/${thread}?page=3`, cookies: chair.cookie });
  await page.waitForSelector('html[data-live]');
  await page.getByRole('link', { name: 'Earlier posts' }).click();
  await page.waitForSelector('#p51');
  await writePost(chair, thread, 'The newest.');
  await page.waitForSelector('#p121 >> text=The newest.');
  await page.route('**/page?page=1', (route) => route.abort(), { times: 1 });
  await page.getByRole('link', { name: 'Earlier posts' }).click();
  await waitUntil('at that page', () => page.url().endsWith('?page=1'));
  await page.waitForSelector('#p1');
  expect(await shown(page)).toEqual(upTo(1, 50));
  await close();
});
