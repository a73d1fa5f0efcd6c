import { randomUUID } from 'node:crypto';
import {
  beginTheme,
  beginThread,
  closeBrowser,
  expected,
  expectEachPageFits,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  testPassword,
  writePost,
} from '@throughline/testing';
import { firstAsAlias, foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let themeId: string;
let who: Insider;
let count = 0;

beforeAll(async () => {
  house = await foundHouse();
  themeId = await beginTheme(house.founder);
});
beforeEach(async () => {
  count += 1;
  who = await inviteAndJoin(house.founder, `Kay Case ${count}`);
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

const look = (by: Insider | null, path: string, more: { javaScript?: boolean } = {}) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by?.cookie ?? '', ...more });
const reason = 'Three people were hurt by what you wrote.';

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: a word in private to a member, answered; and suspended, told at sign-in', async (_, javaScript) => {
  const suffix = javaScript ? 'scripts' : 'plain';
  const sorry = `I am sorry, says ${suffix}.`;
  const { id } = await who.me();
  const { page, problems, close } = await look(house.moderator, `/people/${id}`, { javaScript });
  await page.getByRole('link', { name: 'Steps by moderators' }).click();
  await page.getByRole('radio', { name: /A word in private/ }).check();
  await page.fill('[name=reason]', reason);
  await page.getByRole('button', { name: 'Do this' }).click();
  await page.locator('main article', { hasText: reason }).waitFor();

  const theirs = await look(who, '/', { javaScript });
  await theirs.page.getByRole('link', { name: 'From the moderators' }).click();
  await theirs.page.getByText(reason).waitFor();
  await theirs.page.locator('summary', { hasText: 'Your answer' }).click();
  await theirs.page.fill('[name=text]', sorry);
  await theirs.page.getByRole('button', { name: 'Send' }).click();
  await theirs.page.getByText(sorry).first().waitFor();
  await screenshot(theirs.page, `step-told-360-${suffix}`);
  expect([...problems, ...theirs.problems]).toEqual([]);
  await theirs.close();

  await page.goto(`${house.server.url}/own/from-moderators`);
  await page
    .getByRole('link', { name: /has answered you/ })
    .first()
    .click();
  await page.getByText(sorry).waitFor();
  await page.getByRole('radio', { name: /Suspend for a time/ }).check();
  await page.fill('[name=reason]', 'Please take a week.');
  await page.selectOption('[name=point]', { index: 3 });
  await page.fill('[name=until]', new Date(house.time.now + 7 * 86_400_000).toISOString().slice(0, 10));
  await screenshot(page, `steps-360-${suffix}`);
  await page.getByRole('button', { name: 'Do this' }).click();
  await page.locator('main article', { hasText: 'Please take a week.' }).waitFor();
  await close();

  const out = await look(null, '/sign-in', { javaScript });
  await out.page.fill('[name=name]', who.signInName);
  await out.page.fill('[name=password]', testPassword);
  await out.page.getByLabel('Yes, it is mine').check();
  await out.page.getByRole('button', { name: 'Sign in' }).click();
  await out.page.getByText('Please take a week.').waitFor();
  expect(await out.page.locator('main').innerText()).toContain('Ask Mod Erator');
  await screenshot(out.page, `step-at-sign-in-360-${suffix}`);
  await out.close();
});

test('P3 a step against an alias: from its post, told and answered in its thread', async () => {
  for (const javaScript of [false, true]) {
    const threadId = await beginThread(house.founder, themeId, { title: 'Six appointments' });
    await firstAsAlias(who, house.moderator, threadId, 'I chose the bed.');
    const { page, problems, close } = await look(house.moderator, `/t/${threadId}/2/more`, { javaScript });
    await page.getByRole('link', { name: 'Steps about its author' }).click();
    await page.getByRole('radio', { name: /A word in private/ }).check();
    await page.fill('[name=reason]', reason);
    await screenshot(page, `steps-alias-360-${javaScript ? 'scripts' : 'plain'}`);
    await page.getByRole('button', { name: 'Do this' }).click();
    await page.locator('main article', { hasText: reason }).waitFor();
    const theirs = await look(who, `/t/${threadId}`, { javaScript });
    await theirs.page.locator('#told').getByText(reason).waitFor();
    await theirs.page.locator('#told summary').click();
    await theirs.page.fill('#told [name=text]', 'It was me.');
    await theirs.page.locator('#told').getByRole('button', { name: 'Send' }).click();
    await theirs.page.locator('#told').getByText('It was me.').first().waitFor();
    await screenshot(theirs.page, `step-told-alias-360-${javaScript ? 'scripts' : 'plain'}`);
    await page.reload();
    await page.getByText('It was me.').waitFor();
    expect([...problems, ...theirs.problems]).toEqual([]);
    await theirs.close();
    await close();
  }
});

test('P18 each page fits: axe, 320 px, light and dark', async () => {
  const { id } = await who.me();
  const threadId = await beginThread(house.founder, themeId);
  await writePost(who, threadId, 'Mine.');
  await firstAsAlias(who, house.moderator, threadId, 'I chose the bed.');
  const alias = (await pageOf(who, threadId)).viewer.persona.current?.id ?? '';
  const word = { kind: 'word', reason, point: null };
  expected(201, await house.moderator.post(`/api/members/${id}/steps`, { key: randomUUID(), ...word }));
  expected(201, await house.moderator.post(`/api/aliases/${alias}/steps`, { key: randomUUID(), ...word }));
  await expectEachPageFits(house.server.url, [
    [house.moderator, `/people/${id}/steps`, 'steps'],
    [house.moderator, `/aliases/${alias}/steps`, 'steps-alias'],
    [who, '/own/from-moderators', 'step-told'],
    [who, `/t/${threadId}`, 'step-told-alias'],
  ]);
});
