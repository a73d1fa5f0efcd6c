import { randomUUID } from 'node:crypto';
import { notePage, type PostView } from '@throughline/contracts';
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
  writePost,
} from '@throughline/testing';
import { beginNote, chosen, give, inviteEvaluator, ledToOf, recordOutcome } from '../impact/changes';
import { foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(180_000);

let house: House;
let amber: Insider;
let eve: Insider;
let themeId: string;
let threadId: string;
let post: PostView;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});
beforeEach(async () => {
  threadId = await beginThread(house.founder, themeId, {
    title: 'Six appointments',
    kind: 'blockage',
    text: 'Who helps?',
  });
  post = await writePost(amber, threadId, 'People think you cannot be bothered. You have to choose. I chose the bed.');
  await give(amber, post.id);
});

const open = (by: Insider, path: string, more: { javaScript?: boolean; width?: number; colorScheme?: 'dark' } = {}) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by.cookie, ...more });
const there = (by: Insider) => async () => {
  const found = (await pageOf(by, threadId)).posts.find(({ id }) => id === post.id);
  return (found && ledToOf(found).length > 0) || undefined;
};

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: from words in a thread to a change, its four questions, and back to the words', async (how, javaScript) => {
  const { page, problems, close } = await open(eve, `/t/${threadId}/${post.number}/more`, { javaScript });
  await page.getByRole('link', { name: 'Link these words to a change' }).click();
  await page.getByRole('heading', { name: 'Link these words to a change' }).waitFor();
  await page.getByLabel('You have to choose.').check();
  await page.getByLabel('I chose the bed.').check();
  await page.getByLabel('A new change. I write it down next.').check();
  await screenshot(page, `impact-link-360-${javaScript ? 'scripts' : 'plain'}`);
  await page.getByRole('button', { name: 'Link these words' }).click();

  await page.getByRole('heading', { name: 'Who did what differently?' }).waitFor();
  await page.getByLabel('Who?').fill('Hanbridge probation');
  await page.getByLabel('What do they do differently?').fill(`sets the first meeting later, ${how}.`);
  await screenshot(page, `impact-question-360-${javaScript ? 'scripts' : 'plain'}`);
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('heading', { name: 'When was it, and where?' }).waitFor();
  await page.getByLabel('When?').fill('Since May 2022');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('heading', { name: 'Why does it matter?' }).waitFor();
  await page.getByLabel('Why does it matter?').fill('People can keep it.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('heading', { name: 'How did we help, and who else did?' }).waitFor();
  // What was answered before stands there still.
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await page.getByRole('heading', { name: 'Why does it matter?' }).waitFor();
  expect(await page.getByLabel('Why does it matter?').inputValue()).toBe('People can keep it.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByLabel('How did we help?').fill('We asked.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('heading', { name: 'What kind of change is it?' }).waitFor();
  await page.getByLabel('What people do at work').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await page.getByText('Only those who follow changes see it.').waitFor();
  expect(await there(amber)()).toBeUndefined();
  await page.getByRole('button', { name: 'Show it to all members' }).click();
  await page.getByText('Supported by members’ accounts').waitFor();
  await page.getByText('1 member’s post.').waitFor();
  expect(await page.locator('mark.led').innerText()).toBe('You have to choose. I chose the bed.');
  await screenshot(page, `impact-outcome-360-${javaScript ? 'scripts' : 'plain'}`);
  await waitUntil('the post is marked', there(amber));
  await page.getByRole('link', { name: `post ${post.number}` }).click();
  const mark = page.locator('.led-to');
  await mark.waitFor();
  await mark.getByRole('link', { name: /^Hanbridge probation sets the first meeting later/ }).click();
  await page
    .getByRole('heading', { level: 1, name: `Hanbridge probation sets the first meeting later, ${how}.` })
    .waitFor();
  expect(problems).toEqual([]);
  await close();
});

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: a document and a count stand behind a change, and are taken off again', async (_, javaScript) => {
  const { id } = await recordOutcome(eve);
  const { page, problems, close } = await open(eve, `/outcomes/${id}`, { javaScript });
  await page.getByText('Reported', { exact: true }).waitFor();
  if (javaScript) await page.waitForSelector('html[data-live=yes]');
  await page.getByText('Add a document', { exact: true }).click();
  const document = page.locator('form[action="/form/evidence-document"]');
  await document.getByLabel('What is it?').fill('Minutes of the board');
  await document.getByLabel('Who made it?').fill('Hanbridge probation');
  await document.getByLabel('From which day?').fill('2022-05-18');
  await document.getByLabel('A link to it').fill('example.org/minutes');
  await document.getByRole('button', { name: 'Add it' }).click();
  // It is refused in words, and what was typed is there.
  await page.getByText('Please give a link that begins with https://').first().waitFor();
  expect(await document.getByLabel('What is it?').inputValue()).toBe('Minutes of the board');
  await document.getByLabel('A link to it').fill('https://example.org/minutes');
  await document.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('Backed by a document').waitFor();
  await page.getByText('Add a count', { exact: true }).click();
  const measure = page.locator('form[action="/form/evidence-measure"]');
  await measure.getByLabel('What was counted?').fill('First meetings that were kept');
  await measure.getByLabel('How many?').fill('52');
  await measure.getByLabel('Of what?').fill('of 100');
  await measure.getByLabel('From which day?').fill('2022-06-15');
  await measure.getByLabel('Where does the number come from?').fill('Plans that members laid out');
  await measure.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('1 document, 1 count.').waitFor();
  await page.getByRole('button', { name: 'Take this off' }).first().click();
  await page.getByText('Backed by a count').waitFor();
  expect(problems.filter((problem) => !problem.includes('status of 400'))).toEqual([]);
  await close();
});

test('P14 a reader’s open page loses the words as soon as their author takes them back', async () => {
  const { id } = await recordOutcome(eve, { words: await chosen(eve, post.id, [2]) });
  const { page, problems, close } = await open(amber, `/outcomes/${id}`);
  await page.getByText('I chose the bed.').waitFor();
  await page.waitForSelector('html[data-live=yes]');
  await give(amber, post.id, 'no');
  await page.getByText('I chose the bed.').waitFor({ state: 'detached' });
  await page.getByText('Reported').waitFor();
  expect(problems).toEqual([]);
  await close();
  const looksAfter = await open(eve, `/outcomes/${id}`);
  await looksAfter.page.getByText('1 post here may not be used any more.').waitFor();
  await looksAfter.page.getByRole('button', { name: 'I have looked at it' }).click();
  await looksAfter.page.getByText('1 post here may not be used any more.').waitFor({ state: 'detached' });
  await looksAfter.close();
});

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: a note goes on, and what is missing for a stage is said beside it', async (how, javaScript) => {
  const note = await beginNote(eve, {
    title: `A first day, ${how}`,
    noticedOn: '2016-03-01',
    words: await chosen(eve, post.id, [1]),
  });
  const { page, problems, close } = await open(eve, `/notes/${note.id}`, { javaScript });
  await page.getByText('It has come further, or gone back').click();
  await page.getByLabel('Adopted: Those who decide have taken it up').check();
  await page.getByLabel('Why? One sentence.').fill('Those who decide agreed.');
  await page.getByRole('button', { name: 'Change the stage' }).click();
  await page.getByText('Please say why this is so').first().waitFor();
  expect(await page.getByLabel('Why? One sentence.').inputValue()).toBe('Those who decide agreed.');
  await page.getByLabel('Adopted: Those who decide have taken it up').check();
  await page.getByLabel(/Is it better for the people/).fill('Twelve saw it working.');
  await page.getByRole('button', { name: 'Change the stage' }).click();
  await page.locator('.story__adopted').waitFor();
  await page.getByRole('button', { name: 'We see this too' }).click();
  await page.getByRole('cell', { name: 'fewer than 5' }).waitFor();
  await page.getByRole('button', { name: 'I do not see it any more' }).waitFor();
  // What was refused is what the browser says of a refusal.
  expect(problems.filter((problem) => !problem.includes('status of 400'))).toEqual([]);
  await close();
});

test('what a short post led to ends in the margin before that of the next post begins', async () => {
  const next = await writePost(amber, threadId, 'I nearly fell off my chair.');
  await give(amber, next.id);
  for (const who of ['Hanbridge probation and everybody who works with it', 'The housing office', 'A prison'])
    await recordOutcome(eve, { who, words: await chosen(eve, post.id, [0]) });
  await recordOutcome(eve, { words: await chosen(eve, next.id, [0]) });
  await waitUntil('both posts are marked', async () => {
    const { posts } = await pageOf(amber, threadId);
    return posts.filter((one) => ledToOf(one).length > 0).length === 2 || undefined;
  });
  const { page, close } = await open(amber, `/t/${threadId}`, { width: 1_280 });
  await page.locator('.led-to').nth(1).waitFor();
  const [first, second] = [
    await page.locator('.led-to').first().boundingBox(),
    await page.locator('.led-to').nth(1).boundingBox(),
  ];
  expect((first?.y ?? NaN) + (first?.height ?? NaN)).toBeLessThanOrEqual(second?.y ?? NaN);
  await screenshot(page, 'impact-margin-1280');
  await close();
});

test('P18 its pages: axe, 320 px, light and dark', async () => {
  const words = await chosen(eve, post.id, [1, 2]);
  const note = await beginNote(eve, {
    title: 'A first day that can be kept',
    lead: 'In 2016 we noticed that the first day out of prison asked for more than anybody could do.',
    bestHopes: 'Somebody is at the gate.',
    exceptions: 'When a worker rings the gate the day before.',
    noticedOn: '2016-03-01',
    nextReview: '2023-01-11',
    words,
  });
  const add = async (path: string, body: object) =>
    expected(200, await eve.post(`/api/notes/${note.id}/${path}`, { key: randomUUID(), ...body })).as(notePage);
  for (const [stage, on] of [
    ['returned', '2019-10-02'],
    ['exploring', '2020-07-08'],
    ['testing', '2021-03-10'],
  ])
    await add('stage', { stage, on, why: 'Nineteen people left by the new way.' });
  await add('updates', { text: 'A network meets every quarter.', on: '2022-05-18' });
  const { measures } = await add('measures', { title: 'Could be kept', unit: 'of 100', source: 'Plans', target: 75 });
  for (const [on, value] of [
    ['2020-07-08', 12],
    ['2021-07-14', 25],
    ['2022-06-15', 52],
  ])
    expected(200, await eve.put(`/api/notes/${note.id}/measures/${measures[0]?.id ?? ''}`, { on, value }));
  const others = [amber, eve, house.founder, house.moderator, await inviteAndJoin(house.founder, 'Rowan Reader')];
  for (const [index, member] of others.entries())
    for (const [kind, on, from] of [
      ['there', '2019-10-02', 0],
      ['there', '2020-07-08', 3],
      ['working', '2021-07-14', 0],
    ] as const)
      if (index >= from) expected(200, await member.put(`/api/notes/${note.id}/sightings`, { kind, on, seen: true }));
  const document = { title: 'A letter', on: '2022-05-18', by: 'Hanbridge probation' };
  const outcome = await recordOutcome(eve, { words, notes: [note.id], kinds: ['practice'], direction: 'positive' });
  const backed = { key: randomUUID(), kind: 'document', ...document };
  expected(200, await eve.post(`/api/outcomes/${outcome.id}/evidence`, backed));
  await waitUntil('the post is marked', there(eve));
  for (const path of [
    '/impact',
    `/outcomes/${outcome.id}`,
    `/outcomes/${outcome.id}/edit?step=5`,
    `/outcomes/${outcome.id}/history`,
    `/notes/${note.id}`,
    `/notes/${note.id}/edit`,
    `/t/${threadId}/${post.number}/link?post=${post.id}`,
    `/t/${threadId}`,
  ]) {
    for (const colorScheme of [undefined, 'dark'] as const) {
      const { page, problems, close } = await open(eve, path, colorScheme ? { colorScheme } : {});
      await page.waitForSelector('h1');
      await expectNoAxeViolations(page);
      await page.setViewportSize({ width: 320, height: 700 });
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
      const named = path.replace(/[a-z2-7]{26}/g, 'x').replaceAll(/[/?=]/g, '-');
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await screenshot(page, `impact${named}-${width}-${colorScheme ?? 'light'}`);
      }
      expect([path, problems]).toEqual([path, []]);
      await close();
    }
  }
});
