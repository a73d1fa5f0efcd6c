import type { Role } from '@throughline/contracts/names';
import { memberList } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  setUpSecondFactor,
  startBuiltServer,
} from '@throughline/testing';

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(() => server?.stop());

const give = async (by: Insider, to: Insider, role: Role) => by.patch(`/api/members/${(await to.me()).id}`, { role });

test('only administrators give roles, and what a role allows follows at once', async () => {
  const moderator = await inviteAndJoin(founder, 'Maeve Moderator', 'moderator');
  const member = await inviteAndJoin(founder, 'Mo Member');
  expected(403, await give(moderator, member, 'moderator'));
  expected(403, await give(member, member, 'administrator'));
  expected(403, await member.get('/api/invitations'));
  expected(200, await give(founder, member, 'moderator'));
  await setUpSecondFactor(member);
  expected(200, await member.get('/api/invitations'));
  expected(200, await give(founder, member, 'member'));
  expected(403, await member.get('/api/invitations'));
});

test('the last administrator stays one', async () => {
  expect((await give(founder, founder, 'member')).json).toMatchObject({ code: 'last-administrator' });
  expected(200, await founder.get('/api/community'));
});

test('two administrators who demote each other at the same moment never both succeed', async () => {
  const second = await inviteAndJoin(founder, 'Sam Second', 'administrator');
  for (let round = 0; round < 20; round += 1) {
    const [one, other] = await Promise.all([give(founder, second, 'member'), give(second, founder, 'member')]);
    expect([200, 422].includes(one.status) || one.status === 403).toBe(true);
    const pair = [founder, second];
    const administrators = [];
    for (const person of pair) if ((await person.me()).role === 'administrator') administrators.push(person);
    expect(administrators.length).toBeGreaterThan(0);
    expect(one.status === 200 && other.status === 200).toBe(false);
    const [standing] = administrators as [Insider, ...Insider[]];
    for (const person of pair) if (person !== standing) expected(200, await give(standing, person, 'administrator'));
  }
  const { members } = expected(200, await founder.get('/api/members')).as(memberList);
  expect(members.filter(({ role }) => role === 'administrator')).toHaveLength(2);
});
