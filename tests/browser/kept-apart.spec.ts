import { randomUUID } from 'node:crypto';
import { invitationCard } from '@throughline/contracts';
import {
  closeBrowser,
  expected,
  expectEachPageFits,
  type Insider,
  openPage,
  screenshot,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { foundHouse, type House } from '../concerns/house';

jest.setTimeout(120_000);

let house: House;

beforeAll(async () => {
  house = await foundHouse();
});
afterAll(async () => {
  await closeBrowser();
  await house?.stop();
});

const open = (
  by: Insider | null,
  path: string,
  more: { javaScript?: boolean; width?: number; colorScheme?: 'dark' } = {},
) => openPage({ url: house.server.url + path, width: 360, height: 800, cookies: by?.cookie ?? '', ...more });

async function invited(): Promise<string> {
  const made = await house.founder.post('/api/invitations', { key: randomUUID(), forWhom: null, role: 'member' });
  return new URL(expected(201, made).as(invitationCard).link).pathname;
}

test.each([
  ['without scripts', false],
  ['with scripts', true],
])('%s: who joins is asked, and can leave it', async (how, javaScript) => {
  const { page, problems, close } = await open(null, await invited(), { javaScript });
  await page.fill('[name=name]', `New ${how}`);
  await page.fill('[name=signInName]', `new.${javaScript ? 'scripts' : 'plain'}`);
  await page.fill('[name=password]', testPassword);
  await page.check('[name=agree]');
  await page.check('[name=mine][value=yes]');
  await page.locator('main form button[type=submit]').last().click();
  await page.getByRole('heading', { name: 'Is there anyone you need to be kept apart from?' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('Only the leads below can read this.');
  await screenshot(page, `apart-asked-360-${javaScript ? 'scripts' : 'plain'}`);
  await page.getByRole('link', { name: 'Go on without an answer' }).first().click();
  await page.waitForURL(`${house.server.url}/`);
  await page.goto(`${house.server.url}/settings/apart`);
  await page.fill('[name=names]', 'Sam Person');
  await page.fill('[name=words]', `Please, ${how}.`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. The leads can read it now.').waitFor();
  expect(await page.inputValue('[name=names]')).toBe('Sam Person');
  expect(problems).toEqual([]);
  await close();

  const lead = await open(house.leads[0], '/safeguarding/kept-apart', { javaScript });
  await lead.page.getByText(`Please, ${how}.`).waitFor();
  const warning = lead.page.locator('li', { hasText: `who New ${how} needs to be kept apart from` });
  await waitUntil(
    'the leads are warned',
    async () => {
      if ((await warning.count()) > 0) return true;
      if (!javaScript) await lead.page.reload();
      await new Promise((later) => setTimeout(later, 500));
      return undefined;
    },
    30_000,
  );
  await screenshot(lead.page, `apart-leads-360-${javaScript ? 'scripts' : 'plain'}`);
  await warning.getByRole('button', { name: 'I see to it' }).click();
  await warning.getByText('Lea Lead sees to it').waitFor();
  expect(lead.problems).toEqual([]);
  await lead.close();
});

test('P18 its pages fit: axe, 320 px, light and dark', () =>
  expectEachPageFits(house.server.url, [
    [house.reporter, '/settings/apart', 'apart-settings-apart'],
    [house.leads[0], '/safeguarding/kept-apart', 'apart-safeguarding-kept-apart'],
    [house.leads[0], '/safeguarding/concerns', 'apart-safeguarding-concerns'],
    [house.reporter, '/settings', 'apart-settings'],
  ]));
