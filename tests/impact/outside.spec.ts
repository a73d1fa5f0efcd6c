import { randomUUID } from 'node:crypto';
import {
  askView,
  impactReviewView,
  type Me,
  outsideCard,
  type OutsideCard,
  outsideList,
  type OutsideList,
  outsidePage,
  type OutsidePage,
  profileView,
} from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { MovableTime } from '../voices/movable-time';
import { beginNote, beginOutcome, chosen, give, inviteEvaluator, noteOf, outcomeOf, recordOutcome } from './changes';
import { Mailbox } from './mailbox';

jest.setTimeout(90_000);

const mailbox = new Mailbox();
const time = new MovableTime();
let moved = 0;
let server: BuiltServer;
let founder: Insider;
let eve: Insider;
let rowan: Insider;
let visitor: Person;

const day = 86_400_000;

beforeAll(async () => {
  const mail = await mailbox.open();
  server = await startBuiltServer({ empty: true, env: { ...mail, ...time.env } });
  founder = await foundCommunity(server);
  eve = await inviteEvaluator(founder);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  visitor = new Person(server.url);
  const { name, about, showExpertise, showOrganisation, expertise, textVersion } = expected(
    200,
    await eve.get('/api/profile'),
  ).as(profileView);
  const profile = { name, about, showExpertise, showOrganisation, expertise, textVersion };
  expected(200, await eve.put('/api/profile', { ...profile, mail: 'eve@example.org', password: testPassword }));
});
afterAll(async () => {
  await server?.stop();
  await mailbox.close();
});

/** Until the end of the test. */
function move(by: number): void {
  moved += by;
  time.move(by);
}
afterEach(() => {
  if (moved > 0) time.move(-moved);
  moved = 0;
});

const secretIn = (text: string | null) => /\/answer\/([\w-]+)/.exec(text ?? '')?.[1] ?? '';
async function ask(about: 'outcomes' | 'notes', id: string, more: object = {}): Promise<OutsideCard> {
  const body = { key: randomUUID(), kind: 'change', forWhom: 'A prison manager', ...more };
  return expected(201, await eve.post(`/api/${about}/${id}/outside`, body)).as(outsideCard);
}
const listOf = async (about: 'outcomes' | 'notes', id: string): Promise<OutsideList> =>
  expected(200, await eve.get(`/api/${about}/${id}/outside`)).as(outsideList);
const look = (secret: string) => visitor.get(`/api/outside/look?secret=${encodeURIComponent(secret)}`);
const seen = async (secret: string): Promise<OutsidePage> => expected(200, await look(secret)).as(outsidePage);
async function answerBody(secret: string, more: object = {}) {
  const { read } = await seen(secret);
  return {
    ...{ secret, read, key: randomUUID(), answer: 'agree', text: 'We meet each quarter. It is so.' },
    ...{ how: 'I chair the meeting.', role: 'Prison manager', relation: 'made-it', mayBeNamed: false, name: '' },
    ...more,
  };
}
async function answer(secret: string, more: object = {}): Promise<void> {
  expected(200, await visitor.post('/api/outside/answer', await answerBody(secret, more)));
}

test('whoever asked is told on every page that somebody answered or asked back, until they have looked; nobody else is', async () => {
  const noticesOf = async (by: Insider) => (expected(200, await by.get('/api/me')).json as Me).notices;
  const came = async (by: Insider) => expected(200, await by.get('/api/impact/review')).as(impactReviewView).came;
  const una = await inviteEvaluator(founder, 'Una Unmailed');
  const other = await inviteEvaluator(founder, 'Otto Other');
  const { id } = await recordOutcome(una, { what: 'asks first.' });
  const request = { key: randomUUID(), kind: 'change', forWhom: 'A prison manager' };
  const { link } = expected(201, await una.post(`/api/outcomes/${id}/outside`, request)).as(outsideCard);
  const secret = secretIn(link);
  expect(await noticesOf(una)).not.toContain('changes');

  const question = { secret, key: randomUUID(), text: 'Since when do you mean?' };
  expected(200, await visitor.post('/api/outside/questions', question));
  await waitUntil('she is told', async () => (await noticesOf(una)).includes('changes'));
  expect(await noticesOf(other)).not.toContain('changes');
  // Others look at the list too: it is new to her all the same.
  expected(200, await other.get(`/api/outcomes/${id}/outside`));
  expect(await noticesOf(una)).toContain('changes');
  expected(200, await una.get(`/api/outcomes/${id}/outside`));
  await waitUntil('she has seen it', async () => !(await noticesOf(una)).includes('changes'));

  await answer(secret);
  await waitUntil('she is told again', async () => (await noticesOf(una)).includes('changes'));
  expect(await came(una)).toMatchObject([{ about: 'outcomes', id, answers: 1 }]);
  expect(await came(other)).toEqual([]);
  expected(200, await una.get(`/api/outcomes/${id}/outside`));
  await waitUntil('she has seen that', async () => !(await noticesOf(una)).includes('changes'));
  expect(await came(una)).toEqual([]);
});

describe('somebody outside is asked about a change', () => {
  test('they read the statement alone: never words, never who wrote anything', async () => {
    const amber = await inviteAndJoin(founder, 'Amber Wren');
    const threadId = await beginThread(founder, await beginTheme(founder), { text: 'Who helps?' });
    const post = await writePost(amber, threadId, 'Kingfisher words of a member.');
    await give(amber, post.id);
    const { id } = await recordOutcome(eve, { words: await chosen(eve, post.id) });
    const { link } = await ask('outcomes', id);
    const answered = await look(secretIn(link));
    expect(answered.text).toContain('Hanbridge probation sets the first meeting after the train.');
    for (const never of ['Kingfisher', 'Amber', 'Eve', 'Ada', 'A prison manager', threadId, id, post.id])
      expect([never, answered.text.includes(never)]).toEqual([never, false]);
    // Looking uses nothing up.
    expect((await look(secretIn(link))).status).toBe(200);
  });

  test('their answer stands as it is, makes the label, and is one', async () => {
    const { id } = await recordOutcome(eve);
    const secret = secretIn((await ask('outcomes', id)).link);
    expect((await outcomeOf(rowan, id)).label.label).toBe('reported');
    const body = await answerBody(secret);
    expected(200, await visitor.post('/api/outside/answer', body));
    // A lost reply: the same again is the same one; another is refused.
    expected(200, await visitor.post('/api/outside/answer', body));
    expect((await visitor.post('/api/outside/answer', { ...body, key: randomUUID() })).status).toBe(410);
    const { label, outside } = await outcomeOf(rowan, id);
    expect(label).toMatchObject({ label: 'substantiated', said: 'Confirmed from outside' });
    expect(outside).toMatchObject([
      {
        ...{ answer: 'agree', text: 'We meet each quarter. It is so.', how: 'I chair the meeting.', name: null },
        ...{ role: 'Prison manager', relation: 'made-it', byHand: true, changedSince: false, settled: null },
      },
    ]);
    // Whom the writer meant would stand beside an answer without a name.
    expect((await listOf('outcomes', id)).requests).toMatchObject([{ state: 'answered', forWhom: null }]);
  });

  test('disagreement is beside the label and stands in its way, until it is settled; then it is still there', async () => {
    const { id } = await recordOutcome(eve);
    await answer(secretIn((await ask('outcomes', id)).link));
    await answer(secretIn((await ask('outcomes', id)).link), { answer: 'disagree', text: 'I would not call it so.' });
    expect(await outcomeOf(rowan, id)).toMatchObject({
      label: { label: 'reported', disputed: true },
      outside: [{}, { answer: 'disagree', text: 'I would not call it so.' }],
    });
    const { requests } = await listOf('outcomes', id);
    const against = requests.find((one) => one.answer?.answer === 'disagree');
    expect(against?.abilities).toContain('settle');
    expect((await rowan.put(`/api/outside-requests/${against?.id}/settled`, { why: 'x' })).status).toBe(403);
    expected(200, await eve.put(`/api/outside-requests/${against?.id}/settled`, { why: 'We talked, and wrote less.' }));
    const after = await outcomeOf(rowan, id);
    expect(after.label.label).toBe('substantiated');
    expect(after.outside[1]).toMatchObject({ answer: 'disagree', settled: { why: 'We talked, and wrote less.' } });
  });

  test('an answer is about what was read: what was changed meanwhile is shown first, and what is changed later is said', async () => {
    const { id, textVersion } = await recordOutcome(eve);
    const secret = secretIn((await ask('outcomes', id)).link);
    const before = await answerBody(secret);
    expected(200, await eve.patch(`/api/outcomes/${id}`, { why: 'It matters.', textVersion }));
    expect((await visitor.post('/api/outside/answer', before)).status).toBe(409);
    await answer(secret);
    expected(200, await eve.patch(`/api/outcomes/${id}`, { why: 'It matters a lot.', textVersion: textVersion + 1 }));
    expect((await outcomeOf(rowan, id)).outside).toMatchObject([{ changedSince: true }]);
  });

  test('what is missing is said, and nothing is taken', async () => {
    const { id } = await recordOutcome(eve);
    const secret = secretIn((await ask('outcomes', id)).link);
    for (const [wrong, path] of [
      [{ answer: 'yes' }, 'answer'],
      [{ how: '' }, 'how'],
      [{ relation: null }, 'relation'],
      [{ role: ' ' }, 'role'],
      [{ text: '' }, 'text'],
      [{ mayBeNamed: true, name: '' }, 'name'],
    ] as const) {
      const refused = await visitor.post('/api/outside/answer', await answerBody(secret, wrong));
      expect([path, refused.status, refused.text]).toEqual([path, 400, expect.stringContaining(`"path":"${path}"`)]);
    }
    await answer(secret, { mayBeNamed: true, name: 'Pat Gate' });
    expect((await outcomeOf(rowan, id)).outside).toMatchObject([{ name: 'Pat Gate' }]);
  });

  test('S12 a link that was used, is too old, was taken back or never was answers alike', async () => {
    const { id } = await recordOutcome(eve);
    const used = secretIn((await ask('outcomes', id)).link);
    await answer(used);
    const { link, request } = await ask('outcomes', id);
    expected(200, await eve.del(`/api/outside-requests/${request.id}`));
    const old = secretIn((await ask('outcomes', id)).link);
    move(29 * day);
    const answers = await Promise.all([used, secretIn(link), old, 'never-was', ''].map(look));
    const plain = answers.map(({ status, text }) => [status, text.replace(/"requestId":"[^"]*"/, '')]);
    expect(plain).toEqual(plain.map(() => plain[0]));
    expect(plain[0]?.[0]).toBe(410);
    const asks = await Promise.all(
      [used, secretIn(link), old, 'never-was'].map((secret) =>
        visitor.post('/api/outside/questions', { secret, key: randomUUID(), text: 'Why?' }),
      ),
    );
    expect(asks.map(({ status }) => status)).toEqual([410, 410, 410, 410]);
  });

  test('a draft, and who may not follow changes', async () => {
    const { id } = await beginOutcome(eve);
    const body = { key: randomUUID(), kind: 'change' };
    const early = await eve.post(`/api/outcomes/${id}/outside`, body);
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('not-shown-yet')]);
    const recorded = await recordOutcome(eve);
    expect((await rowan.post(`/api/outcomes/${recorded.id}/outside`, body)).status).toBe(403);
    expect((await rowan.get(`/api/outcomes/${recorded.id}/outside`)).status).toBe(403);
    expect((await visitor.get(`/api/outcomes/${recorded.id}/outside`)).status).toBe(401);
    expect((await eve.post(`/api/outcomes/${recorded.id}/outside`, { ...body, kind: 'ask' })).status).toBe(400);
    const nowhere = 'aaaaaaaaaaaaaaaaaaaaaaaaaa';
    expect((await eve.get(`/api/outcomes/${nowhere}/outside`)).status).toBe(404);
    expect((await eve.del(`/api/outside-requests/${nowhere}`)).status).toBe(404);
  });

  test('R2 asked twice with one key it is one request, and one link', async () => {
    const { id } = await recordOutcome(eve);
    const body = { key: randomUUID(), kind: 'change' };
    const [one, two] = [
      expected(201, await eve.post(`/api/outcomes/${id}/outside`, body)).as(outsideCard),
      expected(201, await eve.post(`/api/outcomes/${id}/outside`, body)).as(outsideCard),
    ];
    expect(two).toEqual(one);
    expect((await listOf('outcomes', id)).requests).toHaveLength(1);
  });
});

describe('by mail', () => {
  test('P7 the letter says neither who asks nor what it is about; the writer is told that something came in', async () => {
    const mail = 'gate@example.org';
    const { id } = await recordOutcome(eve);
    const card = await ask('outcomes', id, { mail });
    expect([card.link, card.qr]).toEqual([null, null]);
    const letter = await mailbox.nth(mail, 1);
    expect(letter.subject).toBe('A question for you');
    for (const never of ['Hanbridge', 'Eve', 'A prison manager', id]) expect(letter.text).not.toContain(never);
    const before = mailbox.to('eve@example.org').length;
    const secret = secretIn(letter.text);
    expected(200, await visitor.post('/api/outside/questions', { secret, key: randomUUID(), text: 'Which train?' }));
    const came = await mailbox.nth('eve@example.org', before + 1);
    expect([came.subject, came.text.includes('Which train')]).toEqual(['Something came in', false]);
    const [request] = (await listOf('outcomes', id)).requests;
    expect(request).toMatchObject({ state: 'waiting', questions: [{ text: 'Which train?', answer: null }] });
    const reply = { text: 'The one at ten.' };
    const place = `/api/outside-requests/${request?.id}/questions/${request?.questions[0]?.id}`;
    expected(200, await eve.put(place, reply));
    expect((await eve.put(place, reply)).status).toBe(409);
    // By the first link as by the one that came with the answer.
    const second = secretIn((await mailbox.nth(mail, 2)).text);
    for (const one of [secret, second])
      expect((await seen(one)).questions).toMatchObject([{ answer: { text: 'The one at ten.' } }]);
    await answer(second);
    expect((await look(secret)).status).toBe(410);
  });

  test('a reminder has a link of its own, twice at the most; then the address is kept no longer than the answer takes', async () => {
    const mail = 'slow@example.org';
    const { id } = await recordOutcome(eve);
    const { request } = await ask('outcomes', id, { mail });
    const first = secretIn((await mailbox.nth(mail, 1)).text);
    const remind = (key: string) => eve.post(`/api/outside-requests/${request.id}/remind`, { key });
    const key = randomUUID();
    expected(200, await remind(key));
    expected(200, await remind(key));
    const again = await mailbox.nth(mail, 2);
    expect(again.text).toContain('We wrote to you some time ago.');
    expected(200, await remind(randomUUID()));
    expect((await remind(randomUUID())).status).toBe(422);
    await mailbox.nth(mail, 3);
    expect((await look(first)).status).toBe(200);
    await answer(secretIn(again.text));
    expect((await remind(randomUUID())).status).toBe(409);
    expect(mailbox.to(mail)).toHaveLength(3);
    const kept = await withDatabaseOf(server, (db) => db.collection('outside_requests').find({}).toArray());
    const theirs = kept.find(({ _id }) => String(_id) === request.id);
    expect(theirs).toMatchObject({ mail: null, forWhom: null });
    // What is stored opens no door.
    expect(JSON.stringify(kept)).not.toContain(first);
  });
});

describe('asks of organisations, and what they say of what names them', () => {
  const theAsk = { kind: 'ask', organisation: 'Knype housing office', text: 'Keep one assessment by phone.' };

  test('an ask stands in the note, with its answer unedited beside it', async () => {
    const { id } = await beginNote(eve);
    const { link, request } = await ask('notes', id, { ...theAsk, by: '2030-06-30' });
    expect((await noteOf(rowan, id)).asks).toMatchObject([
      { organisation: 'Knype housing office', by: '2030-06-30', answer: null },
    ]);
    const page = await seen(secretIn(link));
    expect(page).toMatchObject({ kind: 'ask', ask: { text: 'Keep one assessment by phone.', by: '2030-06-30' } });
    expect((await visitor.post('/api/outside/answer', await answerBody(secretIn(link)))).status).toBe(400);
    await answer(secretIn(link), { answer: 'partly', text: '  On Fridays.\n\nNot at noon.', role: 'Team manager' });
    const [asked] = (await noteOf(rowan, id)).asks;
    expect(askView.parse(asked).answer).toMatchObject({
      ...{ answer: 'partly', text: '  On Fridays.\n\nNot at noon.', role: 'Team manager' },
    });
    expect((await eve.del(`/api/outside-requests/${request.id}`)).status).toBe(409);
  });

  test('one that was taken back stands in it no more', async () => {
    const { id } = await beginNote(eve);
    const { request } = await ask('notes', id, theAsk);
    expected(200, await eve.del(`/api/outside-requests/${request.id}`));
    expect((await noteOf(rowan, id)).asks).toEqual([]);
    expect((await listOf('notes', id)).requests).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('an open page is told of it', async () => {
    const { id, follow } = await beginNote(eve);
    const before = follow['members']?.seq ?? 0;
    await ask('notes', id, theAsk);
    expect((await noteOf(rowan, id)).follow['members']?.seq).toBeGreaterThan(before);
  });

  test('who is named has ten working days, from when it was sent as it stands; or has answered', async () => {
    const { id, textVersion } = await beginNote(eve, { mustAct: ['Hanbridge probation', 'Fallow Heath prison'] });
    const waitingFor = async () => (await listOf('notes', id)).waitingFor;
    expect(await waitingFor()).toEqual([
      { organisation: 'Hanbridge probation', until: null },
      { organisation: 'Fallow Heath prison', until: null },
    ]);
    const probation = await ask('notes', id, { kind: 'named', organisation: 'hanbridge Probation' });
    await ask('notes', id, { kind: 'named', organisation: 'Fallow Heath prison' });
    expect(await waitingFor()).toEqual([
      { organisation: 'Hanbridge probation', until: expect.stringMatching(/^\d{4}-/) },
      { organisation: 'Fallow Heath prison', until: expect.stringMatching(/^\d{4}-/) },
    ]);
    // They are told that day too, whom to ask, and what they read says when it came to each stage.
    const [, waits] = await waitingFor();
    const page = await seen(secretIn(probation.link));
    expect(page).toMatchObject({ waitsUntil: waits?.until, contact: expect.any(String) });
    expect(page.statement).toContainEqual({ field: 'mustAct', text: 'Hanbridge probation\nFallow Heath prison' });
    await answer(secretIn(probation.link), { answer: 'wrong', text: 'We never said this.' });
    expect(await waitingFor()).toMatchObject([{ organisation: 'Fallow Heath prison' }]);
    expect((await noteOf(rowan, id)).organisations).toMatchObject([
      { organisation: 'hanbridge Probation', answer: 'wrong', text: 'We never said this.' },
    ]);
    move(15 * day);
    expect(await waitingFor()).toEqual([]);
    // Another text is another thing to say something about.
    expected(200, await eve.patch(`/api/notes/${id}`, { lead: 'And worse.', textVersion }));
    expect(await waitingFor()).toEqual([
      { organisation: 'Hanbridge probation', until: null },
      { organisation: 'Fallow Heath prison', until: null },
    ]);
  });
});

test('P7 the address of somebody outside is in no answer of the server', async () => {
  const mail = 'canary@example.org';
  const { id } = await recordOutcome(eve);
  await ask('outcomes', id, { mail });
  await mailbox.nth(mail, 1);
  for (const path of [`/api/outcomes/${id}/outside`, `/outcomes/${id}/outside`, `/api/outcomes/${id}`, '/impact'])
    expect([path, (await eve.get(path)).text.includes(mail)]).toEqual([path, false]);
  await waitUntil('it is there', async () =>
    withDatabaseOf(server, async (db) => (await db.collection('outside_requests').findOne({ mail })) !== null),
  );
});
