import { randomUUID } from 'node:crypto';
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
  testPassword,
} from '@throughline/testing';
import { foundHouse, type House, offerAliases, tell } from '../concerns/house';
import { firstAsAlias, pageOf } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let amber: Insider;
let theme: string;

beforeAll(async () => {
  house = await foundHouse();
  await offerAliases(house);
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  theme = await beginTheme(house.moderator);
});
afterAll(async () => {
  await closeBrowser();
  await house?.stop();
});

const open = (by: Insider, path: string, more: { javaScript?: boolean; width?: number; colorScheme?: 'dark' } = {}) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by.cookie, ...more });
const write = (concern: string, text: string) =>
  house.leads[0].post(`/api/concerns/${concern}/letters`, { key: randomUUID(), to: 'person', text });

async function worry(): Promise<{ thread: string; concern: string; name: string }> {
  const thread = await beginThread(house.moderator, theme, { title: 'The first night', kind: 'experience' });
  await firstAsAlias(amber, house.moderator, thread, 'I have put my things in order.');
  const { posts, viewer } = await pageOf(amber, thread);
  const concern = await tell(house.reporter, { postId: posts[1]?.id });
  return { thread, concern, name: viewer.persona.current?.name ?? '' };
}

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('P12 %s, on a phone: a lead asks, and whoever the alias is answers in the thread', async (how, javaScript) => {
  const { thread, concern, name } = await worry();
  const lead = await open(house.leads[0], `/safeguarding/concerns/${concern}`, { javaScript });
  await lead.page.selectOption('[name=to]', 'person');
  await lead.page.fill('#write [name=text]', 'Are you safe tonight?');
  await lead.page.locator('#write').getByRole('button', { name: 'Send' }).click();
  await lead.page.locator('#write .threads').getByText('Are you safe tonight?').waitFor();

  const author = await open(amber, `/t/${thread}`, { javaScript });
  const letters = author.page.locator('#letters');
  await letters.getByText('Are you safe tonight?').waitFor();
  expect(await letters.innerText()).toContain(`To ${name}, in private`);
  expect(await letters.innerText()).toContain('Lea Lead, safeguarding lead');
  await screenshot(author.page, `alias-letter-360-${javaScript ? 'scripts' : 'plain'}`);
  await letters.locator('[name=text]').fill(`I am, ${how}.`);
  await letters.getByRole('button', { name: 'Send' }).click();
  await letters.locator('li', { hasText: `I am, ${how}.` }).waitFor();
  expect(await letters.locator('[name=text]').inputValue()).toBe('');

  if (!javaScript) await lead.page.reload();
  await lead.page.locator('#write .threads').getByText(`I am, ${how}.`).waitFor();
  await screenshot(lead.page, `alias-letter-lead-360-${javaScript ? 'scripts' : 'plain'}`);
  expect([...lead.problems, ...author.problems]).toEqual([]);
  await lead.close();
  await author.close();
});

test('P12 a letter comes to the open page by itself', async () => {
  const { thread, concern } = await worry();
  const { page, problems, close } = await open(amber, `/t/${thread}`);
  await page.waitForSelector('html[data-live=yes]');
  expect(await page.locator('#letters').count()).toBe(0);
  expected(201, await write(concern, 'Are you safe tonight?'));
  await page.locator('#letters').getByText('Are you safe tonight?').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('P12 P18 the letter in the thread and in one’s own posts: axe, 320 px, light and dark', async () => {
  const { thread, concern } = await worry();
  expected(201, await write(concern, 'Are you safe tonight?'));
  for (const colorScheme of [undefined, 'dark'] as const) {
    const { page, problems, close } = await open(amber, `/t/${thread}`, colorScheme ? { colorScheme } : {});
    await page.waitForSelector('#letters');
    await expectNoAxeViolations(page);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await screenshot(page, `alias-letter-${width}-${colorScheme ?? 'light'}`);
    }
    await page.goto(`${house.server.url}/own/posts`);
    await page.fill('[name=password]', testPassword);
    await page.getByRole('button', { name: 'Show them' }).click();
    await page.locator('#letters').getByText('Are you safe tonight?').first().waitFor();
    await expectNoAxeViolations(page);
    await screenshot(page, `alias-letter-own-${colorScheme ?? 'light'}`);
    expect(problems).toEqual([]);
    await close();
  }
});
