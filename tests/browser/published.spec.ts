import { publishingView } from '@throughline/contracts';
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
  writePost,
} from '@throughline/testing';
import { beginNote, chosen, give, inviteEvaluator, recordOutcome } from '../impact/changes';

jest.setTimeout(180_000);

let server: BuiltServer;
let founder: Insider;
let eve: Insider;
let outcome: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  const amber = await inviteAndJoin(founder, 'Amber Wren');
  eve = await inviteEvaluator(founder);
  const themeId = await beginTheme(founder, 'Prison release');
  const threadId = await beginThread(founder, themeId, { title: 'Six appointments', text: 'Who helps?' });
  const post = await writePost(amber, threadId, 'You have to choose. I chose the bed.');
  await give(amber, post.id);
  expected(200, await amber.put(`/api/posts/${post.id}/uses`, { summary: 'general', evidence: 'yes', report: 'yes' }));
  const note = await beginNote(eve, { noticedOn: '2016-03-01', conditions: ['practices', 'relationships'] });
  outcome = (await recordOutcome(eve, { words: await chosen(eve, post.id, [1]), notes: [note.id] })).id;
  const { seen } = expected(200, await eve.get(`/api/publishing/note/${note.id}`)).as(publishingView);
  expected(200, await eve.put(`/api/publishing/note/${note.id}`, { seen, evidence: [] }));
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const open = (path: string, more: object = {}) =>
  openPage({ url: server.url + path, width: 360, height: 800, ...more });

test('without scripts an evaluator reads what would be shown, shows it, and takes it back', async () => {
  const writer = await open(`/outcomes/${outcome}`, { cookies: eve.cookie, javaScript: false });
  await writer.page.getByRole('link', { name: 'Show this to visitors' }).click();
  await writer.page.getByRole('heading', { level: 1, name: /^Show this to visitors: Hanbridge probation/ }).waitFor();
  await writer.page.getByText('I chose the bed.').first().waitFor();
  await screenshot(writer.page, 'publishing-360');
  await writer.page.getByRole('button', { name: 'Show it to visitors' }).click();
  await writer.page.getByRole('heading', { level: 1, name: 'What changed' }).waitFor();

  const visitor = await open('/', { javaScript: false });
  await visitor.page.getByRole('link', { name: 'Read what changed, and how we know' }).click();
  await visitor.page
    .getByRole('heading', { name: 'Hanbridge probation sets the first meeting after the train.' })
    .waitFor();
  await visitor.page.getByText('A member wrote').waitFor();
  await visitor.close();

  await writer.page.goto(`${server.url}/publishing/outcome/${outcome}`);
  await writer.page.getByRole('button', { name: 'Take it back from visitors' }).click();
  await writer.page.getByRole('button', { name: 'Show it to visitors' }).waitFor();
  expect(await (await fetch(`${server.url}/changes`)).text()).not.toContain('Hanbridge');
  await writer.page.getByRole('button', { name: 'Show it to visitors' }).click();
  await writer.page.getByText('Supported by members’ accounts').first().waitFor();
  expect(writer.problems).toEqual([]);
  await writer.close();
});

test.each([
  [1_280, 'light'],
  [360, 'light'],
  [320, 'dark'],
] as const)('what visitors see fits %i px, and is accessible (%s)', async (width, colorScheme) => {
  for (const [path, name] of [
    ['/changes', 'published'],
    ['/', 'front-published'],
  ] as const) {
    const { page, problems, close } = await open(path, { width, colorScheme });
    // A picture has one drawing for wide windows and one for narrow ones: only one is shown.
    await page.locator('main b, main h3').filter({ hasText: 'Hanbridge probation' }).first().waitFor();
    await expectNoAxeViolations(page);
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    await screenshot(page, `${name}-${width}-${colorScheme}`);
    expect(problems).toEqual([]);
    await close();
  }
});

test('a mark of a picture leads a visitor to what lies under it, on the page itself', async () => {
  const { page, problems, close } = await open('/changes', { width: 1_280 });
  await page.getByRole('link', { name: 'Practices, noticed: 1 note' }).first().click();
  const under = page.getByRole('region', { name: 'What lies under this mark' });
  await under.getByRole('link', { name: 'A first day that can be kept' }).click();
  await page.locator('article', { hasText: 'Nobody adds the times up.' }).waitFor();
  expect(await page.getByRole('link', { name: 'Open it as a member' }).count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('where nothing is published, a visitor reads so', async () => {
  const empty = await startBuiltServer({ empty: true });
  await foundCommunity(empty);
  const { page, problems, close } = await openPage({ url: `${empty.url}/changes`, width: 360 });
  await page.getByText('Nothing is published yet.').waitFor();
  expect(problems).toEqual([]);
  await close();
  await empty.stop();
});
