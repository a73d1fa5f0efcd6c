import { randomUUID } from 'node:crypto';
import { invitationList, me, memberList, resetLink } from '@throughline/contracts';
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
import { invite, join, lastPart } from './coming-in';

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(() => server?.stop());

const times = <Made>(count: number, make: (place: number) => Promise<Made>) =>
  Promise.all(Array.from({ length: count }, (_, place) => make(place)));
const members = async () => expected(200, await founder.get('/api/members')).as(memberList).members;
const stateOf = async (id: string) =>
  expected(200, await founder.get('/api/invitations'))
    .as(invitationList)
    .invitations.find((one) => one.id === id)?.state;
const signIn = (name: string, password: string) =>
  new Person(server.url).post('/api/sign-in', { name, password, mine: true });
const use = (secret: string, password: string) =>
  new Person(server.url).post('/api/resets/use', { secret, password, mine: true });

test('S12 ten who join at once, each by an invitation, with one sign-in name: one does, the others’ invitations stay good', async () => {
  const invitations = await times(10, () => invite(founder));
  const joined = await times(10, (place) => join(server.url, invitations[place]!.secret, { signInName: 'the-heron' }));
  expect(joined.map(({ answer }) => answer.status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
  expect((await members()).filter(({ name }) => name === 'Some Body')).toHaveLength(1);
  for (const [place, { answer }] of joined.entries()) {
    const { id, secret } = invitations[place]!;
    expect(await stateOf(id)).toBe(answer.status === 200 ? 'used' : 'open');
    if (answer.status !== 200) expected(200, (await join(server.url, secret)).answer);
  }
});

/** Withdraws an invitation after so many other requests: before, between and after the steps of who joins meanwhile. */
async function withdrawAfter(requests: number, id: string): Promise<Answer> {
  for (let request = 0; request < requests; request += 1) await founder.get('/api/agreement');
  return founder.del(`/api/invitations/${id}`);
}

test('S12 withdrawing and joining at once: one of them happened, and both answers say which', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id, secret } = await invite(founder);
    const before = (await members()).length;
    const [{ answer }, withdrawn] = await Promise.all([join(server.url, secret), withdrawAfter(round, id)]);
    const came = answer.status === 200;
    expect([answer.status, withdrawn.status]).toEqual(came ? [200, 409] : [410, 200]);
    expect((await members()).length - before).toBe(came ? 1 : 0);
    expect(await stateOf(id)).toBe(came ? 'used' : 'withdrawn');
  }
});

describe('R2 a join that is sent twice', () => {
  const idIn = ({ json }: Answer) => me.parse(json).member?.id;

  test('answers the member that it made, and makes no other; only whoever knows the password is told', async () => {
    const { secret } = await invite(founder);
    const before = (await members()).length;
    const signInName = 'the-egret';
    const first = await join(server.url, secret, { signInName });
    const again = await join(server.url, secret, { signInName: 'The-Egret' });
    expect(idIn(expected(200, again.answer))).toBe(idIn(expected(200, first.answer)));
    expected(410, (await join(server.url, secret, { signInName, password: 'not this one' })).answer);
    expect((await members()).length - before).toBe(1);
  });

  // The second finds the invitation claimed and the member not yet there, and is told that the link was used.
  test('at the same moment, as by two taps, is answered twice with the same member', async () => {
    const { secret } = await invite(founder);
    const joined = await times(2, () => join(server.url, secret, { signInName: 'the-bittern' }));
    const [one, other] = joined.map(({ answer }) => idIn(expected(200, answer)));
    expect(one).toBe(other);
  });
});

test('S12 one link to a new password, used ten times at once, gives one new password', async () => {
  const member = await inviteAndJoin(founder, 'Mo Member');
  const made = await founder.post(`/api/members/${(await member.me()).id}/reset-link`);
  const secret = lastPart(expected(200, made).as(resetLink).link);
  const chosen = (place: number) => `quiet heron number ${place}`;
  const answers = await times(10, (place) => use(secret, chosen(place)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(410)]);
  for (const [place, { status }] of answers.entries())
    expect((await signIn(member.signInName, chosen(place))).status).toBe(status === 200 ? 200 : 401);
  expected(401, await signIn(member.signInName, testPassword));
});

test('three administrators who each take the role of the next at once never leave none', async () => {
  const three = [
    founder,
    await inviteAndJoin(founder, 'Sam Second', 'administrator'),
    await inviteAndJoin(founder, 'Tia Third', 'administrator'),
  ];
  const ids = await Promise.all(three.map(async (one) => (await one.me()).id));
  for (let round = 0; round < 10; round += 1) {
    await times(3, (place) => three[place]!.patch(`/api/members/${ids[(place + 1) % 3]}`, { role: 'member' }));
    const standing = [];
    for (const one of three) if ((await one.me()).role === 'administrator') standing.push(one);
    expect(standing.length).toBeGreaterThan(0);
    for (const id of ids) expected(200, await standing[0]!.patch(`/api/members/${id}`, { role: 'administrator' }));
  }
});

/** Changes a password while others go on signing in with the old one; answers how many of them stayed in. */
async function insideAfterTheChange(): Promise<number> {
  const member = await inviteAndJoin(founder, `Cleo ${randomUUID().slice(0, 8)}`);
  const intruders: Person[] = [];
  const trying = times(4, async () => {
    for (;;) {
      const person = new Person(server.url);
      const json = { name: member.signInName, password: testPassword, mine: true };
      if ((await person.post('/api/sign-in', json)).status !== 200) return;
      intruders.push(person);
    }
  });
  const changing = { current: testPassword, password: 'seven quiet herons' };
  expected(200, await member.post('/api/password', changing));
  await trying;
  const answers = await Promise.all(intruders.map((person) => person.get('/api/profile')));
  return answers.filter(({ status }) => status === 200).length;
}

// A password that was found right before the change opens a session after the change has ended the others.
test('S3 nobody who signs in with the old password while it is changed stays in', async () => {
  for (let round = 0; round < 12; round += 1) expect(await insideAfterTheChange()).toBe(0);
});
