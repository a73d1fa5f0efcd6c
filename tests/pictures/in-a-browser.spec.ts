import { randomUUID } from 'node:crypto';
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
import type { Page } from 'playwright-core';
import { addPicture, writeWith } from './house';
import { noise, photo, plain } from './some-pictures';

jest.setTimeout(120_000);

let server: BuiltServer;
let founder: Insider;
let amber: Insider;
let rowan: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  amber = await inviteAndJoin(founder, 'Amber Wren');
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  themeId = await beginTheme(founder);
});
beforeEach(async () => {
  threadId = await beginThread(rowan, themeId);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

/** What a field of a page says of itself. */
interface Field {
  validity: { valueMissing: boolean };
  validationMessage: string;
}

const pathOf = () => `${server.url}/t/${threadId}`;
const asFile = (buffer: Buffer, name = 'IMG_0001.jpg') => ({ name, mimeType: 'image/jpeg', buffer });
const box = (page: Page) => page.locator('#reply');
/** Those of posts that stand in the thread; a preview looks like one. */
const posted = '[data-number] .pictures img';
const pictures = (page: Page) => page.locator(posted);

/** Opens the field for pictures and waits until scripts have taken it over. */
async function openField(page: Page): Promise<void> {
  await box(page).getByText('Add pictures').click();
  await box(page).getByText('You can also paste one').waitFor();
}

/** Asked from outside: a page lets nothing be evaluated in it, as it should. */
async function untilTrue(page: Page, expression: string): Promise<void> {
  await waitUntil(expression, () => page.evaluate<boolean>(expression));
}

/** All pictures on the page have come. */
async function expectLoaded(page: Page, count: number): Promise<void> {
  await pictures(page)
    .nth(count - 1)
    .scrollIntoViewIfNeeded();
  await untilTrue(
    page,
    `(() => {
      const all = [...document.querySelectorAll('${posted}')];
      return all.length === ${count} && all.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
    })()`,
  );
}

test('a photo goes small and without its place, is described, previewed and posted', async () => {
  const { page, problems, close } = await openPage({ url: pathOf(), cookies: amber.cookie });
  await box(page).locator('textarea').fill('A letter came.');
  await openField(page);
  // What the browser sends of a picture is not told by its tools.
  await page.evaluate(`{
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (body) {
      globalThis.sent = body;
      send.call(this, body);
    };
  }`);
  const large = await photo({ width: 4_000, height: 3_000 });
  await box(page).locator('input[type=file]').setInputFiles(asFile(large));
  await untilTrue(page, 'Boolean(globalThis.sent)');
  const body = Buffer.from(await page.evaluate<number[]>('sent.arrayBuffer().then((all) => [...new Uint8Array(all)])'));
  expect(body.length).toBeGreaterThan(1_000);
  expect(body.length).toBeLessThan(large.length);
  expect(body.toString('latin1')).not.toContain('Canary');
  await box(page).getByText('This is how others will see it').waitFor();
  await expectNoAxeViolations(page);
  // Nothing goes out undescribed; one tick is enough.
  await box(page).getByRole('button', { name: 'Post', exact: true }).click();
  expect(
    await box(page)
      .locator('[name^=describe-]')
      .evaluate((field) => (field as unknown as Field).validity.valueMissing),
  ).toBe(true);
  await box(page).locator('[name^=describe-]').fill('A letter from the council');
  await box(page).getByRole('button', { name: 'Preview' }).click();
  await box(page).locator('.preview img[alt="A letter from the council"]').waitFor();
  await box(page).getByRole('button', { name: 'Post', exact: true }).click();
  await pictures(page).waitFor();
  await expectLoaded(page, 1);
  const image = pictures(page);
  expect(await image.getAttribute('alt')).toBe('A letter from the council');
  expect(await image.getAttribute('loading')).toBe('lazy');
  const inside = await image.evaluate((one) => one.outerHTML);
  expect(inside).toMatch(/ width="640" height="85[34]"/);
  await expectNoAxeViolations(page);
  expect(problems).toEqual([]);
  await close();
});

test('on a line that breaks nothing is lost: the picture goes again, and the form waits for it', async () => {
  const { page, close } = await openPage({ url: pathOf(), cookies: amber.cookie });
  await box(page).locator('textarea').fill('These words stay.');
  await openField(page);
  await page.route('**/api/pictures', (route) => route.abort());
  await box(page)
    .locator('input[type=file]')
    .setInputFiles([asFile(await plain('jpeg')), asFile(await plain('png'), 'b.png')]);
  await box(page).getByText('There is no connection just now').nth(1).waitFor();
  await box(page).locator('[name^=undescribed-]').first().check();
  await box(page).locator('[name^=undescribed-]').nth(1).check();
  await box(page).getByRole('button', { name: 'Post', exact: true }).click();
  const waits = (field: unknown) => (field as Field).validationMessage;
  expect(await box(page).locator('[name^=describe-]').first().evaluate(waits)).toContain('still on its way');
  await page.unroute('**/api/pictures');
  await box(page).getByRole('button', { name: 'Try again' }).first().click();
  await box(page).getByText('This is how others will see it').first().waitFor();
  // The other goes by itself.
  await box(page).getByText('This is how others will see it').nth(1).waitFor({ timeout: 20_000 });
  expect(await box(page).locator('textarea').inputValue()).toBe('These words stay.');
  await box(page).getByRole('button', { name: 'Post', exact: true }).click();
  await expectLoaded(page, 2);
  await close();
});

test('one that is refused says why and can be taken out; too many are said to be', async () => {
  const { page, close } = await openPage({ url: pathOf(), cookies: amber.cookie });
  await box(page).locator('textarea').fill('Words.');
  await openField(page);
  await box(page)
    .locator('input[type=file]')
    .setInputFiles(asFile(Buffer.from('GIF89a moves'), 'a.gif'));
  await box(page).getByText('Pictures that move cannot be taken here').waitFor();
  expect(await box(page).getByRole('button', { name: 'Try again' }).count()).toBe(0);
  const many = await Promise.all([1, 2, 3].map((number) => plain('png', { width: 40 + number })));
  await box(page)
    .locator('input[type=file]')
    .setInputFiles(many.map((bytes, index) => asFile(bytes, `${index}.png`)));
  await box(page).getByText('3 pictures are the most').waitFor();
  await box(page)
    .getByRole('button', { name: /Take it out.*a\.gif/ })
    .click();
  expect(await box(page).locator('.adding__one').count()).toBe(2);
  await close();
});

test('a picture is pasted and dropped anywhere in the form', async () => {
  const { page, close } = await openPage({ url: pathOf(), cookies: amber.cookie });
  await box(page).locator('textarea').fill('Words.');
  const bytes = [...(await plain('png'))];
  const give = (kind: 'paste' | 'drop') =>
    page.evaluate<boolean>(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([${bytes.join()}])], '${kind}.png', { type: 'image/png' }));
      const how = { bubbles: true, cancelable: true };
      const event =
        '${kind}' === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, ...how })
          : new DragEvent('drop', { dataTransfer: data, ...how });
      document.querySelector('#reply textarea').dispatchEvent(event);
      return event.defaultPrevented;
    })()`);
  await box(page).locator('input[type=file][multiple]').waitFor({ state: 'attached' });
  expect(await give('paste')).toBe(true);
  expect(await give('drop')).toBe(true);
  await box(page).getByText('This is how others will see it').nth(1).waitFor();
  await close();
});

test('pictures added stay with the words while their writer looks elsewhere on the site', async () => {
  const { page, close } = await openPage({ url: pathOf(), cookies: amber.cookie });
  await box(page).locator('textarea').fill('Words.');
  await openField(page);
  await box(page)
    .locator('input[type=file]')
    .setInputFiles(asFile(await plain('png')));
  await box(page).getByText('This is how others will see it').waitFor();
  await box(page).locator('[name^=describe-]').fill('Blue');
  await page.getByRole('link', { name: 'People' }).first().click();
  await page.waitForURL('**/people');
  await page.goBack();
  await box(page).locator('img.adding__picture').waitFor();
  expect(await box(page).locator('[name^=describe-]').inputValue()).toBe('Blue');
  await close();
});

test('without scripts a picture is chosen in the form and stands in the thread', async () => {
  const { page, problems, close } = await openPage({
    url: pathOf(),
    cookies: amber.cookie,
    javaScript: false,
    width: 360,
  });
  await box(page).getByText('Add pictures').click();
  await box(page).getByRole('link', { name: 'Write with pictures' }).click();
  await page.locator('textarea').first().fill('Without scripts.');
  await box(page).getByText('Add pictures').click();
  await box(page)
    .locator('input[name=file-1]')
    .setInputFiles(asFile(await photo()));
  await box(page).locator('input[name=describe-1]').fill('A red corner');
  await screenshot(page, 'pictures-form-without-scripts-360');
  await box(page).getByRole('button', { name: 'Post', exact: true }).click();
  await page.waitForURL('**/2#p2');
  expect(await page.locator('.post .pictures img').getAttribute('alt')).toBe('A red corner');
  expect(problems).toEqual([]);
  await close();
});

test('who saves data is shown how much a picture is, and it comes when they ask', async () => {
  const post = await writeWith(amber, threadId, await addPicture(amber, await noise(900, 700)));
  for (const javaScript of [true, false]) {
    const { page, close } = await openPage({ url: server.url, cookies: rowan.cookie, javaScript });
    await page.setExtraHTTPHeaders({ 'save-data': 'on' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(pathOf());
    const link = page.locator('.post .pictures a');
    expect(await link.innerText()).toMatch(/Show picture \(\d+ KB\)/);
    await link.scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    const picture = `/api/posts/${post.id}/pictures/${post.pictures[0]?.id}/small`;
    expect(asked).not.toContain(picture);
    const came = page.waitForResponse((answer) => answer.url().endsWith(picture));
    await link.click();
    expect((await came).status()).toBe(200);
    expect(new URL(page.url()).pathname).toBe(
      javaScript ? `/t/${threadId}` : `/posts/${post.id}/pictures/${post.pictures[0]?.id}`,
    );
    await close();
  }
});

test('behind a content note a picture is folded with the words, and not fetched', async () => {
  const { id } = await addPicture(amber, await plain('jpeg', { width: 700, height: 500 }));
  const post = {
    key: randomUUID(),
    text: 'Look.',
    as: 'self',
    contentNote: 'mentions injury',
    pictures: [{ id, description: 'A bruise' }],
  };
  expect((await amber.post(`/api/threads/${threadId}/posts`, post)).status).toBe(201);
  const { page, close } = await openPage({ url: pathOf(), cookies: rowan.cookie });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(await pictures(page).isVisible()).toBe(false);
  expect(asked.filter((url) => url.includes('/pictures/'))).toEqual([]);
  await page.getByText('mentions injury').click();
  await expectLoaded(page, 1);
  await close();
});

test('a picture is seen larger on a page of ours, with the way out on it', async () => {
  const post = await writeWith(amber, threadId, await addPicture(amber, await photo()));
  const { page, problems, close } = await openPage({ url: pathOf(), cookies: rowan.cookie });
  await page.getByRole('link', { name: /See it larger/ }).click();
  await page.waitForURL(`**/posts/${post.id}/pictures/*`);
  await page.locator('main img[src$="/large"]').waitFor();
  expect(await page.getByRole('link', { name: 'Exit this page' }).count()).toBeGreaterThan(0);
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Back to the post' }).click();
  await page.waitForURL('**/2#p2');
  expect(problems).toEqual([]);
  await close();
});

test('a post that comes while its thread is open brings its pictures; one that goes takes them along', async () => {
  const { page, close } = await openPage({ url: pathOf(), cookies: rowan.cookie });
  await page.waitForLoadState('networkidle');
  const post = await writeWith(amber, threadId, await addPicture(amber, await plain('png')));
  await expectLoaded(page, 1);
  await amber.post(`/api/posts/${post.id}/withdraw`);
  await pictures(page).waitFor({ state: 'detached' });
  await close();
});

test('an edit in its place keeps, describes anew and takes out pictures', async () => {
  await writeWith(
    amber,
    threadId,
    await addPicture(amber, await plain('png')),
    await addPicture(amber, await plain('jpeg')),
  );
  const { page, close } = await openPage({ url: pathOf(), cookies: amber.cookie });
  await page.waitForSelector('html[data-live=yes]');
  await page.locator('#p2 .more a').first().click();
  await page.locator('#p2 a[href$="/edit"]').click();
  const form = page.locator('#p2 form.composer');
  await form.locator('img.adding__picture').nth(1).waitFor();
  await form.getByRole('button', { name: 'Take it out' }).first().click();
  await form.locator('[name^=describe-]').fill('Said anew');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('#p2 .pictures img[alt="Said anew"]').waitFor();
  expect(await pictures(page).count()).toBe(1);
  await close();
});

test.each([360, 1_280])('one of a hidden post is seen by its author and by who decides, at %i dots', async (width) => {
  const post = await writeWith(amber, threadId, await addPicture(amber, await photo()));
  const flag = { key: randomUUID(), kind: 'identify', words: 'It shows a street.' };
  expect((await rowan.post(`/api/posts/${post.id}/flags`, flag)).status).toBe(201);
  const places: [string, Insider, string, boolean][] = [
    ['thread', amber, `/t/${threadId}`, true],
    ['own-posts', amber, '/own/posts', false],
    ['review', founder, '/review', false],
  ];
  for (const [name, by, path, isFolded] of places) {
    const { page, problems, close } = await openPage({ url: `${server.url}${path}`, cookies: by.cookie, width });
    if (isFolded) await page.locator('.hidden-words summary').click();
    const picture = page.locator(`img[src*="${post.pictures[0]?.id}"]`);
    await picture.scrollIntoViewIfNeeded();
    await picture.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    // Whoever decides reads what it is said to show.
    if (name === 'review') await page.getByText('Picture 1', { exact: true }).waitFor();
    await expectNoAxeViolations(page);
    await screenshot(page, `pictures-hidden-${name}-${width}`);
    expect(problems).toEqual([]);
    await close();
  }
  const { page, problems, close } = await openPage({ url: pathOf(), cookies: rowan.cookie, width });
  expect(await page.locator('main img').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
  // Nothing is left to decide for who comes next.
  expect((await amber.post(`/api/posts/${post.id}/withdraw`)).status).toBe(200);
});

test.each([true, false])(
  'a reply on a page of its own shows the picture that it answers (scripts: %s)',
  async (javaScript) => {
    const post = await writeWith(amber, threadId, await addPicture(amber, await plain('png')));
    const url = `${pathOf()}/reply?to=${post.number}`;
    const { page, problems, close } = await openPage({ url, cookies: rowan.cookie, javaScript, width: 360 });
    await page.locator('blockquote .pictures img[alt="Picture 1"]').waitFor();
    expect(problems).toEqual([]);
    await close();
  },
);

test.each([
  [360, 'light'],
  [1_280, 'light'],
  [360, 'dark'],
  [1_280, 'dark'],
] as const)('looks as it should at %i dots, %s', async (width, colorScheme) => {
  const sent = await addPicture(rowan, await photo());
  await writeWith(rowan, threadId, sent, await addPicture(rowan, await plain('png', { width: 900, height: 300 })));
  const { page, problems, close } = await openPage({ url: pathOf(), cookies: amber.cookie, width, colorScheme });
  await expectLoaded(page, 2);
  await box(page).locator('textarea').fill('A letter came today.');
  await openField(page);
  await box(page)
    .locator('input[type=file]')
    .setInputFiles(asFile(await photo()));
  await box(page).getByText('This is how others will see it').waitFor();
  await expectNoAxeViolations(page);
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(wide).toBeLessThanOrEqual(0);
  await screenshot(page, `pictures-${width}-${colorScheme}`);
  expect(problems).toEqual([]);
  await close();
});
