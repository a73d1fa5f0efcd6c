import { randomUUID } from 'node:crypto';
import { me, personList, profileView } from '@throughline/contracts';
import {
  type Answer,
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
} from '@throughline/testing';
import { invite, join } from './coming-in';

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(() => server?.stop());

const joinAs = async (fields: Record<string, unknown>) => join(server.url, (await invite(founder)).secret, fields);
const signIn = (name: string, password = testPassword) =>
  new Person(server.url).post('/api/sign-in', { name, password, mine: true });

describe('a name to sign in with', () => {
  test.each([
    ['an apostrophe', "Siobhán O'Hara", ["SIOBHÁN O'HARA", "siobhán o'hara".normalize('NFD')]],
    ['a typographic one', 'Zoë O’Hara', ['ZOË O’HARA', ' zoë   o’hara ']],
    ['an emoji', '🦦 Otter', ['🦦 OTTER', '🦦 otter']],
    ['wide letters', 'Mei 2', ['ｍｅｉ　２', 'MEI 2']],
    ['another script', 'Оксана', ['ОКСАНА', 'оксана']],
  ])('with %s opens in other letter case and however it is typed; nobody else can take it', async (_, name, typed) => {
    expected(200, (await joinAs({ signInName: name })).answer);
    for (const other of typed) {
      expected(200, await signIn(other));
      expect((await joinAs({ signInName: other })).answer.json).toMatchObject({ code: 'name-taken' });
    }
    expected(401, await signIn(`${name}x`));
  });
});

describe('a name that others see', () => {
  test.each([
    ["Siobhán O'Hara", 'Siobhán O&#x27;Hara'],
    ['Zoë D’Arcy 🦦👩‍👩‍👧', 'Zoë D’Arcy 🦦👩‍👩‍👧'],
    ['<b>Bo</b> & "Co"', '&lt;b&gt;Bo&lt;/b&gt; &amp; &quot;Co&quot;'],
  ])('%s comes back as it was given, and stands on the page as text', async (name, inHtml) => {
    const { person } = await joinAs({ name: name.normalize('NFD') });
    expect(expected(200, await person.get('/api/me')).as(me).member?.name).toBe(name);
    const { people } = expected(200, await founder.get('/api/people')).as(personList);
    expect(people.map((one) => one.name)).toContain(name);
    const { text } = expected(200, await founder.page('/people'));
    expect(text).toContain(inHtml);
    expect(text).not.toContain('<b>Bo');
  });

  test.each([
    ...['', '   ', 'a\u0000b', 'a\u202Eb', 'x'.repeat(61), '\ud800'],
    ...['\u200b', '\u3164', '\u00ad', '\u2800', '\uffa0', '\u115f \u1160', '\u2060\ufeff', '\u{e0041}', '\u0301'],
    ...['Mo\u200b Member', 'Mo\u3164', 'Mo\u00ad', 'M\u200do', 'Mo\u2800', 'Mo\ufe0f', '🦦\u200d'],
  ])('%j is refused', async (name) => {
    expect(expected(400, (await joinAs({ name })).answer).json).toMatchObject({ code: 'bad-input' });
  });

  test.each(['❤️ Bo', '👍🏽 Bo', 'شهره‌ای', 'ශ්‍රී', 'नमिता'])(
    '%j, whose signs nobody sees belong there, is taken',
    async (name) => {
      expected(200, (await joinAs({ name })).answer);
    },
  );

  test('of one letter is taken, and to sign in with one letter is refused in words that help', async () => {
    expected(200, (await joinAs({ name: 'W' })).answer);
    const refused = expected(400, (await joinAs({ signInName: 'W' })).answer);
    expect(refused.json).toMatchObject({
      issues: [{ path: 'signInName', message: 'Please use 2 characters or more.' }],
    });
  });
});

describe('the name of somebody who looks after the community', () => {
  const like = ['Maeve O’Hara', 'MAEVE OHARA', 'Máeve  O. Hara', 'Ｍａｅｖｅ O-Hara', 'Maeve O’Hara ✓', 'Маеvе O’Hara'];
  const rename = async (person: Person, name: string) => {
    const { about, showExpertise, showOrganisation, expertise, textVersion } = expected(
      200,
      await person.get('/api/profile'),
    ).as(profileView);
    const edit = { name, about, showExpertise, showOrganisation, expertise, textVersion };
    return person.put('/api/profile', edit);
  };
  const refused = (answer: Answer) =>
    expect(expected(409, answer).json).toMatchObject({
      code: 'name-looked-up-to',
      message: expect.stringContaining('looks after this community') as string,
    });
  let maeve: Insider;

  beforeAll(async () => {
    maeve = await inviteAndJoin(founder, 'Maeve O’Hara', 'moderator');
  });

  test.each(like)('is nobody else’s to take: %s', async (name) => {
    const { secret } = await invite(founder);
    refused((await join(server.url, secret, { name })).answer);
    const { person, answer } = await join(server.url, secret, { name: 'Bo Beside' });
    expected(200, answer);
    refused(await rename(person, name));
  });

  test('stays hers, and what only begins like it is free', async () => {
    expected(200, await rename(maeve, 'Maeve O’Hara'));
    expected(200, await rename(maeve, 'Maeve O’Hara (she)'));
    expected(200, await rename(maeve, 'Maeve O’Hara'));
    expected(200, (await joinAs({ name: 'Maeve O’Harald' })).answer);
  });

  test('is free among members, who may be called the same; who has it already keeps it', async () => {
    const { person: one } = await joinAs({ name: 'John Smith' });
    const { person: other } = await joinAs({ name: 'John Smith' });
    const { member } = expected(200, await one.get('/api/me')).as(me);
    expected(200, await founder.patch(`/api/members/${member?.id}`, { duties: ['chair'] }));
    refused((await joinAs({ name: 'john smith' })).answer);
    expected(200, await rename(other, 'John Smith'));
    const { member: second } = expected(200, await other.get('/api/me')).as(me);
    expected(200, await founder.patch(`/api/members/${second?.id}`, { role: 'moderator' }));
  });
});

describe('a post or a title in which nothing can be seen', () => {
  test.each(['\u200b', '\u3164', ' \u00ad\n\u2800', '\u2060'])('%j is empty', async (nothing) => {
    const theme = await beginTheme(founder);
    const thread = await beginThread(founder, theme);
    const post = { key: randomUUID(), text: nothing, as: 'self' };
    expect(expected(400, await founder.post(`/api/threads/${thread}/posts`, post)).json).toMatchObject({
      issues: [{ path: 'text', message: 'Please write something here.' }],
    });
    const begun = { key: randomUUID(), title: nothing, question: 'Q', startsOn: '2020-07-01' };
    expect(expected(400, await founder.post('/api/themes', begun)).json).toMatchObject({
      issues: [{ path: 'title', message: 'Please write something here.' }],
    });
    const seen = { key: randomUUID(), text: `Seen: 👩‍👩‍👧${nothing}`, as: 'self' };
    expected(201, await founder.post(`/api/threads/${thread}/posts`, seen));
  });
});

describe('S13 a password', () => {
  // What is left of a name, and of a password, without Latin letters is nothing: so they count as the same.
  test('without Latin letters is good for a name without them', async () => {
    expected(200, (await joinAs({ signInName: 'Ольга Іванівна', password: 'пароль от сарая' })).answer);
  });

  test('of 7 characters is too short, of whatever they are', async () => {
    expected(400, (await joinAs({ password: '🦦🦆🦊🐢🦉🐝🦔' })).answer);
  });

  test('of 128 characters is not too long, of whatever they are', async () => {
    expected(200, (await joinAs({ password: '🦦🦆🦊🐢🦉🐝🦔🐌'.repeat(16) })).answer);
  });

  test('opens however its letters are made up by the keyboard', async () => {
    const { signInName } = await joinAs({ password: 'fünf müde dachse' });
    expected(200, await signIn(signInName, 'fünf müde dachse'.normalize('NFD')));
  });

  test('is not the name that others see', async () => {
    expect((await joinAs({ name: 'Wilhelmina Harker', password: 'Wilhelmina Harker' })).answer.json).toMatchObject({
      code: 'password-known',
    });
  });

  test('is not the name of the program', async () => {
    expect((await joinAs({ password: 'Throughline1' })).answer.json).toMatchObject({ code: 'password-known' });
  });

  test('is not the name of the community', async () => {
    const { community } = expected(200, await founder.get('/api/me')).as(me);
    expect((await joinAs({ password: community.name })).answer.json).toMatchObject({ code: 'password-known' });
  });
});
