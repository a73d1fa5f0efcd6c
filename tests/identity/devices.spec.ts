import { createHash } from 'node:crypto';
import { deviceList, me } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { withDatabaseOf } from './database-of';

let server: BuiltServer;
let founder: Insider;
let member: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  member = await inviteAndJoin(founder, 'Mo Member');
});
afterAll(() => server?.stop());

async function signIn({ mine = true, browser = '' } = {}): Promise<Person> {
  const person = new Person(server.url);
  const json = { name: member.signInName, password: testPassword, mine };
  expected(200, await person.send('POST', '/api/sign-in', { json, headers: { 'user-agent': browser } }));
  return person;
}
const devicesOf = async (person: Person) => expected(200, await person.get('/api/devices')).as(deviceList).devices;
const thisOf = async (person: Person) => (await devicesOf(person)).find(({ here }) => here);
const whoIs = async (person: Person) => expected(200, await person.get('/api/me')).as(me).member;
const secretOf = (person: Person) => /(?:^|; )session=([^;]*)/.exec(person.cookie)?.[1] ?? '';
const idInDatabase = (person: Person) => createHash('sha256').update(secretOf(person)).digest('base64url');

/** Has a session be as if time had gone by. */
const age = (person: Person, change: Record<string, Date>) =>
  withDatabaseOf(server, (db) =>
    db.collection<{ _id: string }>('sign_ins').updateOne({ _id: idInDatabase(person) }, { $set: change }),
  );
const minute = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute);

const firefox = 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

describe('the list of devices', () => {
  test('names each in words, says which are shared and which is this one, and no time of day of its use', async () => {
    const [phone, shared] = [await signIn({ browser: firefox }), await signIn({ browser: safari, mine: false })];
    const listed = await devicesOf(phone);
    expect(listed.filter(({ here }) => here)).toEqual([
      expect.objectContaining({
        what: 'Firefox on Android',
        shared: false,
        lastUsedOn: expect.stringMatching(/^[\d-]{10}$/),
      }),
    ]);
    const seenFromThere = await devicesOf(shared);
    expect(seenFromThere.find(({ here }) => here)).toMatchObject({ what: 'Safari on iPhone', shared: true });
    const ids = (devices: typeof listed) => devices.map(({ id }) => id).sort();
    expect(ids(seenFromThere)).toEqual(ids(listed));
  });

  test('what a browser says of itself is never shown as it is', async () => {
    expect(await thisOf(await signIn({ browser: '<script>alert(1)</script> Firefox/1' }))).toMatchObject({
      what: 'Firefox',
    });
    expect(await thisOf(await signIn({ browser: 'x'.repeat(4_000) }))).toMatchObject({ what: 'A browser' });
  });

  test('S3 tells no secret, nor what the database knows of it; nor does any answer but the cookie', async () => {
    const phone = await signIn();
    const all = [await phone.get('/api/devices'), await phone.get('/api/me'), await phone.page('/settings/devices')];
    for (const { text } of all) {
      expect(text).not.toContain(secretOf(phone));
      expect(text).not.toContain(idInDatabase(phone));
    }
  });

  test('holds one’s own alone', async () => {
    const mine = new Set((await devicesOf(member)).map(({ id }) => id));
    expect((await devicesOf(founder)).filter(({ id }) => mine.has(id))).toEqual([]);
    expected(401, await new Person(server.url).get('/api/devices'));
    expect(expected(303, await new Person(server.url).page('/settings/devices')).location).toMatch(/^\/sign-in/);
  });

  test('forgets what ended by its time', async () => {
    const [unused, over, open] = [await signIn({ mine: false }), await signIn(), await signIn()];
    const ids = [await thisOf(unused), await thisOf(over), await thisOf(open)].map((device) => device?.id);
    await age(unused, { lastUsedAt: inMinutes(-16) });
    await age(over, { endsAt: inMinutes(-1) });
    const left = new Set((await devicesOf(member)).map(({ id }) => id));
    expect(ids.map((id) => left.has(id ?? ''))).toEqual([false, false, true]);
  });
});

describe('ending a device', () => {
  test('S3 ends it for good: its cookie opens nothing, and it is gone from the list', async () => {
    const lost = await signIn();
    const listed = await thisOf(lost);
    expected(200, await member.del(`/api/devices/${listed?.id}`));
    expect((await devicesOf(member)).map(({ id }) => id)).not.toContain(listed?.id);
    expected(401, await lost.get('/api/devices'));
    expected(401, await lost.post('/api/password', { current: testPassword, password: 'seven quiet herons' }));
    expect(expected(303, await lost.page('/settings')).location).toMatch(/^\/sign-in/);
    expected(404, await member.del(`/api/devices/${listed?.id}`));
  });

  test('also ends this one', async () => {
    const here = await signIn();
    expected(200, await here.del(`/api/devices/${(await thisOf(here))?.id}`));
    expect(await whoIs(here)).toBeNull();
  });

  test('needs an id, and to be signed in', async () => {
    const id = (await thisOf(member))?.id;
    expected(401, await new Person(server.url).del(`/api/devices/${id}`));
    expected(404, await member.del(`/api/devices/${'a'.repeat(26)}`));
    expect([400, 404]).toContain((await member.del('/api/devices/everything')).status);
    expect(await whoIs(member)).not.toBeNull();
  });
});

describe('S3 a session lasts', () => {
  const left = async (person: Person) =>
    Math.round((Date.parse((await whoIs(person))?.endsAt ?? '') - Date.now()) / minute);

  test('30 days on one’s own phone, 15 minutes unused on a shared one, an hour unused for who looks after people', async () => {
    const [own, shared, moderating] = [await signIn(), await signIn({ mine: false }), await founder.signedInAgain()];
    expect([await left(own), await left(shared), await left(moderating)]).toEqual([30 * 24 * 60, 15, 60]);
  });

  test('no longer than its end, however much it is used', async () => {
    const [own, moderating] = [await signIn(), await founder.signedInAgain()];
    for (const person of [own, moderating]) {
      await age(person, { endsAt: inMinutes(-1), lastUsedAt: new Date() });
      // What is known of a session may be two seconds old.
      await waitUntil('it ended', async () => (await whoIs(person)) === null);
    }
  });

  test('on a shared phone a day at the most', async () => {
    const shared = await signIn({ mine: false });
    const found = await withDatabaseOf(server, (db) =>
      db.collection<{ _id: string; endsAt: Date; signedInAt: Date }>('sign_ins').findOne({ _id: idInDatabase(shared) }),
    );
    expect((found?.endsAt.getTime() ?? 0) - (found?.signedInAt.getTime() ?? 0)).toBe(24 * 60 * minute);
  });

  // The length is settled when somebody signs in, for what they were then.
  test('24 hours for a moderator who was a member when they signed in', async () => {
    const promoted = await inviteAndJoin(founder, 'Pia Promoted');
    const { id } = await promoted.me();
    const phone = await promoted.signedInAgain();
    await age(phone, { signedInAt: inMinutes(-25 * 60), endsAt: inMinutes(29 * 24 * 60 - 60), lastUsedAt: new Date() });
    // What is known of a session is forgotten with this.
    expected(200, await founder.patch(`/api/members/${id}`, { role: 'moderator' }));
    expect(await whoIs(phone)).toBeNull();
  });
});
