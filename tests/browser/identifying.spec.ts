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
  waitUntil,
} from '@throughline/testing';

jest.setTimeout(60_000);

let server: BuiltServer;
let member: Insider;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const chair = await foundCommunity(server);
  member = await inviteAndJoin(chair, 'Amber Wren');
  thread = await beginThread(chair, await beginTheme(chair), { text: 'Where does a day like this go wrong?' });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const number = '07700 900118';
const open = async (path = `/t/${thread}/1`, width = 360) => {
  const opened = await openPage({ url: server.url + path, width, cookies: member.cookie });
  await opened.page.locator('button', { hasText: 'Preview' }).first().waitFor();
  return opened;
};

/** How far the underlines lie from the words: the copy wraps and scrolls as the field does. */
const lies = `(() => {
  const field = document.querySelector('#reply textarea, main textarea');
  const mirror = document.querySelector('.words__mirror');
  return { height: Math.abs(mirror.scrollHeight - field.scrollHeight), scroll: Math.abs(mirror.scrollTop - field.scrollTop),
    left: Math.abs(mirror.getBoundingClientRect().left - field.getBoundingClientRect().left) };
})()`;

test('P8 while writing: underlined, with why, and nothing leaves the browser', async () => {
  const { page, problems, close } = await open();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  const field = page.locator('#reply textarea');
  await field.click();
  await field.pressSequentially(`I chose the bed. If this is you now, ring me on ${number}, or ask Ada Founder.`);
  await page.locator('.words__mirror .point', { hasText: number }).waitFor();
  expect(await page.locator('.words__mirror .point').allInnerTexts()).toEqual([number]);
  expect(await page.locator('#reply [role=status] .words__why').innerText()).toContain(
    `“${number}” looks like a phone number. Anybody who reads this could find out who that is.`,
  );
  expect(await page.locator('.words__mirror').getAttribute('aria-hidden')).toBe('true');
  expect(await page.evaluate(lies)).toMatchObject({ height: 0, scroll: 0 });
  await expectNoAxeViolations(page);
  await page.locator('#reply').scrollIntoViewIfNeeded();
  await screenshot(page, 'identifying-360');
  expect(sent.filter((request) => request.includes('07700'))).toEqual([]);
  const stored = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])';
  expect(await page.evaluate(stored)).not.toContain('07700');

  await page.locator('#reply button', { hasText: 'Take it out' }).click();
  expect(await field.inputValue()).toContain('ring me on , or ask');
  await page.locator('.words__mirror .point').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  expect(await field.inputValue()).toContain(number);
  await page.locator('#reply button', { hasText: 'Leave it in' }).click();
  await page.locator('.words__mirror .point').waitFor({ state: 'detached' });
  // What is left in is not asked about again.
  await page.locator('#reply button[type=submit]').click();
  await page.locator('.post', { hasText: number }).first().waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('P8 the caret in words that are underlined says why, by keyboard too', async () => {
  const { page, close } = await open();
  const field = page.locator('#reply textarea');
  await field.fill(`${number} and ST4 2DG`);
  await page.locator('.words__mirror .point', { hasText: 'ST4 2DG' }).waitFor();
  const why = page.locator('.words__why');
  await why.filter({ hasText: 'ST4 2DG' }).waitFor();
  await field.focus();
  await page.keyboard.press('Control+Home');
  await why.filter({ hasText: 'phone number' }).waitFor();
  expect(await why.innerText()).toContain('One other place is underlined');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe(`Take it out: ${number}`);
  await close();
});

test('P8 before sending: a list, and who likes changes it or sends it all the same', async () => {
  const { page, problems, close } = await open();
  const field = page.locator('#reply textarea');
  await field.fill(`Ask Kevin Brough, ${number}, DOB 12/04/1967.`);
  await page.locator('#reply button[type=submit]').first().click();
  const list = page.getByRole('region', { name: 'This may say who somebody is' });
  await list.waitFor();
  expect(await list.locator('li').allInnerTexts()).toEqual([
    '“Kevin Brough” looks like somebody’s full name.',
    `“${number}” looks like a phone number.`,
    '“12/04/1967” looks like a date of birth.',
  ]);
  expect(await page.evaluate('document.activeElement === document.querySelector("#reply section")')).toBe(true);
  await expectNoAxeViolations(page);
  await screenshot(page, 'identifying-list-360');
  await list.getByRole('button', { name: 'Change it' }).click();
  await list.waitFor({ state: 'detached' });
  expect(await page.evaluate('String(document.getSelection())')).toBe('Kevin Brough');
  await page.keyboard.type('Kevin');
  await page.locator('#reply button[type=submit]').first().click();
  await list.waitFor();
  expect(await list.locator('li').count()).toBe(2);
  await list.getByRole('button', { name: 'Send it all the same' }).click();
  await page.locator('.post', { hasText: 'Ask Kevin, ' }).first().waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('P8 without scripts: the same list, and one step more', async () => {
  const { page, close } = await openPage({
    url: `${server.url}/t/${thread}/reply`,
    width: 360,
    javaScript: false,
    cookies: member.cookie,
  });
  await page.fill('textarea', `Without scripts, on ${number}.`);
  await page.locator('main form button[type=submit]').first().click();
  expect(await page.locator('main section li').allInnerTexts()).toEqual([`“${number}” looks like a phone number.`]);
  expect(await page.inputValue('textarea')).toBe(`Without scripts, on ${number}.`);
  await screenshot(page, 'identifying-without-scripts-360');
  await page.getByRole('button', { name: 'Send it all the same' }).click();
  await page.locator('.post', { hasText: `Without scripts, on ${number}.` }).waitFor();
  await close();
});

test('P8 S17 fifty pages pasted: the words stay as they are, and the lines lie where they belong', async () => {
  const { page, problems, close } = await open();
  const pages = Array.from({ length: 1_500 }, (_, line) => `Line ${line}: nothing to see in it, and some more words.`);
  pages.splice(1_200, 0, `Ring ${number}.`);
  const text = pages.join('\n');
  expect(text.length).toBeGreaterThan(75_000);
  const field = page.locator('#reply textarea');
  await field.fill(text);
  await page.locator('.words__mirror .point').waitFor({ state: 'attached' });
  expect(await field.inputValue()).toBe(text);
  await field.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await waitUntil('the copy is scrolled along', async () => (await page.evaluate(`${lies}.scroll`)) === 0);
  expect(await page.evaluate(lies)).toMatchObject({ height: 0, scroll: 0 });
  expect(problems).toEqual([]);
  await close();
});

test('P8 lines after a change are hidden until they are looked at anew; those before it stay', async () => {
  const { page, close } = await open();
  const field = page.locator('#reply textarea');
  await field.fill(`${number} then ST4 2DG`);
  await page.locator('.words__mirror .point', { hasText: 'ST4 2DG' }).waitFor();
  const hidden = await page.evaluate(`(() => {
    const field = document.querySelector('#reply textarea');
    field.setRangeText('and ', 13, 13);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return [...document.querySelectorAll('.point--old')].map((mark) => mark.textContent);
  })()`);
  expect(hidden).toEqual(['ST4 2DG']);
  await page.locator('.words__mirror .point--old').waitFor({ state: 'detached' });
  expect(await page.locator('.words__mirror .point').allInnerTexts()).toEqual([number, 'ST4 2DG']);
  await close();
});

test('preview as others see it, by who they are, with the line that warns them', async () => {
  const { page, problems, close } = await open();
  await page.locator('#reply textarea').fill('A **hard** day.');
  await page.locator('#reply summary', { hasText: 'A line to warn' }).click();
  await page.fill('#reply [name=contentNote]', 'mentions self-harm');
  await page.locator('#reply button', { hasText: 'Preview' }).click();
  const preview = page.locator('#reply .preview');
  await preview.locator('.post').waitFor();
  expect(await preview.innerText()).toContain('2 members can see this.');
  expect(await preview.locator('.post__who').innerText()).toBe('Amber Wren');
  expect(await preview.locator('.post__body').isVisible()).toBe(false);
  await preview.locator('summary').click();
  expect(await preview.locator('strong').innerText()).toBe('hard');
  await expectNoAxeViolations(page);
  await screenshot(page, 'preview-360');
  await preview.locator('select').selectOption({ label: 'A moderator' });
  expect(await preview.innerText()).toContain('Moderators can also remove it');
  await preview.locator('select').selectOption({ label: 'Somebody who is not signed in' });
  expect(await preview.innerText()).toContain('sees nothing of this');
  expect(await preview.locator('.post').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('P11 a line that warns hides the words until they are opened, by keyboard too', async () => {
  const { page, close } = await open();
  await page.locator('#reply textarea').fill('Words behind a line.');
  await page.locator('#reply summary', { hasText: 'A line to warn' }).click();
  await page.fill('#reply [name=contentNote]', 'mentions self-harm');
  await page.locator('#reply button[type=submit]').click();
  const post = page.locator('.post[id^=p]', { hasText: 'mentions self-harm' });
  await post.waitFor();
  const words = post.locator('.post__body');
  expect(await words.isVisible()).toBe(false);
  await post.locator('.fold > summary').focus();
  await page.keyboard.press('Enter');
  expect(await words.isVisible()).toBe(true);
  await page.keyboard.press('Space');
  expect(await words.isVisible()).toBe(false);
  const without = await openPage({ url: page.url(), javaScript: false, cookies: member.cookie });
  const folded = without.page.locator('.post', { hasText: 'mentions self-harm' });
  expect(await folded.locator('.post__body').isVisible()).toBe(false);
  await folded.locator('.fold > summary').click();
  expect(await folded.locator('.post__body').isVisible()).toBe(true);
  await without.close();
  await close();
});

test('P11 it is offered and never demanded', async () => {
  const { page, close } = await open();
  const note = page.locator('#reply [name=contentNote]');
  expect(await note.getAttribute('required')).toBe(null);
  expect(await note.getAttribute('placeholder')).toContain('For example');
  await page.locator('#reply textarea').fill('Words without a line.');
  await page.locator('#reply button[type=submit]').click();
  const post = page.locator('.post[id^=p]', { hasText: 'Words without a line.' });
  await post.waitFor();
  expect(await post.locator('.fold').count()).toBe(0);
  await close();
});
