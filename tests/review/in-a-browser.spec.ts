import { reviewQueue } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  type Insider,
  inviteAndJoin,
  type OpenPage,
  openPage,
  type PageOptions,
  screenshot,
  waitUntil,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { foundHouse, type House, pageOf, writeAsAlias } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let maeve: Insider;
let amber: Insider;
let themeId: string;
const open: OpenPage[] = [];

beforeAll(async () => {
  house = await foundHouse();
  maeve = await inviteAndJoin(house.founder, 'Maeve Quill', 'moderator');
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
afterEach(async () => {
  for (const { close, problems } of open.splice(0)) {
    expect(problems.filter((problem) => !/status of (404|409)/.test(problem))).toEqual([]);
    await close();
  }
  // Each test begins with nothing that waits.
  const { items } = expected(200, await house.founder.get('/api/review')).as(reviewQueue);
  for (const { id, revision } of items) {
    expected(200, await house.founder.post(`/api/review/${id}/claim`, { take: true }));
    expected(200, await house.founder.post(`/api/waiting/${id}/publish`, { revision }));
  }
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

async function waits(text: string, title = 'What gets in the way'): Promise<{ id: string; threadId: string }> {
  const threadId = await beginThread(house.founder, themeId, { title });
  return { id: (await writeAsAlias(amber, threadId, text)).id, threadId };
}
async function show(by: Insider, path: string, options: Partial<PageOptions> = {}): Promise<Page> {
  const shown = await openPage({ url: house.server.url + path, cookies: by.cookie, width: 1280, ...options });
  open.push(shown);
  return shown.page;
}
const claimOf = async (by: Insider, id: string) =>
  expected(200, await by.get('/api/review'))
    .as(reviewQueue)
    .items.find((item) => item.id === id)?.claim;
const published = async (threadId: string) => (await pageOf(house.founder, threadId)).thread.lastNumber === 2;
const keys = async (page: Page) => page.getByRole('button', { name: 'Turn them on' }).click();

test('two moderators: each sees live what the other has open, and nobody loses what they typed', async () => {
  const first = await waits('The first words.');
  const second = await waits('The second words.');
  const ids = [first.id, second.id].sort();
  const one = await show(house.moderator, '/review');
  await waitUntil('it is said that it is open', async () => (await claimOf(maeve, ids[0] ?? ''))?.mine === false);
  // The other is shown what nobody has open.
  const other = await show(maeve, '/review');
  await other.waitForSelector(`#body-${ids[1]}`);
  await other.getByText('Mod Erator has this one open.').waitFor();
  await one.getByText('Maeve Quill has this one open.').waitFor();
  await other.goto(`${house.server.url}/review?item=${ids[0]}`);
  await other.getByText('Mod Erator has this one open.').first().waitFor();
  expect(await other.locator('#review-publish').count()).toBe(0);
  await screenshot(other, 'review-anothers-1280');
  await one.locator('#review-ask summary').click();
  await one.fill('#review-ask textarea', 'Could you leave out the day?');
  await other.getByRole('button', { name: 'Take it over' }).click();
  await one.getByText('Maeve Quill has taken this one over.').waitFor();
  await one.click('#review-ask button');
  await one.getByText('Another moderator has this open now.').waitFor();
  await other.click('#review-publish button');
  await one.getByText('This does not wait any more').waitFor();
  await one.click('#review-ask button');
  await one.getByText('Another moderator has just decided this').waitFor();
  expect(await one.inputValue('#review-ask textarea')).toBe('Could you leave out the day?');
});

test('what comes in while a page is open is there by itself, and words that change are said to have changed', async () => {
  const page = await show(maeve, '/review');
  await page.getByText('Nothing waits to be checked.').waitFor();
  await page.waitForSelector('html[data-live]');
  const { id } = await waits('As it was.');
  await page.waitForSelector(`#body-${id}`);
  expected(200, await amber.put(`/api/own/waiting/${id}`, { text: 'As it is now.' }));
  await page.getByText('Its author has changed the words since you opened this.').waitFor();
  await page.getByText('As it is now.').waitFor();
});

test('by keys alone, off until they are turned on, and none while somebody types', async () => {
  const [first, second] = [await waits('One.'), await waits('Two.')];
  const [top, next] = [first, second].sort((a, b) => (a.id < b.id ? -1 : 1)) as [typeof first, typeof first];
  const page = await show(maeve, '/review');
  await page.waitForSelector('html[data-live]');
  await page.waitForSelector(`#body-${top.id}`);
  await page.keyboard.press('p');
  await page.keyboard.press('j');
  expect(await published(top.threadId)).toBe(false);
  await page.waitForSelector(`#body-${top.id}`);
  await keys(page);
  await page.keyboard.press('j');
  await page.waitForSelector(`#body-${next.id}`);
  await page.keyboard.press('k');
  await page.waitForSelector(`#body-${top.id}`);
  await page.keyboard.press('a');
  await page.waitForSelector('#review-ask textarea:focus');
  await page.keyboard.type('p, j, k, n, a and d are letters here');
  expect(await page.inputValue('#review-ask textarea')).toBe('p, j, k, n, a and d are letters here');
  expect(await published(top.threadId)).toBe(false);
  await page.locator('h1').click();
  await page.keyboard.press('d');
  await page.waitForSelector('#review-decline textarea:focus');
  await page.locator('h1').click();
  await page.keyboard.press('n');
  await page.waitForSelector('#review-note input:focus');
  await page.keyboard.type('mentions prison');
  await page.keyboard.press('Enter');
  await waitUntil('it is out', () => published(top.threadId));
  expect((await pageOf(house.founder, top.threadId)).posts[1]?.contentNote).toBe('mentions prison');
  // The next is there, and the focus with it.
  await page.waitForSelector(`#body-${next.id}`);
  await page.waitForSelector('h2#review-item:focus');
  await page.keyboard.press('p');
  await waitUntil('it is out too', () => published(next.threadId));
  await page.getByText('Nothing else waits.').waitFor();
  await page.reload();
  await page.getByText('Nothing waits to be checked.').waitFor();
});

test('without scripts: it is said that one has it open, taken over, and decided, by forms alone', async () => {
  const { id, threadId } = await waits('Without scripts.');
  const page = await show(maeve, '/review', { javaScript: false, width: 360 });
  await page.getByRole('button', { name: 'Tell others that I have it open' }).click();
  expect(await claimOf(maeve, id)).toEqual({ by: 'Maeve Quill', mine: true });
  expected(200, await house.moderator.post(`/api/review/${id}/claim`, { take: true }));
  await page.locator('#review-decline summary').click();
  await page.fill('#review-decline textarea', 'It names somebody.');
  await page.click('#review-decline button');
  await page.getByText('Another moderator has this open now.').first().waitFor();
  expect(await page.content()).toContain('It names somebody.');
  await page.getByRole('button', { name: 'Take it over' }).click();
  await page.locator('#review-note summary').click();
  await page.fill('#review-note input[name=contentNote]', 'mentions prison');
  await page.click('#review-note button');
  expect(await published(threadId)).toBe(true);
  await page.getByText('Nothing waits to be checked.').waitFor();
});

test('who checks when is set without scripts, and an author chooses one in the form', async () => {
  const page = await show(maeve, '/review/rota', { javaScript: false, width: 360 });
  await page.selectOption('select[name=day0]', { label: 'Mod Erator' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await page.locator('select[name=day0] option:checked').innerText()).toBe('Mod Erator');
  const threadId = await beginThread(house.founder, themeId);
  const thread = await show(amber, `/t/${threadId}/1`, { javaScript: false, width: 360 });
  expect(await thread.locator('#checked-by a').getAttribute('href')).toBe(`/t/${threadId}/reply`);
  const composer = await show(amber, `/t/${threadId}/reply`, { javaScript: false, width: 360 });
  await composer.fill('#reply textarea', 'For Maeve alone.');
  await composer.check('#reply input[value=alias]');
  await composer.locator('#checked-by summary').click();
  await composer.selectOption('#checked-by select', { label: 'Only Maeve Quill' });
  await composer.click('#reply button[type=submit]');
  await composer.getByText('Only Maeve Quill may read it').waitFor();
  const { items } = expected(200, await house.moderator.get('/api/review')).as(reviewQueue);
  expect(items.filter((item) => item.threadId === threadId)).toEqual([]);
  const own = expected(200, await maeve.get('/api/review')).as(reviewQueue).items;
  const { id, revision } = own.find((item) => item.threadId === threadId) ?? { id: '', revision: 0 };
  expected(200, await maeve.post(`/api/waiting/${id}/publish`, { revision }));
});

test('with scripts the choice goes along too, also for a second post', async () => {
  const threadId = await beginThread(house.founder, themeId);
  const page = await show(amber, `/t/${threadId}/1`, { width: 360 });
  await page.waitForSelector('html[data-live]');
  await page.fill('#reply textarea', 'For Maeve alone, with scripts.');
  await page.check('#reply input[value=alias]');
  await page.locator('#checked-by summary').click();
  await page.selectOption('#checked-by select', { label: 'Only Maeve Quill' });
  await page.click('#reply button[type=submit]');
  await page.getByText('Only Maeve Quill may read it').waitFor();
  await page.locator('#checked-by summary').waitFor();
  const { items } = expected(200, await house.moderator.get('/api/review')).as(reviewQueue);
  expect(items.filter((item) => item.threadId === threadId)).toEqual([]);
  const own = expected(200, await maeve.get('/api/review')).as(reviewQueue).items;
  const { id, revision } = own.find((item) => item.threadId === threadId) ?? { id: '', revision: 0 };
  expected(200, await maeve.post(`/api/waiting/${id}/publish`, { revision }));
});

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const)('P18 at %i px, %s: nothing that axe finds, nothing over the edge', async (width, colorScheme) => {
  const { id } = await waits(
    'I had a list like that. I read it on the coach and knew by the second line I would be back.\n\nI chose the bed. It was Friday 6 March 2020, ring 07700 900118. They had shut.',
    'Six appointments on the first day',
  );
  const { id: other } = await waits('Another first post.', 'Who can take one old fire out?');
  const decline = { revision: 1, reason: 'It says which hostel this was.' };
  expected(200, await house.moderator.post(`/api/waiting/${other}/decline`, decline));
  for (const [by, name, path] of [
    [maeve, 'queue', `/review?item=${id}`],
    [maeve, 'rota', '/review/rota'],
    [amber, 'declined', `/own/waiting/${other}`],
  ] as const) {
    const page = await show(by, path, { width, colorScheme });
    if (name === 'queue') await page.getByText('You have this one open.').first().waitFor();
    await expectNoAxeViolations(page);
    expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, width]);
    await screenshot(page, `review-${name}-${width}-${colorScheme}`);
  }
});
