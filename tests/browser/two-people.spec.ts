import { threadPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  type OpenPage,
  openPage,
  screenshot,
  startBuiltServer,
  waitUntil,
  writePost,
} from '@throughline/testing';
import type { Page } from 'playwright-core';

let server: BuiltServer;
let chair: Insider;
let ada: Insider;
let themeId: string;
const open: OpenPage[] = [];
jest.setTimeout(60_000);

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  ada = await inviteAndJoin(chair, 'Ada Brook');
  themeId = await beginTheme(chair);
});
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

async function show(person: Insider, path: string, width: number): Promise<OpenPage> {
  const shown = await openPage({ url: server.url + path, width, cookies: person.cookie });
  open.push(shown);
  return shown;
}

async function newThread(posts = 1): Promise<string> {
  const id = await beginThread(chair, themeId, { text: 'Post 1' });
  for (let number = 2; number <= posts; number += 1)
    await writePost(chair, id, `Post ${number}, with some words to fill a line or two.`);
  return id;
}

/** The page follows its thread: what is written from now on comes by itself. */
async function isLive(page: Page): Promise<void> {
  await page.waitForSelector('html[data-live]');
}

const words = (page: Page) => page.locator('.post__body:visible').allInnerTexts();

describe.each([1280, 360])('two people at %i px', (width) => {
  test('what one writes appears at the other, live, and the same after loading anew', async () => {
    const thread = await newThread();
    const [one, other] = [await show(chair, `/t/${thread}`, width), await show(ada, `/t/${thread}`, width)];
    await Promise.all([isLive(one.page), isLive(other.page)]);

    await one.page.fill('#reply textarea', 'Hello from the chair.');
    await one.page.click('#reply button[type=submit]');
    await other.page.waitForSelector('text=Hello from the chair.');
    expect(await one.page.locator('text=Hello from the chair.').count()).toBe(1);
    expect(await one.page.inputValue('#reply textarea')).toBe('');

    await other.page.locator('#p2').getByText('Reply', { exact: false }).first().click();
    await other.page.fill('#reply-2 textarea', 'And an answer.');
    await other.page.click('#reply-2 button[type=submit]');
    await one.page.waitForSelector('text=And an answer.');
    expect(await one.page.locator('#p3').innerText()).toContain('in reply to #2');

    const before = [await words(one.page), await words(other.page)];
    expect(before[0]).toEqual(before[1]);
    await one.page.reload();
    expect(await words(one.page)).toEqual(before[0]);
    await screenshot(other.page, `two-people-${width}`);
    expect([...one.problems, ...other.problems]).toEqual([]);
  });

  test('changes, kind words and taking back come in place', async () => {
    const thread = await newThread();
    const post = await writePost(ada, thread, 'First words.');
    const { page, problems } = await show(chair, `/t/${thread}/1`, width);
    await isLive(page);
    expected(200, await ada.put(`/api/posts/${post.id}`, { text: 'Better words.', textVersion: 1 }));
    await page.waitForSelector('text=Better words.');
    await page.waitForSelector('#p2 >> text=edited');
    expected(200, await ada.put(`/api/posts/${post.id}/reaction`, { kind: 'this-helps', on: true }));
    await page.waitForSelector('#p2 >> text=This helps:');
    expected(200, await ada.post(`/api/posts/${post.id}/withdraw`));
    await page.waitForSelector('#p2 >> text=took this post back');
    expect(await page.locator('text=Better words.').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('new posts are said in the dock, and what is being read does not move', async () => {
    const thread = await newThread(12);
    const { page, problems } = await show(ada, `/t/${thread}/8#p8`, width);
    await isLive(page);
    const place = async () => (await page.locator('#p8').boundingBox())?.y ?? Number.NaN;
    await waitUntil('the post is in view', async () => Math.abs(await place()) < 300);
    const before = await place();
    await writePost(chair, thread, 'An answer above the post that is being read.', 2);
    await page.waitForSelector('text=An answer above the post');
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(2);
    await page.waitForSelector('.dock >> text=/new post/');
    expect(problems).toEqual([]);
  });

  test('a restarted server: the page ends as a fresh load would, by itself', async () => {
    const thread = await newThread();
    const { page } = await show(ada, `/t/${thread}/1`, width);
    await isLive(page);
    await server.restart();
    await writePost(chair, thread, 'Written after the restart.');
    await page.waitForSelector('text=Written after the restart.', { timeout: 30_000 });
    expect(await words(page)).toEqual(['Post 1', 'Written after the restart.']);
  });

  test('without a line the words are kept, said so, and sent once when it is back', async () => {
    const thread = await newThread();
    const { page } = await show(ada, `/t/${thread}/1`, width);
    await isLive(page);
    await page.context().setOffline(true);
    await page.fill('#reply textarea', 'Written in a tunnel.');
    await page.click('#reply button[type=submit]');
    await page.waitForSelector('text=This was not sent. Your words are kept here.');
    await page.context().setOffline(false);
    await page.waitForSelector('#p2 >> text=Written in a tunnel.', { timeout: 20_000 });
    await waitUntil('it is there once', async () => (await page.locator('text=Written in a tunnel.').count()) === 1);
  });
});

test('what was read while there was no line is marked as soon as there is one', async () => {
  const thread = await newThread(2);
  const { page } = await show(ada, `/t/${thread}`, 360);
  let refused = 0;
  await page.route('**/read', (route) => (refused++ === 0 ? route.abort() : route.continue()));
  const unread = async () =>
    expected(200, await ada.get(`/api/threads/${thread}/page?page=1`)).as(threadPage).viewer.unread;
  await waitUntil('it is read', async () => (await unread()).length === 0, 20_000);
  expect(refused).toBe(2);
});
