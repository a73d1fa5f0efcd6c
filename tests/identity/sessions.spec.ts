import { createHash } from 'node:crypto';
import { deviceList, me } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { MovableTime } from '../voices/movable-time';
import { allOf, withDatabaseOf } from './database-of';

let server: BuiltServer;
let founder: Insider;
let member: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  member = await inviteAndJoin(founder, 'Mo Member');
});
afterAll(() => server?.stop());

const signIn = (by: Person, mine = true) =>
  by.post('/api/sign-in', { name: 'mo.member', password: testPassword, mine });
const secretOf = (cookie: string) => /(?:^|; )session=([^;]*)/.exec(cookie)?.[1] ?? '';
const isIn = async (person: Person) => expected(200, await person.get('/api/me')).as(me).member !== null;

describe('S3 the session’s cookie', () => {
  test('is HttpOnly, Lax, for this host alone, and lasts as long as the session on one’s own phone', async () => {
    const line = expected(200, await signIn(new Person(server.url))).headers.getSetCookie()[0]!;
    expect(line).toMatch(/^session=[A-Za-z0-9_-]{32}; /);
    expect(line.split('; ').slice(1).sort()).toEqual(['HttpOnly', `Max-Age=${30 * 86_400}`, 'Path=/', 'SameSite=Lax']);
  });

  test('on a shared phone goes with the browser', async () => {
    const line = expected(200, await signIn(new Person(server.url), false))
      .headers.getSetCookie()
      .join('\n');
    expect(line).not.toContain('Max-Age');
    // What a device of one's own keeps to be known by.
    expect(line).not.toContain('known=');
  });

  test('carries a fresh secret at each sign-in; a planted one is never taken on, and the one before ends', async () => {
    const person = new Person(server.url);
    const planted = 'A'.repeat(32);
    const headers = { cookie: `session=${planted}` };
    expected(
      200,
      await person.send('POST', '/api/sign-in', {
        json: { name: 'mo.member', password: testPassword, mine: true },
        headers,
      }),
    );
    const first = secretOf(person.cookie);
    expect(first).not.toBe(planted);
    const copy = person.copy();
    expected(200, await signIn(person));
    expect(secretOf(person.cookie)).not.toBe(first);
    expect(await isIn(person)).toBe(true);
    expect(await isIn(copy)).toBe(false);
  });

  test('stands in the database as a hash alone', async () => {
    const secret = secretOf(member.cookie);
    const stored = await allOf(server);
    expect(stored).not.toContain(secret);
    expect(stored).toContain(createHash('sha256').update(secret).digest('base64url'));
  });
});

test('S3 a session ends by its time: 15 minutes unused on a shared phone, an hour for who looks after the community', async () => {
  const shared = new Person(server.url);
  await signIn(shared, false);
  const own = await member.signedInAgain();
  const moderating = await founder.signedInAgain();
  await withDatabaseOf(server, (db) =>
    db.collection('sign_ins').updateMany({}, { $set: { lastUsedAt: new Date(Date.now() - 16 * 60_000) } }),
  );
  // What is known of a session may be two seconds old.
  await waitUntil('the shared phone is signed out', async () => !(await isIn(shared)));
  expect(await isIn(own)).toBe(true);
  expect(await isIn(moderating)).toBe(true);
  await withDatabaseOf(server, (db) =>
    db.collection('sign_ins').updateMany({}, { $set: { lastUsedAt: new Date(Date.now() - 61 * 60_000) } }),
  );
  await waitUntil('the administrator is signed out', async () => !(await isIn(moderating)));
  expect(await isIn(own)).toBe(true);
  founder = await founder.signedInAgain();
});

describe('signing out', () => {
  test('here ends this one, and the cookie is taken away', async () => {
    const [here, there] = [await member.signedInAgain(), await member.signedInAgain()];
    const stolen = here.copy();
    expected(200, await here.post('/api/sign-out'));
    expect(secretOf(here.cookie)).toBe('');
    expect(await isIn(stolen)).toBe(false);
    expect(await isIn(there)).toBe(true);
  });

  test('everywhere ends all of one’s own, and nobody else’s', async () => {
    const [here, there] = [await member.signedInAgain(), await member.signedInAgain()];
    expected(200, await here.post('/api/sign-out-everywhere'));
    expect(await isIn(there)).toBe(false);
    expect(await isIn(founder)).toBe(true);
    member = await member.signedInAgain();
  });

  test('P9 Exit ends it, and has the browser forget', async () => {
    const here = await member.signedInAgain();
    const stolen = here.copy();
    const { headers } = expected(200, await here.post('/api/exit'));
    expect(headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(await isIn(stolen)).toBe(false);
  });

  test('on one other device, from the list of them; nobody else’s can be ended', async () => {
    const other = await member.signedInAgain();
    const { devices } = expected(200, await member.get('/api/devices')).as(deviceList);
    expect(devices.filter(({ here }) => here)).toHaveLength(1);
    const listed = expected(200, await other.get('/api/devices'))
      .as(deviceList)
      .devices.find(({ here }) => here);
    expected(404, await founder.del(`/api/devices/${listed?.id}`));
    expect(await isIn(other)).toBe(true);
    expected(200, await member.del(`/api/devices/${listed?.id}`));
    expect(await isIn(other)).toBe(false);
    expect(await isIn(member)).toBe(true);
  });
});

test('changing the password takes the old one, ends the other sessions, and the old password opens nothing', async () => {
  const changing = await inviteAndJoin(founder, 'Cleo Changing');
  const other = await changing.signedInAgain();
  expected(403, await changing.post('/api/password', { current: 'not this one', password: 'a new pair of socks' }));
  expected(200, await changing.post('/api/password', { current: testPassword, password: 'a new pair of socks' }));
  expect(await isIn(changing)).toBe(true);
  expect(await isIn(other)).toBe(false);
  const again = new Insider(server.url, changing.signInName);
  const give = (password: string) => again.post('/api/sign-in', { name: changing.signInName, password, mine: true });
  expected(401, await give(testPassword));
  expected(200, await give('a new pair of socks'));
});

test('S6 a session that another server ended is over within two seconds, also where the clock was set back', async () => {
  const time = new MovableTime();
  const back = await startBuiltServer({ empty: true, env: time.env });
  try {
    const person = await foundCommunity(back);
    time.move(-3_600_000);
    expect(await isIn(person)).toBe(true);
    const _id = createHash('sha256').update(secretOf(person.cookie)).digest('base64url');
    const { deletedCount } = await withDatabaseOf(back, (db) =>
      db.collection<{ _id: string }>('sign_ins').deleteOne({ _id }),
    );
    expect(deletedCount).toBe(1);
    await waitUntil('it is over', async () => !(await isIn(person)));
  } finally {
    await back.stop();
  }
}, 90_000);
