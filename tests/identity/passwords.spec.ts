import { randomUUID } from 'node:crypto';
import { agreementView, invitationCard } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
} from '@throughline/testing';
import { allOf, withDatabaseOf } from './database-of';

let server: BuiltServer;
let founder: Insider;
let agreed: number;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  agreed = expected(200, await founder.get('/api/agreement')).as(agreementView).version;
});
afterAll(() => server?.stop());

async function join(password: string, signInName = `somebody-${randomUUID().slice(0, 8)}`) {
  const { link } = expected(201, await founder.post('/api/invitations', { key: randomUUID() })).as(invitationCard);
  const secret = link.split('/').at(-1);
  const person = new Person(server.url);
  const body = { secret, name: 'Some Body', signInName, password, agreed, mine: true };
  return { answer: await person.post('/api/join', body), signInName };
}
const signIn = (name: string, password: string) =>
  new Person(server.url).post('/api/sign-in', { name, password, mine: true });

describe('S13 a password', () => {
  test.each([
    ['of 7 characters', 'x7 dkqw', 400],
    ['of 8', 'x7 dkqwv', 200],
    ['of 128', 'kestrel '.repeat(16), 200],
    ['of 129', `${'kestrel '.repeat(16)}x`, 400],
    ['of words and spaces, without digits', 'four sleepy otters here', 200],
    ['in another script', 'пароль от сарая', 200],
    ['of pictures', '🦦🦆🦊🐢🦉🐝🦔🐌', 200],
    ['that everybody guesses first', 'Password1', 422],
    ['that everybody guesses first, disguised', 'p4ssw0rd!!', 422],
  ])('%s is answered with the right status', async (_, password, status) => {
    const { answer, signInName } = await join(password);
    expect(answer.status).toBe(status);
    if (status === 200) expected(200, await signIn(signInName, password));
    if (status === 422) expect(answer.json).toMatchObject({ code: 'password-known' });
  });

  test('that is the sign-in name is refused', async () => {
    const { answer } = await join('willowherb', 'willowherb');
    expect(answer.json).toMatchObject({ code: 'password-known' });
  });

  test('is kept as Argon2id with 19 MiB, two passes and one lane, and stands nowhere as it is', async () => {
    await join('a pocket of acorns');
    const stored = await allOf(server);
    expect(stored).not.toContain('acorns');
    const hashes = await withDatabaseOf(server, (db) =>
      db
        .collection('members')
        .distinct('passwordHash')
        .then((all) => all.map(String)),
    );
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(server.output()).not.toContain('acorns');
  });
});

describe('S12 signing in', () => {
  test('an unknown name and a wrong password are answered with the same bytes', async () => {
    const member = await inviteAndJoin(founder, 'Mo Member');
    const [wrong, unknown] = [
      await signIn(member.signInName, 'not this one'),
      await signIn('nobody-here', 'not this one'),
    ];
    const shape = ({ status, text, headers }: typeof wrong) => ({
      status,
      text: text.replace(/"requestId":"[^"]+"/, ''),
      headers: [...headers].filter(([name]) => !/^(date|x-request-id)$/.test(name)),
    });
    expect(wrong.status).toBe(401);
    expect(shape(wrong)).toEqual(shape(unknown));
  });

  test('ten wrong passwords for one name slow that name down, and no other, right or wrong', async () => {
    const [slowed, other] = [await inviteAndJoin(founder, 'Sal Slowed'), await inviteAndJoin(founder, 'Oz Other')];
    for (let tries = 0; tries < 10; tries += 1) expected(401, await signIn(slowed.signInName, 'not this one'));
    expected(429, await signIn(slowed.signInName.toUpperCase(), testPassword));
    expected(200, await signIn(other.signInName, testPassword));
  });

  test('so is guessing the password on a phone left lying about, and asking for mail again and again', async () => {
    const member = await inviteAndJoin(founder, 'Lee Left');
    const change = () => member.post('/api/password', { current: 'not this one', password: 'a new pair of socks' });
    for (let tries = 0; tries < 10; tries += 1) expected(403, await change());
    expected(429, await change());
    const ask = () => new Person(server.url).post('/api/resets', { name: 'Nobody.Here' });
    for (let tries = 0; tries < 10; tries += 1) expected(200, await ask());
    expected(429, await ask());
  });

  test('the name is compared without case and in one form of its letters', async () => {
    const { signInName } = await join('a pocket of acorns', 'Zoë O’Hara');
    expected(200, await signIn('zoë o’hara', 'a pocket of acorns'));
    expected(200, await signIn(signInName.normalize('NFD'), 'a pocket of acorns'));
  });
});
