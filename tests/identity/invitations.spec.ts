import { randomUUID } from 'node:crypto';
import { agreementView, invitationCard, invitationList, invitationPreview, personList } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
} from '@throughline/testing';
import { allOf, withDatabaseOf } from './database-of';

let server: BuiltServer;
let founder: Insider;
let moderator: Insider;
let agreed: number;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  moderator = await inviteAndJoin(founder, 'Maeve Moderator', 'moderator');
  agreed = expected(200, await founder.get('/api/agreement')).as(agreementView).version;
});
afterAll(() => server?.stop());

async function invite(by: Insider = moderator) {
  const card = expected(201, await by.post('/api/invitations', { key: randomUUID(), forWhom: 'Zoë' })).as(
    invitationCard,
  );
  return { ...card, secret: card.link.split('/').at(-1) ?? '' };
}

let count = 0;
function joining(secret: string, change: Record<string, unknown> = {}) {
  count += 1;
  const body = { secret, name: 'Zoë O’Hara', signInName: `zoe-${count}`, password: testPassword, agreed, mine: true };
  return new Person(server.url).post('/api/join', { ...body, ...change });
}

describe('S12 an invitation', () => {
  test('lets nobody in again once whom it let in has left', async () => {
    const { secret, invitation } = await invite();
    const ada = new Insider(server.url, 'ada-leaver');
    const body = { secret, name: 'Ada Leaver', signInName: 'ada-leaver', password: testPassword, agreed, mine: true };
    expected(200, await ada.post('/api/join', body));
    expected(200, await ada.post('/api/own/leaving', { password: testPassword, posts: 'erase', sure: true }));
    expect((await joining(secret)).status).toBe(410);
    const { invitations } = expected(200, await moderator.get('/api/invitations')).as(invitationList);
    expect(invitations.find(({ id }) => id === invitation.id)?.state).toBe('used');
  });

  test('lets one in: of 100 at once with one link, exactly one', async () => {
    const { secret } = await invite();
    const before = expected(200, await founder.get('/api/people')).as(personList).people.length;
    const answers = await Promise.all(Array.from({ length: 100 }, () => joining(secret)));
    const byStatus = answers.map(({ status }) => status);
    expect(byStatus.filter((status) => status === 200)).toHaveLength(1);
    // The rest learn that it was used, or that guessing is slowed down.
    expect(byStatus.every((status) => [200, 410, 429].includes(status))).toBe(true);
    const after = expected(200, await founder.get('/api/people')).as(personList).people.length;
    expect(after).toBe(before + 1);
    await withDatabaseOf(server, (db) => db.collection('limits').deleteMany({}));
  });

  test('opens by its short code too, typed as people type; then neither opens again', async () => {
    const { code, secret } = await invite();
    expect(code).toMatch(/^[a-z]+-[a-z]+-\d{4}$/);
    expected(200, await joining(` ${code.toUpperCase().replaceAll('-', ' ')}. `));
    expect((await joining(code)).json).toMatchObject({ code: 'link-used' });
    expected(410, await joining(secret));
  });

  test('shows who invites and what is agreed to without being used up', async () => {
    const { secret } = await invite();
    for (let looks = 0; looks < 3; looks += 1) {
      const look = await new Person(server.url).get(`/api/invitations/look?secret=${secret}`);
      expect(expected(200, look).as(invitationPreview).invitedBy).toBe('Maeve Moderator');
    }
    expected(200, await joining(secret));
  });

  test('withdrawn or older than 14 days opens nothing', async () => {
    const withdrawn = await invite();
    expected(200, await moderator.del(`/api/invitations/${withdrawn.invitation.id}`));
    expected(410, await joining(withdrawn.secret));
    const old = await invite();
    await withDatabaseOf(server, (db) =>
      db
        .collection<{ _id: string }>('invitations')
        .updateOne({ _id: old.invitation.id }, { $set: { expiresAt: new Date(Date.now() - 1) } }),
    );
    expected(410, await joining(old.secret));
    const states = expected(200, await moderator.get('/api/invitations')).as(invitationList).invitations;
    expect(states.find(({ id }) => id === withdrawn.invitation.id)?.state).toBe('withdrawn');
    expect(states.find(({ id }) => id === old.invitation.id)?.state).toBe('expired');
  });

  test('is not used up by what is wrong with the form', async () => {
    const { secret } = await invite();
    expect((await joining(secret, { signInName: 'maeve.moderator' })).json).toMatchObject({ code: 'name-taken' });
    expect((await joining(secret, { signInName: 'MAEVE.Moderator' })).json).toMatchObject({ code: 'name-taken' });
    expected(422, await joining(secret, { password: 'password1' }));
    expected(409, await joining(secret, { agreed: agreed - 1 }));
    expected(400, await joining(secret, { name: '' }));
    expected(200, await joining(secret));
  });

  test('and its code stand in the database as digests alone', async () => {
    const { secret, code } = await invite();
    const stored = await allOf(server);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(code);
  });

  test('of a moderator makes members; only administrators invite those who get more', async () => {
    const asking = (by: Insider, role: string) => by.post('/api/invitations', { key: randomUUID(), role });
    expected(403, await asking(moderator, 'administrator'));
    expected(403, await asking(moderator, 'moderator'));
    expected(201, await asking(founder, 'administrator'));
    const member = await inviteAndJoin(founder, 'Mo Member');
    expected(403, await asking(member, 'member'));
  });
});

test('S12 guessing codes is slowed down', async () => {
  const guess = () => new Person(server.url).get(`/api/invitations/look?secret=kettle-maple-${1_000 + (count += 1)}`);
  const statuses: number[] = [];
  while (statuses.at(-1) !== 429 && statuses.length < 150) statuses.push((await guess()).status);
  expect(statuses.length).toBeLessThanOrEqual(101);
  const refused = await guess();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await server.restart();
  expect((await guess()).status).toBe(429);
});
