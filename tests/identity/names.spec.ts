import { me, personList } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
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

  test.each(['', '   ', 'a\u0000b', 'a\u202Eb', 'x'.repeat(61), '\ud800'])('%j is refused', async (name) => {
    expected(400, (await joinAs({ name })).answer);
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
