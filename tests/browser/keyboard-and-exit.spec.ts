import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import type { Page } from 'playwright-core';

jest.setTimeout(60_000);

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  member = await inviteAndJoin(chair, 'Mo Member');
  thread = await beginThread(chair, await beginTheme(chair), { text: 'Post 1' });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

/** Presses Tab until what has the focus is called this. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = String(
      await page.evaluate(
        'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.labels?.[0]?.innerText ?? document.activeElement?.innerText ?? ""',
      ),
    );
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never came to ${String(name)}.`);
}

test('signing in, opening a thread and replying, with the keyboard alone', async () => {
  const { page, problems, close } = await openPage({ url: `${server.url}/sign-in?next=/t/${thread}` });
  await page.waitForLoadState('networkidle');
  await tabTo(page, /sign-in name/);
  await page.keyboard.type(member.signInName);
  await tabTo(page, /^Password/);
  await page.keyboard.type(testPassword);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForSelector('html[data-live]');
  await tabTo(page, /^Your reply/);
  await page.keyboard.type('Written without a mouse.');
  await tabTo(page, /^Post$/);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#p2 >> text=Written without a mouse.');
  expect(problems).toEqual([]);
  await close();
});

test('a menu opens, closes by Escape, and gives the focus back', async () => {
  const { page, close } = await openPage({ url: `${server.url}/t/${thread}/1`, cookies: member.cookie });
  await page.waitForSelector('html[data-live]');
  await tabTo(page, /More for #1/);
  const opener = page.locator('#p1 .more > a');
  expect(await opener.getAttribute('aria-expanded')).toBe('false');
  for (const key of ['Enter', 'Space']) {
    await page.keyboard.press(key);
    await page.waitForSelector('#p1 .more ul');
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.innerText')).toBe('Link to this post');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#p1 .more ul', { state: 'detached' });
    expect(await page.evaluate('document.activeElement?.innerText')).toContain('More for #1');
  }
  // What is done closes it too.
  await tabTo(page, /Say a word/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#p1 >> text=Thank you: Mo Member');
  await page.waitForSelector('#p1 .pop__list', { state: 'detached' });
  expect(await page.evaluate('document.activeElement?.innerText')).toContain('Say a word');
  await close();
});

test('what has the focus is seen: never under the bar or the dock', async () => {
  const { page, close } = await openPage({
    url: `${server.url}/t/${thread}/1`,
    cookies: member.cookie,
    width: 360,
    height: 640,
  });
  await page.waitForSelector('html[data-live]');
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const covered = await page.evaluate(`(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body || focused.closest('.bar, .skips, .dock')) return null;
      const { top, bottom, left, width } = focused.getBoundingClientRect();
      const seen = [top + 2, (top + bottom) / 2, bottom - 2].some((y) => {
        const there = document.elementFromPoint(left + width / 2, y);
        return there && (focused.contains(there) || there.contains(focused));
      });
      return seen ? null : focused.outerHTML.slice(0, 120);
    })()`);
    expect(covered).toBeNull();
  }
  await close();
});

test.each([
  ['the button', (page: Page) => page.click('.btn--exit')],
  [
    'Shift three times',
    async (page: Page) => {
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
    },
  ],
  [
    'the first skip link',
    async (page: Page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    },
  ],
])('P9 Exit by %s: covered, signed out, and going back shows no post', async (_, leave) => {
  const again = await member.signedInAgain();
  const { page, close } = await openPage({ url: `${server.url}/t/${thread}/1`, cookies: again.cookie });
  await page.waitForSelector('html[data-live]');
  await page.evaluate(`new MutationObserver(() => {
    if (document.querySelector('.cover')) console.info('covered');
  }).observe(document.body, { childList: true, subtree: true })`);
  // A slow line: by the time the other site answers, the page is covered and has heard that its session is over.
  const covered = page.waitForEvent('console', (message) => message.text() === 'covered');
  const heard = page.waitForResponse('**/api/me');
  await page.route('https://www.bbc.co.uk/**', async (route) => {
    await Promise.all([covered, heard]);
    await route.fulfill({ body: 'The weather' });
  });
  await leave(page);
  await page.waitForURL('https://www.bbc.co.uk/weather');
  await waitUntil('the session has ended', async () => (await again.get('/api/threads')).status === 401);
  await page.goBack().catch(() => null);
  expect(await page.content()).not.toContain('Post 1');
  await close();
});

test('P10 nothing that is typed stands in the browser’s storage', async () => {
  const { page, close } = await openPage({ url: `${server.url}/t/${thread}/1`, cookies: member.cookie });
  await page.waitForSelector('html[data-live]');
  await page.fill('#reply textarea', 'canary in the box');
  await page.getByRole('button', { name: 'Preview' }).first().click();
  await page.waitForSelector('.preview >> text=canary');
  const kept = await page.evaluate(`(async () => JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), document.cookie,
    (await caches.keys()), history.state,
  ]))()`);
  expect(kept).not.toContain('canary');
  await close();
});
