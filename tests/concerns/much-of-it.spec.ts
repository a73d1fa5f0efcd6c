import { randomUUID } from 'node:crypto';
import { concernList, letterList, problem } from '@throughline/contracts';
import { expected, type Insider, inviteAndJoin } from '@throughline/testing';
import type { Collection } from 'mongodb';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House, tell } from './house';

jest.setTimeout(120_000);

interface Stored {
  _id: string;
  turn: number;
  creation?: unknown;
  talks: { messages: object[] }[];
}

let house: House;

beforeAll(async () => {
  house = await foundHouse();
});
afterAll(() => house?.stop());

const listed = async (by: Insider): Promise<string[]> =>
  expected(200, await by.get('/api/concerns'))
    .as(concernList)
    .concerns.map(({ id }) => id);
const idOf = async (insider: Insider) => (await insider.me()).id;
const inConcerns = <Answer>(look: (concerns: Collection<Stored>) => Promise<Answer>) =>
  withDatabaseOf(house.server, (db) => look(db.collection<Stored>('concerns')));
const close = async (lead: Insider, id: string) => {
  expected(200, await lead.post(`/api/concerns/${id}/answer`, {}));
  expected(200, await lead.post(`/api/concerns/${id}/close`, { key: randomUUID(), text: 'Done.' }));
};

const ofThisTest = 4_711;

test('P12 who is left out of closed ones misses none of theirs, by which they could count', async () => {
  const [lea, lou] = house.leads;
  const old = await tell(house.reporter);
  await close(lea, old);
  const secret = await tell(house.reporter, { without: [await idOf(lou)] });
  await close(lea, secret);
  // As many as a list holds, and Lou is left out of each.
  await inConcerns(async (concerns) => {
    const { creation: _, ...whole } = (await concerns.findOne({ _id: secret })) as Stored;
    await concerns.insertMany(
      Array.from({ length: 50 }, () => ({ ...whole, _id: randomUUID(), talks: [], turn: ofThisTest })),
    );
  });
  expect(await listed(lou)).toContain(old);
  expect(await listed(lou)).not.toContain(secret);
  await inConcerns((concerns) => concerns.deleteMany({ turn: ofThisTest }));
});

test('P12 whoever is written to cannot fill a concern, so that leads go on writing into it', async () => {
  const [lea] = house.leads;
  const id = await tell(house.reporter, { memberId: await idOf(house.person) });
  expected(200, await lea.post(`/api/concerns/${id}/answer`, {}));
  const write = () =>
    lea.post(`/api/concerns/${id}/letters`, { key: randomUUID(), to: 'person', text: 'Are you safe tonight?' });
  expected(201, await write());
  const [talk] = expected(200, await house.person.get('/api/letters')).as(letterList).letters;
  const answer = () => house.person.post(`/api/letters/${talk?.id}`, { key: randomUUID(), text: 'Go away.' });
  expected(201, await answer());
  await inConcerns(async (concerns) => {
    const [first, theirs] = (await concerns.findOne({ _id: id }))?.talks[0]?.messages ?? [];
    const many = Array.from({ length: 300 }, () => ({ ...theirs, key: randomUUID() }));
    await concerns.updateOne({ _id: id }, { $set: { 'talks.0.messages': [first ?? {}, ...many] } });
  });
  const refused = await answer();
  expect([refused.status, problem.parse(refused.json).code]).toEqual([422, 'too-many-letters']);
  expected(201, await write());
});

test('P12 one person keeps nobody’s phone busy: after twenty in an hour they are told to wait, and others are heard', async () => {
  const [lea] = house.leads;
  const flood = await inviteAndJoin(house.founder, 'Flo Odd');
  const body = () => ({ key: randomUUID(), kind: 'someone', danger: 'no', words: 'I worry', named: true });
  const last = body();
  for (let index = 0; index < 19; index += 1) expected(201, await flood.post('/api/concerns', body()));
  expected(201, await flood.post('/api/concerns', last));
  const refused = await flood.post('/api/concerns', body());
  expect([refused.status, problem.parse(refused.json).code]).toEqual([429, 'too-many']);
  // Sent again it is the same, and no one more.
  expected(201, await flood.post('/api/concerns', last));
  const heard = await tell(house.person);
  expect(await listed(lea)).toContain(heard);
  house.time.move(3_600_000);
  expected(201, await flood.post('/api/concerns', body()));
});
