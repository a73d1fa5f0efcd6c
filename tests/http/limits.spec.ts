import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
} from '@throughline/testing';

let server: BuiltServer;
let founder: Insider;
let member: Insider;
let thread: string;

/** Enough for the founding, and for not much more. */
const perMinute = 30;

beforeAll(async () => {
  const env = { READS_PER_MINUTE: String(perMinute), WRITES_PER_MINUTE: String(perMinute) };
  server = await startBuiltServer({ empty: true, env });
  founder = await foundCommunity(server);
  member = await inviteAndJoin(founder, 'Mo Member');
  thread = await beginThread(member, await beginTheme(founder));
});
afterAll(() => server?.stop());

/** How many times it was let through before it was refused. */
async function letThrough(ask: () => Promise<{ status: number }>): Promise<number> {
  let times = 0;
  while (times <= perMinute && (await ask()).status !== 429) times += 1;
  return times;
}

test('long words count for more than short ones, and can always be sent', async () => {
  const [brief, long] = [await inviteAndJoin(founder, 'Bea Brief'), await inviteAndJoin(founder, 'Lou Long')];
  const written = (by: Insider, text: string) => letThrough(() => by.post('/api/preview', { text }));
  expect(await written(brief, 'x')).toBeGreaterThan(perMinute / 2);
  const times = await written(long, 'x'.repeat(50_000));
  expect(times).toBeGreaterThan(0);
  expect(times).toBeLessThan(perMinute / 5);
});

test('one member who reads very much waits, and nobody else does', async () => {
  expect(await letThrough(() => member.get(`/api/threads/${thread}/page`))).toBeLessThanOrEqual(perMinute);
  const refused = await member.get('/api/me');
  expect([refused.status, refused.json]).toMatchObject([429, { code: 'too-many' }]);
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  const page = await member.page(`/t/${thread}`);
  expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
  expect(page.text).toContain('Please wait a little');
  expected(200, await founder.get(`/api/threads/${thread}/page`));
});

test('who may not read for now may still write, and a page counts once, whatever it asks for', async () => {
  const post = { key: 'key-of-this-post', text: 'Still here', as: 'self' };
  expected(201, await member.post(`/api/threads/${thread}/posts`, post));
  const visitor = new Person(server.url);
  expect(await letThrough(() => visitor.page('/'))).toBeGreaterThan(perMinute / 2);
});

test('whoever watches over the server is always answered', async () => {
  const statuses = new Set<number>();
  for (let times = 0; times < 3 * perMinute; times += 1)
    statuses.add((await new Person(server.url).get('/api/health/live')).status);
  expect([...statuses]).toEqual([200]);
});
