import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  expectNoAxeViolations,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  startBuiltServer,
  testPassword,
  writePost,
} from '@throughline/testing';
import { strFromU8, unzipSync } from 'fflate';

jest.setTimeout(120_000);

let server: BuiltServer;
let founder: Insider;
let amber: Insider;
let post: string;
let threadId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  amber = await inviteAndJoin(founder, 'Amber Wren');
  threadId = await beginThread(founder, await beginTheme(founder), { title: 'Coming out of prison' });
  post = (await writePost(amber, threadId, 'The canary sang in the morning.')).id;
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const look = (path: string, more: { javaScript?: boolean; width?: number; colorScheme?: 'light' | 'dark' } = {}) =>
  openPage({ url: server.url + path, width: 360, cookies: amber.cookie, ...more });

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('P14 %s: where words may go is chosen for all posts, and for one', async (_, javaScript) => {
  const { page, problems, close } = await look('/settings', { javaScript });
  await page.getByRole('link', { name: 'Where your words may go' }).click();
  await page.getByText('cannot be called back').waitFor();
  await page.getByRole('group', { name: 'In a summary' }).getByLabel('No').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. It holds from now on.').waitFor();
  expect(await page.getByRole('group', { name: 'In a summary' }).getByLabel('No').isChecked()).toBe(true);

  await page.goto(`${server.url}/posts/${post}/withdraw`);
  await page.getByRole('link', { name: 'Where these words may go' }).click();
  const summary = page.getByRole('group', { name: 'In a summary' });
  await summary.getByLabel('As I chose for all my posts: no').waitFor();
  await summary.getByLabel('Yes').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. It holds from now on.').waitFor();
  expect(await summary.getByLabel('Yes').isChecked()).toBe(true);
  expect(problems).toEqual([]);
  await close();
});

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s: everything that is held about oneself is fetched as a file', async (_, javaScript) => {
  const { page, problems, close } = await look('/settings', { javaScript });
  await page.getByRole('link', { name: 'Download my data' }).click();
  await page.getByText('Do not do this on one that others use').waitFor();
  await page.getByLabel('Your password').fill(testPassword);
  await page.getByRole('button', { name: 'Make my file' }).click();
  const link = page.getByRole('link', { name: 'Fetch the file' });
  await link.waitFor();
  await screenshot(page, `own-data-ready-${javaScript}`);
  const download = page.waitForEvent('download');
  await link.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('my-data.zip');
  const files = unzipSync(readFileSync(await file.path()));
  expect(strFromU8(files['my-data.html'] ?? new Uint8Array())).toContain('The canary sang in the morning.');
  expect(problems).toEqual([]);
  await close();
});

test('the page in the archive is readable without a connection, and by everybody', async () => {
  const link = (await amber.post('/api/own/data', { password: testPassword, aliases: true })).json as { link: string };
  const answer = await fetch(new URL(link.link, server.url), { headers: { cookie: amber.cookie } });
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const file = join(mkdtempSync(join(tmpdir(), 'throughline-archive-')), 'my-data.html');
  writeFileSync(file, files['my-data.html'] ?? '');
  const { page, problems, close } = await openPage({ url: `file://${file}` });
  await page.getByText('The canary sang in the morning.').waitFor();
  await expectNoAxeViolations(page);
  await screenshot(page, 'own-data-archive');
  expect(problems).toEqual([]);
  await close();
});

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('P15 %s: a name comes off a post, and it is erased', async (_, javaScript) => {
  const { id, number } = await writePost(amber, threadId, 'To be unnamed, then erased.');
  const { page, problems, close } = await look(`/t/${threadId}/${number}/more`, { javaScript });
  await page.getByRole('link', { name: 'Take back' }).click();
  await page.getByRole('link', { name: 'Take my name off it' }).click();
  await page.getByRole('button', { name: 'Take my name off it' }).click();
  await page.locator(`#p${number}`, { hasText: 'A member' }).waitFor();

  await page.goto(`${server.url}/own/posts`);
  const own = page.locator('.post', { hasText: 'To be unnamed, then erased.' });
  await own.getByText('Without your name').waitFor();
  await own.getByRole('link', { name: 'Erase it for good' }).click();
  await page.getByText('To be unnamed, then erased.').waitFor();
  await page.getByRole('button', { name: 'Erase it for good' }).click();
  await page.locator(`#p${number}`, { hasText: 'This post was erased' }).waitFor();
  expect((await amber.get(`/api/posts/${id}/source`)).status).toBe(404);
  expect(problems).toEqual([]);
  await close();
});

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s: leaving, with a choice for one post and another for the rest', async (how, javaScript) => {
  const name = javaScript ? 'Lena Scripts' : 'Lena Plain';
  const lena = await inviteAndJoin(founder, name);
  const [goes, stays] = [
    await writePost(lena, threadId, `Goes ${how}`),
    await writePost(lena, threadId, `Stays ${how}`),
  ];
  const { page, problems, close } = await openPage({
    url: `${server.url}/settings`,
    width: 360,
    cookies: lena.cookie,
    javaScript,
  });
  await page.getByRole('link', { name: 'Leave this community' }).click();
  await page.getByRole('link', { name: 'Choose for single posts' }).click();
  await page
    .locator('article', { hasText: `Goes ${how}` })
    .getByRole('combobox')
    .selectOption('erase');
  await page.getByRole('button', { name: 'Save this page' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByLabel('They stay, under “A former member”').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('1 of your posts is erased.').waitFor();
  await page.getByLabel('Your password').fill('not it');
  await page.getByLabel('I know that this cannot be undone').check();
  await page.getByRole('button', { name: 'Leave for good' }).click();
  await page.getByText('That is not your password').waitFor();
  // Without scripts the tick is asked for again, as the password is.
  await page.getByLabel('Your password').fill(testPassword);
  await page.getByLabel('I know that this cannot be undone').check();
  await page.getByRole('button', { name: 'Leave for good' }).click();
  await page.getByRole('heading', { name: 'You have left' }).waitFor();
  const text = (await amber.get(`/api/threads/${threadId}/page`)).text;
  expect(text).not.toContain(`Goes ${how}`);
  expect(text).not.toContain(name);
  expect(text).toContain(`Stays ${how}`);
  expect([goes.number, stays.number]).toHaveLength(2);
  expect(problems.filter((problem) => !problem.includes('403'))).toEqual([]);
  await close();
});

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('P17 %s: a complaint is made, by a visitor and by a member, and answered', async (how, javaScript) => {
  const visitor = await openPage({ url: `${server.url}/data-protection`, width: 360, javaScript });
  await visitor.page.getByLabel('What is wrong?').fill(`Quoted ${how}`);
  await visitor.page.getByLabel('How can we reach you?').fill('01782 000000');
  await visitor.page.getByRole('button', { name: 'Send' }).click();
  await visitor.page.getByText('It came, and you get an answer.').waitFor();
  expect(visitor.problems.filter((problem) => !problem.includes('401'))).toEqual([]);
  await visitor.close();

  const member = await look('/data-protection', { javaScript });
  await member.page.getByLabel('What is wrong?').fill(`Mine ${how}`);
  await member.page.getByRole('button', { name: 'Send' }).click();
  await member.page.getByText('It came, and you get an answer.').waitFor();
  await member.close();

  const admin = await openPage({
    url: `${server.url}/administration`,
    width: 360,
    javaScript,
    cookies: founder.cookie,
  });
  await admin.page.getByRole('link', { name: 'Complaints about data' }).click();
  const item = admin.page.getByRole('listitem').filter({ hasText: `Mine ${how}` });
  await item.getByText('30 days left').waitFor();
  await item.getByLabel('Your answer').fill(`Mended ${how}`);
  await item.getByRole('button', { name: 'Send the answer' }).click();
  await item.getByText(`Mended ${how}`).waitFor();
  expect(admin.problems).toEqual([]);
  await admin.close();
  const back = await look('/data-protection', { javaScript });
  await back.page.getByText(`Mended ${how}`).waitFor();
  await back.close();
});

const pages: [string, () => string][] = [
  ['uses', () => '/settings/uses'],
  ['post-uses', () => `/posts/${post}/uses`],
  ['data', () => '/settings/data'],
  ['erase', () => `/posts/${post}/erase`],
  ['name-off', () => `/posts/${post}/name`],
  ['leaving', () => '/leaving'],
  ['leaving-posts', () => '/leaving/posts'],
  ['leaving-confirm', () => '/leaving/confirm?posts=alias'],
  ['complain', () => '/data-protection'],
  ['own-posts', () => '/own/posts'],
];
test.each(pages.flatMap(([name, path]) => [360, 1280].map((width) => [name, width, path] as const)))(
  'the page “%s” is accessible at %i px, light and dark',
  async (name, width, path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems, close } = await look(path(), { width, colorScheme });
      await page.waitForSelector('main form');
      await expectNoAxeViolations(page);
      await screenshot(page, `leaving-${name}-${width}-${colorScheme}`);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      expect(overflow).toBe(false);
      expect(problems).toEqual([]);
      await close();
    }
  },
);
