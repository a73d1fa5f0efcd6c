import {
  type Answer,
  type BuiltServer,
  expected,
  type Fields,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
} from '@throughline/testing';
import { invite, join, whatItTells } from './coming-in';

let server: BuiltServer;
let founder: Insider;
let member: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  member = await inviteAndJoin(founder, 'Mo Member');
});
afterAll(() => server?.stop());

const signIn = (body: Record<string, unknown>) => new Person(server.url).post('/api/sign-in', { mine: true, ...body });
const form = (fields: Fields) => new Person(server.url).submit('sign-in', { mine: 'yes', from: '/sign-in', ...fields });
const wrong = 'not this one';

describe('S12 signing in tells nobody who has an account', () => {
  test.each([
    ['a wrong password', () => ({ name: member.signInName, password: wrong })],
    ['no password', () => ({ name: member.signInName, password: '' })],
    ['no name', () => ({ name: '', password: wrong })],
    ['the right password of somebody else', () => ({ name: founder.signInName.slice(1), password: testPassword })],
  ])('%s is answered as an unknown name is', async (_, body) => {
    const unknown = await signIn({ name: 'nobody-at-all', password: wrong });
    expect(unknown.status).toBe(401);
    expect(unknown.json).toMatchObject({ code: 'sign-in-failed' });
    expect(unknown.headers.getSetCookie()).toEqual([]);
    expect(whatItTells(await signIn(body()))).toEqual(whatItTells(unknown));
  });

  test('so it is in the form that works without scripts', async () => {
    const shown = async (name: string) => {
      const { status, text } = await form({ name, password: wrong, next: '/' });
      const withoutIds = text.slice(text.indexOf('<main')).replace(/"requestId":"[^"]+"/, '');
      return { status, text: withoutIds.replaceAll(name, 'the name') };
    };
    const known = await shown(member.signInName);
    expect(known.status).toBe(401);
    expect(known.text).toMatch(/role="alert"[^>]*>.*do not go together.*value="the name"/s);
    expect(await shown('nobody-2')).toEqual(known);
  });

  test('an unknown name is slowed down exactly as a known one', async () => {
    const slow = await inviteAndJoin(founder, 'Sal Slowed');
    const answersFor = async (name: string) => {
      const answers = [];
      for (let tries = 0; tries < 12; tries += 1) answers.push(await signIn({ name, password: wrong }));
      return answers.map(({ status, text }) => `${status} ${text.replace(/"(requestId|retryAfter)":[^,}]+/g, '')}`);
    };
    const known = await answersFor(slow.signInName);
    expect(known.map((answer) => answer.slice(0, 3))).toEqual([...Array<string>(10).fill('401'), '429', '429']);
    expect(await answersFor('nobody-3')).toEqual(known);
  });
});

describe('the form without scripts', () => {
  test('S3 sets the same cookie as the API does', async () => {
    const line = (answer: Answer) =>
      answer.headers.getSetCookie().map((one) => one.replace(/=[\w.-]{32,};/, '=secret;'));
    const [byForm, byApi] = [
      expected(303, await form({ name: member.signInName, password: testPassword })),
      expected(200, await signIn({ name: member.signInName, password: testPassword })),
    ];
    expect(line(byForm)).toEqual(line(byApi));
    expect(line(byForm)).toEqual([expect.stringMatching(/^session=secret;/), expect.stringMatching(/^known=secret;/)]);
  });

  test.each([
    ['/themes', '/themes'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['https://evil.example/', '/'],
    ['/\t/evil.example', '/'],
  ])('goes on to a page of this site only: %j leads to %s', async (next, goesTo) => {
    const answer = await form({ name: member.signInName, password: testPassword, next });
    expect(expected(303, answer).location).toBe(goesTo);
  });
});

describe('S9 nobody can ask for more than there is to give', () => {
  const more = [{ role: 'administrator' }, { memberId: 'a' }, { duties: ['chair'] }, { standing: 'active' }];

  test.each(more)('signing in with %j', async (extra) => {
    expected(400, await signIn({ name: member.signInName, password: testPassword, ...extra }));
  });

  test('joining with it leaves the invitation good', async () => {
    const { secret } = await invite(founder);
    for (const extra of more) expected(400, (await join(server.url, secret, extra)).answer);
    const { person } = await join(server.url, secret);
    expect((await person.get('/api/me')).json).toMatchObject({ member: { role: 'member', duties: [] } });
  });
});

test.each([{ $ne: null }, { $gt: '' }, ['mo.member'], null, 7])(
  'S8 a name or a password that is no text but %j is refused',
  async (strange) => {
    expected(400, await signIn({ name: strange, password: testPassword }));
    expected(400, await signIn({ name: member.signInName, password: strange }));
  },
);
