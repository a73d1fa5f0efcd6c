import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  startBuiltServer,
  testPassword,
  writePost,
} from '@throughline/testing';

jest.setTimeout(60_000);

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  member = await inviteAndJoin(chair, 'Mo Member');
  thread = await beginThread(chair, await beginTheme(chair), { text: 'Post 1' });
  for (let number = 2; number <= 60; number += 1) await writePost(chair, thread, `Post ${number}`);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const withoutScripts = (path: string, cookies = '') =>
  openPage({ url: server.url + path, width: 360, javaScript: false, cookies });

test('signing in, with a wrong password first: the name stays, the password does not', async () => {
  const { page, close } = await withoutScripts('/sign-in?next=%2Fthemes');
  await page.fill('[name=name]', member.signInName);
  await page.fill('[name=password]', 'not this one');
  await page.check('[name=mine][value=no]');
  await page.click('main button[type=submit]');
  expect(await page.locator('[role=alert]').innerText()).toContain('do not go together');
  expect(await page.inputValue('[name=name]')).toBe(member.signInName);
  expect(await page.inputValue('[name=password]')).toBe('');
  expect(await page.isChecked('[name=mine][value=no]')).toBe(true);
  await page.fill('[name=password]', testPassword);
  await page.click('main button[type=submit]');
  expect(new URL(page.url()).pathname).toBe('/themes');
  expect(await page.locator('footer').innerText()).toContain('Signed in as Mo Member');
  await page.click('footer button');
  expect(await page.locator('footer').innerText()).not.toContain('Signed in');
  await close();
});

test('reading, paging, replying, saying a word, taking back', async () => {
  const { page, close } = await withoutScripts(`/t/${thread}/1`, member.cookie);
  expect(await page.locator('.post').count()).toBe(50);
  await page.locator('text=Later posts').first().click();
  expect(await page.locator('.post').count()).toBe(10);

  await page.locator('#p60').getByText('Reply', { exact: false }).first().click();
  expect(await page.locator('blockquote').innerText()).toContain('Post 60');
  await page.fill('textarea', 'Written without scripts.');
  await page.locator('main form button[type=submit]').first().click();
  expect(page.url()).toContain(`/t/${thread}/61#p61`);
  expect(await page.locator('#p61').innerText()).toContain('Written without scripts.');
  expect(await page.locator('#p61').innerText()).toContain('in reply to #60');

  await page.locator('#p60 summary.word-btn').click();
  await page.locator('#p60').getByRole('button', { name: 'This helps' }).click();
  expect(await page.locator('#p60').innerText()).toContain('This helps: Mo Member');

  await page.locator('#p61 .more > summary').click();
  await page.locator('#p61').getByText('Take back').click();
  expect(await page.locator('h1').innerText()).toBe('Take this post back?');
  await page.getByRole('button', { name: 'Take it back' }).click();
  expect(await page.locator('#p61').innerText()).toContain('took this post back');
  await close();
});

test('a refused reply keeps what was typed', async () => {
  const { page, close } = await withoutScripts(`/t/${thread}/reply?to=2`, member.cookie);
  const words = 'Too long. '.repeat(6_000);
  await page.fill('textarea', words);
  await page.locator('main form button[type=submit]').first().click();
  expect(await page.locator('[role=alert]').innerText()).toContain('Nothing you typed is lost');
  expect((await page.inputValue('textarea')).trim()).toBe(words.trim());
  await page.fill('textarea', 'Short enough, once.');
  await page.locator('main form button[type=submit]').first().click();
  expect(await page.locator('text=Short enough, once.').count()).toBe(1);
  await close();
});

test('the same form sent twice is one post', async () => {
  const { page, close } = await withoutScripts(`/t/${thread}/reply?to=2`, member.cookie);
  const key = await page.locator('main form input[name=key]').first().inputValue();
  const fields = { from: '/', key, thread, replyTo: '2', as: 'self', contentNote: '', text: 'Sent twice.' };
  const places = await Promise.all([member.submit('reply', fields), member.submit('reply', fields)]);
  expect(places.map(({ status }) => status)).toEqual([303, 303]);
  expect(places[0]?.location).toBe(places[1]?.location);
  await close();
});

test('P9 Exit: the session ends and the page is another', async () => {
  const again = await member.signedInAgain();
  const { page, close } = await withoutScripts(`/t/${thread}/1`, again.cookie);
  await page.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'The weather' }));
  await page.locator('.btn--exit').click();
  await page.waitForURL('https://www.bbc.co.uk/weather');
  expect((await again.get('/api/threads')).status).toBe(401);
  await page.goBack();
  expect(await page.content()).not.toContain('Post 1');
  await close();
});
