import { randomUUID } from 'node:crypto';
import { type ThreadList, unsealingView } from '@throughline/contracts';
import {
  type BuiltServer,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  type OpenPage,
  openPage,
  Person,
  screenshot,
  signInToDemonstration,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { demonstrationLeads, demonstrationPassword, sealedAlias } from '../identity/sealed-alias';

jest.setTimeout(120_000);

const reason = 'Somebody wrote that they will not be here tomorrow.';
let server: BuiltServer;
const people = new Map<string, Person>();
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer();
  for (const name of ['juno', 'sorrel', 'rowan']) {
    people.set(name, await signInToDemonstration(server.url, name));
  }
  thread = (expected(200, await as('rowan').get('/api/threads')).json as ThreadList).threads[0]?.id ?? '';
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const as = (name: string) => people.get(name) ?? new Person(server.url);
const open = (name: string, path: string, width = 1280, javaScript = true): Promise<OpenPage> =>
  openPage({ url: server.url + path, width, javaScript, cookies: as(name).cookie });
/** What a page says once it stands; nothing where the browser refuses to send a form again by going back. */
const shown = (page: Page) =>
  waitUntil('the page stands', async () => {
    const text = await page.evaluate<string>('document.body.innerText').catch(() => undefined);
    return text === undefined ? undefined : `${page.url()}\n${text}`;
  });
const alias = (name: string) => sealedAlias(server, as('rowan'), name, thread);

/** A request that Sorrel agreed to. */
async function agreed(name: string): Promise<string> {
  const request = { key: randomUUID(), aliasId: await alias(name), reason, delay: null };
  const asked = await as('juno').post('/api/unsealings', { ...request, passphrase: demonstrationLeads.juno });
  const { id } = expected(201, asked).as(unsealingView);
  const answer = { agree: true, reason, passphrase: demonstrationLeads.sorrel };
  expected(200, await as('sorrel').post(`/api/unsealings/${id}/answer`, answer));
  return id;
}

test.each([1280, 360])('P3 asking, agreeing and reading with the keyboard alone, at %i px', async (width) => {
  const aliasId = await alias(`Quiet Heron ${width}`);
  const asking = await open('juno', `/safeguarding/ask?alias=${aliasId}`, width);
  await expectNoAxeViolations(asking.page);
  await screenshot(asking.page, `finding-out-ask-${width}`);
  await asking.page.getByLabel('Why do you need to know?').focus();
  await asking.page.keyboard.type(reason);
  for (let fields = 0; fields < 16; fields += 1) {
    await asking.page.keyboard.press('Tab');
    if ((await asking.page.evaluate('document.activeElement.name')) === 'passphrase') break;
  }
  await asking.page.keyboard.type(demonstrationLeads.juno);
  await asking.page.keyboard.press('Enter');
  await asking.page.getByText('Another lead from another organisation has to answer').waitFor();
  const place = new URL(asking.page.url()).pathname;

  const answering = await open('sorrel', '/safeguarding', width);
  await expectNoAxeViolations(answering.page);
  await screenshot(answering.page, `finding-out-leads-${width}`);
  await answering.page.getByRole('link', { name: `Who writes as Quiet Heron ${width}?` }).press('Enter');
  await answering.page.getByLabel('Why?').fill(reason);
  await answering.page.getByLabel('Your passphrase').fill(demonstrationLeads.sorrel);
  await expectNoAxeViolations(answering.page);
  await screenshot(answering.page, `finding-out-answer-${width}`);
  await answering.page.getByRole('button', { name: 'Agree: find out who it is' }).press('Enter');
  await answering.page.getByRole('heading', { name: 'Read who it is' }).waitFor();
  expect(new URL(answering.page.url()).pathname).toBe(place);
  await answering.page.getByLabel('Your passphrase').fill(demonstrationLeads.sorrel);
  await answering.page.keyboard.press('Enter');
  await answering.page.getByText('Rowan Ash').waitFor();
  expect(await answering.page.locator('main').innerText()).toMatch(/This goes away in (30|29|28) more minutes/);
  await expectNoAxeViolations(answering.page);
  await screenshot(answering.page, `finding-out-found-${width}`);
  await answering.page.getByRole('link', { name: 'Hide it now' }).press('Enter');
  await answering.page.getByText('It is hidden').waitFor();
  expect(await answering.page.content()).not.toContain('Rowan Ash');
  for (const { page, problems, close } of [asking, answering]) {
    expect(await page.getByRole('link', { name: 'Exit this page' }).count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    await close();
  }
});

test.each([true, false])(
  'P3 going back after leaving the name does not show it again (scripts: %s)',
  async (scripts) => {
    const id = await agreed(`Patient Wren ${String(scripts)}`);
    const { page, close } = await open('juno', `/safeguarding/requests/${id}`, 360, scripts);
    await page.getByLabel('Your passphrase').fill(demonstrationLeads.juno);
    await page.getByRole('button', { name: 'Read who it is' }).click();
    await page.getByText('Rowan Ash').waitFor();
    await screenshot(page, `finding-out-found-360-scripts-${String(scripts)}`);
    // Within the site, and out of it as a whole page.
    await page.getByRole('link', { name: 'Back to all requests' }).click();
    await page.waitForURL(/\/safeguarding$/);
    await page.goBack().catch(() => null);
    expect(await shown(page)).not.toContain('Rowan Ash');
    await page.goto(`${server.url}/help`);
    await page.goBack().catch(() => null);
    expect(await shown(page)).not.toContain('Rowan Ash');
    await close();
  },
);

test('P3 when the time is over, the name goes from an open page by itself', async () => {
  const id = await agreed('Steady Otter');
  const { page, close } = await open('juno', `/safeguarding/requests/${id}`);
  await page.clock.install();
  await page.reload();
  await page.getByLabel('Your passphrase').fill(demonstrationLeads.juno);
  await page.getByRole('button', { name: 'Read who it is' }).click();
  await page.getByText('Rowan Ash').waitFor();
  await page.clock.fastForward('31:00');
  await page.getByText('It is hidden').waitFor();
  expect(await page.content()).not.toContain('Rowan Ash');
  await close();
});

test.each([1280, 360])(
  'P3 the author is told after the password, and the home page says only that there is something, at %i px',
  async (width) => {
    const name = `Mild Falcon ${width}`;
    await agreed(name);
    const { page, problems, close } = await open('rowan', '/', width);
    expect(await page.locator('main').innerText()).toContain('There is something you should know');
    expect(await page.content()).not.toContain(name);
    await expectNoAxeViolations(page);
    await page.getByRole('link', { name: 'Read it' }).click();
    await page.getByLabel('Your password for signing in').fill(demonstrationPassword);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText(`You wrote as ${name}.`).waitFor();
    await expectNoAxeViolations(page);
    await screenshot(page, `finding-out-told-${width}`);
    expect(problems).toEqual([]);
    await close();
  },
);

test.each([1280, 360])(
  'P2 a lead changes their passphrase, and reads first what losing it means, at %i px',
  async (width) => {
    const { page, close } = await open('juno', '/safeguarding/passphrase', width);
    await expectNoAxeViolations(page);
    await screenshot(page, `finding-out-passphrase-${width}`);
    const change = page.getByRole('form', { name: 'Change your passphrase' });
    await change.getByLabel('Your passphrase now').fill(demonstrationLeads.juno);
    await change.getByLabel('New passphrase').fill(demonstrationLeads.juno);
    await change.getByLabel('The same again').fill('something else entirely');
    await change.getByRole('button', { name: 'Save' }).click();
    await change.getByText('The two are not the same').first().waitFor();
    await expectNoAxeViolations(page);
    await change.getByLabel('The same again').fill(demonstrationLeads.juno);
    await change.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your passphrase is saved').waitFor();
    await close();
  },
);
