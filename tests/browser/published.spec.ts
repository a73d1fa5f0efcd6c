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

const printed = async (address: string) => {
  const { page, close } = await openPage({ url: `${address}/changes`, width: 1_280 });
  await page.waitForSelector('h1');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  await page.emulateMedia({ media: 'print' });
  await screenshot(page, 'published-print');
  const text = await page.locator('main').innerText();
  await close();
  return { pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0, text };
};

test('it prints on two pages, with its day, and so does that of the demonstration', async () => {
  const { pages, text } = await printed(server.url);
  expect(pages).toBeLessThanOrEqual(2);
  expect(text).toContain('As at ');
  const demonstration = await startBuiltServer();
  const long = await printed(demonstration.url);
  await demonstration.stop();
  expect(long.text).toContain('A first day that can be kept');
  expect(long.pages).toBe(2);
});

test('however much is shown, it prints on two pages: some of it whole, more by its title, and the rest by its number', async () => {
  const many = await startBuiltServer({ empty: true });
  const by = await foundCommunity(many);
  const publish = async (path: string) => {
    const { seen } = expected(200, await by.get(path)).as(publishingView);
    expected(200, await by.put(path, { seen, evidence: [] }));
  };
  const why = 'Whoever is released on a Thursday is known on a Monday, and somebody is there. '.repeat(3);
  for (let turn = 1; turn <= 20; turn += 1) {
    const note = await beginNote(by, { title: `What gets in the way, ${turn}`, lead: why, noticedOn: '2016-03-01' });
    await publish(`/api/publishing/note/${note.id}`);
    const change = await recordOutcome(by, { what: `meets later, ${turn}.`, why, notes: [note.id] });
    await publish(`/api/publishing/outcome/${change.id}`);
  }
  const { pages, text } = await printed(many.url);
  await many.stop();
  expect(pages).toBe(2);
  expect(text).toContain('And 8 more, on the page itself.');
  expect(text).toContain('And 10 more, on the page itself.');
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
