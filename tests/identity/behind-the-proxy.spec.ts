import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { frontView, invitationCard, me, profileView } from '@throughline/contracts';
import { testPassword, waitUntil } from '@throughline/testing';
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
  const card = await house.ask('/api/invitations', { json: { key: 'links-of-the-house' }, headers });
  expect(invitationCard.parse(JSON.parse(card.text)).link).toMatch(new RegExp(`^${publicUrl}/join/`));
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
const signIn = async (password: string, name = 'ada.founder') =>
  (await house.ask('/api/sign-in', { json: { name, password, mine: true }, headers: from(newcomer()) })).status;
const useReset = async (secret: string, address: string) => {
  const json = { secret: `${secret}-${secret}`, password: 'seven quiet herons', mine: true };
  return (await house.ask('/api/resets/use', { json, headers: from(address) })).status;
};

async function invitationCode(): Promise<string> {
  const made = await house.ask('/api/invitations', {
    json: { key: `key-number-${(last += 1)}` },
    headers: { cookie: founder.cookie },
  });
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
    ['links of resets', useReset],
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

describe('S12 guessing at one name is slowed down, from however many addresses', () => {
  test('one after the other', async () => {
    for (let tries = 0; tries < 10; tries += 1) expect(await signIn('not this one', 'Nobody.Here')).toBe(401);
    expect(await signIn('not this one', 'nobody.here')).toBe(429);
  });

  // All of them are looked at before the first has been counted.
  test('all at the same moment', async () => {
    const statuses = await Promise.all(Array.from({ length: 40 }, () => signIn('not this one')));
    expect(await signIn(testPassword)).toBe(429);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  });
});
