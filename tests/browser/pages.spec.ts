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
import {
  concernSent,
  type CircleList,
  type NoteList,
  type OutcomeList,
  postView,
  type ThreadList,
  type ThemeList,
  unsealingView,
  waitingView,
} from '@throughline/contracts';
import type { Page } from 'playwright-core';
import { pagePatterns } from '../architecture/list-pages';
import { demonstrationLeads } from '../identity/sealed-alias';
import { addPicture } from '../pictures/house';
import { plain } from '../pictures/some-pictures';

jest.setTimeout(600_000);

let server: BuiltServer;
const people = new Map<string, Person>();
let places: Awaited<ReturnType<typeof everyPage>>;

beforeAll(async () => {
  server = await startBuiltServer();
  for (const name of ['odette', 'tansy', 'isla', 'juno']) {
    people.set(name, await signInToDemonstration(server.url, name));
  }
  places = await everyPage(as('odette'), as('tansy'), as('juno'));
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

function as(name: string): Person {
  return people.get(name) ?? new Person(server.url);
}

/** An address for each page there is, by the least that somebody must be to see it. */
async function everyPage(member: Person, moderator: Person, lead: Person) {
  const { threads } = expected(200, await member.get('/api/threads')).json as ThreadList;
  const { themes, nextSession } = expected(200, await member.get('/api/themes')).json as ThemeList;
  const thread = threads.find(({ pinned }) => pinned)?.id ?? '';
  const long = threads.reduce((one, other) => (other.lastNumber > one.lastNumber ? other : one)).id;
  const me = expected(200, await member.get('/api/me')).json as { member: { id: string } };
  const posts = (
    expected(200, await member.get(`/api/threads/${thread}/page?page=1`)).json as {
      posts: { id: string; number: number }[];
    }
  ).posts;
  const post = (number: number) => posts.find((candidate) => candidate.number === number)?.id ?? '';
  const { member: other } = expected(200, await moderator.get('/api/me')).json as { member: { id: string } };
  const someone = other.id;
  const { circles } = expected(200, await member.get('/api/circles')).json as CircleList;
  const circle = circles[0]?.id ?? '';
  const invitation = expected(201, await moderator.post('/api/invitations', { key: 'axe-looks-at-it', forWhom: 'Sam' }))
    .json as { link: string };
  const words = { key: 'axe-looks-at-it', text: 'As somebody else.', as: 'alias' };
  const waiting = expected(201, await member.post(`/api/threads/${thread}/posts`, words)).as(waitingView);
  const alias = waiting.author.kind === 'alias' ? waiting.author.id : '';
  const worry = { key: 'axe-looks-at-it', kind: 'someone', danger: 'no', words: 'They sound low.', named: true };
  const concern = expected(201, await member.post('/api/concerns', worry)).as(concernSent).id;
  const asked = await lead.post('/api/unsealings', {
    key: 'axe-looks-at-it',
    aliasId: alias,
    reason: 'They wrote that they will not be here tomorrow.',
    delay: null,
    passphrase: demonstrationLeads.juno,
  });
  const request = expected(201, asked).as(unsealingView).id;
  const { notes } = expected(200, await member.get('/api/notes')).json as NoteList;
  const { outcomes } = expected(200, await member.get('/api/outcomes')).json as OutcomeList;
  const [note, outcome] = [notes[0]?.id ?? '', outcomes[0]?.id ?? ''];
  const { id: picture } = await addPicture(member, await plain('png'));
  const shown = { key: 'axe-looks-at-a-door', text: 'A door.', as: 'self', sure: true };
  const pictures = [{ id: picture, description: 'A door' }];
  const door = expected(201, await member.post(`/api/threads/${thread}/posts`, { ...shown, pictures })).as(postView);
  const everywhere = {
    visitor: [
      '/',
      '/sign-in',
      '/join',
      new URL(invitation.link).pathname,
      '/join/none-such-1234',
      '/reset',
      '/reset?sent=yes',
      '/reset/x',
      '/sign-in/second',
      '/lost-second-step/x',
      '/agreement',
      '/help',
      '/what-we-keep',
      '/nowhere',
    ],
    member: [
      '/',
      '/themes',
      `/themes/${themes[0]?.id ?? ''}`,
      `/sessions/${nextSession?.id ?? ''}`,
      '/threads',
      `/threads/new?theme=${themes[0]?.id ?? ''}`,
      `/t/${thread}/1`,
      `/t/${long}?page=3`,
      `/t/${thread}/reply?to=1`,
      `/t/${thread}/3/more`,
      `/posts/${post(3)}/edit`,
      `/posts/${post(3)}/withdraw`,
      `/posts/${post(2)}/history`,
      '/people',
      `/people/${me.member.id}`,
      '/circles',
      `/circles/${circle}`,
      `/threads/new?circle=${circle}`,
      '/still-here',
      '/settings',
      '/settings/devices',
      '/settings/password',
      '/told',
      '/concern',
      `/concern?post=${post(2)}`,
      '/letters',
      '/settings/second-step',
    ],
    moderator: [
      '/administration',
      '/invitations',
      '/circles',
      '/circles/new',
      `/circles/${circle}/people`,
      '/administration/to-ask',
      '/review',
      '/review/rota',
      '/themes/new',
      `/themes/${themes[0]?.id ?? ''}/edit`,
      `/sessions/new?theme=${themes[0]?.id ?? ''}`,
      `/sessions/${nextSession?.id ?? ''}/edit`,
      `/t/${thread}/move`,
      `/t/${thread}/2/more`,
      `/posts/${post(2)}/remove`,
    ],
    lead: ['/administration', '/safeguarding', '/safeguarding/passphrase', '/safeguarding/concerns'],
    administrator: [
      '/administration/people',
      '/administration/community',
      '/safeguarding',
      '/administration/audit',
      '/administration/safeguarding',
    ],
  };
  /** Looked at in a narrow window by the tests of what they are for. */
  const wide = {
    visitor: ['/data-protection', '/left', '/answered', '/answer/none-such-1234'],
    member: [
      '/settings/second-step/app',
      '/settings/apart',
      '/settings/blocked',
      '/settings/data',
      '/settings/uses',
      '/own/posts',
      '/own/from-moderators',
      `/own/waiting/${waiting.id}`,
      `/t/${thread}/let-go`,
      `/t/${thread}/2/wrong`,
      `/people/${someone}/block`,
      `/posts/${post(3)}/uses`,
      `/posts/${post(3)}/name`,
      `/posts/${post(3)}/erase`,
      '/leaving',
      '/leaving/posts',
      '/leaving/confirm?posts=alias',
      `/posts/${door.id}/pictures/${door.pictures[0]?.id}`,
      '/impact',
      `/notes/${note}`,
      `/notes/${note}/history`,
      `/outcomes/${outcome}`,
      `/outcomes/${outcome}/history`,
    ],
    moderator: [
      `/people/${me.member.id}/steps`,
      `/aliases/${alias}/steps`,
      '/notes/new',
      `/notes/${note}/edit`,
      `/outcomes/${outcome}/edit`,
      `/notes/${note}/outside`,
      `/outcomes/${outcome}/outside`,
      `/t/${thread}/2/link?post=${post(2)}`,
    ],
    lead: [
      `/safeguarding/concerns/${concern}`,
      '/safeguarding/kept-apart',
      `/safeguarding/ask?alias=${alias}`,
      `/safeguarding/requests/${request}`,
    ],
    administrator: ['/administration/complaints'],
  };
  return { everywhere, wide };
}

async function look(person: Person, path: string, width: number, colorScheme: 'light' | 'dark'): Promise<OpenPage> {
  return openPage({ url: server.url + path, width, colorScheme, cookies: person.cookie });
}

/** Answers that a page asks for and is refused, or that are not there, are said by the browser in its console. */
const expectedRefusals = /the server responded with a status of (400|401|404|410)/;

test('each page that there is is looked at', () => {
  const addresses = [places.everywhere, places.wide].flatMap((one) => Object.values(one).flat());
  const missing = pagePatterns().filter((pattern) => {
    const path = pattern.replace('/:number?', '(/\\d+)?').replace(':number', '\\d+').replace(/:\w+/g, '[^/]+');
    return !addresses.some((address) => new RegExp(`^${path}$`).test(address.split('?')[0] ?? ''));
  });
  expect(missing).toEqual([]);
});

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
  await waitUntil(`${path} is left`, async () => {
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
    return page.url() === 'https://www.bbc.co.uk/weather';
  });
  expect([path, ends > 0]).toEqual([path, true]);
  await page.goBack().catch(() => null);
  expect([path, page.url()]).toEqual([path, 'about:blank']);
}

describe.each([
  ['visitor', ''],
  ['member', 'odette'],
  ['moderator', 'tansy'],
  ['administrator', 'isla'],
  ['lead', 'juno'],
] as const)('P18 every page of a %s', (kind, name) => {
  test.each([
    [1280, 'light'],
    [360, 'dark'],
  ] as const)(
    'at %i px, %s: nothing that axe finds, nothing that the policy stops, nothing over the edge (of 320 px, for the narrow one); P9 it is left by Shift three times (in the wide one)',
    async (width, scheme) => {
      for (const path of [...places.everywhere[kind], ...(width === 1280 ? places.wide[kind] : [])]) {
        const { page, problems, close } = await look(as(name), path, width, scheme);
        await expectNoAxeViolations(page);
        const narrowest = width === 360 ? 320 : width;
        await page.setViewportSize({ width: narrowest, height: 768 });
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, narrowest]);
        await screenshot(page, `${kind}${path.replace(/[^a-z0-9]+/gi, '-').slice(0, 40)}-${width}-${scheme}`);
        expect([path, problems.filter((problem) => !expectedRefusals.test(problem))]).toEqual([path, []]);
        if (width === 1280) await expectExit(page, path);
        await close();
      }
    },
  );
});

test.each([true, false])('S2 in the demonstration the page says the code, with scripts: %s', async (javaScript) => {
  const { page, close } = await openPage({ url: `${server.url}/sign-in`, width: 360, javaScript });
  await page.fill('[name=name]', 'isla');
  await page.fill('[name=password]', 'bottle-kiln-2020');
  await page.check('[name=mine][value=yes]');
  await page.click('#sign-in button');
  const said = (await page.textContent('text=/In this demonstration the code is [0-9]{3} [0-9]{3}/')) ?? '';
  await screenshot(page, `demonstration-code-${javaScript ? 'scripts' : 'plain'}`);
  await page.fill('#sign-in [name=code]', /\d{3} \d{3}/.exec(said)?.[0] ?? '');
  await page.click('#sign-in button');
  await page.waitForSelector('text=Signed in as Isla Merrow');
  await page.waitForSelector('#menu a[href="/administration"]', { state: 'attached' });
  await close();
});
