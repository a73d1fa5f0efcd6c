import { randomUUID } from 'node:crypto';
import {
  agreementView,
  type AliasStepList,
  aliasStepList,
  fromModerators,
  me,
  memberList,
  type MemberStepList,
  memberStepList,
  personList,
  type PostView,
  problem,
  waitingView,
} from '@throughline/contracts';
import {
  type Answer,
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  Person,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { changedSince, rowsOf, withDatabaseOf } from '../identity/database-of';
import { closeSockets, connect, ended } from '../live/sockets';
import { firstAsAlias, foundHouse, type House, logOf, pageOf, publish, writeAsAlias } from '../voices/house';

jest.setTimeout(120_000);

const day = 86_400_000;
let house: House;
let moderator: Insider;
let themeId: string;
let points: string[];
let who: Insider;
let id: string;
let count = 0;

beforeAll(async () => {
  house = await foundHouse();
  moderator = house.moderator;
  themeId = await beginTheme(house.founder);
  points = expected(200, await moderator.get('/api/agreement'))
    .as(agreementView)
    .points.map(({ title }) => title);
});
beforeEach(async () => {
  count += 1;
  who = await inviteAndJoin(house.founder, `Kay Case ${count}`);
  ({ id } = await who.me());
});
afterEach(closeSockets);
afterAll(() => house?.server.stop());

const on = (days: number) => new Date(house.time.now + days * day).toISOString().slice(0, 10);
const body = (kind: string, more: Record<string, unknown> = {}) => ({
  key: randomUUID(),
  kind,
  reason: 'Three people were hurt by what you wrote.',
  point: points[2],
  ...(kind === 'suspend' ? { until: on(7) } : {}),
  ...more,
});
const take = (by: Insider, member: string, kind: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  by.post(`/api/members/${member}/steps`, body(kind, more));
const takeAlias = (by: Insider, alias: string, kind: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  by.post(`/api/aliases/${alias}/steps`, body(kind, more));
const stepsOf = async (by: Insider, member: string): Promise<MemberStepList> =>
  expected(200, await by.get(`/api/members/${member}/steps`)).as(memberStepList);
const stepsOfAlias = async (by: Insider, alias: string): Promise<AliasStepList> =>
  expected(200, await by.get(`/api/aliases/${alias}/steps`)).as(aliasStepList);
const told = async (by: Insider) => expected(200, await by.get('/api/own/from-moderators')).as(fromModerators);
const hasNews = async (by: Insider) =>
  expected(200, await by.get('/api/me'))
    .as(me)
    .notices.includes('moderators');
const signIn = (person: Insider) =>
  new Person(house.server.url).post('/api/sign-in', { name: person.signInName, password: testPassword, mine: true });
const auditOf = (field: 'member' | 'alias', value: string) =>
  withDatabaseOf(house.server, (db) =>
    db
      .collection<{ act: string; about: Record<string, string> }>('stream_entries')
      .find({ stream: 'audit', [`about.${field}`]: value })
      .sort({ seq: 1 })
      .toArray(),
  );

describe('against a member', () => {
  test('a word in private is read by them and moderators alone, and can be answered', async () => {
    expected(201, await take(moderator, id, 'word', { point: null }));
    expect(await hasNews(who)).toBe(true);
    const [step] = (await told(who)).steps;
    expect(step).toMatchObject({
      kind: 'word',
      reason: 'Three people were hurt by what you wrote.',
      by: 'Mod Erator',
      isNew: true,
    });
    expect(await hasNews(who)).toBe(false);
    const other = await inviteAndJoin(house.founder, `Olly Other ${count}`);
    const answer = { key: randomUUID(), text: 'I am sorry.' };
    expect((await other.post(`/api/own/steps/${step?.id}/answer`, answer)).status).toBe(404);
    expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, answer));
    expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, answer));
    expect((await told(moderator)).answered).toMatchObject([{ kind: 'member', id }]);
    expect(await hasNews(moderator)).toBe(true);
    expect((await stepsOf(moderator, id)).steps[0]?.talk).toMatchObject([
      { from: 'them', by: null, text: 'I am sorry.' },
    ]);
    expect(await hasNews(moderator)).toBe(false);
    expected(201, await moderator.post(`/api/steps/${step?.id}/words`, { key: randomUUID(), text: 'Thank you.' }));
    expect((await told(who)).steps[0]?.talk).toMatchObject([
      { text: 'I am sorry.' },
      { from: 'moderator', text: 'Thank you.' },
    ]);
    expect((await auditOf('member', id)).map(({ act, about }) => [act, about['step']])).toEqual([
      ['step.taken', 'word'],
    ]);
  });

  test('everything is checked first, and it says nothing of their other names', async () => {
    const threadId = await beginThread(house.founder, themeId);
    await writePost(who, threadId, 'Before.');
    expect((await take(moderator, id, 'check', { point: null })).status).toBe(400);
    expected(201, await take(moderator, id, 'check'));
    expect((await take(moderator, id, 'check')).json).toMatchObject({ code: 'already-done' });
    const held = { key: randomUUID(), text: 'After.', as: 'self' };
    const waits = expected(201, await who.post(`/api/threads/${threadId}/posts`, held)).as(waitingView);
    expect(waits.state).toBe('held');
    expect((await pageOf(moderator, threadId)).thread.lastNumber).toBe(2);
    expect((await told(who)).steps[0]).toMatchObject({ kind: 'check', active: true, point: points[2] });
    // What they write as an alias goes as ever: the first is checked, the next is not.
    const elsewhere = await beginThread(house.founder, themeId);
    await firstAsAlias(who, moderator, elsewhere, 'I chose the bed.');
    expect((await writeAsAlias(who, elsewhere, 'More.')).state).toBe('due');
    const [step] = (await stepsOf(moderator, id)).steps;
    expected(200, await moderator.post(`/api/steps/${step?.id}/end`, { why: 'All is well.' }));
    await writePost(who, threadId, 'Free.');
    expect((await stepsOf(moderator, id)).steps[0]).toMatchObject({ active: false, ended: { why: 'All is well.' } });
    expect((await told(who)).steps[0]).toMatchObject({ active: false, endedWhy: 'All is well.' });
  });

  test('suspended for a time: signed out at once, told why and whom to ask, open again after it; others see no difference', async () => {
    const threadId = await beginThread(house.founder, themeId);
    await writePost(who, threadId, 'Mine.');
    const socket = await connect(who);
    const seen = async () => {
      const { posts } = await pageOf(moderator, threadId);
      const { people } = expected(200, await moderator.get('/api/people')).as(personList);
      return JSON.stringify([posts, people.find((person) => person.id === id)]);
    };
    const before = await seen();
    expect((await take(moderator, id, 'suspend', { until: null })).status).toBe(400);
    expect((await take(moderator, id, 'suspend', { until: on(-2) })).status).toBe(400);
    const gone = ended(socket);
    expected(201, await take(moderator, id, 'suspend'));
    await gone;
    expect((await who.get('/api/profile')).status).toBe(401);
    const refused = expected(403, await signIn(who)).as(problem);
    expect(refused.code).toBe('paused-step');
    const words = refused.issues?.map(({ message }) => message).join(' ');
    for (const said of ['Until:', points[2] ?? '?', 'Three people were hurt', 'Ask Mod Erator'])
      expect(words).toContain(said);
    // Who does not know the password learns nothing.
    const stranger = new Person(house.server.url);
    expect(
      (await stranger.post('/api/sign-in', { name: who.signInName, password: 'not the password', mine: true })).status,
    ).toBe(401);
    expect(await seen()).toBe(before);
    const lines = await auditOf('member', id);
    expect(lines.map(({ act, about }) => [act, about['step']])).toEqual([['step.taken', 'suspended']]);

    // Its time is over, by the clock of the database's owner.
    const over = new Date(house.time.now - 1_000);
    await withDatabaseOf(house.server, async (db) => {
      await db.collection('steps').updateOne({ 'about.memberId': id, active: true }, { $set: { until: over } });
      await db.collection<{ _id: string }>('members').updateOne({ _id: id }, { $set: { 'suspended.until': over } });
    });
    await waitUntil('the step is over', async () => (await stepsOf(moderator, id)).steps[0]?.active === false);
    expect((await signIn(who)).status).toBe(200);
  });

  test('a moderator ends it before its time', async () => {
    expected(201, await take(moderator, id, 'suspend'));
    const [step] = (await stepsOf(moderator, id)).steps;
    expected(200, await moderator.post(`/api/steps/${step?.id}/end`, { why: 'We have talked.' }));
    expect((await moderator.post(`/api/steps/${step?.id}/end`, { why: 'Again.' })).json).toMatchObject({
      code: 'already-done',
    });
    expect((await signIn(who)).status).toBe(200);
  });

  test('removed by an administrator: the account ends, what was written stays by a former member, and it can be undone', async () => {
    const threadId = await beginThread(house.founder, themeId);
    const post = await writePost(who, threadId, 'Mine.');
    expect((await take(moderator, id, 'remove')).status).toBe(403);
    expect((await stepsOf(moderator, id)).mayTake).toEqual(['word', 'check', 'suspend']);
    expected(201, await take(house.founder, id, 'remove'));
    expect(expected(403, await signIn(who)).json).toMatchObject({ code: 'account-ended' });
    expect((await moderator.get(`/api/people/${id}`)).status).toBe(404);
    const shown = async () => (await pageOf(moderator, threadId)).posts.find(({ number }) => number === post.number);
    expect(await shown()).toMatchObject({ state: 'published', author: { kind: 'former' } });
    expect((await shown())?.bodyHtml).toContain('Mine.');
    const { members } = expected(200, await house.founder.get('/api/members')).as(memberList);
    expect(members.find((member) => member.id === id)?.standing).toBe('removed');
    const [step] = (await stepsOf(house.founder, id)).steps;
    expect((await moderator.post(`/api/steps/${step?.id}/end`, { why: 'No.' })).status).toBe(403);
    expected(200, await house.founder.post(`/api/steps/${step?.id}/end`, { why: 'A mistake.' }));
    expect((await signIn(who)).status).toBe(200);
    expect(await shown()).toMatchObject({ author: { kind: 'member', id } });
    expect((await auditOf('member', id)).map(({ act, about }) => [act, about['step']])).toEqual([
      ['step.taken', 'removed'],
      ['step.ended', 'removed'],
    ]);
  });

  test('removing somebody ends no suspension of theirs: brought back, they are suspended for as long as it was said', async () => {
    expected(201, await take(moderator, id, 'suspend'));
    expected(201, await take(house.founder, id, 'remove'));
    expect(expected(403, await signIn(who)).json).toMatchObject({ code: 'account-ended' });
    const { steps } = await stepsOf(house.founder, id);
    const end = (kind: string) =>
      house.founder.post(`/api/steps/${steps.find((step) => step.kind === kind)?.id}/end`, { why: 'A mistake.' });
    expected(200, await end('remove'));
    const refused = expected(403, await signIn(who)).as(problem);
    expect(refused.code).toBe('paused-step');
    expect(refused.issues?.map(({ message }) => message).join(' ')).toContain('Three people were hurt');
    expected(200, await end('suspend'));
    expect((await signIn(who)).status).toBe(200);
  });

  test('nobody against themselves; against those above only administrators; never the last administrator', async () => {
    const { id: own } = await moderator.me();
    const { id: founderId } = await house.founder.me();
    const colleague = await inviteAndJoin(house.founder, `Cole League ${count}`, 'moderator');
    const { id: colleagueId } = await colleague.me();
    for (const kind of ['word', 'check', 'suspend'])
      for (const member of [own, founderId, colleagueId])
        expect((await take(moderator, member, kind)).status).toBe(403);
    expect((await take(house.founder, founderId, 'suspend')).status).toBe(403);
    expect((await stepsOf(moderator, founderId)).mayTake).toEqual([]);
    expected(201, await take(house.founder, colleagueId, 'word'));
    const second = await inviteAndJoin(house.founder, `Ada Second ${count}`, 'administrator');
    expected(201, await take(second, colleagueId, 'suspend'));
    expect((await who.get(`/api/members/${id}/steps`)).status).toBe(403);
    expect((await take(who, colleagueId, 'word')).status).toBe(403);
    expect((await take(moderator, 'a'.repeat(26), 'word')).status).toBe(404);
    const evaluator = await inviteAndJoin(house.founder, `Eve Aluator ${count}`, 'moderator');
    expected(200, await house.founder.patch(`/api/members/${(await evaluator.me()).id}`, { duties: ['evaluator'] }));
    await waitUntil(
      'she is an evaluator',
      async () => (await evaluator.get(`/api/members/${id}/steps`)).status === 404,
    );
    expect((await take(evaluator, id, 'word')).status).toBe(404);
  });

  test('sent again it is the same step', async () => {
    const key = randomUUID();
    expected(201, await take(moderator, id, 'word', { key }));
    expected(201, await take(moderator, id, 'word', { key }));
    expect((await take(moderator, id, 'word', { key, reason: 'Another' })).status).toBe(422);
    expect((await stepsOf(moderator, id)).steps).toHaveLength(1);
  });
});

describe('against an alias', () => {
  let threadId: string;
  let alias: string;

  beforeEach(async () => {
    threadId = await beginThread(house.founder, themeId);
    await firstAsAlias(who, moderator, threadId, 'I chose the bed.');
    alias = (await pageOf(who, threadId)).viewer.persona.current?.id ?? '';
  });
  const notices = async (by: Insider) => (await pageOf(by, threadId)).viewer.notices.steps;

  test('P2a a word reaches them in the thread, and is answered there; nothing joins the two', async () => {
    await told(who);
    await waitUntil(
      'the year of who joined has begun',
      async () =>
        withDatabaseOf(house.server, async (db) => {
          const member = await db.collection<{ _id: string; confirmedAt: unknown }>('members').findOne({ _id: id });
          return member !== null && member.confirmedAt !== null;
        }),
      30_000,
    );
    await new Promise((settled) => setTimeout(settled, 1_500));
    const before = await rowsOf(house.server);
    const logged = logOf(house.server).length;
    expected(201, await takeAlias(moderator, alias, 'word', { point: null }));
    const [step] = await notices(who);
    expect(step).toMatchObject({ kind: 'word', by: 'Mod Erator', isNew: true });
    expect(await notices(moderator)).toEqual([]);
    expect(await hasNews(who)).toBe(false);
    expect((await told(who)).steps).toEqual([]);
    expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, { key: randomUUID(), text: 'It was me.' }));
    expect((await told(moderator)).answered).toMatchObject([{ kind: 'alias', id: alias }]);
    expect((await stepsOfAlias(moderator, alias)).steps[0]?.talk).toMatchObject([
      { from: 'them', by: null, text: 'It was me.' },
    ]);
    expected(200, await who.post(`/api/own/steps/${step?.id}/seen`));
    await new Promise((settled) => setTimeout(settled, 1_500));
    const touched = await changedSince(house.server, before);
    expect(touched.length).toBeGreaterThan(2);
    expect(touched.filter(([key, document]) => `${key} ${document}`.includes(id))).toEqual([]);
    const [stored] = touched.filter(([key]) => key.startsWith('steps/'));
    expect(stored?.[1].replace(/"creation":\{[^}]*\}/, '').match(/T(?!00:00:00.000Z)\d\d:/g)).toBeNull();
    const lines = logOf(house.server).slice(logged);
    expect(lines).toContain('/api/own/steps/:id/answer');
    for (const known of [id, alias, threadId, step?.id ?? '?']) expect(lines).not.toContain(known);
  });

  test('P3 barred: its author posts under no name there, the whole thread is checked first, and nothing shows on the person', async () => {
    expected(201, await takeAlias(moderator, alias, 'bar'));
    const post = (by: Insider, more: Record<string, unknown>) =>
      by.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text: 'More.', ...more });
    expect((await post(who, { as: 'alias' })).json).toMatchObject({ code: 'no-alias-here' });
    expect((await pageOf(who, threadId)).viewer.persona.obstacle).toBe('barred');
    expect(await notices(who)).toMatchObject([{ kind: 'bar', active: true }]);
    expect((await who.post(`/api/own/aliases/${alias}/let-go`)).status).toBe(422);
    // Whoever writes there waits alike: it tells nobody who it is.
    const other = await inviteAndJoin(house.founder, `Olly Other ${count}`);
    const waits = expected(201, await post(other, { as: 'self' })).as(waitingView);
    const own = expected(201, await post(who, { as: 'self', sure: true })).as(waitingView);
    expect([waits.state, own.state]).toEqual(['held', 'held']);
    await publish(moderator, waits.id);
    await publish(moderator, own.id);
    // Elsewhere, and on the person, there is nothing of it.
    const elsewhere = await beginThread(house.founder, themeId);
    await writePost(who, elsewhere, 'As ever.');
    await firstAsAlias(who, moderator, elsewhere, 'As ever.');
    expect((await stepsOf(moderator, id)).steps).toEqual([]);
    expect((await told(who)).steps).toEqual([]);
    expect((await auditOf('alias', alias)).map(({ act, about }) => [act, about['step']])).toEqual([
      ['step.taken', 'bar'],
    ]);
    const [step] = (await stepsOfAlias(moderator, alias)).steps;
    expected(200, await moderator.post(`/api/steps/${step?.id}/end`, { why: 'It is calm again.' }));
    await writePost(other, threadId, 'Free.');
    expect((await post(who, { as: 'alias' })).status).toBe(201);
  });

  test('P3 barred where their thread was put into another: all of that one is checked first too', async () => {
    expected(201, await takeAlias(moderator, alias, 'bar'));
    const into = await beginThread(house.founder, themeId);
    expected(200, await moderator.post(`/api/threads/${threadId}/merge`, { into }));
    const post = (by: Insider, more: Record<string, unknown>) =>
      by.post(`/api/threads/${into}/posts`, { key: randomUUID(), text: 'More.', ...more });
    expect((await post(who, { as: 'alias' })).json).toMatchObject({ code: 'no-alias-here' });
    const other = await inviteAndJoin(house.founder, `Olly Other ${count}`);
    const waits = expected(201, await post(other, { as: 'self' })).as(waitingView);
    const own = expected(201, await post(who, { as: 'self', sure: true })).as(waitingView);
    expect([waits.state, own.state]).toEqual(['held', 'held']);
    const [step] = (await stepsOfAlias(moderator, alias)).steps;
    expected(200, await moderator.post(`/api/steps/${step?.id}/end`, { why: 'It is calm again.' }));
    await writePost(other, into, 'Free.');
  });

  test('what is said is kept as letters to the alias are, once; what was said before that is read with it', async () => {
    expected(201, await takeAlias(moderator, alias, 'check'));
    const [step] = await notices(who);
    await withDatabaseOf(house.server, (db) =>
      db
        .collection<{ _id: string; talk: unknown[] }>('steps')
        .updateOne(
          { _id: step?.id ?? '' },
          { $push: { talk: { from: 'them', by: null, text: 'From before.', on: new Date(0), key: 'before' } } },
        ),
    );
    const [answer, word] = [
      { key: randomUUID(), text: 'It was a joke.' },
      { key: randomUUID(), text: 'I see.' },
    ];
    for (let times = 0; times < 2; times += 1) {
      expected(201, await who.post(`/api/own/steps/${step?.id}/answer`, answer));
      expected(201, await moderator.post(`/api/steps/${step?.id}/words`, word));
    }
    const talk = [
      { from: 'them', by: null, text: 'From before.' },
      { from: 'them', by: null, text: 'It was a joke.', days: 0 },
      { from: 'moderator', by: 'Mod Erator', text: 'I see.', days: 0 },
    ];
    expect((await stepsOfAlias(moderator, alias)).steps[0]?.talk).toMatchObject(talk);
    expect((await notices(who))[0]?.talk).toMatchObject(talk);
    // It stands with the step, and not a second time among the letters.
    expect((await pageOf(who, threadId)).viewer.letters).toEqual([]);
    const stored = await withDatabaseOf(house.server, async (db) => ({
      step: await db.collection<{ _id: string; talk: unknown[] }>('steps').findOne({ _id: step?.id ?? '' }),
      letters: await db.collection('alias_talks').findOne({ aliasId: alias }),
    }));
    expect(stored.step?.talk).toHaveLength(1);
    expect(JSON.stringify(stored.letters)).not.toMatch(/T(?!00:00:00.000Z)\d\d:/);
  });

  test('checked first: all that the alias writes waits, and nobody else does', async () => {
    expect((await writeAsAlias(who, threadId, 'More.')).state).toBe('due');
    expected(201, await takeAlias(moderator, alias, 'check'));
    expect((await writeAsAlias(who, threadId, 'And more.')).state).toBe('held');
    await writePost(house.founder, threadId, 'As ever.');
    expect((await stepsOfAlias(moderator, alias)).mayTake).toEqual(['word', 'bar']);
  });

  test('no step follows the person, and nobody takes one against an alias of their own, or where they cannot read', async () => {
    for (const kind of ['suspend', 'remove']) expect((await takeAlias(moderator, alias, kind)).status).toBe(400);
    await firstAsAlias(moderator, house.founder, threadId, 'Mine.');
    const own = (await pageOf(moderator, threadId)).viewer.persona.current?.id ?? '';
    expect((await takeAlias(moderator, own, 'word')).status).toBe(404);
    expect((await moderator.get(`/api/aliases/${own}/steps`)).status).toBe(404);
    expect((await who.get(`/api/aliases/${alias}/steps`)).status).toBe(403);
    expect((await takeAlias(moderator, 'a'.repeat(26), 'word')).status).toBe(404);
  });

  test('P3 a suspended person cannot post under another name either, and their alias looks as it did', async () => {
    const look = async () => JSON.stringify((await pageOf(moderator, threadId)).posts.map((post: PostView) => post));
    const before = await look();
    expected(201, await take(moderator, id, 'suspend'));
    const tried = await who.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text: 'More.', as: 'alias' });
    expect(tried.status).toBe(401);
    expect(await look()).toBe(before);
    expect((await stepsOfAlias(moderator, alias)).steps).toEqual([]);
  });
});
