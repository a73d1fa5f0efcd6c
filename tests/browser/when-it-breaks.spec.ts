import {
  type BuiltServer,
  closeBrowser,
  foundCommunity,
  type Insider,
  openPage,
  startBuiltServer,
} from '@throughline/testing';

jest.setTimeout(60_000);

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

async function anywhere() {
  const opened = await openPage({ url: `${server.url}/threads`, cookies: founder.cookie });
  await opened.page.waitForSelector('html[data-live]');
  return opened;
}

test('a page that breaks says so; Exit and the ways on stay, and the next page is whole', async () => {
  const { page, close } = await anywhere();
  await page.route('**/api/themes', (route) => route.fulfill({ json: { themes: null } }));
  await page.click('nav >> text=Themes');
  await page.waitForSelector('text=This page cannot be shown just now');
  expect(await page.locator('.btn--exit').isVisible()).toBe(true);
  await page.click('nav >> text=People');
  await page.waitForSelector('h1 >> text=People');
  await close();
});

test('a page whose code cannot be had says so, and is loaded as a whole on trying again', async () => {
  const { page, close } = await anywhere();
  await page.route('**/assets/settings-*.js', (route) => route.abort());
  await page.click('footer >> text=Settings');
  await page.waitForSelector('text=This page cannot be shown just now');
  await page.unroute('**/assets/settings-*.js');
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.waitForSelector('h1 >> text=Settings');
  await close();
});
