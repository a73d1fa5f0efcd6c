import { deviceList, me, profileView, resetLink } from '@throughline/contracts';
import {
  type Answer,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
} from '@throughline/testing';
import { invite, join, lastPart, whatItTells } from './coming-in';
import { allOf, withDatabaseOf } from './database-of';

let server: BuiltServer;
let founder: Insider;
let moderator: Insider;
let count = 0;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  moderator = await inviteAndJoin(founder, 'Maeve Moderator', 'moderator');
});
afterAll(() => server?.stop());

const somebody = () => inviteAndJoin(founder, `Some Body ${(count += 1)}`);
const password = 'seven quiet herons';
const use = (secret: string, mine = true) => new Person(server.url).post('/api/resets/use', { secret, password, mine });
const look = (secret: string) => new Person(server.url).get(`/api/invitations/look?secret=${secret}`);
const isIn = async (person: Person) => expected(200, await person.get('/api/me')).as(me).member !== null;

async function handOver(to: Insider) {
  const answer = await moderator.post(`/api/members/${(await to.me()).id}/reset-link`);
  const { link, expiresAt } = expected(200, answer).as(resetLink);
  return { link, secret: lastPart(link), minutes: (Date.parse(expiresAt) - Date.now()) / 60_000 };
}
/** All links to new passwords are as if their time were over. */
const letResetsExpire = () =>
  withDatabaseOf(server, (db) =>
    db.collection('resets').updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } }),
  );

describe('S12 looking at a link uses nothing up', () => {
  test('of an invitation: its page may be opened again and again, also by what looks at links for people', async () => {
    const { secret } = await invite(moderator);
    for (const method of ['GET', 'HEAD', 'GET', 'GET'])
      expected(200, await new Person(server.url).send(method, `/join/${secret}`, { headers: { accept: 'text/html' } }));
    expected(200, (await join(server.url, secret)).answer);
  });

  test('of a reset, and nobody is signed out by it', async () => {
    const member = await somebody();
    const { secret } = await handOver(member);
    for (let looks = 0; looks < 3; looks += 1) expected(200, await new Person(server.url).page(`/reset/${secret}`));
    expect(await isIn(member)).toBe(true);
    expect((await new Person(server.url).page(`/reset/${secret}`)).text).toContain('type="password"');
    expected(200, await use(secret));
    // A link that is no good says so before a password is thought of.
    const used = await new Person(server.url).page(`/reset/${secret}`);
    expect(used.text).toContain('This link was used already');
    expect(used.text).not.toContain('type="password"');
  });
});

describe('S12 a link that opens nothing is answered in the same words, whatever became of it', () => {
  const said = 'This link or code was used already, or is too old. Ask for a new one.';
  function expectSame(answers: Answer[]) {
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 410));
    expect(answers[0]?.json).toMatchObject({ code: 'link-used', message: said });
    expect(new Set(answers.map((answer) => JSON.stringify(whatItTells(answer)))).size).toBe(1);
  }

  test('an invitation: never made, used, withdrawn, too old, or for something else', async () => {
    const [used, withdrawn, old] = [await invite(moderator), await invite(moderator), await invite(moderator)];
    expected(200, (await join(server.url, used.secret)).answer);
    expected(200, await moderator.del(`/api/invitations/${withdrawn.id}`));
    await withDatabaseOf(server, (db) =>
      db
        .collection<{ _id: string }>('invitations')
        .updateOne({ _id: old.id }, { $set: { expiresAt: new Date(Date.now() - 1) } }),
    );
    const reset = await handOver(await somebody());
    const secrets = [
      'a'.repeat(27),
      used.secret,
      used.code,
      withdrawn.secret,
      withdrawn.code,
      old.secret,
      old.code,
      reset.secret,
    ];
    const joined = await Promise.all(secrets.map(async (secret) => (await join(server.url, secret)).answer));
    expectSame(joined);
    expectSame(await Promise.all(secrets.map(look)));
  });

  test('a reset: never made, used, too old, or for something else', async () => {
    const [used, old] = [await handOver(await somebody()), await handOver(await somebody())];
    expected(200, await use(used.secret));
    await letResetsExpire();
    const invitation = await invite(moderator);
    expectSame(
      await Promise.all(['a'.repeat(27), used.secret, old.secret, invitation.secret].map((secret) => use(secret))),
    );
    expected(200, (await join(server.url, invitation.secret)).answer);
  });
});

describe('a reset', () => {
  test('is good for a day when it is handed over; its secret stands in the database as a digest alone', async () => {
    const { secret, minutes, link } = await handOver(await somebody());
    expect(link.startsWith(`${server.url}/reset/`)).toBe(true);
    expect(Math.round(minutes)).toBe(24 * 60);
    expect(await allOf(server)).not.toContain(secret);
  });

  test('by mail is good for ten minutes', async () => {
    await new Person(server.url).post('/api/resets', { name: moderator.signInName });
    const [newest] = await withDatabaseOf(server, (db) =>
      db
        .collection<{ _id: string; expiresAt: Date }>('resets')
        .find({ memberId: 'nobody' })
        .sort({ expiresAt: -1 })
        .toArray(),
    );
    expect(Math.round(((newest?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000)).toBe(10);
  });

  test('signs in on the device where it is used, for as long as that device is good for, and nowhere else', async () => {
    const member = await somebody();
    const [phone, tablet] = [await member.signedInAgain(), await member.signedInAgain()];
    const { secret } = await handOver(member);
    const used = expected(200, await use(secret, false));
    expect(used.as(me).member).toMatchObject({ shared: true });
    expect(used.headers.getSetCookie().join()).not.toContain('Max-Age');
    for (const before of [member, phone, tablet]) expect(await isIn(before)).toBe(false);
    const here = await member.signedInAgain(password);
    expect(expected(200, await here.get('/api/devices')).as(deviceList).devices).toHaveLength(2);
  });

  test.each([
    [
      'changing the password oneself',
      async (member: Insider) => member.post('/api/password', { current: testPassword, password }),
    ],
    ['a link that was made earlier', async (_: Insider, earlier: string) => use(earlier)],
  ])('is void after %s', async (_, change) => {
    const member = await somebody();
    const [earlier, later] = [await handOver(member), await handOver(member)];
    expected(200, await change(member, earlier.secret));
    expected(410, await use(later.secret));
  });

  test('changes the password alone', async () => {
    const member = await somebody();
    const before = expected(200, await member.get('/api/profile')).as(profileView);
    expected(200, await use((await handOver(member)).secret));
    const again = await member.signedInAgain(password);
    expect(expected(200, await again.get('/api/profile')).as(profileView)).toEqual(before);
  });
});
