import { randomUUID } from 'node:crypto';
import { outcomeList, outcomePage, versionList } from '@throughline/contracts';
import {
  type BuiltServer,
  beginTheme,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
} from '@throughline/testing';
import { answers, beginOutcome, inviteEvaluator, outcomeOf, recordOutcome } from './changes';

jest.setTimeout(60_000);

let server: BuiltServer;
let founder: Insider;
let rowan: Insider;
let eve: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  eve = await inviteEvaluator(founder);
});
afterAll(() => server?.stop());

const edit = (by: Insider, id: string, parts: object) => by.patch(`/api/outcomes/${id}`, parts);
const listed = async (by: Insider, query = '') => expected(200, await by.get(`/api/outcomes${query}`)).as(outcomeList);

test('a draft is saved at each step, and is there for those alone who look after outcomes', async () => {
  const draft = expected(201, await eve.post('/api/outcomes', { key: randomUUID() })).as(outcomePage);
  expect(draft.waiting).toMatchObject({ by: 'Eve Evaluator' });
  expect(draft.waiting.fields).toContain('who');
  const first = expected(200, await edit(eve, draft.id, { who: answers.who, what: answers.what, textVersion: 1 }));
  expect(first.as(outcomePage)).toMatchObject({ title: 'Hanbridge probation sets the first meeting after the train.' });
  expect((await rowan.get(`/api/outcomes/${draft.id}`)).status).toBe(404);
  expect((await edit(rowan, draft.id, { who: 'x', textVersion: 2 })).status).toBe(404);
  expect((await listed(rowan)).outcomes.map(({ id }) => id)).not.toContain(draft.id);
  expect((await listed(founder)).outcomes.map(({ id }) => id)).toContain(draft.id);
  const early = await eve.post(`/api/outcomes/${draft.id}/record`, { textVersion: 2 });
  expect([early.status, early.text]).toEqual([400, expect.stringContaining('"when"')]);
  expected(200, await edit(founder, draft.id, { when: 'May 2022', textVersion: 2 }));
  expect((await eve.post(`/api/outcomes/${draft.id}/record`, { textVersion: 2 })).status).toBe(409);
  expected(200, await eve.post(`/api/outcomes/${draft.id}/record`, { textVersion: 3 }));
  expect((await outcomeOf(rowan, draft.id)).waiting.fields).not.toContain('when');
  // Nothing of how the draft came about.
  const history = expected(200, await rowan.get(`/api/outcomes/${draft.id}/history`)).as(versionList);
  expect(history.versions).toEqual([]);
});

test('R2 begun twice with one key it is one', async () => {
  const request = { key: randomUUID(), ...answers };
  const one = expected(201, await eve.post('/api/outcomes', request)).as(outcomePage);
  expect(expected(201, await eve.post('/api/outcomes', request)).as(outcomePage).id).toBe(one.id);
  expect((await eve.post('/api/outcomes', { ...request, who: 'Others' })).status).toBe(422);
});

test('R8 what somebody saved meanwhile is not lost', async () => {
  const { id } = await beginOutcome(eve);
  expected(200, await edit(founder, id, { why: 'It matters.', textVersion: 1 }));
  expect((await edit(eve, id, { why: 'It does.', textVersion: 1 })).status).toBe(409);
  // What says nothing new is saved already.
  expected(200, await edit(eve, id, { why: 'It matters.', textVersion: 1 }));
});

test('changes of what was recorded are kept: who, when, and what', async () => {
  const { id, textVersion } = await recordOutcome(eve);
  expected(200, await edit(founder, id, { when: 'Since June 2022', direction: 'positive', textVersion }));
  const { versions } = expected(200, await rowan.get(`/api/outcomes/${id}/history`)).as(versionList);
  expect(versions).toMatchObject([{ by: 'Ada Founder', fields: [{ field: 'when' }, { field: 'direction' }] }]);
  const [when] = versions[0]?.fields ?? [];
  expect(when?.parts.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text.trim()])).toEqual([
    ['removed', 'May'],
    ['added', 'June'],
  ]);
  const emptied = await edit(eve, id, { when: '', textVersion: textVersion + 1 });
  expect(emptied.status).toBe(400);
});

test('a document and a count back it; somebody else cannot say so', async () => {
  const { id } = await recordOutcome(eve);
  const document = {
    key: randomUUID(),
    kind: 'document',
    title: 'A letter',
    on: '2022-05-18',
    by: 'Hanbridge probation',
  };
  const measure = {
    key: randomUUID(),
    kind: 'measure',
    title: 'Meetings after the train',
    on: '2022-09-01',
    value: 31,
    unit: 'meetings',
    source: 'Their diary',
  };
  expect((await rowan.post(`/api/outcomes/${id}/evidence`, document)).status).toBe(403);
  const counted = expected(200, await eve.post(`/api/outcomes/${id}/evidence`, measure)).as(outcomePage);
  expect(counted.label).toMatchObject({ label: 'evidenced', said: 'Backed by a count', basis: '1 count.' });
  const backed = expected(200, await eve.post(`/api/outcomes/${id}/evidence`, document)).as(outcomePage);
  expect(backed.label).toMatchObject({ said: 'Backed by a document', basis: '1 document, 1 count.' });
  const script = { ...document, key: randomUUID(), link: 'javascript:alert(1)' };
  expect((await eve.post(`/api/outcomes/${id}/evidence`, script)).status).toBe(400);
  expect(
    (await eve.patch(`/api/outcomes/${id}`, { label: 'substantiated', textVersion: backed.textVersion })).status,
  ).toBe(400);
});

test('a draft can be thrown away, what was recorded cannot', async () => {
  const { id } = await beginOutcome(eve);
  expected(200, await eve.del(`/api/outcomes/${id}`));
  expect((await eve.get(`/api/outcomes/${id}`)).status).toBe(404);
  const recorded = await recordOutcome(eve);
  expect((await eve.del(`/api/outcomes/${recorded.id}`)).status).toBe(409);
});

test('the list goes on where it ended, and is of one theme where that is asked', async () => {
  const themeId = await beginTheme(founder, 'A theme of many');
  const made: string[] = [];
  for (let count = 0; count < 103; count += 1) made.push((await recordOutcome(eve, { themes: [themeId] })).id);
  const first = await listed(rowan, `?theme=${themeId}`);
  expect([first.outcomes.length, first.after]).toEqual([100, expect.any(String)]);
  const rest = await listed(rowan, `?theme=${themeId}&after=${first.after ?? ''}`);
  expect(rest.after).toBeNull();
  expect([...first.outcomes, ...rest.outcomes].map(({ id }) => id).sort()).toEqual([...made].sort());
  expect((await edit(eve, made[0] ?? '', { themes: ['a'.repeat(26)], textVersion: 1 })).status).toBe(400);
});
