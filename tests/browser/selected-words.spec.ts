import type { PostView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  closeBrowser,
  expectNoAxeViolations,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  waitUntil,
  writePost,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { beginNote, give, inviteEvaluator, noteOf, wordsIn } from '../impact/changes';
import { foundHouse, type House } from '../voices/house';

jest.setTimeout(180_000);

let house: House;
let amber: Insider;
let eve: Insider;
let threadId: string;
let post: PostView;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  eve = await inviteEvaluator(house.founder);
  threadId = await beginThread(house.founder, await beginTheme(house.founder), {
    title: 'Six appointments',
    text: 'Who helps?',
  });
  post = await writePost(
    amber,
    threadId,
    '> Who helps?\n\nA bed. **You have to choose** the bed & the list.\n\n- I chose the *bed*.\n- It was a Friday.\n\nThey had shut. I went back on the Monday, and they had a list for me, and I was on it.',
  );
  await give(amber, post.id);
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

const open = (by: Insider, width: number, path = `/t/${threadId}`) =>
  openPage({ url: house.server.url + path, width, height: 800, cookies: by.cookie });
const way = (page: Page) => page.locator('a.select-words');
const isWatching = (page: Page) => page.waitForSelector('html[data-live=yes]');

/** In the browser: where the first letter of some words of a post stands, and the last of others. */
const finding = `([id, first, last]) => {
  const at = (words, end) => {
    const walker = document.createTreeWalker(document.getElementById('body-' + id), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const place = node.textContent.indexOf(words);
      if (place >= 0) return [node, end ? place + words.length : place];
    }
    throw new Error('Nothing says ' + words);
  };
  return [at(first, false), at(last, true)];
}`;
const inPage = <Answer>(page: Page, from: string, to: string, then: string) =>
  page.evaluate<Answer>(`(${then})(...(${finding})(${JSON.stringify([post.id, from, to])}))`);
const select = (page: Page, from: string, to: string) =>
  inPage(page, from, to, '(first, last) => document.getSelection().setBaseAndExtent(...first, ...last)');
/** The same with a pointer. */
const drag = async (page: Page, from: string, to: string) => {
  const places = await inPage<{ x: number; y: number }[]>(
    page,
    from,
    to,
    `(...ends) => {
      document.getElementById('body-${post.id}').scrollIntoView({ block: 'center' });
      return ends.map(([node, offset], end) => {
        const range = document.createRange();
        range.setStart(node, end ? offset - 1 : offset);
        range.setEnd(node, end ? offset : offset + 1);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        return { x: end ? right - 1 : left + 1, y: (top + bottom) / 2 };
      });
    }`,
  );
  const [first, last] = places;
  if (!first || !last) throw new Error('The words have no place.');
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  await page.mouse.move(last.x, last.y, { steps: 5 });
  await page.mouse.up();
};

test.each([360, 1280])(
  '%i px: words that are selected across what is emphasised are linked as they stand',
  async (width) => {
    const note = await beginNote(eve, { title: `A first day, ${width}` });
    const { page, problems, close } = await open(eve, width);
    await isWatching(page);
    await waitUntil('it is offered', async () => {
      await drag(page, 'to choose', 'I chose the');
      return (await way(page).count()) === 1;
    });
    // It is the next thing after the words, stands beside them, and nothing of the page is pushed.
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.outerHTML.slice(0, 300)')).toContain('select-words');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await expectNoAxeViolations(page);
    await screenshot(page, `selected-words-${width}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The words you chose' }).waitFor();
    expect(page.url()).not.toContain('choose');
    expect(await page.locator('mark.led').innerText()).toBe('to choose the bed & the list. I chose the');
    await expectNoAxeViolations(page);
    await screenshot(page, `selected-words-page-${width}`);
    await page.getByLabel(`We follow: A first day, ${width}`).check();
    await page.getByRole('button', { name: 'Link these words' }).click();
    await page.getByRole('heading', { level: 1, name: `A first day, ${width}` }).waitFor();
    const { evidence } = await noteOf(eve, note.id);
    expect(wordsIn(evidence)).toEqual(['to choose the bed & the list. I chose the']);
    expect(evidence).toMatchObject([
      {
        passages: [
          {
            before: 'A bed. You have',
            after: expect.stringMatching(/^bed\. It was a Friday\. They had shut\./) as string,
          },
        ],
      },
    ]);
    expect(problems).toEqual([]);
    await close();
  },
);

test('a pointer leads there too; half a word is a whole one; the same word said before is not taken for it', async () => {
  const { page, problems, close } = await open(eve, 1280);
  await isWatching(page);
  await page.locator(`#body-${post.id} em`).dblclick();
  await way(page).waitFor();
  await way(page).click();
  await page.getByRole('heading', { name: 'The words you chose' }).waitFor();
  expect(await page.locator('blockquote p').innerText()).toMatch(/I chose the bed\. It was a Friday\. They had shut\./);
  expect(await page.locator('mark.led').innerText()).toBe('bed');
  await page.getByRole('link', { name: 'Choose from the sentences instead' }).click();
  await page.getByLabel('It was a Friday.').check();
  expect(problems).toEqual([]);
  await close();
});

test('it keeps the focus while posts come in', async () => {
  const { page, close } = await open(eve, 1280);
  await isWatching(page);
  await select(page, 'It was', 'Friday');
  await way(page).waitFor();
  await page.keyboard.press('Tab');
  const { number } = await writePost(amber, threadId, 'Somebody writes meanwhile.');
  await page.locator(`#p${number}`).waitFor();
  expect(await page.evaluate('document.activeElement.className')).toContain('select-words');
  await close();
});

test('it goes with the selection, and is not offered for words of somebody else, of two posts, or outside of any', async () => {
  const { page, close } = await open(eve, 1280);
  await isWatching(page);
  await select(page, 'It was', 'Friday');
  await way(page).waitFor();
  await page.evaluate('document.getSelection().collapseToEnd()');
  await way(page).waitFor({ state: 'detached' });
  await select(page, 'It was', 'Friday');
  await way(page).waitFor();
  await page.keyboard.press('Escape');
  await way(page).waitFor({ state: 'detached' });
  for (const from of ['Who helps', 'A bed']) {
    await select(page, from, from === 'A bed' ? 'A bed' : 'You have');
    if (from === 'A bed') await way(page).waitFor();
    else expect(await way(page).count()).toBe(0);
  }
  await close();
});

test('who may not link words is offered nothing, and its code does not come', async () => {
  const { page, close } = await open(amber, 1280);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.reload();
  await isWatching(page);
  await page.waitForLoadState('networkidle');
  await select(page, 'It was', 'Friday');
  expect(fetched.filter((url) => url.includes('selected-words'))).toEqual([]);
  expect(await way(page).count()).toBe(0);
  await close();
});

test('words that were changed meanwhile are chosen anew from the sentences', async () => {
  const path = `/t/${threadId}/${post.number}/link?post=${post.id}&from=2&to=6&of=${post.textVersion + 1}`;
  const { page, close } = await open(eve, 360, path);
  await page.getByText('The post was changed, so the words you chose were not found.').waitFor();
  await page.getByLabel('It was a Friday.').check();
  await close();
});
