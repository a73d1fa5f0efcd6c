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
} from '@throughline/testing';
import { firstAsAlias, foundHouse, type House, pageOf, publish, toBeChecked, writeAsAlias } from '../voices/house';

jest.setTimeout(90_000);

let house: House;
let amber: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

const thread = () =>
  beginThread(house.founder, themeId, { title: 'Six appointments on the first day', kind: 'experience' });
const open = (path: string, javaScript = true, width = 360) =>
  openPage({ url: `${house.server.url}${path}`, cookies: amber.cookie, javaScript, width, height: 800 });

test('P2 without scripts nothing is chosen, and without a choice nothing is sent', async () => {
  const threadId = await thread();
  const { page, problems, close } = await open(`/t/${threadId}/reply?to=1`, false);
  expect(await page.locator('input[name=as]:checked').count()).toBe(0);
  await page.fill('textarea[name=text]', 'I chose the bed.');
  const label = await page.locator('.choice:has([value=alias]) .choice__name').textContent();
  const [name = ''] = (await pageOf(amber, threadId)).viewer.persona.names;
  expect(label).toBe(`As ${name}, only in this thread`);
  await page.locator('details.opener:has([name=alias]) > summary').click();
  await screenshot(page, 'compose-360-without-scripts');
  // Around the browser's own check, as an old browser would.
  await page.$eval('form.composer', (form) => form.setAttribute('novalidate', '')).catch(() => undefined);
  await page.check('input[name=as][value=alias]');
  await page.click('form.composer button[type=submit]');
  await page.waitForSelector('#waiting');
  expect(await page.textContent('#waiting')).toContain(name);
  expect(await page.textContent('#waiting')).toContain('Waiting to be checked');
  await screenshot(page, 'waiting-360-without-scripts');
  expect(problems).toEqual([]);
  await close();
  const [waits] = (await toBeChecked(house.moderator)).filter((one) => one.threadId === threadId);
  expect(waits).toMatchObject({ text: 'I chose the bed.', author: { name } });
});

test('P2 with scripts the choice goes along, what waits stands in its place, and it is there when it is out', async () => {
  const threadId = await thread();
  const { page, problems, close } = await open(`/t/${threadId}`);
  await page.waitForSelector('html[data-live=yes]');
  await page.fill('#reply textarea[name=text]', 'I had a list like that.');
  await page.locator('#reply details.opener:has([name=alias]) > summary').click();
  await expectNoAxeViolations(page);
  await screenshot(page, 'compose-360');
  const names = page.locator('#reply select[name=alias] option');
  const other = (await names.nth(1).textContent()) ?? '';
  await page.selectOption('#reply select[name=alias]', other);
  expect(await page.textContent('#reply .choice:has([value=alias]) .choice__name')).toContain(other);
  await page.check('#reply input[name=as][value=alias]');
  await page.click('#reply button[type=submit]');
  await page.waitForSelector('#waiting');
  expect(await page.textContent('#waiting')).toContain(other);
  await expectNoAxeViolations(page);
  await screenshot(page, 'waiting-360');
  const [waits] = (await toBeChecked(house.moderator)).filter((one) => one.threadId === threadId);
  await publish(house.moderator, waits?.id ?? '');
  await page.waitForSelector('#p2');
  expect(await page.textContent('#p2')).toContain(other);
  expect(await page.textContent('#p2')).toContain('you');
  await page.waitForSelector('#waiting', { state: 'detached' });
  // From now on everything here starts as that name.
  expect(await page.isChecked('#reply input[name=as][value=alias]')).toBe(true);
  await page.check('#reply input[name=as][value=self]');
  expect(await page.isVisible('#reply input[name=sure]')).toBe(true);
  await page.fill('#reply textarea[name=text]', 'As myself.');
  await page.click('#reply button[type=submit]');
  expect((await pageOf(amber, threadId)).thread.lastNumber).toBe(2);
  await screenshot(page, 'as-self-too-360');
  await page.check('#reply input[name=sure]');
  await page.click('#reply button[type=submit]');
  await waitUntil('the post is there', async () =>
    (await pageOf(amber, threadId)).thread.lastNumber === 3 ? true : undefined,
  );
  expect(problems).toEqual([]);
  await close();
});

test('a moderator publishes on a phone; the pages are for everybody', async () => {
  const threadId = await thread();
  await firstAsAlias(amber, house.moderator, threadId, 'One.');
  const { id } = await writeAsAlias(amber, await thread(), 'A first one.');
  const url = `${house.server.url}/review?item=${id}`;
  const { page, problems, close } = await openPage({ url, cookies: house.moderator.cookie, width: 360, height: 800 });
  await page.waitForSelector(`#body-${id}`);
  await expectNoAxeViolations(page);
  await screenshot(page, 'review-thin-360');
  await page.click('#review-publish button');
  await page.waitForSelector(`#body-${id}`, { state: 'detached' });
  expect(problems).toEqual([]);
  await close();
  for (const path of ['/own/posts', '/threads/new']) {
    const own = await open(path);
    await own.page.waitForSelector('h1');
    await expectNoAxeViolations(own.page);
    await screenshot(own.page, `own-${path.replaceAll('/', '-')}-360`);
    expect(own.problems).toEqual([]);
    await own.close();
  }
});
