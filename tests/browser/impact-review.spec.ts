import { randomUUID } from 'node:crypto';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  startBuiltServer,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { beginNote, chosen, give, inviteEvaluator, outcomeOf, recordOutcome } from '../impact/changes';

jest.setTimeout(120_000);

let server: BuiltServer;
let founder: Insider;
let eve: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  const amber = await inviteAndJoin(founder, 'Amber Wren');
  eve = await inviteEvaluator(founder);
  const threadId = await beginThread(amber, await beginTheme(founder), { text: 'Who helps?' });
  const post = await writePost(amber, threadId, 'I chose the bed.');
  await give(amber, post.id);
  await beginNote(eve, { title: 'A first day that can be kept', nextReview: '2021-01-01' });
  await beginNote(founder, { title: 'Doors that shut at four', nextReview: '2020-06-01' });
  const { id } = await recordOutcome(eve, { words: await chosen(eve, post.id), what: 'meet every quarter.' });
  const bare = await recordOutcome(eve, { what: 'stays open on Fridays.' });
  const ask = { key: randomUUID(), kind: 'change' };
  expected(201, await eve.post(`/api/outcomes/${bare.id}/outside`, ask));
  await give(amber, post.id, 'no');
  await waitUntil('it is to be looked at again', async () => (await outcomeOf(eve, id)).lookAgain !== null);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const open = (by: Insider, path: string, more: object = {}) =>
  openPage({ url: server.url + path, width: 1_280, height: 900, cookies: by.cookie, ...more });

test.each([
  [1_280, 'light'],
  [1_280, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const)(
  'the list of what is to be looked at again fits %i px, and is accessible (%s)',
  async (width, colorScheme) => {
    const { page, problems, close } = await open(eve, '/impact/review', { width, colorScheme });
    await page.getByRole('heading', { level: 1, name: 'To look at again' }).waitFor();
    await page.waitForSelector('html[data-live=yes]');
    await expectNoAxeViolations(page);
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    await screenshot(page, `impact-review-${width}-${colorScheme}`);
    expect(problems).toEqual([]);
    await close();
  },
);

test('without scripts it is reached from the notice on each page, and leads to what waits', async () => {
  const { page, problems, close } = await open(eve, '/themes', { width: 360, javaScript: false });
  await page.getByRole('link', { name: 'Something to look at again' }).click();
  await page.getByRole('link', { name: 'A first day that can be kept' }).click();
  await page.getByRole('heading', { level: 1, name: 'A first day that can be kept' }).waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('all of it as tables is a quiet link for who follows changes', async () => {
  const { page, problems, close } = await open(eve, '/impact', { width: 360 });
  await page.waitForSelector('html[data-live=yes]');
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'for spreadsheets (CSV)' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^impact-\d{4}-\d\d-\d\d\.zip$/);
  await expectNoAxeViolations(page);
  await screenshot(page, 'impact-tables-360');
  expect(problems).toEqual([]);
  await close();
});
