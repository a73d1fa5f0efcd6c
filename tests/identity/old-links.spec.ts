import { invitationList, resetLink } from '@throughline/contracts';
import type { Role } from '@throughline/contracts/names';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
} from '@throughline/testing';
import { invite, join, lastPart } from './coming-in';
import { withDatabaseOf } from './database-of';

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

const somebody = (role: Role = 'member') => inviteAndJoin(founder, `Some Body ${(count += 1)}`, role);
const give = async (to: Insider, edit: unknown) =>
  expected(200, await founder.patch(`/api/members/${(await to.me()).id}`, edit));
const handOver = async (to: Insider) =>
  lastPart(expected(200, await moderator.post(`/api/members/${(await to.me()).id}/reset-link`)).as(resetLink).link);
const use = (secret: string) =>
  new Person(server.url).post('/api/resets/use', { secret, password: 'seven quiet herons', mine: true });
const look = (path: string, secret: string) => new Person(server.url).get(`/api/${path}/look?secret=${secret}`);

describe('S12 a link to a new password is void once its member may do other things than when it was made', () => {
  test.each([
    ['made administrator', { role: 'administrator' }],
    ['made moderator', { role: 'moderator' }],
    ['given a duty', { duties: ['safeguarding-lead'] }],
  ])('%s', async (_, edit) => {
    const member = await somebody();
    const secret = await handOver(member);
    await give(member, edit);
    expected(410, await look('resets', secret));
    expect(expected(410, await use(secret)).json).toMatchObject({ code: 'link-used' });
    await member.signedInAgain();
  });

  test('also when the role is gone again; a link made since is good', async () => {
    const member = await somebody();
    const secret = await handOver(member);
    await give(member, { role: 'moderator' });
    await give(member, { role: 'member' });
    expected(410, await use(secret));
    expected(200, await use(await handOver(member)));
  });

  test('also while it is being used', async () => {
    for (let round = 0; round < 5; round += 1) {
      const member = await somebody();
      const { id } = await member.me();
      const secret = await handOver(member);
      const [used] = await Promise.all([use(secret), founder.patch(`/api/members/${id}`, { role: 'administrator' })]);
      // Whoever used it in time took it from a member; nobody takes it from an administrator.
      expect([200, 409, 410]).toContain(used.status);
      if (used.status !== 200) await member.signedInAgain();
    }
  });
});

describe('S12 an invitation to more than membership is void once its maker is no administrator', () => {
  const stateOf = async (id: string) =>
    expected(200, await founder.get('/api/invitations'))
      .as(invitationList)
      .invitations.find((one) => one.id === id)?.state;

  test.each([
    ['a member now', (maker: Insider) => give(maker, { role: 'member' })],
    ['a moderator now', (maker: Insider) => give(maker, { role: 'moderator' })],
    [
      'gone',
      async (maker: Insider) => {
        const { id } = await maker.me();
        await withDatabaseOf(server, (db) =>
          db.collection<{ _id: string }>('members').updateOne({ _id: id }, { $set: { standing: 'left' } }),
        );
      },
    ],
  ])('who is %s', async (_, lose) => {
    const maker = await somebody('administrator');
    const [more, plain] = [await invite(maker, 'administrator'), await invite(maker)];
    await lose(maker);
    expected(410, await look('invitations', more.secret));
    expected(410, (await join(server.url, more.secret)).answer);
    expected(410, (await join(server.url, more.code)).answer);
    expected(200, (await join(server.url, plain.secret)).answer);
  });

  test('is listed as withdrawn', async () => {
    const maker = await somebody('administrator');
    const { id } = await invite(maker, 'moderator');
    expect(await stateOf(id)).toBe('open');
    await give(maker, { role: 'moderator' });
    expect(await stateOf(id)).toBe('withdrawn');
  });
});
