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
} from '@throughline/testing';
import type { CircleList, ThreadList, ThemeList } from '@throughline/contracts';

jest.setTimeout(120_000);

let server: BuiltServer;
const people = new Map<string, Person>();
let places: Record<'visitor' | 'member' | 'moderator' | 'administrator' | 'lead', string[]>;

beforeAll(async () => {
  server = await startBuiltServer();
  for (const name of ['odette', 'tansy', 'isla', 'juno']) {
    people.set(name, await signInToDemonstration(server.url, name));
  }
  places = await everyPage(as('odette'), as('tansy'));
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

function as(name: string): Person {
  return people.get(name) ?? new Person(server.url);
}

/** An address for each page there is, by the least that somebody must be to see it. */
async function everyPage(member: Person, moderator: Person) {
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
  const { circles } = expected(200, await member.get('/api/circles')).json as CircleList;
  const circle = circles[0]?.id ?? '';
  const invitation = expected(201, await moderator.post('/api/invitations', { key: 'axe-looks-at-it', forWhom: 'Sam' }))
    .json as { link: string };
  return {
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
}

async function look(person: Person, path: string, width: number, colorScheme: 'light' | 'dark'): Promise<OpenPage> {
  return openPage({ url: server.url + path, width, colorScheme, cookies: person.cookie });
}

/** Answers that a page asks for and is refused, or that are not there, are said by the browser in its console. */
const expectedRefusals = /the server responded with a status of (400|401|404|410)/;

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
    'at %i px, %s: nothing that axe finds, nothing that the policy stops, nothing over the edge (of 320 px, for the narrow one)',
    async (width, scheme) => {
      for (const path of places[kind]) {
        const { page, problems, close } = await look(as(name), path, width, scheme);
        await expectNoAxeViolations(page);
        const narrowest = width === 360 ? 320 : width;
        await page.setViewportSize({ width: narrowest, height: 768 });
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, narrowest]);
        await screenshot(page, `${kind}${path.replace(/[^a-z0-9]+/gi, '-').slice(0, 40)}-${width}-${scheme}`);
        expect([path, problems.filter((problem) => !expectedRefusals.test(problem))]).toEqual([path, []]);
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
  const said = (await page.textContent('text=/In this demonstration the code is [0-9]{3}\\s[0-9]{3}/')) ?? '';
  await screenshot(page, `demonstration-code-${javaScript ? 'scripts' : 'plain'}`);
  await page.fill('#sign-in [name=code]', /\d{3}\s\d{3}/.exec(said)?.[0] ?? '');
  await page.click('#sign-in button');
  await page.waitForSelector('text=Signed in as Isla Merrow');
  await page.waitForSelector('#menu a[href="/administration"]', { state: 'attached' });
  await close();
});
