import { randomUUID } from 'node:crypto';
import { agreementView, memberStepList, problem } from '@throughline/contracts';
import { expected, type Insider, inviteAndJoin, Person, testPassword } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House } from '../voices/house';

jest.setTimeout(120_000);

interface Stored {
  _id: string;
  talk: object[];
}

let house: House;
let kay: Insider;
let id: string;
let count = 0;

beforeAll(async () => {
  house = await foundHouse();
});
afterAll(() => house?.server.stop());
beforeEach(async () => {
  count += 1;
  kay = await inviteAndJoin(house.founder, `Kay Case ${count}`);
  ({ id } = await kay.me());
});

const bodyOf = async (kind: string, more: Record<string, unknown> = {}) => {
  const { points } = expected(200, await house.moderator.get('/api/agreement')).as(agreementView);
  return { key: randomUUID(), kind, reason: 'People were hurt by it.', point: points[0]?.title ?? null, ...more };
};
const take = async (body: object) => house.moderator.post(`/api/members/${id}/steps`, body);
const steps = async () => expected(200, await house.moderator.get(`/api/members/${id}/steps`)).as(memberStepList).steps;

test('R2 S16 a step that is sent many times at once is one step, with one line in the audit', async () => {
  const body = await bodyOf('check');
  const answers = await Promise.all(Array.from({ length: 10 }, () => take(body)));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  expect(await steps()).toHaveLength(1);
  const lines = await withDatabaseOf(house.server, (db) =>
    db.collection('stream_entries').countDocuments({ stream: 'audit', act: 'step.taken', 'about.member': id }),
  );
  expect(lines).toBe(1);
});

test('of two moderators who suspended somebody at once, the suspension that goes on holds', async () => {
  const until = new Date(house.time.now + 7 * 86_400_000).toISOString().slice(0, 10);
  expected(201, await take(await bodyOf('suspend', { until })));
  const [first] = await steps();
  await withDatabaseOf(house.server, async (db) => {
    const stored = await db.collection<Stored>('steps').findOne({ _id: first?.id ?? '' });
    const { creation: _, ...other } = stored as Stored & { creation: unknown };
    await db.collection<Stored>('steps').insertOne({ ...other, _id: 'a'.repeat(26) });
  });
  expected(200, await house.moderator.post(`/api/steps/${first?.id}/end`, { why: 'Taken twice.' }));
  const signIn = () =>
    new Person(house.server.url).post('/api/sign-in', { name: kay.signInName, password: testPassword, mine: true });
  expect((await signIn()).status).toBe(403);
  expected(200, await house.moderator.post(`/api/steps/${'a'.repeat(26)}/end`, { why: 'It is over.' }));
  expect((await signIn()).status).toBe(200);
});

test('whoever a step is about answers three hundred times, and moderators can write all the same', async () => {
  expected(201, await take(await bodyOf('word')));
  const [{ id: step } = { id: '' }] = await steps();
  const answer = () => kay.post(`/api/own/steps/${step}/answer`, { key: randomUUID(), text: 'No.' });
  expected(201, await answer());
  await withDatabaseOf(house.server, async (db) => {
    const all = db.collection<Stored>('steps');
    const [word = {}] = (await all.findOne({ _id: step }))?.talk ?? [];
    const talk = Array.from({ length: 300 }, () => ({ ...word, key: randomUUID() }));
    await all.updateOne({ _id: step }, { $set: { talk } });
  });
  const refused = await answer();
  expect([refused.status, problem.parse(refused.json).code]).toEqual([422, 'too-many-letters']);
  expected(201, await house.moderator.post(`/api/steps/${step}/words`, { key: randomUUID(), text: 'We heard you.' }));
});
