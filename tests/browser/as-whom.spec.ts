import { randomUUID } from 'node:crypto';
import { personList } from '@throughline/contracts';
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
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { firstAsAlias, foundHouse, type House, pageOf, publish, toBeChecked, writeAsAlias } from '../voices/house';

jest.setTimeout(400_000);

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
const open = (path: string, javaScript = true, width = 360, by = amber) =>
  openPage({ url: `${house.server.url}${path}`, cookies: by.cookie, javaScript, width, height: 800 });

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

/** What happens to scripts, and to the line, between choosing and sending. */
const ways = ['off', 'late', 'failing', 'half of them failing', 'the line lost'] as const;
type Way = (typeof ways)[number];

const scripts = '**/assets/*.js';

async function writeOne(by: Insider, way: Way, threadId: string, text: string): Promise<void> {
  const { page, close } = await open('/help', way !== 'off', 360, by);
  let letThrough = () => undefined as void;
  const late = new Promise<void>((through) => (letThrough = through));
  if (way === 'late') await page.route(scripts, (route) => late.then(() => route.continue()));
  if (way === 'failing') await page.route(scripts, (route) => route.abort());
  let asked = 0;
  if (way === 'half of them failing')
    await page.route(scripts, (route) => ((asked += 1) % 2 === 0 ? route.abort() : route.continue()));
  if (way === 'the line lost') {
    let lost = 0;
    await page.route('**/api/threads/*/posts', (route) => ((lost += 1) === 1 ? route.abort() : route.continue()));
  }
  await page.goto(`${house.server.url}/t/${threadId}/reply?to=1`, { waitUntil: 'commit' });
  const form = page.locator('form.composer').first();
  await form.locator('textarea[name=text]').fill(text);
  await form.locator('input[name=as][value=alias]').check();
  letThrough();
  await form.locator('button[type=submit]:not([name])').first().click();
  // Whether it arrives is another matter: without half of the scripts it may stay in its box.
  await page.waitForSelector('#waiting', { timeout: 15_000 }).catch(() => undefined);
  await close();
}

test('P2 whatever scripts and the line do between choosing and sending, nothing comes out under the name', async () => {
  const wren = await inviteAndJoin(house.founder, 'Wren Secret');
  const { id } = await wren.me();
  const known = await thread();
  const [texts, threads]: [string[], string[]] = [[], []];
  await firstAsAlias(wren, house.moderator, known, 'First as an alias.');
  for (const way of ways)
    for (const threadId of [known, await thread()]) {
      const text = `Secret ${texts.length}.`;
      texts.push(text);
      threads.push(threadId);
      await writeOne(wren, way, threadId, text);
    }
  await withDatabaseOf(house.server, async (db) => {
    expect(await db.collection('posts').countDocuments({ 'author.memberId': id })).toBe(0);
    const waiting = await db
      .collection('waiting')
      .find({ 'author.kind': 'alias', threadId: { $in: threads } })
      .toArray();
    const sent = waiting.map(({ text }) => text as string);
    expect(sent.filter((text) => !texts.includes(text))).toEqual([]);
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent.length).toBeGreaterThan(texts.length / 2);
  });
});

// The last: from here on aliases are offered no more.
test('P2 who had chosen a name that is not offered any more is not themselves by sending again', async () => {
  const threadId = await thread();
  const { page, close } = await open(`/t/${threadId}/reply?to=1`, false);
  await page.fill('form.composer textarea[name=text]', 'I chose the bed.');
  await page.check('form.composer input[name=as][value=alias]');
  // One of the two leads goes: nobody could be found in an emergency.
  const { people } = expected(200, await house.founder.get('/api/people')).as(personList);
  const lead = people.find(({ name }) => name === 'Lou Lead');
  expected(200, await house.founder.patch(`/api/members/${lead?.id}`, { duties: [] }));
  await waitUntil('aliases are not offered', async () => {
    const { persona } = (await pageOf(amber, threadId)).viewer;
    return persona.obstacle === 'no-leads';
  });
  const send = async () => {
    await page.locator('form.composer button[type=submit]:not([name])').first().click();
    await page.waitForLoadState();
  };
  await send();
  expect(await page.inputValue('form.composer textarea[name=text]')).toBe('I chose the bed.');
  await screenshot(page, 'alias-not-offered-any-more-360');
  expect(await page.locator('form.composer input[type=hidden][name=as]').count()).toBe(0);
  expect(await page.isChecked('form.composer input[name=as][value=self]')).toBe(false);
  const form = { thread: threadId, key: randomUUID(), text: 'I chose the bed.', from: `/t/${threadId}` };
  expect((await amber.submit('reply', form)).status).toBe(422);
  expect((await pageOf(house.founder, threadId)).thread.lastNumber).toBe(1);
  await page.check('form.composer input[name=as][value=self]');
  await send();
  expect((await pageOf(house.founder, threadId)).thread.lastNumber).toBe(2);
  await close();
});
