import { randomUUID } from 'node:crypto';
import {
  beginTheme,
  beginThread,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  foundCommunity,
  type BuiltServer,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  startBuiltServer,
  writePost,
} from '@throughline/testing';
import { beginNote, chosen, give, inviteEvaluator, recordOutcome } from '../impact/changes';

jest.setTimeout(180_000);

let server: BuiltServer;
let founder: Insider;
let amber: Insider;
let eve: Insider;
let themeId: string;

const further: readonly (readonly [
  title: string,
  condition: string,
  stages: readonly (readonly [string, string])[],
])[] = [
  ['Doors that shut at four', 'policies', [['exploring', '2018-02-01']]],
  [
    'A name on a list',
    'relationships',
    [
      ['testing', '2019-05-01'],
      ['adopted', '2021-01-10'],
    ],
  ],
  ['“Hard to reach”', 'mental-models', [['returned', '2020-01-10']]],
  ['Money at the gate', 'resources', [['stalled', '2021-03-01']]],
];

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  amber = await inviteAndJoin(founder, 'Amber Wren');
  eve = await inviteEvaluator(founder);
  themeId = await beginTheme(founder, 'Prison release');
  const threadId = await beginThread(founder, themeId, { title: 'Six appointments', text: 'Who helps?' });
  const post = await writePost(amber, threadId, 'You have to choose. I chose the bed.');
  await give(amber, post.id);
  const first = await beginNote(eve, { noticedOn: '2016-03-01', conditions: ['practices', 'relationships'] });
  for (const [title, condition, steps] of further) {
    const { id } = await beginNote(eve, { title, conditions: [condition], noticedOn: '2017-03-01' });
    for (const [stage, on] of steps) {
      const change = { key: randomUUID(), stage, on, why: 'It is so.', beneficial: 'They say so.' };
      expected(200, await eve.post(`/api/notes/${id}/stage`, change));
    }
  }
  const words = await chosen(eve, post.id, [1]);
  for (const what of [
    'meet every quarter.',
    'gives a card with two lines.',
    'has a room on the ground floor for both.',
  ])
    await recordOutcome(eve, { words, what, notes: [first.id], themes: [themeId] });
  await recordOutcome(eve, { what: 'stays open on Fridays.', direction: 'negative' });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const open = (by: Insider, path: string, more: object = {}) =>
  openPage({ url: server.url + path, width: 1_280, height: 900, cookies: by.cookie, ...more });

test.each([
  [1_280, 'light'],
  [360, 'light'],
  [320, 'dark'],
] as const)('the pictures of what came of it fit %i px, and are accessible (%s)', async (width, colorScheme) => {
  const { page, problems, close } = await open(amber, '/impact', { width, colorScheme });
  await page.getByText('We follow 5 things that get in the way.').waitFor();
  await page.getByText('Touched most: Relationships, by 2 notes. No note touches: Power.').waitFor();
  await page.waitForSelector('html[data-live=yes]');
  await expectNoAxeViolations(page);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  await screenshot(page, `impact-whole-${width}-${colorScheme}`);
  expect(problems).toEqual([]);
  await close();
});

test('without scripts a mark leads to what lies under it, and on to the words', async () => {
  const { page, problems, close } = await open(amber, '/impact', { width: 360, javaScript: false });
  await page.getByRole('link', { name: 'Relationships, noticed: 1 note' }).first().click();
  const under = page.getByRole('region', { name: 'What lies under this mark' });
  await under.getByRole('link', { name: 'A first day that can be kept' }).click();
  await page.getByRole('heading', { level: 1, name: 'A first day that can be kept' }).waitFor();
  await page.getByRole('link', { name: 'Hanbridge probation meet every quarter.' }).click();
  await page.getByRole('link', { name: 'post 2' }).click();
  await page.getByText('I chose the bed.').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('with the keyboard a mark is reached and opened, and the numbers stand as a table', async () => {
  const { page, problems, close } = await open(amber, '/impact');
  await page.waitForSelector('html[data-live=yes]');
  const mark = page.locator('svg.drawn--wide').getByRole('link', { name: 'adopted, 2021: 1 note' });
  await mark.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'A name on a list' }).first().waitFor();
  await page.getByText('Adopted at the end of 2021').waitFor();
  const table = page.locator('details', { hasText: 'The same numbers as a table' }).first();
  await table.locator('summary').focus();
  await page.keyboard.press('Enter');
  await table.getByRole('link', { name: 'adopted, 2021: 1 note' }).waitFor();
  await screenshot(page, 'impact-under-1280');
  expect(problems).toEqual([]);
  await close();
});

test('who follows changes answers a theme’s members on its page, without scripts too', async () => {
  const { page, problems, close } = await open(eve, `/themes/${themeId}`, { width: 360, javaScript: false });
  await page.getByText('Answer this theme’s members').click();
  await page.getByLabel('What did they say? One sentence.').fill('The day cannot be done.');
  await page.getByLabel('What came of it? A few sentences.').fill('x'.repeat(1_300));
  await page.getByRole('button', { name: 'Save' }).click();
  // What was typed stands there still.
  expect(await page.getByLabel('What did they say? One sentence.').inputValue()).toBe('The day cannot be done.');
  await page.getByLabel('What came of it? A few sentences.').fill('We laid it out by the hour.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('We laid it out by the hour.').first().waitFor();
  await screenshot(page, 'theme-answer-360');
  // What was too long was refused.
  expect(problems).toEqual([expect.stringContaining('400')]);
  await close();
  const members = await open(amber, '/impact');
  await members.page.getByText('You said: The day cannot be done.').waitFor();
  await members.close();
});

test('where nothing is followed yet, it says so', async () => {
  const empty = await startBuiltServer({ empty: true });
  const first = await foundCommunity(empty);
  const { page, problems, close } = await openPage({ url: `${empty.url}/impact`, width: 360, cookies: first.cookie });
  await page.getByText('Nothing is followed yet.').waitFor();
  await page.getByText('No theme has been answered yet.').waitFor();
  expect(await page.locator('svg.drawn').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
  await empty.stop();
});
