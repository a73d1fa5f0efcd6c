import { postSource, profileView, threadPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  startBuiltServer,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';

jest.setTimeout(60_000);

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let themeId: string;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  member = await inviteAndJoin(chair, 'Mo Member');
  themeId = await beginTheme(chair);
});
beforeEach(async () => {
  thread = await beginThread(member, themeId, { text: 'First' });
  await writePost(chair, thread, 'Second');
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

async function open(path = `/t/${thread}/1`, width = 1280) {
  const opened = await openPage({ url: `${server.url}${path}`, width, cookies: member.cookie });
  await opened.page.waitForSelector('html[data-live]');
  return opened;
}

test('words that were not sent are there again after a look at another page', async () => {
  const { page, problems, close } = await open();
  await page.fill('#reply textarea', 'half a thought');
  await page.click('nav.crumbs a');
  await page.waitForURL('**/themes/*');
  await page.goBack();
  await page.waitForSelector('#reply textarea');
  expect(await page.inputValue('#reply textarea')).toBe('half a thought');
  expect(problems).toEqual([]);
  await close();
});

test('two replies that were begun are both kept; once sent, they are gone from their box', async () => {
  const { page, close } = await open();
  const replyTo = async (number: number) => {
    await page.click(`#p${number} .post__foot a`);
    await page.waitForSelector(`#reply-${number} textarea:focus`);
    return page.locator(`#reply-${number} textarea`);
  };
  await (await replyTo(1)).fill('to the first');
  await (await replyTo(2)).fill('to the second');
  expect(await (await replyTo(1)).inputValue()).toBe('to the first');
  await page.click('#reply-1 button[type=submit]');
  await page.waitForSelector('#p3');
  expect(await (await replyTo(1)).inputValue()).toBe('');
  expect(await (await replyTo(2)).inputValue()).toBe('to the second');
  await page.click('#reply-2 button:has-text("Cancel")');
  await page.waitForSelector('#p2 .post__foot a:focus');
  await close();
});

test('a post that could not be sent is asked about before it is lost, outlives a look elsewhere, and goes once, by itself', async () => {
  const { page, close } = await open();
  await page.route('**/api/threads/*/posts', (route) => route.abort());
  await page.fill('#reply textarea', 'said into the wind');
  await page.click('#reply button[type=submit]');
  await page.waitForSelector('.post--sending >> text=by itself');
  const asked = new Promise<string>((told) => {
    page.once('dialog', (dialog) => {
      told(dialog.type());
      void dialog.dismiss();
    });
  });
  await page.evaluate('setTimeout(() => location.reload())');
  expect(await asked).toBe('beforeunload');

  await page.click('nav.crumbs a');
  await page.waitForURL('**/themes/*');
  await page.goBack();
  await page.waitForSelector('.post--sending >> text=said into the wind');
  await page.unroute('**/api/threads/*/posts');
  await page.waitForSelector('#p3 >> text=said into the wind');
  expect(await page.locator('.post--sending').count()).toBe(0);
  const { posts } = expected(200, await member.get(`/api/threads/${thread}/page?page=1`)).as(threadPage);
  expect(posts.filter(({ bodyHtml }) => bodyHtml.includes('said into the wind'))).toHaveLength(1);
  await close();
});

test('loading the page anew asks first, while there are words; Exit never does (P9)', async () => {
  const { page, close } = await open();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.fill('#reply textarea', 'half a thought');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await page.waitForSelector('html[data-live]');
  await page.fill('#reply textarea', 'another thought');
  await page.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'weather', contentType: 'text/html' }));
  await page.click('.btn--exit');
  await page.waitForURL('https://www.bbc.co.uk/**');
  expect(asked).toEqual(['beforeunload']);
  await member.post('/api/sign-in', { name: member.signInName, password: testPassword, mine: true });
  await close();
});

test('a post that is changed on two devices: the second is told, sees the newer words, and keeps its own', async () => {
  const { page, close } = await open();
  const { id } = await writePost(member, thread, 'as it was');
  await page.waitForSelector('#p3');
  await page.click('#p3 .more > a');
  await page.click('#p3 .more a:has-text("Change")');
  await page.fill('#p3 textarea', 'from here');
  expected(200, await member.put(`/api/posts/${id}`, { text: 'from elsewhere', textVersion: 1 }));
  await page.waitForSelector('#p3 .post__meta a');
  expect(await page.inputValue('#p3 textarea')).toBe('from here');
  await page.click('#p3 form.composer button[type=submit]');
  await page.waitForSelector('#p3 .post__body--plain');
  expect(await page.textContent('#p3 .post__body--plain')).toBe('from elsewhere');
  expect(await page.inputValue('#p3 textarea')).toBe('from here');
  await page.click('#p3 form.composer button[type=submit]');
  await page.waitForSelector('#p3 .post__body:has-text("from here")');
  expect(expected(200, await member.get(`/api/posts/${id}/source`)).as(postSource).text).toBe('from here');
  await close();
});

test('a profile that is changed on two devices: the second sees both, and is saved when it is sent again', async () => {
  const { page, close } = await open();
  await page.click('footer >> text=Settings');
  await page.fill('textarea[name=about]', 'from here');
  const profile = async () => expected(200, await member.get('/api/profile')).as(profileView);
  const { name, showExpertise, showOrganisation, expertise, textVersion } = await profile();
  const edit = { name, showExpertise, showOrganisation, expertise, textVersion };
  expected(200, await member.put('/api/profile', { ...edit, about: 'from elsewhere' }));
  await page.click('main form:has(textarea[name=about]) button[type=submit]');
  await page.waitForSelector('main .notice >> text=from elsewhere');
  expect(await page.inputValue('textarea[name=about]')).toBe('from here');
  await page.click('main form:has(textarea[name=about]) button[type=submit]');
  await waitUntil('it is saved', async () => (await profile()).about === 'from here');
  await close();
});

test('too long a text is said to be too long, and stays in its box until it is shorter', async () => {
  const { page, close } = await open();
  await page.fill('#reply textarea', 'word '.repeat(20_000));
  await page.waitForSelector('#reply .wrong:has-text("100,000 characters")');
  await page.click('#reply button[type=submit]');
  await page.waitForSelector('#reply textarea:focus');
  expect(await page.locator('.post--sending').count()).toBe(0);
  expect((await page.inputValue('#reply textarea')).length).toBe(100_000);
  await page.fill('#reply textarea', 'word');
  await page.waitForSelector('#reply .wrong', { state: 'detached' });
  expect(await page.evaluate('document.querySelector("#reply textarea").validity.valid')).toBe(true);
  await close();
});

test('P14 a quotation is a line of its own that names the post, and copies nothing of it', async () => {
  const { page, close } = await open();
  await page.fill('#reply textarea', 'my own words');
  await page.click('#p2 .more > a');
  await page.click('#p2 .more button:has-text("Copy as quotation")');
  await page.waitForSelector('#reply textarea:focus');
  const words = () => page.inputValue('#reply textarea');
  await waitUntil('the quotation is in the box', async () => (await words()).includes('>'));
  expect(await words()).toMatch(/^my own words\n\n> #2\n\n$/);
  await close();
});

test('who is signed out elsewhere is told so', async () => {
  const { page, close } = await open();
  const other = member.copy();
  expected(200, await other.post('/api/sign-out-everywhere', {}));
  await page.waitForURL('**/sign-in?ended=yes');
  await page.waitForSelector('text=You were signed out');
  await close();
  expected(200, await member.post('/api/sign-in', { name: member.signInName, password: testPassword, mine: true }));
});

test('a thread that is closed meanwhile offers no box, leaves the words to be copied, and gives them back when it is opened again', async () => {
  const { page, close } = await open();
  await page.fill('#reply textarea', 'half a thought');
  expected(200, await chair.patch(`/api/threads/${thread}`, { state: 'closed' }));
  await page.waitForSelector('#reply', { state: 'detached' });
  expect(await page.inputValue('textarea[readonly]')).toBe('half a thought');
  expected(200, await chair.patch(`/api/threads/${thread}`, { state: 'open' }));
  await page.waitForSelector('#reply textarea');
  expect(await page.inputValue('#reply textarea')).toBe('half a thought');
  await close();
});

test('the menu of a narrow window opens, and closes by its link, by Escape and on the next page', async () => {
  const { page, close } = await open(`/t/${thread}/1`, 360);
  const shown = () => page.locator('#menu').isVisible();
  await page.click('.menu-link');
  expect(await shown()).toBe(true);
  await page.click('.menu-link');
  expect(await shown()).toBe(false);
  await page.click('.menu-link');
  await page.keyboard.press('Escape');
  expect(await shown()).toBe(false);
  await page.click('.menu-link');
  await page.click('#menu a[href="/themes"]');
  await page.waitForURL('**/themes');
  expect(await shown()).toBe(false);
  await close();
});

test('posts to be moved are named by numbers that there are, or nothing is moved', async () => {
  const other = await beginThread(chair, themeId, { title: 'Elsewhere' });
  const { page, close } = await openPage({ url: server.url, cookies: chair.cookie });
  for (const [typed, fine] of [
    ['abc', false],
    ['9-2', false],
    ['2-99', false],
    ['0', false],
    ['1, 2', true],
    ['#1-2', true],
  ] as const) {
    await page.goto(`${server.url}/t/${thread}/move?numbers=${encodeURIComponent(typed)}&to=${other}`);
    expect([typed, await page.locator('form[action="/form/posts-move"]').count()]).toEqual([typed, fine ? 1 : 0]);
    expect([typed, await page.locator('form[action="/form/thread-merge"]').count()]).toEqual([typed, 0]);
  }
  await close();
});
