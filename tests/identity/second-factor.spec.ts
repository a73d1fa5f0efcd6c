import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entered, memberList, me, recoveryCodes, resetLink, secondFactorView } from '@throughline/contracts';
import {
  type Answer,
  beginTheme,
  beginThread,
  type BuiltServer,
  type CodesOf,
  expected,
  foundCommunity,
  Insider,
  Person,
  setUpSecondFactor,
  startBuiltServer,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { invite, lastPart } from './coming-in';
import { withDatabaseOf } from './database-of';
import { codeOf, moderatorWithout, password, prove, provenAgain, somebody } from './second-factor-parts';

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(() => server?.stop());

describe('S2 a moderator without it', () => {
  /** Every route that asks for a role, by what is kept of them for the guard's own test. */
  const guarded = readFileSync(join(__dirname, '..', 'architecture', 'routes.txt'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => /^(\w+) (\S+) {2}\S+ {2}(moderator|administrator)$/.exec(line))
    .flatMap((found) => (found ? [[found[1]!, found[2]!, found[3]!] as const] : []));

  test('403 on every moderation route, and on every route of administrators where they are one', async () => {
    const moderator = await moderatorWithout(founder);
    const administrator = await somebody(founder);
    expected(200, await founder.patch(`/api/members/${(await administrator.me()).id}`, { role: 'administrator' }));
    expect(guarded.length).toBeGreaterThan(15);
    for (const [method, path, role] of guarded) {
      const address = path.replace(/:\w+/g, 'a'.repeat(26));
      const send = (person: Person) =>
        person
          .send(method, address, method === 'GET' ? {} : { json: {} })
          .then((answer) => [answer.status, codeOf(answer)]);
      expect([address, await send(administrator)]).toEqual([address, [403, 'second-factor-needed']]);
      const code = role === 'moderator' ? 'second-factor-needed' : 'not-allowed';
      expect([address, await send(moderator)]).toEqual([address, [403, code]]);
    }
  });

  test('reads and posts as members do, and is shown what they are', async () => {
    const moderator = await moderatorWithout(founder);
    const theme = await beginTheme(founder);
    const thread = await beginThread(founder, theme);
    await writePost(moderator, thread, 'As anybody');
    const { member, abilities } = (await moderator.get('/api/me')).as(me);
    expect([member?.role, member?.secondFactorNeeded, abilities]).toEqual(['moderator', true, []]);
    expect(codeOf(expected(403, await moderator.patch(`/api/threads/${thread}`, { pinned: true })))).toBe(
      'second-factor-needed',
    );
    const closed = await beginThread(founder, theme, { audience: { kind: 'moderators' } });
    expect(codeOf(expected(403, await moderator.get(`/api/threads/${closed}/page?page=1`)))).toBe(
      'second-factor-needed',
    );
    expected(404, await (await somebody(founder)).get(`/api/threads/${closed}/page?page=1`));
  });

  test('hears nothing of the streams of moderators', async () => {
    const moderator = await moderatorWithout(founder);
    const stream = (person: Person) => person.get('/api/streams/moderators/changes?epoch=x&after=0');
    expect(codeOf(expected(403, await stream(moderator)))).toBe('second-factor-needed');
    expected(200, await stream(founder));
    expected(404, await stream(await somebody(founder)));
  });

  test('has the tools as soon as it is set up, and not after taking it away', async () => {
    const moderator = await moderatorWithout(founder);
    await setUpSecondFactor(moderator);
    expected(200, await moderator.get('/api/invitations'));
    expected(200, await moderator.get('/api/streams/moderators/changes?epoch=x&after=0'));
    expect((await moderator.me()).secondFactorNeeded).toBe(false);
    expected(200, await provenAgain(moderator, (person) => person.del('/api/second-factor/app')));
    expect(codeOf(expected(403, await moderator.get('/api/invitations')))).toBe('second-factor-needed');
    expected(200, await new Person(server.url).post('/api/sign-in', password(moderator)));
  });

  test('a safeguarding lead is asked for one, a chair is not', async () => {
    const lead = await somebody(founder);
    const { id } = await lead.me();
    expected(200, await founder.patch(`/api/members/${id}`, { duties: ['chair'] }));
    expect((await lead.me()).secondFactorNeeded).toBe(false);
    expected(200, await founder.patch(`/api/members/${id}`, { duties: ['safeguarding-lead'] }));
    expect((await lead.me()).secondFactorNeeded).toBe(true);
    await setUpSecondFactor(lead);
    expect((await lead.me()).secondFactorNeeded).toBe(false);
  });

  test('keeps the shorter session of moderators', async () => {
    const moderator = await moderatorWithout(founder);
    const { endsAt } = await moderator.me();
    expect(new Date(endsAt).getTime()).toBeLessThan(Date.now() + 61 * 60_000);
  });
});

describe('S2 changing it', () => {
  test('asks for the password first, and where one is set for that too', async () => {
    const person = await somebody(founder);
    for (const send of changes) expect(codeOf(expected(403, await send(person)))).toBe('proof-needed');
    expect(codeOf(expected(403, await person.post('/api/second-factor/proof', { password: 'not this one' })))).toBe(
      'wrong-password',
    );
    await setUpSecondFactor(person);
    const device = await person.signedInAgain();
    for (const send of changes) expect(codeOf(expected(403, await send(device)))).toBe('proof-needed');
    expect(codeOf(expected(403, await prove(device)))).toBe('wrong-code');
    expect(codeOf(expected(403, await prove(device, '000000')))).toBe('wrong-code');
    expected(200, await prove(device, person.codes!.next()));
    expect((await device.get('/api/second-factor')).as(secondFactorView)).toMatchObject({ app: true, proven: true });
  });

  const changes: ((person: Person) => Promise<Answer>)[] = [
    (person) => person.post('/api/second-factor/app'),
    (person) => person.get('/api/second-factor/app'),
    (person) => person.post('/api/second-factor/app/confirm', { code: '123456' }),
    (person) => person.del('/api/second-factor/app'),
    (person) => person.post('/api/second-factor/passkeys/options'),
    (person) => person.del(`/api/second-factor/passkeys/${'a'.repeat(26)}`),
    (person) => person.post('/api/second-factor/recovery-codes'),
  ];

  test('ends the other sessions, and not this one', async () => {
    const person = await somebody(founder);
    const other = await person.signedInAgain();
    await setUpSecondFactor(person);
    expected(401, await other.get('/api/profile'));
    expected(200, await person.get('/api/profile'));
  });

  test('sets nothing up before its first code was right', async () => {
    const person = await somebody(founder);
    expected(200, await prove(person));
    expected(200, await person.post('/api/second-factor/app'));
    expect(codeOf(expected(403, await person.post('/api/second-factor/app/confirm', { code: '000000' })))).toBe(
      'wrong-code',
    );
    expect((await person.get('/api/second-factor')).as(secondFactorView)).toMatchObject({
      app: false,
      recoveryCodesLeft: 0,
    });
    expect(
      (await new Person(server.url).post('/api/sign-in', password(person))).as(entered).secondStep,
    ).toBeUndefined();
  });

  test('keeps keys encrypted and recovery codes as digests, and logs neither', async () => {
    const person = await setUpSecondFactor(await somebody(founder));
    const { codes } = expected(
      200,
      await provenAgain(person, (one) => one.post('/api/second-factor/recovery-codes')),
    ).as(recoveryCodes);
    const { id } = await person.me();
    const stored = await withDatabaseOf(server, async (db) => {
      const found = await Promise.all(
        ['members', 'proofs', 'second_steps', 'stream_entries'].map((name) => db.collection(name).find().toArray()),
      );
      return JSON.stringify(found);
    });
    expect(stored).toContain(id);
    const { key } = person.codes as CodesOf;
    for (const secret of [key, key.toLowerCase(), ...codes]) {
      expect(stored).not.toContain(secret);
      expect(server.output()).not.toContain(secret);
    }
  });

  test('S16 is in the audit, and signing in of those with a role', async () => {
    const person = await somebody(founder, 'moderator');
    const { id } = await person.me();
    expected(200, await provenAgain(person, (one) => one.del('/api/second-factor/app')));
    const lines = await withDatabaseOf(server, (db) =>
      waitUntil('the audit has it', async () => {
        const found = await db
          .collection('stream_entries')
          .find({ stream: 'audit', by: id })
          .sort({ seq: 1 })
          .toArray();
        return found.length >= 4 && found;
      }),
    );
    expect(lines.map(({ act, about }) => [act, (about as { what?: string }).what])).toEqual([
      ['member.joined', undefined],
      ['signed-in', undefined],
      ['second-factor.set', 'app'],
      ['second-factor.removed', 'app'],
    ]);
  });
});

describe('S2 lost', () => {
  const linkFor = async (by: Insider, person: Insider) =>
    by.post(`/api/members/${(await person.me()).id}/second-factor-link`);

  test('an administrator hands over a link, which works once and only with the password, and ends every session', async () => {
    const moderator = await somebody(founder, 'moderator');
    const { id } = await moderator.me();
    const { link } = expected(200, await linkFor(founder, moderator)).as(resetLink);
    const secret = lastPart(link);
    expect(link).toContain('/lost-second-step/');
    const phone = new Person(server.url);
    expected(200, await phone.get(`/api/second-factor/reset/look?secret=${secret}`));
    // Neither link opens what the other is for.
    expected(410, await phone.post('/api/resets/use', { secret, password: 'seven quiet herons', mine: true }));
    const use = (given: string) => phone.post('/api/second-factor/reset', { secret, password: given });
    expect(codeOf(expected(403, await use('not this one')))).toBe('wrong-password');
    expected(200, await moderator.get('/api/profile'));
    expected(200, await use(testPassword));
    expected(410, await use(testPassword));
    expected(401, await moderator.get('/api/profile'));
    const again = new Insider(server.url, moderator.signInName);
    expect(expected(200, await again.post('/api/sign-in', password(moderator))).as(entered).member).toMatchObject({
      role: 'moderator',
      secondFactorNeeded: true,
    });
    expect(codeOf(expected(403, await again.get('/api/invitations')))).toBe('second-factor-needed');
    const { id: founderId } = await founder.me();
    const acts = await withDatabaseOf(server, (db) =>
      waitUntil('the audit has both', async () => {
        const found = await db
          .collection('stream_entries')
          .find({ stream: 'audit', act: /^second-factor.(reset|link-made)$/, 'about.member': id })
          .toArray();
        return found.length === 2 && found;
      }),
    );
    expect(acts.map(({ by }) => by as string)).toEqual([founderId, founderId]);
  });

  test('a moderator does so for members alone, and nobody for themselves', async () => {
    const [moderator, other] = [await somebody(founder, 'moderator'), await somebody(founder, 'moderator')];
    const member = await setUpSecondFactor(await somebody(founder));
    const lead = await setUpSecondFactor(await somebody(founder));
    expected(200, await founder.patch(`/api/members/${(await lead.me()).id}`, { duties: ['safeguarding-lead'] }));
    expected(200, await linkFor(moderator, member));
    for (const person of [other, founder, moderator, lead]) expected(403, await linkFor(moderator, person));
    expected(403, await linkFor(founder, founder));
    expected(403, await linkFor(member, other));
    expect(codeOf(expected(409, await linkFor(moderator, await somebody(founder))))).toBe('already-done');
  });

  test('administrators see who has one', async () => {
    const [without, with_] = [await moderatorWithout(founder), await somebody(founder, 'moderator')];
    const { members } = expected(200, await founder.get('/api/members')).as(memberList);
    const has = async (person: Insider) => {
      const { id } = await person.me();
      return members.find((member) => member.id === id)?.hasSecondFactor;
    };
    expect([await has(without), await has(with_)]).toEqual([false, true]);
  });
});

test('S2 a first administrator joins and sets it up before anything opens', async () => {
  const empty = await startBuiltServer({ empty: true });
  try {
    const secret = await waitUntil('the link', () => /\/join\/([\w-]+)/.exec(empty.output())?.[1]);
    const first = new Insider(empty.url, 'ada');
    const joining = { secret, name: 'Ada', signInName: 'ada', password: testPassword, agreed: 1, mine: true };
    const { member } = expected(200, await first.post('/api/join', joining)).as(entered);
    expect(member).toMatchObject({ role: 'administrator', secondFactorNeeded: true });
    expect(codeOf(expected(403, await first.get('/api/community')))).toBe('second-factor-needed');
    await setUpSecondFactor(first);
    expected(200, await first.get('/api/community'));
    expect((await invite(first)).secret).not.toBe('');
  } finally {
    await empty.stop();
  }
});
