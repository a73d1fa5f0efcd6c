import { createServer, type IncomingHttpHeaders, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
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

  await page.locator('#p60').getByText('Say a word').click();
  expect(await page.locator('h1').innerText()).toBe('More for #60');
  expect(await page.locator('blockquote').innerText()).toContain('Post 60');
  await page.getByRole('button', { name: 'This helps' }).click();
  expect(page.url()).toContain(`/t/${thread}/60#p60`);
  expect(await page.locator('#p60').innerText()).toContain('This helps: Mo Member');

  await page.locator('#p61 .more > a').click();
  await page.locator('main').getByText('Take back').click();
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
  await page.waitForURL(/\/t\/[^/]+\/\d+/);
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

/**
 * The server as a browser of before 2023 sees it: what such a browser does not say is taken out on the way. Answers what did
 * arrive with each form.
 */
async function seenByOldBrowsers(): Promise<{ url: string; sent: IncomingHttpHeaders[]; close(): void }> {
  const { hostname, port } = new URL(server.url);
  const sent: IncomingHttpHeaders[] = [];
  const proxy = createServer((from, answer) => {
    const { method, url: path, headers } = from;
    for (const name of Object.keys(headers)) if (name.startsWith('sec-fetch-')) delete headers[name];
    if (method === 'POST') sent.push(headers);
    const passed = ask({ hostname, port, method, path, headers }, (back) => {
      answer.writeHead(back.statusCode ?? 500, back.headers);
      back.pipe(answer);
    });
    from.pipe(passed);
  });
  await new Promise<void>((listening) => proxy.listen(0, 'localhost', listening));
  const { port: at } = proxy.address() as AddressInfo;
  return { url: `http://localhost:${at}`, sent, close: () => proxy.close() };
}

test('S11 a browser that says nothing of the site a form comes from says its origin', async () => {
  const old = await seenByOldBrowsers();
  try {
    const { page, close } = await openPage({
      url: `${old.url}/t/${thread}/reply`,
      javaScript: false,
      cookies: member.cookie,
    });
    await page.fill('textarea', 'From an old phone.');
    await page.locator('main form button[type=submit]').first().click();
    await page.locator('.post', { hasText: 'From an old phone.' }).waitFor();
    expect(old.sent.map(({ origin }) => origin)).toEqual([old.url]);
    await close();
  } finally {
    old.close();
  }
});

test('S10 another site is not told where a link to it stood', async () => {
  const { number } = await writePost(chair, thread, '<https://elsewhere.example/there>');
  const { page, close } = await withoutScripts(`/t/${thread}/${number}`, member.cookie);
  const told: (string | undefined)[] = [];
  await page.route('https://elsewhere.example/**', async (route) => {
    told.push((await route.request().allHeaders())['referer']);
    await route.fulfill({ contentType: 'text/html', body: 'There' });
  });
  // As any page would write a link, without what the links in posts say themselves.
  await page.locator(`#p${number} a[href*=elsewhere]`).evaluate((link) => link.removeAttribute('rel'));
  await page.locator(`#p${number} a[href*=elsewhere]`).click();
  await page.waitForURL('https://elsewhere.example/there');
  expect(told).toEqual([undefined]);
  await close();
});

test('R8 words saved over newer ones: both are shown first', async () => {
  const post = await writePost(member, thread, 'As it was');
  const { page, close } = await withoutScripts(`/posts/${post.id}/edit`, member.cookie);
  const edit = { text: 'Newer, from elsewhere', contentNote: null, textVersion: post.textVersion };
  expect((await member.put(`/api/posts/${post.id}`, edit)).status).toBe(200);
  await page.fill('textarea', 'Typed\non this phone');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await page.locator('[role=alert]').innerText()).toContain('changed in the meantime');
  expect(await page.locator('form .post__body--plain').allInnerTexts()).toEqual(['Newer, from elsewhere']);
  expect(await page.inputValue('textarea')).toBe('Typed\non this phone');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator(`#p${post.number}`, { hasText: 'on this phone' }).waitFor();
  await close();
});

test('words typed on a shared phone whose session ended are there again after signing in', async () => {
  const again = await member.signedInAgain();
  const { page, close } = await withoutScripts(`/t/${thread}/reply`, again.cookie);
  await page.fill('textarea', 'Typed slowly, with “quotes”\nand lines.');
  expect((await again.post('/api/sign-out')).status).toBe(200);
  await page.locator('main form button[type=submit]').first().click();
  expect(await page.locator('textarea[readonly]').inputValue()).toBe('Typed slowly, with “quotes”\nand lines.');
  expect(await page.context().cookies()).not.toContainEqual(
    expect.objectContaining({ value: expect.stringContaining('slowly') }),
  );
  await page.fill('[name=name]', member.signInName);
  await page.fill('[name=password]', testPassword);
  await page.check('[name=mine][value=no]');
  await page.locator('#sign-in button[type=submit]').click();
  await page.locator('[role=alert]', { hasText: 'signed in again' }).waitFor();
  expect(await page.inputValue('form textarea')).toBe('Typed slowly, with “quotes”\nand lines.');
  await page.locator('main form button[type=submit]').first().click();
  await page.locator('.post', { hasText: 'Typed slowly' }).waitFor();
  await close();
});

test.each([
  ['from a page without the form', (thread: string) => `/t/${thread}/1`],
  ['from its own page', (thread: string) => `/t/${thread}/reply`],
])(
  'with scripts, what answers a form sent before they came, %s, says the same and keeps saying it',
  async (_, from) => {
    const closed = await beginThread(chair, await beginTheme(chair));
    const { page, problems, close } = await openPage({
      url: `${server.url}/t/${closed}/reply`,
      cookies: member.cookie,
    });
    await page.fill('textarea', 'Sent before the scripts came');
    expect((await chair.patch(`/api/threads/${closed}`, { state: 'closed' })).status).toBe(200);
    // As the browser alone would send it.
    await page.evaluate(`document.querySelector('[name=from]').value = '${from(closed)}'`);
    await Promise.all([
      page.waitForResponse('**/form/reply'),
      page.evaluate(`HTMLFormElement.prototype.submit.call(document.querySelector('main form'))`),
    ]);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('main [role=alert]').innerText()).toContain('This thread is closed');
    expect(await page.locator('main textarea').first().inputValue()).toBe('Sent before the scripts came');
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([]);
    await close();
  },
);

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
