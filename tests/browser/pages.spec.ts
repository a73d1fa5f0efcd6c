import {
  type BuiltServer,
  closeBrowser,
  expectNoAxeViolations,
  openPage,
  Person,
  screenshot,
  signInToDemonstration,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import type { Page } from 'playwright-core';
import { type SamplePlace, samplePlaces } from './sample-places';

jest.setTimeout(900_000);

/** Who reads: the least that somebody must be to see a page comes first. */
const readers = {
  visitor: '',
  member: 'odette',
  moderator: 'tansy',
  lead: 'juno',
  administrator: 'isla',
} as const;
type Reader = keyof typeof readers;
const kinds = Object.keys(readers) as Reader[];

let server: BuiltServer;
const people = new Map<Reader, Person>();
let places: SamplePlace[];
/** Which pages are there for whom, and those of them that are not made as they are for somebody before. */
const open = new Map<Reader, SamplePlace[]>();
const walked = new Map<Reader, string[]>();

beforeAll(async () => {
  server = await startBuiltServer();
  for (const kind of kinds)
    people.set(kind, readers[kind] ? await signInToDemonstration(server.url, readers[kind]) : new Person(server.url));
  const [member, moderator, lead, administrator] = [as('member'), as('moderator'), as('lead'), as('administrator')];
  places = await samplePlaces({ member, moderator, lead, administrator });
  const known = new Set<string>();
  for (const kind of kinds) {
    const there: SamplePlace[] = [];
    const addresses: string[] = [];
    for (const place of [...places, ...nothingThere]) {
      const { status, text } = await as(kind).page(place.address);
      const made = `${place.address} ${madeOf(text)}`;
      if (status === 200) there.push(place);
      if ((status !== 200 && !nothingThere.includes(place)) || known.has(made)) continue;
      known.add(made);
      addresses.push(place.address);
    }
    open.set(kind, there);
    walked.set(kind, addresses);
  }
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

function as(kind: Reader): Person {
  return people.get(kind) ?? new Person(server.url);
}

/** What is not there. */
const nothingThere: SamplePlace[] = [
  '/join/none-such-1234',
  '/reset/x',
  '/lost-second-step/x',
  '/answer/x',
  '/nowhere',
].map((address) => ({ pattern: address, address }));

/** Of what a page's own part is made: its elements and their classes, whatever they say. */
function madeOf(html: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return [...main.matchAll(/<(\w+)([^>]*)>/g)]
    .map(([, tag, more = '']) => `${tag}${(more.match(/ (?:class|type)="[^"]*"/g) ?? []).join('')}`)
    .join();
}

/** Answers that a page asks for and is refused, or that are not there, are said by the browser in its console. */
const expectedRefusals = /the server responded with a status of (400|401|403|404|410)/;

/** What Tab comes to, as a list in the page; `covered` is what hides the middle of what has the focus. */
const whereTheFocusIs = `(() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const chosen = (radio) => {
    const all = [...document.getElementsByName(radio.name)].filter((one) => one.form === radio.form);
    return all.some((one) => one.checked) ? radio.checked : radio === all[0];
  };
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && shown(one) && (one.type !== 'radio' || chosen(one)),
  );
  const focused = document.activeElement;
  const { top, bottom, left, width } = focused.getBoundingClientRect();
  const inSight = [top + 2, (top + bottom) / 2, bottom - 2].some((y) => {
    const there = document.elementFromPoint(left + width / 2, y);
    return there && (focused.contains(there) || there.contains(focused));
  });
  return { at: stops.indexOf(focused), of: stops.length, inSight, what: focused.outerHTML.slice(0, 120) };
})()`;
interface Focus {
  at: number;
  of: number;
  inSight: boolean;
  what: string;
}
/** Long pages are like themselves from there on. */
const enoughStops = 40;

/** With Tab alone one comes to everything that can be pressed or filled in, in the order in which it stands, and sees where one is. */
async function expectKeyboard(page: Page): Promise<void> {
  const before = await page.evaluate<Focus>(whereTheFocusIs);
  for (let stop = before.at + 1; stop < Math.min(before.of, enoughStops); stop += 1) {
    let now: Focus;
    // A field for a date or a time has several parts.
    do {
      await page.keyboard.press('Tab');
      now = await page.evaluate<Focus>(whereTheFocusIs);
    } while (now.at === stop - 1 && /type="(?:date|time|datetime-local)"/.test(now.what));
    expect([page.url(), now.at, now.what]).toEqual([page.url(), stop, now.what]);
    // A page that is still scrolling to where one comes in is there in a moment.
    await waitUntil(`${page.url()}: ${now.what} is in sight`, async () =>
      now.inSight ? true : (await page.evaluate<Focus>(whereTheFocusIs)).inSight,
    );
  }
}

/**
 * Shift three times: the session is to be ended, another site stands there, and going back shows nothing. That it ends is withheld here:
 * the pages to come need it, and what is gone from the history is gone because nothing leads to it.
 */
async function expectExit(page: Page, path: string): Promise<void> {
  expect([path, await page.locator('.bar .btn--exit[href="/exit"]').isVisible()]).toEqual([path, true]);
  let ends = 0;
  await page.route('**/api/exit', (route) => {
    ends += 1;
    return route.fulfill({ status: 204 });
  });
  await page.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: 'The weather' }));
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
  await page.waitForURL('https://www.bbc.co.uk/weather');
  expect([path, ends > 0]).toEqual([path, true]);
  await page.goBack().catch(() => null);
  expect([path, page.url()]).toEqual([path, 'about:blank']);
}

/** React has taken up what the server made. */
const scriptsTookOver = `Object.keys(document.querySelector('main')).some((name) => name.startsWith('__reactFiber'))`;

/** What makes a page wider than its window. */
const overTheEdge = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth);
  return ['' + scrollWidth, ...wide.map((one) => one.outerHTML.slice(0, 100))];
})()`;

/** What follows a window that has become narrower is there in a moment. */
async function expectNothingOverTheEdge(page: Page): Promise<void> {
  let wide: string[] = [];
  const fits = async () => (wide = await page.evaluate<string[]>(overTheEdge)).length === 0;
  await waitUntil('the page fits its window', fits, 3_000).catch(() => undefined);
  expect([page.url(), wide]).toEqual([page.url(), []]);
}

/** A window in which all of the page is in sight, so that the bars at its head and foot cover nothing. */
async function showAll(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height });
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.max(height, whole) });
}
const height = 768;

/** Everything that is to be so on every page. */
async function expectGood(kind: Reader, address: string): Promise<void> {
  const cookies = as(kind).cookie;
  const { page, problems, close } = await openPage({ url: server.url + address, width: 1280, height, cookies });
  await waitUntil(`scripts took over ${address}`, () => page.evaluate<boolean>(scriptsTookOver));
  await showAll(page, 1280);
  await expectNoAxeViolations(page);
  await expectNothingOverTheEdge(page);
  await page.setViewportSize({ width: 1280, height });
  await expectKeyboard(page);
  const name = `${kind}${address.replace(/[^a-z0-9]+/gi, '-').slice(0, 40)}`;
  await screenshot(page, `${name}-1280-light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await showAll(page, 360);
  await expectNoAxeViolations(page);
  await screenshot(page, `${name}-360-dark`);
  await page.setViewportSize({ width: 320, height });
  await expectNothingOverTheEdge(page);
  expect([address, problems.filter((problem) => !expectedRefusals.test(problem))]).toEqual([address, []]);
  await expectExit(page, address);
  await close();
}

test('each page that there is is there for somebody', () => {
  const seen = new Set([...open.values()].flat().map(({ pattern }) => pattern));
  expect(places.filter(({ pattern }) => !seen.has(pattern))).toEqual([]);
});

describe.each(kinds)('every page of a %s that is not made like that of those before', (kind) => {
  test('P9 P18 axe finds nothing, in light and dark; nothing is over the edge, of 320 px too; the policy stops nothing; Tab comes to everything, in sight; Shift three times leaves it, and going back shows nothing', async () => {
    for (const address of walked.get(kind) ?? []) await expectGood(kind, address);
  });
});

test.each([true, false])('S2 in the demonstration the page says the code, with scripts: %s', async (javaScript) => {
  const { page, close } = await openPage({ url: `${server.url}/sign-in`, width: 360, javaScript });
  await page.fill('[name=name]', 'isla');
  await page.fill('[name=password]', 'bottle-kiln-2020');
  await page.check('[name=mine][value=yes]');
  await page.click('#sign-in button');
  const said = (await page.textContent('text=/In this demonstration the code is [0-9]{3}\\s[0-9]{3}/')) ?? '';
  await screenshot(page, `demonstration-code-${javaScript ? 'scripts' : 'plain'}`);
  await page.fill('#sign-in [name=code]', /\d{3}\s\d{3}/.exec(said)?.[0] ?? '');
  await page.click('#sign-in button');
  await page.waitForSelector('text=Signed in as Isla Merrow');
  await page.waitForSelector('#menu a[href="/administration"]', { state: 'attached' });
  await close();
});
