import { randomUUID } from 'node:crypto';
import { memberList, personList, problem, waitingView } from '@throughline/contracts';
import { beginThread, expected, type Insider, inviteAndJoin, Person, waitUntil, writePost } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { closeSockets, connect, ended } from '../live/sockets';
import { firstAsAlias, pageOf, writeAsAlias } from '../voices/house';
import { foundHouseOfSteps, type HouseOfSteps } from './house';

jest.setTimeout(120_000);

let house: HouseOfSteps;
let who: Insider;
let id: string;
let count = 0;

beforeAll(async () => {
  house = await foundHouseOfSteps();
});
beforeEach(async () => {
  count += 1;
  who = await inviteAndJoin(house.founder, `Kay Case ${count}`);
  ({ id } = await who.me());
});
afterEach(closeSockets);
afterAll(() => house?.server.stop());

test('a word in private is read by them and moderators alone, and can be answered', async () => {
  expected(201, await house.take(house.moderator, id, 'word', { point: null }));
  expect(await house.hasNews(who)).toBe(true);
  const [step] = (await house.told(who)).steps;
  expect(step).toMatchObject({
    kind: 'word',
    reason: 'Three people were hurt by what you wrote.',
    by: 'Mod Erator',
    isNew: true,
  });
  expect(await house.hasNews(who)).toBe(false);
  const other = await inviteAndJoin(house.founder, `Olly Other ${count}`);
  const answer = { key: randomUUID(), text: 'I am sorry.' };
  expect((await other.post(`/api/own/steps/${step?.id}/answer`, answer)).status).toBe(404);
  expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, answer));
  expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, answer));
  expect((await house.told(house.moderator)).answered).toMatchObject([{ kind: 'member', id }]);
  expect(await house.hasNews(house.moderator)).toBe(true);
  expect((await house.stepsOf(house.moderator, id)).steps[0]?.talk).toMatchObject([
    { from: 'them', by: null, text: 'I am sorry.' },
  ]);
  expect(await house.hasNews(house.moderator)).toBe(false);
  expected(201, await house.moderator.post(`/api/steps/${step?.id}/words`, { key: randomUUID(), text: 'Thank you.' }));
  expect((await house.told(who)).steps[0]?.talk).toMatchObject([
    { text: 'I am sorry.' },
    { from: 'moderator', text: 'Thank you.' },
  ]);
  expect((await house.auditOf('member', id)).map(({ act, about }) => [act, about['step']])).toEqual([
    ['step.taken', 'word'],
  ]);
});

test('everything is checked first, and it says nothing of their other names', async () => {
  const threadId = await beginThread(house.founder, house.themeId);
  await writePost(who, threadId, 'Before.');
  expect((await house.take(house.moderator, id, 'check', { point: null })).status).toBe(400);
  expected(201, await house.take(house.moderator, id, 'check'));
  expect((await house.take(house.moderator, id, 'check')).json).toMatchObject({ code: 'already-done' });
  const held = { key: randomUUID(), text: 'After.', as: 'self' };
  const waits = expected(201, await who.post(`/api/threads/${threadId}/posts`, held)).as(waitingView);
  expect(waits.state).toBe('held');
  expect((await pageOf(house.moderator, threadId)).thread.lastNumber).toBe(2);
  expect((await house.told(who)).steps[0]).toMatchObject({ kind: 'check', active: true, point: house.points[2] });
  // What they write as an alias goes as ever: the first is checked, the next is not.
  const elsewhere = await beginThread(house.founder, house.themeId);
  await firstAsAlias(who, house.moderator, elsewhere, 'I chose the bed.');
  expect((await writeAsAlias(who, elsewhere, 'More.')).state).toBe('due');
  const [step] = (await house.stepsOf(house.moderator, id)).steps;
  expected(200, await house.moderator.post(`/api/steps/${step?.id}/end`, { why: 'All is well.' }));
  await writePost(who, threadId, 'Free.');
  expect((await house.stepsOf(house.moderator, id)).steps[0]).toMatchObject({
    active: false,
    ended: { why: 'All is well.' },
  });
  expect((await house.told(who)).steps[0]).toMatchObject({ active: false, endedWhy: 'All is well.' });
});

test('suspended for a time: signed out at once, told why and whom to ask, open again after it; others see no difference', async () => {
  const threadId = await beginThread(house.founder, house.themeId);
  await writePost(who, threadId, 'Mine.');
  const socket = await connect(who);
  const seen = async () => {
    const { posts } = await pageOf(house.moderator, threadId);
    const { people } = expected(200, await house.moderator.get('/api/people')).as(personList);
    return JSON.stringify([posts, people.find((person) => person.id === id)]);
  };
  const before = await seen();
  expect((await house.take(house.moderator, id, 'suspend', { until: null })).status).toBe(400);
  expect((await house.take(house.moderator, id, 'suspend', { until: house.on(-2) })).status).toBe(400);
  const gone = ended(socket);
  expected(201, await house.take(house.moderator, id, 'suspend'));
  await gone;
  expect((await who.get('/api/profile')).status).toBe(401);
  const refused = expected(403, await house.signIn(who)).as(problem);
  expect(refused.code).toBe('paused-step');
  const words = refused.issues?.map(({ message }) => message).join(' ');
  for (const said of ['Until:', house.points[2] ?? '?', 'Three people were hurt', 'Ask Mod Erator'])
    expect(words).toContain(said);
  // Who does not know the password learns nothing.
  const stranger = new Person(house.server.url);
  expect(
    (await stranger.post('/api/sign-in', { name: who.signInName, password: 'not the password', mine: true })).status,
  ).toBe(401);
  expect(await seen()).toBe(before);
  const lines = await house.auditOf('member', id);
  expect(lines.map(({ act, about }) => [act, about['step']])).toEqual([['step.taken', 'suspended']]);

  // Its time is over, by the clock of the database's owner.
  const over = new Date(house.time.now - 1_000);
  await withDatabaseOf(house.server, async (db) => {
    await db.collection('steps').updateOne({ 'about.memberId': id, active: true }, { $set: { until: over } });
    await db.collection<{ _id: string }>('members').updateOne({ _id: id }, { $set: { 'suspended.until': over } });
  });
  await waitUntil(
    'the step is over',
    async () => (await house.stepsOf(house.moderator, id)).steps[0]?.active === false,
  );
  expect((await house.signIn(who)).status).toBe(200);
});

test('a moderator ends it before its time', async () => {
  expected(201, await house.take(house.moderator, id, 'suspend'));
  const [step] = (await house.stepsOf(house.moderator, id)).steps;
  expected(200, await house.moderator.post(`/api/steps/${step?.id}/end`, { why: 'We have talked.' }));
  expect((await house.moderator.post(`/api/steps/${step?.id}/end`, { why: 'Again.' })).json).toMatchObject({
    code: 'already-done',
  });
  expect((await house.signIn(who)).status).toBe(200);
});

test('removed by an administrator: the account ends, what was written stays by a former member, and it can be undone', async () => {
  const threadId = await beginThread(house.founder, house.themeId);
  const post = await writePost(who, threadId, 'Mine.');
  expect((await house.take(house.moderator, id, 'remove')).status).toBe(403);
  expect((await house.stepsOf(house.moderator, id)).mayTake).toEqual(['word', 'check', 'suspend']);
  expected(201, await house.take(house.founder, id, 'remove'));
  expect(expected(403, await house.signIn(who)).json).toMatchObject({ code: 'account-ended' });
  expect((await house.moderator.get(`/api/people/${id}`)).status).toBe(404);
  const shown = async () =>
    (await pageOf(house.moderator, threadId)).posts.find(({ number }) => number === post.number);
  expect(await shown()).toMatchObject({ state: 'published', author: { kind: 'former' } });
  expect((await shown())?.bodyHtml).toContain('Mine.');
  const { members } = expected(200, await house.founder.get('/api/members')).as(memberList);
  expect(members.find((member) => member.id === id)?.standing).toBe('removed');
  const [step] = (await house.stepsOf(house.founder, id)).steps;
  expect((await house.moderator.post(`/api/steps/${step?.id}/end`, { why: 'No.' })).status).toBe(403);
  expected(200, await house.founder.post(`/api/steps/${step?.id}/end`, { why: 'A mistake.' }));
  expect((await house.signIn(who)).status).toBe(200);
  expect(await shown()).toMatchObject({ author: { kind: 'member', id } });
  expect((await house.auditOf('member', id)).map(({ act, about }) => [act, about['step']])).toEqual([
    ['step.taken', 'removed'],
    ['step.ended', 'removed'],
  ]);
});

test('removing somebody ends no suspension of theirs: brought back, they are suspended for as long as it was said', async () => {
  expected(201, await house.take(house.moderator, id, 'suspend'));
  expected(201, await house.take(house.founder, id, 'remove'));
  expect(expected(403, await house.signIn(who)).json).toMatchObject({ code: 'account-ended' });
  const { steps } = await house.stepsOf(house.founder, id);
  const end = (kind: string) =>
    house.founder.post(`/api/steps/${steps.find((step) => step.kind === kind)?.id}/end`, { why: 'A mistake.' });
  expected(200, await end('remove'));
  const refused = expected(403, await house.signIn(who)).as(problem);
  expect(refused.code).toBe('paused-step');
  expect(refused.issues?.map(({ message }) => message).join(' ')).toContain('Three people were hurt');
  expected(200, await end('suspend'));
  expect((await house.signIn(who)).status).toBe(200);
});

test('nobody against themselves; against those above only administrators; never the last administrator', async () => {
  const { id: own } = await house.moderator.me();
  const { id: founderId } = await house.founder.me();
  const colleague = await inviteAndJoin(house.founder, `Cole League ${count}`, 'moderator');
  const { id: colleagueId } = await colleague.me();
  for (const kind of ['word', 'check', 'suspend'])
    for (const member of [own, founderId, colleagueId])
      expect((await house.take(house.moderator, member, kind)).status).toBe(403);
  expect((await house.take(house.founder, founderId, 'suspend')).status).toBe(403);
  expect((await house.stepsOf(house.moderator, founderId)).mayTake).toEqual([]);
  expected(201, await house.take(house.founder, colleagueId, 'word'));
  const second = await inviteAndJoin(house.founder, `Ada Second ${count}`, 'administrator');
  expected(201, await house.take(second, colleagueId, 'suspend'));
  expect((await who.get(`/api/members/${id}/steps`)).status).toBe(403);
  expect((await house.take(who, colleagueId, 'word')).status).toBe(403);
  expect((await house.take(house.moderator, 'a'.repeat(26), 'word')).status).toBe(404);
  const evaluator = await inviteAndJoin(house.founder, `Eve Aluator ${count}`, 'moderator');
  expected(200, await house.founder.patch(`/api/members/${(await evaluator.me()).id}`, { duties: ['evaluator'] }));
  await waitUntil('she is an evaluator', async () => (await evaluator.get(`/api/members/${id}/steps`)).status === 404);
  expect((await house.take(evaluator, id, 'word')).status).toBe(404);
});

test('sent again it is the same step', async () => {
  const key = randomUUID();
  expected(201, await house.take(house.moderator, id, 'word', { key }));
  expected(201, await house.take(house.moderator, id, 'word', { key }));
  expect((await house.take(house.moderator, id, 'word', { key, reason: 'Another' })).status).toBe(422);
  expect((await house.stepsOf(house.moderator, id)).steps).toHaveLength(1);
});
