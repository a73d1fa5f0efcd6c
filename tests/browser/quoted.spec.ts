import { type PostView, postUsesView } from '@throughline/contracts';
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
  writePost,
} from '@throughline/testing';
import { chosen, give, inviteEvaluator, recordOutcome } from '../impact/changes';
import { firstAsAlias, foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(180_000);

let house: House;
let amber: Insider;
let eve: Insider;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  eve = await inviteEvaluator(house.founder);
  threadId = await beginThread(house.founder, await beginTheme(house.founder), { text: 'Who helps?' });
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

const open = (by: Insider, path: string, more: { javaScript?: boolean; colorScheme?: 'dark' } = {}) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by.cookie, ...more });
async function quotedPost(what: string, post: PostView): Promise<string> {
  await give(amber, post.id);
  const { id } = await recordOutcome(eve, { what, words: await chosen(eve, post.id) });
  return id;
}

test.each([
  ['without scripts', false],
  ['with scripts', true],
])(
  '%s: whoever is quoted is told, says that it is not what they meant, and takes their words back',
  async (how, javaScript) => {
    const post = await writePost(amber, threadId, `I chose the bed, ${how}. Nobody rang.`);
    const outcome = await quotedPost(`sees people later, ${how}.`, post);
    await amber.put(`/api/posts/${post.id}/uses`, { summary: 'general', evidence: 'yes', report: 'yes' });
    const { page, problems, close } = await open(amber, '/own/from-moderators', { javaScript });
    await page.getByText(`Hanbridge probation sees people later, ${how}.`).waitFor();
    await screenshot(page, `quoted-told-360-${javaScript ? 'scripts' : 'plain'}`);
    await page.getByRole('link', { name: 'Look at it, and have your say' }).first().click();
    await page.getByRole('heading', { name: 'What came of your words' }).waitFor();
    await page.getByText('This is not what I meant').click();
    await page.getByLabel('What did you mean?').fill('I meant the other door.');
    await page.getByRole('button', { name: 'Say so' }).click();
    await page.getByText('I meant the other door.').waitFor();
    await screenshot(page, `quoted-said-360-${javaScript ? 'scripts' : 'plain'}`);
    const writer = await open(eve, `/outcomes/${outcome}`, { javaScript });
    await writer.page.getByText('Whoever wrote this says that it is not what they meant.').waitFor();
    await writer.page.getByText('I meant the other door.').waitFor();
    await writer.page.getByText('1 author says that this is not what they meant.').waitFor();
    await screenshot(writer.page, `quoted-outcome-360-${javaScript ? 'scripts' : 'plain'}`);
    await page.getByRole('button', { name: 'Take my words back' }).click();
    await page.getByText('You have not allowed that words of this post are used like this.').waitFor();
    await page.getByText('They are shown no more.').waitFor();
    // Out of reports and from before visitors as well, not only from beside the change.
    const { chosen: uses } = expected(200, await amber.get(`/api/posts/${post.id}/uses`)).as(postUsesView);
    expect(uses).toMatchObject({ evidence: 'no', report: 'no' });
    await writer.page.reload();
    await writer.page.getByText('No words are linked yet.').waitFor();
    expect([...problems, ...writer.problems]).toEqual([]);
    await close();
    await writer.close();
  },
);

test('P2 somebody under another name is told in the thread, and has the same say', async () => {
  await firstAsAlias(amber, house.moderator, threadId, 'Each door was shut.');
  const post = (await pageOf(eve, threadId)).posts.at(-1);
  if (!post) throw new Error('There is no post.');
  await quotedPost('leaves a door open.', post);
  const { page, problems, close } = await open(amber, `/t/${threadId}`);
  await page.getByText(`Words of #${post.number} stand behind this:`).waitFor();
  await expectNoAxeViolations(page);
  await screenshot(page, 'quoted-alias-told-360');
  await page.getByRole('link', { name: 'Look at it, and have your say' }).click();
  await page.getByText('This is not what I meant').click();
  await page.getByText('Others see it from tomorrow on.').waitFor();
  await page.getByLabel('What did you mean?').fill('I meant my own.');
  await page.getByRole('button', { name: 'Say so' }).click();
  await page.getByText('I meant my own.').waitFor();
  await expectNoAxeViolations(page);
  await screenshot(page, 'quoted-alias-360');
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  expect(problems).toEqual([]);
  await close();
  const dark = await open(amber, `/posts/${post.id}/quoted`, { colorScheme: 'dark' });
  await dark.page.waitForSelector('h1');
  await expectNoAxeViolations(dark.page);
  await dark.close();
});
