import { randomUUID } from 'node:crypto';
import type { PostView } from '@throughline/contracts';
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
  writePost,
} from '@throughline/testing';
import { firstAsAlias, foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let author: Insider;
let reporter: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  author = await inviteAndJoin(house.founder, 'Wes Writer');
  themeId = await beginTheme(house.founder);
  const outside = { what: 'The advice centre', number: '01632 960 200' };
  const settings = { cover: [], closedOn: [], webhook: null, textVersion: 1 };
  const nightTeam = { what: 'The council’s night team', number: '01632 960 117' };
  expected(200, await house.founder.put('/api/safeguarding', { ...settings, outside, nightTeam }));
});
let reporters = 0;
beforeEach(async () => {
  reporters += 1;
  reporter = await inviteAndJoin(house.founder, `Rae Porter ${reporters}`);
});
afterAll(async () => {
  await closeBrowser();
  await house?.server.stop();
});

const aPost = async (text = 'My neighbour at number 12, Hill Street, said it.') =>
  writePost(author, await beginThread(house.founder, themeId, { title: `Six appointments ${reporters}` }), text);
const look = (by: Insider, path: string, more: { javaScript?: boolean; width?: number } = {}) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by.cookie, ...more });
const placeOf = ({ threadId, number }: PostView) => `/t/${threadId}/${number}`;
const hide = async (by: Insider, post: PostView) =>
  expected(201, await by.post(`/api/posts/${post.id}/flags`, { key: randomUUID(), kind: 'identify' }));

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: from a post to a moderator, and back to who told and who wrote it', async (how, javaScript) => {
  const post = await aPost();
  const watching = await look(house.founder, `/t/${post.threadId}`);
  await watching.page.getByText('Hill Street').waitFor();
  await watching.page.waitForSelector('html[data-live=yes]');

  const { page, problems, close } = await look(reporter, placeOf(post), { javaScript });
  await page.getByRole('link', { name: `Something is wrong with #${post.number}` }).click();
  await page.getByRole('link', { name: /This could identify someone/ }).click();
  await page.getByRole('heading', { name: 'Hide the post, and tell a moderator' }).waitFor();
  await page.fill('[name=words]', `Told ${how}`);
  await screenshot(page, `wrong-identify-360-${javaScript ? 'scripts' : 'plain'}`);
  await page.getByRole('button', { name: 'Hide it, and tell a moderator' }).click();
  await page.getByText('Thank you. The post is hidden now').waitFor();
  expect(await page.locator('main').innerText()).toContain(`Told ${how}`);
  await screenshot(page, `from-moderators-360-${javaScript ? 'scripts' : 'plain'}`);
  // On a page that was open all the time too.
  await watching.page.getByText('This post is hidden until a moderator has looked at it.').waitFor();
  expect(await watching.page.locator('.post__body', { hasText: 'Hill Street' }).isVisible()).toBe(false);
  await watching.close();

  const mine = await look(author, '/', { javaScript });
  await mine.page.getByRole('link', { name: 'From the moderators' }).click();
  await mine.page.getByText('That happens easily').waitFor();
  // The author may have been told of another post with the same number before.
  await mine.page.locator(`main a[href^="/t/${post.threadId}/"]`).first().click();
  await mine.page.getByText('Only you and moderators see this now.').waitFor();
  await mine.page.locator('.hidden-words summary').click();
  await mine.page.getByText('Hill Street').waitFor();
  await screenshot(mine.page, `hidden-own-360-${javaScript ? 'scripts' : 'plain'}`);
  await mine.page.getByRole('link', { name: 'Change it' }).click();
  // There is a box for words on the page that is left too.
  await mine.page.waitForURL(/\/edit$/);
  await mine.page.locator('#reply').waitFor({ state: 'detached' });
  await mine.page.fill('[name=text]', 'A neighbour said it.');
  await mine.page.getByRole('button', { name: 'Save' }).click();
  await mine.page.waitForURL(/\/t\//);
  await mine.page.getByText('Only you and moderators see this now.').waitFor();
  await mine.close();

  const moderator = await look(house.moderator, '/review', { javaScript });
  const link = moderator.page.getByRole('link', { name: `“Six appointments ${reporters}”` });
  if (await link.count()) await link.click();
  await moderator.page.getByText(`Told ${how}`).waitFor();
  await moderator.page.getByText('A neighbour said it.').waitFor();
  await screenshot(moderator.page, `reported-360-${javaScript ? 'scripts' : 'plain'}`);
  // Decided before the others were told who looks, it would be nobody's to look at by then.
  if (javaScript) await moderator.page.getByText('You have this one open. Other moderators see that.').waitFor();
  await moderator.page.getByRole('button', { name: 'Put it back' }).click();
  await moderator.page.getByText(`Told ${how}`).waitFor({ state: 'detached' });
  await moderator.close();
  expect((await pageOf(reporter, post.threadId)).posts[1]).toMatchObject({ state: 'published' });
  await page.goto(`${house.server.url}/own/from-moderators`);
  await page.getByText('nobody can be known from it').waitFor();
  expect([...problems, ...mine.problems, ...moderator.problems, ...watching.problems]).toEqual([]);
  await close();
});

test('someone may not be safe: the lines come before the form, and it goes to the leads', async () => {
  const post = await aPost();
  for (const javaScript of [false, true]) {
    const { page, problems, close } = await look(reporter, `${placeOf(post)}/wrong`, { javaScript });
    expect(
      await page.evaluate(
        `document.querySelector('#lines').compareDocumentPosition(document.querySelector('main form')) & 4`,
      ),
    ).toBe(4);
    await screenshot(page, `wrong-safe-360-${javaScript ? 'scripts' : 'plain'}`);
    await page.getByRole('radio', { name: 'No' }).first().check();
    await page.fill('[name=words]', 'I worry about them.');
    await page.getByRole('button', { name: 'Send to the leads' }).click();
    await page.getByText('It was sent.').waitFor();
    expect(problems).toEqual([]);
    await close();
  }
});

test('this breaks our agreement: a point is chosen, by keyboard alone, and a refusal keeps what was typed', async () => {
  const post = await aPost('You are all fools.');
  const { page, problems, close } = await look(reporter, `${placeOf(post)}/wrong`, { width: 1280 });
  await page.waitForSelector('[aria-controls=menu]', { state: 'attached' });
  await page.getByRole('link', { name: /This breaks our agreement/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Which point of our agreement?' }).waitFor();
  await page.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('It is unkind. '.repeat(40));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('500 are the most').first().waitFor();
  expect(await page.inputValue('[name=words]')).toContain('It is unkind.');
  await page.fill('[name=words]', 'It is unkind.');
  await screenshot(page, 'wrong-agreement-1280');
  await page.getByRole('button', { name: 'Tell a moderator' }).click();
  await page.getByText('Thank you. A moderator looks at it.').waitFor();
  expect(await page.locator('main').innerText()).toContain('be kind to the person');
  expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
  await close();
});

test('P2 who has written as an alias in the thread starts as it, and is told there alone', async () => {
  const post = await aPost();
  await firstAsAlias(reporter, house.moderator, post.threadId, 'I chose the bed.');
  for (const javaScript of [false, true]) {
    const again = javaScript ? await writePost(author, post.threadId, 'At 14, Hill Street.') : post;
    const { page, problems, close } = await look(reporter, `${placeOf(again)}/wrong?what=identify`, { javaScript });
    expect(await page.locator('[name=as]:checked').getAttribute('value')).toBe('alias');
    await screenshot(page, `wrong-as-alias-360-${javaScript ? 'scripts' : 'plain'}`);
    await page.getByRole('button', { name: 'Hide it, and tell a moderator' }).click();
    await page.locator('#told').getByText(`You told them about #${again.number}`).waitFor();
    await screenshot(page, `told-alias-360-${javaScript ? 'scripts' : 'plain'}`);
    await page.goto(`${house.server.url}/own/from-moderators`);
    expect(await page.locator('main').innerText()).toContain('There is nothing here.');
    expect(problems).toEqual([]);
    await close();
  }
});

test('P18 each page fits: axe, 320 px, light and dark', async () => {
  const post = await aPost();
  const hidden = await writePost(author, post.threadId, 'At 13, Hill Street.');
  await hide(reporter, hidden);
  const wrong = `${placeOf(post)}/wrong`;
  await expectEachPageFits(house.server.url, [
    [reporter, wrong, 'wrong'],
    [reporter, `${wrong}?what=identify`, 'wrong-identify'],
    [reporter, `${wrong}?what=agreement`, 'wrong-agreement'],
    [author, `${wrong}?what=identify`, 'wrong-own'],
    [reporter, '/own/from-moderators', 'from-moderators'],
    [author, `/t/${post.threadId}`, 'hidden-own'],
    [house.moderator, `/t/${post.threadId}`, 'hidden-moderator'],
    [house.moderator, '/review', 'reported'],
  ]);
});
