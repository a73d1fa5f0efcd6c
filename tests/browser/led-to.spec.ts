import {
  beginTheme,
  beginThread,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  type Insider,
  inviteAndJoin,
  openPage,
  waitUntil,
} from '@throughline/testing';
import { foundHouse, type House, offerAliases, tell } from '../concerns/house';
import { firstAsAlias, pageOf } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let amber: Insider;
let thread: string;

beforeAll(async () => {
  house = await foundHouse();
  await offerAliases(house);
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  thread = await beginThread(house.moderator, await beginTheme(house.moderator));
  await firstAsAlias(amber, house.moderator, thread, 'I have put my things in order.');
});
afterAll(async () => {
  await closeBrowser();
  await house?.stop();
});

const open = (by: Insider, path: string, javaScript = true) =>
  openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by.cookie, javaScript });
const text = async (by: Insider, path: string) => expected(200, await by.get(path)).text;

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('P3 %s: a lead is led to asking who wrote something, from the words and from a concern', async (_, javaScript) => {
  const [lea] = house.leads;
  const { posts } = await pageOf(amber, thread);
  const concern = await tell(house.reporter, { postId: posts[1]?.id });
  const { page, problems, close } = await open(lea, `/t/${thread}`, javaScript);
  await page.click('#p2 .more > a');
  await page.getByRole('link', { name: 'Ask to find out who wrote this' }).click();
  await page.getByText('You are asking to find out who writes as').waitFor();
  await page.goto(`${house.server.url}/safeguarding/concerns/${concern}`);
  if (javaScript) await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Ask to find out who wrote this' }).click();
  await page.getByText('You are asking to find out who writes as').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('P3 nobody else is led there, nor a lead from words under a name', async () => {
  const [lea] = house.leads;
  for (const other of [house.moderator, house.founder, house.reporter, amber])
    expect(await text(other, `/t/${thread}/2/more`)).not.toContain('/safeguarding/ask');
  expect(await text(lea, `/t/${thread}/1/more`)).not.toContain('/safeguarding/ask');
  expect(await text(lea, `/t/${thread}/2/more`)).toContain('/safeguarding/ask');
});

test('an evaluator who looks after this place is led nowhere that is closed to them', async () => {
  const evaluator = await inviteAndJoin(house.founder, 'Eve Valuator', 'moderator');
  const { id } = await evaluator.me();
  const { id: person } = await house.person.me();
  expect(await text(evaluator, '/administration')).toContain('href="/review"');
  expect(await text(evaluator, `/people/${person}`)).toContain('/steps"');
  expected(200, await house.founder.patch(`/api/members/${id}`, { duties: ['evaluator'] }));
  await waitUntil('it is known', async () => (await evaluator.get('/api/review')).status === 404);
  expect(await text(evaluator, '/administration')).not.toContain('href="/review"');
  for (const path of [`/people/${person}`, '/administration/people', `/t/${thread}/1/more`])
    expect(await text(evaluator, path)).not.toContain('/steps"');
});

test('what waits is shown where it stands, and said, once it is sent', async () => {
  const other = await inviteAndJoin(house.founder, 'Otto Other');
  const { page, problems, close } = await open(other, `/t/${thread}`);
  await page.fill('#reply textarea', 'I know that list.');
  await page.check('#reply [name=as][value=alias]');
  await page.click('#reply button[type=submit]');
  const waiting = page.locator('.post--waiting', { hasText: 'I know that list.' });
  await waiting.waitFor();
  await page.waitForSelector('.post--waiting:focus');
  expect(await page.evaluate('document.activeElement.getBoundingClientRect().bottom <= innerHeight')).toBe(true);
  expect(await page.inputValue('#reply textarea')).toBe('');
  expect(problems).toEqual([]);
  await close();
});

test('no name is taken off words that stand under another name, and the page says so', async () => {
  const { posts } = await pageOf(amber, thread);
  const page = await text(amber, `/posts/${posts[1]?.id}/name`);
  expect(page).toContain('so your own is not on it');
  expect(page).not.toContain('action="/form/post-name-off"');
});

test('P18 a step that lacks its point of the agreement says so beside the choice', async () => {
  const { id } = await house.person.me();
  const { page, close } = await open(house.moderator, `/people/${id}/steps`);
  await page.getByRole('radio', { name: /Check everything first/ }).check();
  await page.fill('[name=reason]', 'You wrote a name again.');
  await page.getByRole('button', { name: 'Do this' }).click();
  const point = page.getByLabel('Which point of our agreement is it about?');
  await waitUntil('it is marked', async () => (await point.getAttribute('aria-invalid')) === 'true');
  await expectNoAxeViolations(page);
  expect(await page.inputValue('[name=reason]')).toBe('You wrote a name again.');
  await close();
});

test.each([
  ['refused', 'word '.repeat(20_000), 'This is too long'],
  ['may say who somebody is', 'Ring me on 07700 900118.', 'This may say who somebody is'],
])('without scripts, what was %s is in view when the page comes back', async (_, words, said) => {
  const { page, close } = await open(house.reporter, `/t/${thread}/reply?to=1`, false);
  await page.fill('textarea[name=text]', words);
  await page.check('[name=as][value=self]');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('.notice--caution:focus');
  expect(await page.locator('.notice--caution:focus').innerText()).toContain(said);
  const place = `(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.activeElement.getBoundingClientRect())`;
  expect(await page.evaluate(place)).toBe(true);
  await close();
});

test('nobody is told that their words come out at once where they are read first', async () => {
  const other = await beginThread(house.moderator, await beginTheme(house.moderator));
  expect(await text(house.reporter, `/t/${other}`)).toContain('It is published at once.');
  expected(200, await house.moderator.patch(`/api/threads/${other}`, { checkFirst: true }));
  const asked = await text(house.reporter, `/t/${other}`);
  expect(asked).not.toContain('It is published at once.');
  expect(asked).toContain('In this thread a moderator reads each post before it comes out.');
});
