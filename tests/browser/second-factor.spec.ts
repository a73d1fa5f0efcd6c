import {
  type BuiltServer,
  closeBrowser,
  expectNoAxeViolations,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  setUpSecondFactor,
  startBuiltServer,
  testPassword,
  CodesOf,
  expected,
} from '@throughline/testing';
import type { Page } from 'playwright-core';

jest.setTimeout(120_000);

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const as = (person: Insider, path: string, more: { javaScript?: boolean; width?: number } = {}) =>
  openPage({ url: server.url + path, cookies: person.cookie, width: 360, ...more });

async function signIn(page: Page, name: string): Promise<void> {
  await page.fill('[name=name]', name);
  await page.fill('[name=password]', testPassword);
  await page.check('[name=mine][value=yes]');
  await page.click('#sign-in button');
  await page.waitForURL('**/sign-in/second**');
}

describe.each([true, false])('S2 a code, with scripts: %s', (javaScript) => {
  const kind = javaScript ? 'scripts' : 'plain';

  test('is set up in Settings, with recovery codes shown once', async () => {
    const person = await inviteAndJoin(founder, `Sid ${kind}`);
    const { page, problems, close } = await as(person, '/settings', { javaScript });
    await page.click('a[href="/settings/second-step"]');
    // The page before has a field for the password too.
    await page.waitForSelector('h1:has-text("Second step when you sign in")');
    await page.fill('[name=password]', 'not this one');
    await page.click('text=Go on');
    await page.waitForSelector('text=That is not your password');
    await page.fill('[name=password]', testPassword);
    await page.click('text=Go on');
    await page.waitForSelector('text=Set up an app');
    await screenshot(page, `second-step-proven-${kind}`);
    await page.click('button:has-text("Set up an app")');
    await page.waitForURL('**/settings/second-step/app');
    const key = (await page.textContent('.card__code'))?.replaceAll(' ', '') ?? '';
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    await screenshot(page, `second-step-app-${kind}`);
    if (javaScript) await expectNoAxeViolations(page);
    await page.fill('[name=code]', '000000');
    await page.click('text=Finish');
    await page.waitForSelector('text=That code is not right');
    expect((await page.textContent('.card__code'))?.replaceAll(' ', '')).toBe(key);
    person.codes = new CodesOf(key);
    await page.fill('[name=code]', person.codes.next());
    await page.click('text=Finish');
    await page.waitForSelector('text=Your recovery codes');
    expect(await page.locator('.card code').count()).toBe(10);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await screenshot(page, `second-step-codes-${kind}`);
    if (javaScript) await expectNoAxeViolations(page);
    await page.goto(`${server.url}/settings/second-step`);
    expect(await page.locator('.card code').count()).toBe(0);
    await page.waitForSelector('text=You have 10 recovery codes left.');
    expect(problems.filter((problem) => !/status of 4/.test(problem))).toEqual([]);
    await close();
  });

  test('is asked for after the password, and leads to where somebody wanted to go', async () => {
    const person = await setUpSecondFactor(await inviteAndJoin(founder, `Sue ${kind}`));
    const visitor = { url: `${server.url}/people`, width: 360, javaScript };
    const { page, close } = await openPage(visitor);
    await page.waitForSelector('#sign-in');
    await signIn(page, person.signInName);
    await screenshot(page, `second-step-${kind}`);
    if (javaScript) await expectNoAxeViolations(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.fill('#sign-in [name=code]', '000000');
    await page.click('#sign-in button');
    await page.waitForSelector('text=That code is not right');
    // Codes are typed anew: what was wrong does not come back.
    if (!javaScript) expect(await page.inputValue('#sign-in [name=code]')).toBe('');
    await page.fill('#sign-in [name=code]', person.codes!.next());
    await page.click('#sign-in button');
    await page.waitForURL('**/people');
    await page.waitForSelector('h1:has-text("People")');
    await close();
  });

  test('who looks after the community and has none is told so, and how', async () => {
    const person = await inviteAndJoin(founder, `Max ${kind}`);
    expected(200, await founder.patch(`/api/members/${(await person.me()).id}`, { role: 'moderator' }));
    const { page, close } = await as(person, '/invitations', { javaScript });
    await page.waitForSelector('h1:has-text("Second step when you sign in")');
    await screenshot(page, `second-step-needed-${kind}`);
    if (javaScript) await expectNoAxeViolations(page);
    await page.click('main a[href="/settings/second-step"]');
    await page.waitForSelector('text=so you need one before those tools open');
    await close();
  });

  test('a lost one goes by a link that was handed over', async () => {
    const person = await setUpSecondFactor(await inviteAndJoin(founder, `Lou ${kind}`));
    const administration = await as(founder, '/administration/people', { javaScript });
    const entry = administration.page.locator('li', { has: administration.page.locator(`h2:has-text("Lou ${kind}")`) });
    await entry.locator('button:has-text("lost second step")').click();
    const link = await administration.page.locator('.card__link').textContent();
    await administration.close();
    const { page, close } = await openPage({ url: link ?? '', width: 360, javaScript });
    await screenshot(page, `second-step-lost-${kind}`);
    if (javaScript) await expectNoAxeViolations(page);
    await page.fill('[name=password]', testPassword);
    await page.click('text=Take it away');
    await page.waitForURL('**/sign-in');
    await page.fill('[name=name]', person.signInName);
    await page.fill('[name=password]', testPassword);
    await page.check('[name=mine][value=yes]');
    await page.click('#sign-in button');
    await page.waitForSelector('text=Signed in as');
    await close();
  });
});

test('words of a form whose session ended are carried through both steps, without scripts', async () => {
  const person = await setUpSecondFactor(await inviteAndJoin(founder, 'Cara Carried'));
  const { page, close } = await as(person, '/settings', { javaScript: false });
  await page.fill('[name=about]', 'Words that took an hour');
  const device = person.copy();
  expected(200, await device.post('/api/sign-out'));
  await page.click('button:has-text("Save")');
  await page.waitForSelector('text=You were signed out');
  await page.fill('#sign-in [name=name]', person.signInName);
  await page.fill('#sign-in [name=password]', testPassword);
  await page.check('#sign-in [name=mine][value=yes]');
  await page.click('#sign-in button[type=submit]');
  await page.waitForSelector('#sign-in [name=code]');
  expect(await page.content()).toContain('Words that took an hour');
  await page.fill('#sign-in [name=code]', '000000');
  await page.click('#sign-in button[type=submit]');
  await page.waitForSelector('text=That code is not right');
  await page.fill('#sign-in [name=code]', person.codes!.next());
  await page.click('#sign-in button[type=submit]');
  await page.waitForSelector('text=You are signed in again');
  expect(await page.inputValue('[name=about]')).toBe('Words that took an hour');
  await close();
});

test('S2 passkeys: two with names, signing in by one, proof by one, taking one away', async () => {
  const person = await inviteAndJoin(founder, 'Pia Passkey', 'member');
  const { page, close, problems } = await as(person, '/settings/second-step');
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  const authenticator = { ...options, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: authenticator });
  await page.fill('[name=password]', testPassword);
  await page.click('text=Go on');
  await page.fill('#passkey-name', 'My phone');
  await page.click('button:has-text("Add a passkey")');
  await page.waitForSelector('text=Your recovery codes');
  await page.waitForSelector('h3:has-text("My phone")');
  await expectNoAxeViolations(page);
  await screenshot(page, 'second-step-passkeys');
  // The same device keeps one; another keeps another.
  await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await device.send('WebAuthn.addVirtualAuthenticator', { options: { ...authenticator, transport: 'usb' } });
  await page.fill('#passkey-name', 'A stick');
  await page.click('button:has-text("Add a passkey")');
  await page.waitForSelector('h3:has-text("A stick")');

  await page.click('button:has-text("Sign out")');
  await page.waitForSelector('a[href="/sign-in"]');
  await page.goto(`${server.url}/sign-in?next=/settings/second-step`);
  await signIn(page, person.signInName);
  await screenshot(page, 'second-step-passkey');
  await expectNoAxeViolations(page);
  await page.click('button:has-text("Use a passkey")');
  await page.waitForURL('**/settings/second-step');
  // Another session: proof again, by the passkey, and with the password.
  await page.fill('[name=password]', 'not this one');
  await page.click('button:has-text("Go on with a passkey")');
  await page.waitForSelector('text=That is not your password');
  await page.fill('[name=password]', testPassword);
  await page.click('button:has-text("Go on with a passkey")');
  await page.waitForSelector('text=last used on');
  await page.click('button:has-text("Take away"):has-text("My phone")');
  await page.waitForSelector('h3:has-text("My phone")', { state: 'detached' });
  expect(await page.locator('h3:has-text("A stick")').count()).toBe(1);
  expect(problems.filter((problem) => !/status of 4/.test(problem))).toEqual([]);
  await close();
});
