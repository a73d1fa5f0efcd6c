import {
  beginTheme,
  beginThread,
  closeBrowser,
  type Insider,
  inviteAndJoin,
  type OpenPage,
  openPage,
  waitUntil,
  writePost,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { type House, startHouse } from './house';
import { RedisHere } from './redis';

jest.setTimeout(90_000);

const words = (page: Page) => page.locator('.post__body:visible').allInnerTexts();

describe.each(['with Redis', 'without Redis'])('browsers at two servers %s', (how) => {
  let redis: RedisHere | undefined;
  let house: House;
  let reader: Insider;
  let themeId: string;
  const open: OpenPage[] = [];

  beforeAll(async () => {
    if (how === 'with Redis') {
      redis = await RedisHere.at();
      await redis.start();
    }
    house = await startHouse(redis?.url);
    reader = await inviteAndJoin(house.founder, 'Rita Reader');
    themeId = await beginTheme(house.founder);
  });
  afterEach(async () => {
    for (const { close } of open.splice(0)) await close();
  });
  afterAll(async () => {
    await closeBrowser();
    await house?.stop();
    await redis?.kill();
  });

  /** Opens the thread in a browser of its own that the proxy has at this server, and waits until it is live. */
  async function show(person: Insider, thread: string, server: 'one' | 'two'): Promise<OpenPage> {
    const { url, cookie } = await house.through(person, server);
    const shown = await openPage({ url: `${url}/t/${thread}`, cookies: cookie });
    open.push(shown);
    await shown.page.waitForSelector('html[data-live]');
    return shown;
  }

  const serverOf = async ({ page }: OpenPage) =>
    (await page.context().cookies()).find(({ name }) => name === 'server')?.value;

  test('what one writes appears at the other', async () => {
    const thread = await beginThread(house.founder, themeId, { text: 'Post 1' });
    const [here, there] = [await show(house.founder, thread, 'one'), await show(reader, thread, 'two')];
    for (const [from, to, text] of [
      [here, there, 'From one to two.'],
      [there, here, 'From two to one.'],
    ] as const) {
      await from.page.fill('#reply textarea', text);
      await from.page.click('#reply button[type=submit]');
      // Sooner than the page asks by itself whether it missed anything, which is every 20 seconds.
      await to.page.waitForSelector(`text=${text}`, { timeout: 10_000 });
    }
    expect([await serverOf(here), await serverOf(there)]).toEqual(['one', 'two']);
    expect(await words(here.page)).toEqual(await words(there.page));
    expect([...here.problems, ...there.problems]).toEqual([]);
  });

  test('after kill -9 of its server a page goes on at the other one, whole, by itself', async () => {
    const thread = await beginThread(house.founder, themeId, { text: 'Post 1' });
    const here = await show(house.founder, thread, 'one');
    const there = await show(reader, thread, 'two');
    await house.two.kill();
    await writePost(await house.through(house.founder, 'one'), thread, 'Written while it had no server.');
    await there.page.waitForSelector('text=Written while it had no server.', { timeout: 30_000 });
    await there.page.waitForSelector('html[data-live]', { timeout: 30_000 });
    await waitUntil('the proxy has it at the other one', async () => (await serverOf(there)) === 'one');
    await there.page.fill('#reply textarea', 'Still here.');
    await there.page.click('#reply button[type=submit]');
    await here.page.waitForSelector('text=Still here.');
    const shown = ['Post 1', 'Written while it had no server.', 'Still here.'];
    expect([await words(here.page), await words(there.page)]).toEqual([shown, shown]);
    await there.page.reload();
    expect(await words(there.page)).toEqual(shown);
    await house.two.restart();
  });
});
