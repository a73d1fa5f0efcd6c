import { randomUUID } from 'node:crypto';
import {
  impactReviewView,
  type ImpactReviewView,
  notePage,
  outsideCard,
  outsidePage,
  profileView,
  publishingView,
} from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { beginNote, chosen, give, inviteEvaluator, recordOutcome } from './changes';
import { Mailbox } from './mailbox';

jest.setTimeout(60_000);

const mailbox = new Mailbox();
let server: BuiltServer;
let founder: Insider;
let rowan: Insider;
let eve: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true, env: await mailbox.open() });
  founder = await foundCommunity(server);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  eve = await inviteEvaluator(founder);
});
afterAll(async () => {
  await server?.stop();
  await mailbox.close();
});

const review = async (by: Insider): Promise<ImpactReviewView> =>
  expected(200, await by.get('/api/impact/review')).as(impactReviewView);
const told = async (by: Insider) => (await by.get('/api/me')).text.includes('"changes"');
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

test('what is to be looked at stands in one list, for who follows changes alone', async () => {
  expect((await rowan.get('/api/impact/review')).status).toBe(403);
  const [late, later] = [
    await beginNote(eve, { nextReview: '2021-01-01' }),
    await beginNote(eve, { nextReview: '2020-01-01' }),
  ];
  const far = await beginNote(eve, { nextReview: '2999-01-01' });
  const bare = await recordOutcome(eve);
  const threadId = await beginThread(rowan, await beginTheme(founder), { text: 'Who helps?' });
  const post = await writePost(rowan, threadId, 'I chose the bed.');
  await give(rowan, post.id);
  const rests = await recordOutcome(eve, { words: await chosen(eve, post.id) });
  const { seen } = expected(200, await eve.get(`/api/publishing/outcome/${bare.id}`)).as(publishingView);
  expected(200, await eve.put(`/api/publishing/outcome/${bare.id}`, { seen, evidence: [] }));
  const before = await review(eve);
  expect(ids(before.overdue)).toEqual([later.id, late.id]);
  expect(before.overdue[0]).toMatchObject({ nextReview: '2020-01-01', owner: 'Eve Evaluator' });
  expect(ids([...before.overdue, ...before.soon])).not.toContain(far.id);
  expect(ids(before.without)).toEqual([bare.id]);
  expect([before.again, before.published]).toEqual([[], []]);
  await give(rowan, post.id, 'no');
  expected(200, await eve.patch(`/api/outcomes/${bare.id}`, { why: 'Another reason.', textVersion: bare.textVersion }));
  await waitUntil('it is to be looked at again', async () => ids((await review(eve)).again).includes(rests.id));
  const after = await review(eve);
  expect(after.again).toMatchObject([{ about: 'outcomes', gone: 1, changed: 0 }]);
  expect(ids(after.without)).toContain(rests.id);
  expect(ids(after.published)).toEqual([bare.id]);
});

test('who was asked outside and has not answered stands in it, first who asked something back', async () => {
  const [quiet, curious, note] = [await recordOutcome(eve), await recordOutcome(eve), await beginNote(eve)];
  const ask = async (place: string, more: object) =>
    expected(201, await eve.post(`/api/${place}/outside`, { key: randomUUID(), ...more })).as(outsideCard);
  const taken = await ask(`outcomes/${quiet.id}`, { kind: 'change' });
  await ask(`outcomes/${quiet.id}`, { kind: 'change' });
  const { link } = await ask(`outcomes/${curious.id}`, { kind: 'change' });
  await ask(`notes/${note.id}`, { kind: 'ask', organisation: 'Hanbridge Council', text: 'A room.' });
  const of = async (id: string) => (await review(eve)).asked.find((one) => one.id === id);
  expect(await of(quiet.id)).toMatchObject({ about: 'outcomes', waiting: 2, over: 0, questions: 0 });
  expect(await of(note.id)).toMatchObject({ about: 'notes', waiting: 1 });
  expected(200, await eve.del(`/api/outside-requests/${taken.request.id}`));
  expect(await of(quiet.id)).toMatchObject({ waiting: 1 });
  const secret = link?.split('/').at(-1) ?? '';
  expected(200, await rowan.post('/api/outside/questions', { secret, key: randomUUID(), text: 'Which train?' }));
  expect((await review(eve)).asked[0]).toMatchObject({ id: curious.id, questions: 1 });
  const { read } = expected(200, await rowan.get(`/api/outside/look?secret=${secret}`)).as(outsidePage);
  const said = { answer: 'agree', text: 'It is so.', how: 'I was there.', role: 'Manager', relation: 'observer' };
  const answer = { secret, read, key: randomUUID(), mayBeNamed: false, ...said };
  expected(200, await rowan.post('/api/outside/answer', answer));
  expect(await of(curious.id)).toBeUndefined();
});

test('who looks after a note is told on every page that its day has passed, until they set another', async () => {
  const own = await inviteEvaluator(founder, 'Olu Owner');
  expect(await told(own)).toBe(false);
  const note = await beginNote(own, { key: randomUUID(), nextReview: '2022-01-01' });
  expect([await told(own), await told(rowan)]).toEqual([true, false]);
  const next = { nextReview: '2999-01-01', textVersion: note.textVersion };
  expected(200, await own.patch(`/api/notes/${note.id}`, next)).as(notePage);
  expect(await told(own)).toBe(false);
});

test('who began a change is told on every page that words behind it were taken back, until they have looked', async () => {
  const own = await inviteEvaluator(founder, 'Bea Began');
  const threadId = await beginThread(rowan, await beginTheme(founder), { text: 'Who comes?' });
  const post = await writePost(rowan, threadId, 'I came by the late train.');
  await give(rowan, post.id);
  const { id } = await recordOutcome(own, { words: await chosen(own, post.id) });
  expect(await told(own)).toBe(false);
  await give(rowan, post.id, 'no');
  await waitUntil('it is told', () => told(own));
  expected(200, await own.post(`/api/outcomes/${id}/looked`, {}));
  expect(await told(own)).toBe(false);
});

test('P7 who looks after a note is mailed once for its day, in words that tell others nothing', async () => {
  const own = await inviteEvaluator(founder, 'Mo Mailed');
  const { name, about, showExpertise, showOrganisation, expertise, textVersion } = expected(
    200,
    await own.get('/api/profile'),
  ).as(profileView);
  const profile = { name, about, showExpertise, showOrganisation, expertise, textVersion };
  expected(200, await own.put('/api/profile', { ...profile, mail: 'mo@example.org', password: testPassword }));
  await beginNote(own, { title: 'A canary of a title', nextReview: '2022-01-01' });
  const first = await mailbox.nth('mo@example.org', 1);
  expect(first.subject).toBe('Something to look at again');
  expect(first.text).toContain('/impact/review');
  expect(first.text).not.toContain('canary');
  // Another day of another note is another mail; that of the first is not sent again with it.
  await beginNote(own, { title: 'Another', nextReview: '2022-02-01' });
  await mailbox.nth('mo@example.org', 2);
  expect(mailbox.to('mo@example.org')).toHaveLength(2);
  // One who does not look after changes any more is not mailed about what they cannot open.
  const { id } = await own.me();
  expected(200, await founder.patch(`/api/members/${id}`, { duties: [] }));
  await beginNote(eve, { title: 'A third', nextReview: '2022-03-01', owner: id });
  const after = await inviteEvaluator(founder, 'Ada After');
  const { textVersion: hers, ...rest } = expected(200, await after.get('/api/profile')).as(profileView);
  const { name: called, about: says } = rest;
  const shown = { name: called, about: says, showExpertise, showOrganisation, expertise, textVersion: hers };
  expected(200, await after.put('/api/profile', { ...shown, mail: 'ada@example.org', password: testPassword }));
  await beginNote(after, { title: 'A fourth', nextReview: '2022-04-01' });
  await mailbox.nth('ada@example.org', 1);
  expect(mailbox.to('mo@example.org')).toHaveLength(2);
});
