import { concernList, type ThreadList } from '@throughline/contracts';
import {
  type BuiltServer,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  openPage,
  Person,
  screenshot,
  signInToDemonstration,
  startBuiltServer,
} from '@throughline/testing';

jest.setTimeout(120_000);

/** The lines stand before the form, and both are on the page: their places from the top. */
const linesFirst = `document.querySelector('#lines').compareDocumentPosition(document.querySelector('main form')) & 4`;

let server: BuiltServer;
const people = new Map<string, Person>();

beforeAll(async () => {
  server = await startBuiltServer();
  for (const name of ['odette', 'sorrel', 'juno', 'isla']) {
    people.set(name, await signInToDemonstration(server.url, name));
  }
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const as = (name: string) => people.get(name) ?? new Person(server.url);
const look = (name: string, path: string, more: { javaScript?: boolean; width?: number; colorScheme?: 'dark' } = {}) =>
  openPage({ url: server.url + path, width: 360, cookies: as(name).cookie, ...more });
const concernOf = async (lead: string) => {
  const { concerns } = expected(200, await as(lead).get('/api/concerns')).as(concernList);
  return concerns;
};

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('P12 %s, on a phone: from a post to the leads, and back to who told', async (how, javaScript) => {
  const { threads } = expected(200, await as('odette').get('/api/threads')).json as ThreadList;
  const thread = threads.find(({ pinned }) => pinned)?.id ?? '';
  const { page, problems, close } = await look('odette', `/t/${thread}/2/more`, { javaScript });
  await page
    .getByRole('link', { name: /^Something is wrong/ })
    .first()
    .click();
  await page.waitForSelector('[name=words]');
  expect(await page.evaluate(linesFirst)).toBe(4);
  expect(await page.locator('main blockquote').innerText()).toContain('#2');
  await page.getByRole('radio', { name: 'Yes' }).first().check();
  await page.fill('[name=words]', `Told ${how}`);
  await page.getByRole('checkbox', { name: /Juno Thistle/ }).check();
  await screenshot(page, `concern-form-360-${javaScript ? 'scripts' : 'plain'}`);
  await page.getByRole('button', { name: 'Send to the leads' }).click();
  await page.getByText('It was sent.').waitFor();
  expect(await page.locator('main').innerText()).toContain(`Told ${how}`);
  await close();

  const [newest] = await concernOf('sorrel');
  expect((await concernOf('juno')).map(({ id }) => id)).not.toContain(newest?.id);
  const lead = await look('sorrel', '/safeguarding/concerns', { javaScript });
  await lead.page.locator('main a', { hasText: 'Worried about someone' }).first().click();
  await lead.page.getByText(`Told ${how}`).first().waitFor();
  await lead.page.getByRole('button', { name: 'I have seen this' }).click();
  await lead.page.getByText('Sorrel Banks has it').waitFor();
  await lead.page.selectOption('[name=to]', 'reporter');
  await lead.page.fill('#write [name=text]', 'Thank you. We look after it.');
  await lead.page.locator('#write').getByRole('button', { name: 'Send' }).click();
  await lead.page.locator('#write .threads').getByText('Thank you. We look after it.').waitFor();
  await screenshot(lead.page, `concern-lead-360-${javaScript ? 'scripts' : 'plain'}`);
  expect(lead.problems).toEqual([]);
  await lead.close();

  const back = await look('odette', '/', { javaScript });
  await back.page.getByRole('link', { name: 'Read it' }).click();
  await back.page.getByText('Thank you. We look after it.').first().waitFor();
  expect([...problems, ...back.problems]).toEqual([]);
  await back.close();
});

test('P12 P18 each page: axe, no wider than 320 px, and Exit by its button and by Shift three times', async () => {
  const concern = (await concernOf('sorrel')).find(({ closed }) => !closed)?.id ?? '';
  const places = [
    ['odette', '/help'],
    ['odette', '/concern'],
    ['odette', '/concern?who=me'],
    ['odette', '/letters'],
    ['sorrel', '/safeguarding/concerns'],
    ['sorrel', `/safeguarding/concerns/${concern}`],
    ['isla', '/administration/safeguarding'],
  ] as const;
  for (const [who, path] of places) {
    for (const colorScheme of [undefined, 'dark'] as const) {
      const { page, problems, close } = await look(who, path, colorScheme ? { colorScheme } : {});
      await page.waitForSelector('h1');
      await expectNoAxeViolations(page);
      await page.setViewportSize({ width: 320, height: 700 });
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
      await page.setViewportSize({ width: colorScheme ? 1280 : 360, height: 800 });
      await screenshot(page, `concerns${path.replace(/[^a-z]+/gi, '-').slice(0, 32)}-${colorScheme ?? 'light'}`);
      expect(await page.locator('a.btn--exit').isVisible()).toBe(true);
      expect([path, problems]).toEqual([path, []]);
      await close();
    }
  }
});

test('P12 P9 after Exit from a concern nothing of it is left, and Back shows nothing', async () => {
  const lead = await signInToDemonstration(server.url, 'juno');
  const concern = (await concernOf('juno'))[0]?.id ?? '';
  const { page, close } = await openPage({
    url: `${server.url}/safeguarding/concerns/${concern}`,
    width: 360,
    cookies: lead.cookie,
  });
  await page.route(/bbc\.co\.uk/, (route) => route.fulfill({ body: 'weather' }));
  await page.waitForSelector('.referral');
  await page.waitForSelector('[aria-controls=menu]', { state: 'attached' });
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift');
  await page.waitForURL(/bbc\.co\.uk/);
  await page.goBack().catch(() => null);
  expect(await page.content()).not.toContain('what I am for');
  expect((await lead.get('/api/concerns')).status).toBe(401);
  await close();
});
