import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { frontView, invitationCard, me, passkeyOptions, profileView } from '@throughline/contracts';
import { expected, setUpSecondFactor, testPassword, waitUntil } from '@throughline/testing';
import { cookieIn, publicUrl, startPublicServer } from './public-server';

let house: Awaited<ReturnType<typeof startPublicServer>>;
let founder: { line: string; cookie: string };

beforeAll(async () => {
  house = await startPublicServer();
  founder = await house.found();
});
afterAll(() => house?.server.stop());

const attributesOf = (line: string) => line.split('; ').slice(1).sort();
const nameBehind = async (cookie: string) => {
  const { text } = await house.ask('/api/me', { headers: { cookie } });
  return me.parse(JSON.parse(text)).member?.name;
};

describe('S3 behind https', () => {
  test('the cookie is bound to this host and to https, and to no domain', () => {
    expect(founder.cookie).toMatch(/^__Host-session=[A-Za-z0-9_-]{32}$/);
    expect(attributesOf(founder.line)).toEqual(['HttpOnly', 'Max-Age=86400', 'Path=/', 'SameSite=Lax', 'Secure']);
  });

  test('a secret under the name that another host could set is nobody’s', async () => {
    expect(await nameBehind(founder.cookie)).toBe('Ada Founder');
    expect(await nameBehind(founder.cookie.replace('__Host-', ''))).toBeUndefined();
    expect(await nameBehind(founder.cookie.replace('__Host-', '__Secure-'))).toBeUndefined();
  });

  test('signing out takes the same cookie away', async () => {
    const json = { name: 'ada.founder', password: testPassword, mine: true };
    const { cookie } = cookieIn((await house.ask('/api/sign-in', { json })).headers['set-cookie']);
    const out = await house.ask('/api/sign-out', { json: {}, headers: { cookie } });
    const { line } = cookieIn(out.headers['set-cookie']);
    expect(line).toMatch(/^__Host-session=;/);
    expect(attributesOf(line)).toEqual(['HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax', 'Secure']);
    expect(await nameBehind(cookie)).toBeUndefined();
  });

  test('browsers are told to come by https alone', async () => {
    expect((await house.ask('/api/me')).headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  });
});

test('where others reach the machine there is no demonstration with published passwords', async () => {
  expect(frontView.parse(JSON.parse((await house.ask('/api/front')).text)).demonstrationAccounts).toEqual([]);
});

test('S12 a link leads to the public address, whatever a request says of where it came from', async () => {
  const headers = { cookie: founder.cookie, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
  const administrator = await setUpSecondFactor(house.as(founder.cookie));
  const card = await house.ask('/api/invitations', { json: { key: 'links-of-the-house' }, headers });
  expect(invitationCard.parse(JSON.parse(card.text)).link).toMatch(new RegExp(`^${publicUrl}/join/`));
  const making = expected(200, await administrator.post('/api/second-factor/passkeys/options')).as(passkeyOptions);
  expect(making.options).toMatchObject({ rp: { id: new URL(publicUrl).hostname } });
  // The tests that follow sign in by the password alone.
  expected(200, await administrator.del('/api/second-factor/app'));
  const elsewhere = await house.ask('/api/resets', {
    json: { name: 'ada.founder' },
    headers: { host: 'evil.example' },
  });
  expect(elsewhere.status).toBe(404);
});

test('S12 a mail that cannot be sent is not left in a file where others reach the machine', async () => {
  const headers = { cookie: founder.cookie };
  const profile = profileView.parse(JSON.parse((await house.ask('/api/profile', { headers })).text));
  const { name, about, showExpertise, showOrganisation, expertise, textVersion } = profile;
  const edit = { name, about, showExpertise, showOrganisation, expertise, textVersion };
  const json = { ...edit, mail: 'ada@example.org', password: testPassword };
  expect((await house.ask('/api/profile', { method: 'PUT', json, headers })).status).toBe(200);
  expect((await house.ask('/api/resets', { json: { name: 'ada.founder' } })).status).toBe(200);
  await waitUntil('the log says so', () => house.server.output().includes('a mail was not sent: set MAIL_URL'));
  expect(existsSync(join(house.server.folder, 'mail'))).toBe(false);
});

let last = 0;
/** The address of somebody who was not here before. */
const newcomer = () => `198.18.${(last += 1) >> 8}.${last & 255}`;
const wrongCode = () => `kettle-maple-${1_000 + (last += 1)}`;
const from = (address: string) => ({ 'x-forwarded-for': address });

const look = async (secret: string, address: string) =>
  (await house.ask(`/api/invitations/look?secret=${secret}`, { headers: from(address) })).status;
const openPage = async (secret: string, address: string) =>
  (await house.ask(`/join/${secret}`, { headers: { ...from(address), accept: 'text/html' } })).status;
const useReset = async (secret: string, address: string) => {
  const json = { secret: `${secret}-${secret}`, password: 'seven quiet herons', mine: true };
  return (await house.ask('/api/resets/use', { json, headers: from(address) })).status;
};

async function invitationCode(): Promise<string> {
  const administrator = await setUpSecondFactor(house.as(founder.cookie));
  const made = await house.ask('/api/invitations', {
    json: { key: `key-number-${(last += 1)}` },
    headers: { cookie: founder.cookie },
  });
  // The tests that follow sign in by the password alone.
  expected(200, await administrator.del('/api/second-factor/app'));
  return invitationCard.parse(JSON.parse(made.text)).code;
}

/** How many wrong ones are let through from one address before it has to wait. */
async function letThrough(guess: (secret: string, address: string) => Promise<number>, address: string) {
  let tries = 0;
  while (tries < 110 && (await guess(wrongCode(), address)) !== 429) tries += 1;
  return tries;
}

describe('S12 guessing from one address is slowed down', () => {
  test.each([
    ['codes by the API', look],
    ['codes by the page, where no scripts are needed', openPage],
  ])('%s', async (_, guess) => {
    const address = newcomer();
    expect(await letThrough(guess, address)).toBe(100);
    // A right one is not found out then either, and nobody else has to wait.
    const code = await invitationCode();
    expect(await look(code, address)).toBe(429);
    expect(await look(code, newcomer())).toBe(200);
  });

  test('the page of a right code opens for who did not guess', async () => {
    expect(await openPage(await invitationCode(), newcomer())).toBe(200);
  });

  // Every caller is taken at their word about where they come from: the first address of the header counts, which they write
  // themselves, and not the last, which the proxy adds.
  test('whatever somebody claims before the address that the proxy adds', async () => {
    const proxyAdds = newcomer();
    expect(await letThrough((secret) => look(secret, `${newcomer()}, ${proxyAdds}`), proxyAdds)).toBe(100);
  });
});

describe('S12 guessing at one name is slowed down', () => {
  const asSomebody = async (asked: {
    name?: string;
    password?: string;
    address?: string;
    cookie?: string;
    mine?: boolean;
  }) => {
    const { name = 'ada.founder', password = testPassword, address = newcomer(), cookie, mine = true } = asked;
    const headers = { ...from(address), ...(cookie ? { cookie } : {}) };
    return house.ask('/api/sign-in', { json: { name, password, mine }, headers });
  };
  const statusOf = async (asked: Parameters<typeof asSomebody>[0]) => (await asSomebody(asked)).status;
  const wrong = 'not this one';
  /** The cookies that a device keeps when its session is over. */
  const kept = async (asked: Parameters<typeof asSomebody>[0] = {}) =>
    ((await asSomebody(asked)).headers['set-cookie'] ?? [])
      .slice(1)
      .map((line) => line.split(';')[0])
      .join('; ');
  const letThroughAt = async (name: string, address: string) => {
    const statuses = await Promise.all(Array.from({ length: 30 }, () => statusOf({ name, password: wrong, address })));
    return statuses.filter((status) => status === 401).length;
  };

  test('from one address after ten, one after the other, in whatever case it is written', async () => {
    const address = newcomer();
    for (let tries = 0; tries < 10; tries += 1)
      expect(await statusOf({ name: 'Nobody.Here', password: wrong, address })).toBe(401);
    expect(await statusOf({ name: 'nobody.here', password: wrong, address })).toBe(429);
  });

  // All of them are looked at before the first has been counted.
  test('or all at the same moment; and who comes from elsewhere is not kept out by it', async () => {
    const address = newcomer();
    expect(await letThroughAt('ada.founder', address)).toBeLessThanOrEqual(10);
    expect(await statusOf({ address })).toBe(429);
    expect(await statusOf({})).toBe(200);
  });

  test('all addresses of one line (IPv6, its first 64 bits) count as one', async () => {
    for (let tries = 0; tries < 10; tries += 1)
      expect(await statusOf({ name: 'nobody.six', password: wrong, address: `2001:db8:1:2::${tries + 1}` })).toBe(401);
    expect(await statusOf({ name: 'nobody.six', password: wrong, address: '2001:db8:1:2:ffff:0:0:1' })).toBe(429);
    expect(await statusOf({ name: 'nobody.six', password: wrong, address: '2001:db8:1:3::1' })).toBe(401);
  });

  test('from however many addresses after a hundred, for who was not here before; a device that was is let through', async () => {
    const cookie = await kept();
    expect(cookie).toMatch(/^__Host-known=/);
    let guessed = 0;
    for (let place = 0; place < 14; place += 1) guessed += await letThroughAt('ada.founder', newcomer());
    expect(guessed).toBeGreaterThan(80);
    expect(guessed).toBeLessThanOrEqual(100);
    expect(await statusOf({})).toBe(429);
    expect(await statusOf({ cookie })).toBe(200);
    // It is good for this name alone, as it was given, and for no more guesses than anybody has.
    expect(await statusOf({ cookie: cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })).toBe(429);
    for (let tries = 0; tries < 10; tries += 1) expect(await statusOf({ cookie, password: wrong })).toBe(401);
    expect(await statusOf({ cookie })).toBe(429);
  });

  test('a device is known by a cookie that says no name; a shared phone keeps none, and Exit takes it away', async () => {
    const json = { name: 'nobody.known', password: wrong, mine: true };
    expect(
      (await house.ask('/api/sign-in', { json, headers: from(newcomer()) })).headers['set-cookie'],
    ).toBeUndefined();
    const { headers } = await house.ask('/api/exit', { json: {} });
    expect(headers['set-cookie']?.map((line) => line.split(';')[0])).toEqual([
      '__Host-session=',
      '__Host-second-step=',
      '__Host-known=',
    ]);
  });

  test('a right link to a new password opens from wherever many wrong ones were tried', async () => {
    const address = newcomer();
    expect(await letThrough(useReset, address)).toBe(110);
  });
});
