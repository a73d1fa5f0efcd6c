import { entered, me, recoveryCodes, resetLink, secondFactorView, secondStepView } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  Insider,
  Person,
  setUpSecondFactor,
  startBuiltServer,
  testPassword,
} from '@throughline/testing';
import { invite, join as joinBy, lastPart } from './coming-in';
import { codeOf, halfIn, password, provenAgain, somebody, take } from './second-factor-parts';

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(() => server?.stop());

describe('S2 signing in with a second step', () => {
  test('opens no session after the password alone, whatever is asked for', async () => {
    const device = await halfIn(founder);
    expect(device.cookie).toMatch(/^second-step=[\w-]{32}$/);
    expect((await device.get('/api/me')).as(me).member).toBeNull();
    for (const path of ['/api/profile', '/api/second-factor', '/api/members', '/api/threads'])
      expect([path, codeOf(expected(401, await device.get(path)))]).toEqual([path, 'sign-in-needed']);
    expected(401, await device.post('/api/second-factor/proof', { password: testPassword }));
    expect((await device.get('/api/sign-in/second')).as(secondStepView)).toEqual({
      app: true,
      passkeys: false,
      demonstrationCode: null,
    });
  });

  test('opens one after the code, with a new secret, and the step is over', async () => {
    const device = await halfIn(founder);
    const waiting = device.copy();
    expected(200, await take(device, device.codes!.next()));
    expect(device.cookie).toMatch(/session=/);
    expect(device.cookie).not.toMatch(/second-step/);
    expect((await device.me()).role).toBe('administrator');
    expect(codeOf(expected(410, await take(waiting, founder.codes!.next())))).toBe('second-step-over');
  });

  test('the cookie between the steps is HttpOnly and short, and behind https it is the host’s alone', async () => {
    const answer = await new Person(server.url).post('/api/sign-in', password(founder));
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^second-step=[\w-]{32}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=300$/),
    ]);
  });

  test('is bound to the browser that gave the password', async () => {
    await halfIn(founder);
    const other = new Person(server.url);
    expect(codeOf(expected(410, await take(other, founder.codes!.next())))).toBe('second-step-over');
  });

  test('a code works once', async () => {
    const person = await setUpSecondFactor(await somebody(founder));
    const [here, there] = [await halfIn(person), await halfIn(person)];
    const code = person.codes!.next();
    expected(200, await take(here, code));
    expect(codeOf(expected(403, await take(there, code)))).toBe('wrong-code');
    expected(200, await take(there, person.codes!.next()));
  });

  test('of two who give one code at once, one comes in', async () => {
    const person = await setUpSecondFactor(await somebody(founder));
    const devices = [await halfIn(person), await halfIn(person), await halfIn(person)];
    const code = person.codes!.next();
    const answers = await Promise.all(devices.map((device) => take(device, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
  });

  test('a wrong code leaves it waiting; the eleventh is refused before it is looked at, from wherever', async () => {
    const person = await setUpSecondFactor(await somebody(founder));
    const device = await halfIn(person);
    for (let tries = 0; tries < 10; tries += 1) expected(403, await take(device, '000000'));
    expect(codeOf(expected(429, await take(device, person.codes!.next())))).toBe('too-many');
    expect(codeOf(expected(429, await take(await halfIn(person), person.codes!.next())))).toBe('too-many');
  });

  test('a recovery code opens it once, typed as people type', async () => {
    const person = await setUpSecondFactor(await somebody(founder));
    const { codes } = expected(200, await provenAgain(person, (p) => p.post('/api/second-factor/recovery-codes'))).as(
      recoveryCodes,
    );
    expect(new Set(codes).size).toBe(10);
    const typed = ` ${codes[0]!.toUpperCase().replaceAll('-', ' ')}`;
    expected(200, await take(await halfIn(person), typed));
    expected(403, await take(await halfIn(person), typed));
    expect((await person.get('/api/second-factor')).as(secondFactorView).recoveryCodesLeft).toBe(9);
  });

  test('nothing that is malformed gets anywhere', async () => {
    const device = await halfIn(founder);
    for (const json of [
      {},
      { code: '' },
      { code: 123456 },
      { code: { $gt: '' } },
      { code: '1'.repeat(101) },
      { code: '123456', passkey: { id: 'a' } },
      { passkey: { $ne: null } },
      { code: '123456', member: 'a' },
    ])
      expect([json, (await device.post('/api/sign-in/second', json)).status]).toEqual([json, 400]);
    const passkey = {
      id: 'YQ',
      rawId: 'YQ',
      type: 'public-key',
      response: { authenticatorData: 'YQ', clientDataJSON: 'YQ', signature: 'YQ' },
    };
    expect(codeOf(expected(403, await device.post('/api/sign-in/second', { passkey })))).toBe('wrong-passkey');
  });

  test('a link to a new password does not go round it', async () => {
    const person = await setUpSecondFactor(await somebody(founder));
    const made = await founder.post(`/api/members/${(await person.me()).id}/reset-link`);
    const secret = lastPart(expected(200, made).as(resetLink).link);
    const phone = new Person(server.url);
    const json = { secret, password: 'seven quiet herons', mine: true };
    expect(expected(200, await phone.post('/api/resets/use', json)).as(entered)).toMatchObject({ secondStep: true });
    expected(401, await phone.get('/api/profile'));
    expected(200, await take(phone, person.codes!.next()));
    expected(200, await phone.get('/api/profile'));
  });

  test('joining once more by an invitation that was used leads to it, over the API and by the form', async () => {
    const { secret } = await invite(founder);
    const { signInName } = await joinBy(server.url, secret, { name: 'Joy Twice' });
    const joy = new Insider(server.url, signInName);
    expected(200, await joy.post('/api/sign-in', password(joy)));
    const { codes } = await setUpSecondFactor(joy);
    const { answer, person } = await joinBy(server.url, secret, { name: 'Joy Twice', signInName });
    expect(expected(200, answer).as(entered)).toMatchObject({ member: null, secondStep: true });
    expected(401, await person.get('/api/profile'));
    const phone = new Person(server.url);
    const fields = {
      secret,
      name: 'Joy Twice',
      signInName,
      password: testPassword,
      agree: 'yes',
      agreed: '1',
      mine: 'yes',
    };
    const sent = await phone.submit('join', { ...fields, from: `/join/${secret}` });
    expect(sent.location).toBe(`/sign-in/second?next=${encodeURIComponent('/settings/apart?joined=yes')}`);
    expected(401, await phone.get('/api/profile'));
    expected(200, await take(phone, codes!.next()));
    expected(200, await phone.get('/api/profile'));
  });

  test('a password that was changed meanwhile ends what waits', async () => {
    const person = await setUpSecondFactor(await somebody(founder));
    const device = await halfIn(person);
    expected(200, await person.post('/api/password', { current: testPassword, password: 'seven quiet herons' }));
    expect(codeOf(expected(410, await take(device, person.codes!.next())))).toBe('second-step-over');
  });

  test('a device that is known skips nothing', async () => {
    const device = await founder.signedInAgain();
    expect(device.cookie).toMatch(/known=/);
    expected(200, await device.post('/api/sign-out'));
    expect((await device.post('/api/sign-in', password(founder))).as(entered).secondStep).toBe(true);
  });

  test('Exit lets go of what waits', async () => {
    const device = await halfIn(founder);
    const waiting = device.copy();
    expected(200, await device.post('/api/exit'));
    expect(device.cookie).toBe('');
    expected(410, await waiting.get('/api/sign-in/second'));
  });
});
