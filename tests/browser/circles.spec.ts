import {
  beginTheme,
  type BuiltServer,
  closeBrowser,
  expected,
  expectNoAxeViolations,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  screenshot,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';

jest.setTimeout(90_000);

let server: BuiltServer;
let chair: Insider;
let member: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  chair = await foundCommunity(server);
  member = await inviteAndJoin(chair, 'Mo Member');
  await beginTheme(chair);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const show = (person: Insider, path: string, javaScript = true) =>
  openPage({ url: server.url + path, width: 360, javaScript, cookies: person.cookie });

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s, at 360 px', (how, javaScript) => {
  const name = `Been there, ${how}`;

  test('a circle is made, somebody is asked, says yes, and begins a thread there; the others of it see it', async () => {
    const home = await show(member, '/', javaScript);
    const made = await show(chair, '/circles/new', javaScript);
    await made.page.fill('input[name=name]', name);
    await made.page.fill('input[name=purpose]', 'For us who were there.');
    await made.page.check('input[name=livedExperience]');
    await made.page.check('input[name=withMe]');
    await made.page.click('main button[type=submit]');
    await made.page.waitForURL(/\/circles\/[a-z2-7]{26}\/people$/);
    const circle = new URL(made.page.url()).pathname.replace('/people', '');
    await made.page.selectOption('select[name=member]', { label: 'Mo Member' });
    await made.page.click('text=Ask them');
    await made.page.waitForSelector('text=Asked, no answer yet');
    if (javaScript) {
      await expectNoAxeViolations(made.page);
      await screenshot(made.page, 'circle-look-after');
      // Told without loading anew.
      await home.page.waitForSelector('text=Somebody asks you to join a circle.', { timeout: 15_000 });
      await screenshot(home.page, 'circle-asked-home');
    } else await home.page.reload();
    await home.page.click('text=See what it is for, and answer');
    await home.page.waitForSelector(`text=Do you want to be in “${name}”?`);
    expect(await home.page.locator('main').innerText()).not.toContain('Ada Founder');
    if (javaScript) await expectNoAxeViolations(home.page);
    await screenshot(home.page, `circle-asked-${how}`);
    await home.page.click('text=Yes, I want to be in it');
    await home.page.waitForURL((url) => url.pathname === circle);
    await home.page.waitForSelector('text=Who keeps it safe');
    expect(await home.page.locator('main').innerText()).toContain('Ada Founder');

    const chairs = await show(chair, circle, javaScript);
    await home.page.click('text=Start a thread here');
    await home.page.waitForSelector('select[name=audience]');
    const chosen = () => home.page.locator('select[name=audience] option:checked').innerText();
    await waitUntil('the circle is chosen', async () => (await chosen()) === `The circle “${name}”: 2 members`);
    await home.page.fill('input[name=title]', `Among us, ${how}`);
    await home.page.fill('textarea[name=text]', 'Just between us.');
    await screenshot(home.page, `circle-compose-${how}`);
    await home.page.click('main .ready button[type=submit]');
    await home.page.waitForURL(/\/t\//);
    expect(await home.page.locator('.facts').innerText()).toContain(`The circle “${name}”: 2 members`);
    if (!javaScript)
      await waitUntil('the list knows', async () => {
        await chairs.page.reload();
        return (await chairs.page.locator('main').innerText()).includes(`Among us, ${how}`);
      });
    await chairs.page.waitForSelector(`text=Among us, ${how}`, { timeout: 20_000 });
    if (javaScript) await expectNoAxeViolations(chairs.page);
    expect(await chairs.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await screenshot(chairs.page, `circle-${how}`);

    await home.page.goto(server.url + circle);
    await home.page.click('text=Leave this circle');
    await home.page.waitForURL((url) => url.pathname === '/circles');
    await home.page.goto(server.url + circle);
    expect(await home.page.locator('main').innerText()).toContain('There is nothing here');
    for (const { close } of [home, made, chairs]) await close();
  });

  test('a member is asked whether they are still here; whose access is paused reads why, and is let in again', async () => {
    const person = await inviteAndJoin(chair, `Petra Paused ${how}`);
    const { id } = await person.me();
    const asked = { confirmedAt: new Date(Date.now() - 350 * 86_400_000), confirmAsks: [new Date()] };
    await withDatabaseOf(server, (db) =>
      db.collection<{ _id: string }>('members').updateOne({ _id: id }, { $set: asked }),
    );
    await waitUntil('it is said', async () => (await person.me()).confirmBy !== null);
    const theirs = await show(person, '/people', javaScript);
    await theirs.page.click('text=Are you still here?');
    await theirs.page.waitForSelector('text=Yes, I am still here');
    if (javaScript) await expectNoAxeViolations(theirs.page);
    await screenshot(theirs.page, `still-here-${how}`);
    await theirs.page.click('text=Yes, I am still here');
    await theirs.page.waitForSelector('text=You have said that you are here.');

    expected(200, await chair.post(`/api/members/${id}/address-gone`));
    await theirs.page.goto(`${server.url}/sign-in`);
    await theirs.page.fill('input[name=name]', person.signInName);
    await theirs.page.fill('input[name=password]', testPassword);
    await theirs.page.check('[name=mine][value=yes]');
    await theirs.page.click('main button[type=submit]');
    await theirs.page.waitForSelector('text=Your access is paused, because mail to your address comes back.');
    await screenshot(theirs.page, `paused-${how}`);

    const moderators = await show(chair, '/administration/to-ask', javaScript);
    await moderators.page.fill('input[name=how]', 'She came to the session.');
    if (javaScript) await expectNoAxeViolations(moderators.page);
    await screenshot(moderators.page, `to-ask-${how}`);
    await moderators.page.click('text=They are still with us');
    await moderators.page.waitForSelector('text=There is nobody to ask.');
    expected(200, await (await person.signedInAgain()).get('/api/people'));
    for (const { close } of [theirs, moderators]) await close();
  });
});
