import { randomUUID } from 'node:crypto';
import { personList } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  closeBrowser,
  expected,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  waitUntil,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { withDatabaseOf } from '../identity/database-of';
import { firstAsAlias, foundHouse, type House, pageOf } from '../voices/house';

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

/** A page in which scripts come as this says. */
async function pageIn(way: Way): Promise<{ page: Page; close: () => Promise<void> }> {
  const url = `${house.server.url}/help`;
  const { page, close } = await openPage({ url, cookies: amber.cookie, javaScript: way !== 'off', width: 360 });
  return { page, close };
}

/** What happens to scripts, and to the line, between choosing and sending. */
const ways = ['off', 'late', 'failing', 'half of them failing', 'the line lost'] as const;
type Way = (typeof ways)[number];

const scripts = '**/assets/*.js';

async function writeOne(way: Way, threadId: string, text: string): Promise<void> {
  const { page, close } = await pageIn(way);
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
  const { id } = await amber.me();
  const [known, texts]: [string, string[]] = [await beginThread(house.founder, themeId), []];
  await firstAsAlias(amber, house.moderator, known, 'First as an alias.');
  for (const way of ways)
    for (const threadId of [known, await beginThread(house.founder, themeId)]) {
      const text = `Secret ${texts.length}.`;
      texts.push(text);
      await writeOne(way, threadId, text);
    }
  await withDatabaseOf(house.server, async (db) => {
    expect(await db.collection('posts').countDocuments({ 'author.memberId': id })).toBe(0);
    const waiting = await db.collection('waiting').find({ 'author.kind': 'alias' }).toArray();
    const sent = waiting.map(({ text }) => text as string);
    expect(sent.filter((text) => !texts.includes(text))).toEqual([]);
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent.length).toBeGreaterThan(texts.length / 2);
  });
});

test('P2 who had chosen a name that is not offered any more is not themselves by sending again', async () => {
  const threadId = await beginThread(house.founder, themeId);
  const url = `${house.server.url}/t/${threadId}/reply?to=1`;
  const { page, close } = await openPage({ url, cookies: amber.cookie, javaScript: false, width: 360, height: 800 });
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
