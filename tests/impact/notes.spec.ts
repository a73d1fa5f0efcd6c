import { randomUUID } from 'node:crypto';
import { noteList, notePage, type NotePage, versionList } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import { pageOf } from '../voices/house';
import { beginNote, chosen, give, inviteEvaluator, ledToOf, noteOf, recordOutcome, wordsIn } from './changes';

jest.setTimeout(60_000);

let server: BuiltServer;
let founder: Insider;
let rowan: Insider;
let eve: Insider;
let note: NotePage;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  eve = await inviteEvaluator(founder);
});
afterAll(() => server?.stop());
beforeEach(async () => {
  note = await beginNote(eve, { noticedOn: '2016-03-01' });
});

const go = (stage: string, more: object = {}, by = eve) =>
  by.post(`/api/notes/${note.id}/stage`, { key: randomUUID(), stage, why: 'It is so.', ...more });
const see = (by: Insider, on: string, kind = 'there', seen = true) =>
  by.put(`/api/notes/${note.id}/sightings`, { kind, on, seen });
const every = { beneficial: 'They say so.', sustained: 'Two years on.', transformational: 'It is the rule now.' };

test('a note begins with what gets in the way, and says who looks after it', async () => {
  expect(await noteOf(rowan, note.id)).toMatchObject({
    stage: 'noticed',
    stageSince: '2016-03-01',
    owner: 'Eve Evaluator',
    abilities: ['note.sight'],
    stages: [],
  });
  expect((await rowan.post('/api/notes', { key: randomUUID(), title: 'Mine', blockage: 'This.' })).status).toBe(403);
  expect((await rowan.patch(`/api/notes/${note.id}`, { title: 'Mine', textVersion: 1 })).status).toBe(403);
  const { notes } = expected(200, await rowan.get('/api/notes')).as(noteList);
  expect(notes.map(({ id }) => id)).toContain(note.id);
});

test('each stage asks why, and the last ones for the three tests', async () => {
  expect((await go('embedded', every)).status).toBe(422);
  expect((await go('exploring', { why: '' })).status).toBe(400);
  expected(200, await go('exploring', { on: '2020-07-08' }));
  expect((await go('testing', { on: '2019-01-01' })).status).toBe(400);
  expect((await go('testing', { on: '2999-01-01' })).status).toBe(400);
  const without = await go('adopted');
  expect([without.status, without.text]).toEqual([400, expect.stringContaining('"beneficial"')]);
  expected(200, await go('adopted', { beneficial: 'They say so.', on: '2022-06-15' }));
  const half = await go('embedded', { beneficial: 'They say so.', sustained: ' ' });
  expect([half.status, half.text]).toEqual([400, expect.stringContaining('"transformational"')]);
  const now = expected(200, await go('embedded', { ...every, on: '2023-01-11' })).as(notePage);
  expect(now.history.map(({ stage, on }) => [stage, on])).toEqual([
    ['noticed', '2016-03-01'],
    ['exploring', '2020-07-08'],
    ['adopted', '2022-06-15'],
    ['embedded', '2023-01-11'],
  ]);
  expect(now.history.at(-1)).toMatchObject({ why: 'It is so.', by: 'Eve Evaluator', tests: [{}, {}, {}] });
  expect((await go('adopted', { beneficial: 'Yes.' }, rowan)).status).toBe(403);
});

test('a stage that is asked for twice with one key is one', async () => {
  const key = randomUUID();
  expected(200, await go('exploring', { key }));
  expect(expected(200, await go('exploring', { key })).as(notePage).history).toHaveLength(2);
  expect((await go('testing', { key })).status).toBe(422);
});

test('what was embedded and is seen again has come back, and nobody reads who saw it', async () => {
  expected(200, await go('adopted', { beneficial: 'They say so.', on: '2022-06-15' }));
  expected(200, await see(rowan, '2022-07-01'));
  expect((await noteOf(rowan, note.id)).stage).toBe('adopted');
  expected(200, await go('embedded', { ...every, on: '2023-01-11' }));
  expected(200, await see(rowan, '2022-12-31'));
  expected(200, await see(rowan, '2023-02-01', 'working'));
  expect((await noteOf(rowan, note.id)).stage).toBe('embedded');
  expected(200, await see(rowan, '2023-02-02'));
  const back = await noteOf(eve, note.id);
  expect(back.stage).toBe('returned');
  expect(back.history.at(-1)).toMatchObject({ stage: 'returned', by: null });
  expect(JSON.stringify(back)).not.toContain((await rowan.me()).id);
});

test('P13 how many saw it is told from five on, once for each member and year', async () => {
  const members = [rowan, eve, founder];
  for (const name of ['Una One', 'Tom Two']) members.push(await inviteAndJoin(founder, name));
  for (const member of members.slice(0, 4)) expected(200, await see(member, '2020-03-01'));
  expected(200, await see(rowan, '2020-09-01'));
  const sightings = async () => (await noteOf(rowan, note.id)).sightings;
  expect(await sightings()).toEqual([{ year: 2020, there: null, working: 0 }]);
  expected(200, await see(members[4] ?? rowan, '2020-03-02'));
  expected(200, await see(rowan, '2021-03-02', 'working'));
  expect(await sightings()).toEqual([
    { year: 2020, there: 5, working: 0 },
    { year: 2021, there: 0, working: null },
  ]);
  expected(200, await see(rowan, '2020-01-01', 'there', false));
  expect((await sightings())[0]).toEqual({ year: 2020, there: null, working: 0 });
  expect((await see(rowan, '2999-01-01')).status).toBe(400);
});

test('words of a thread begin a note, and its outcomes stand in it', async () => {
  const themeId = await beginTheme(founder);
  const threadId = await beginThread(rowan, themeId, { kind: 'blockage', text: 'The doors are shut by four. Why?' });
  const first = (await pageOf(rowan, threadId)).posts[0]?.id ?? '';
  await give(rowan, first);
  const begun = await beginNote(eve, { title: 'Doors', words: await chosen(eve, first) });
  expect(wordsIn(begun.evidence)).toEqual(['The doors are shut by four.']);
  expect(begun.threads.map(({ id }) => id)).toEqual([threadId]);
  await waitUntil('the post is marked', async () => {
    const [post] = (await pageOf(rowan, threadId)).posts;
    return (post && ledToOf(post)[0] === 'Doors') || undefined;
  });
  const outcome = await recordOutcome(eve, { notes: [begun.id] });
  expect((await noteOf(rowan, begun.id)).outcomes).toMatchObject([{ id: outcome.id, label: { said: 'Reported' } }]);
  await give(rowan, first, 'no');
  expect((await noteOf(eve, begun.id)).evidence).toEqual([]);
  await waitUntil('it is to be looked at again', async () => (await noteOf(eve, begun.id)).lookAgain?.gone === 1);
  expect(expected(200, await eve.post(`/api/notes/${begun.id}/looked`)).as(notePage).lookAgain).toBeNull();
});

test('updates and measures are added, each once', async () => {
  const update = { key: randomUUID(), text: 'It was put to those who decide.', on: '2022-06-15' };
  for (const _ of [1, 2]) expected(200, await eve.post(`/api/notes/${note.id}/updates`, update));
  const series = {
    key: randomUUID(),
    title: 'Could be kept, of 100',
    unit: 'of 100',
    source: 'Plans laid out here',
    baseline: 12,
    target: 75,
  };
  const withSeries = expected(200, await eve.post(`/api/notes/${note.id}/measures`, series)).as(notePage);
  const path = `/api/notes/${note.id}/measures/${withSeries.measures[0]?.id ?? ''}`;
  for (const point of [
    { on: '2022-09-01', value: 50 },
    { on: '2020-07-01', value: 12 },
    { on: '2022-09-01', value: 52 },
  ])
    expected(200, await eve.put(path, point));
  const now = await noteOf(rowan, note.id);
  expect(now.updates).toMatchObject([{ text: update.text, on: '2022-06-15', by: 'Eve Evaluator' }]);
  expect(now.measures[0]?.points).toEqual([
    { on: '2020-07-01', value: 12 },
    { on: '2022-09-01', value: 52 },
  ]);
  expect((await rowan.post(`/api/notes/${note.id}/updates`, { ...update, key: randomUUID() })).status).toBe(403);
});

test('what was said to have happened, a number and a row of numbers are taken away again, and stand in the history', async () => {
  const path = `/api/notes/${note.id}`;
  const said = { key: randomUUID(), text: 'They met twice.', on: '2020-07-08' };
  const [update] = expected(200, await eve.post(`${path}/updates`, said)).as(notePage).updates;
  const series = { key: randomUUID(), title: 'Days out', unit: 'days', source: 'The desk' };
  const [measure] = expected(200, await eve.post(`${path}/measures`, series)).as(notePage).measures;
  const numbers = `${path}/measures/${measure?.id ?? ''}`;
  for (const [on, value] of [
    ['2021-01-01', 3],
    ['2021-02-01', 5],
  ] as const)
    expected(200, await eve.put(numbers, { on, value }));
  for (const there of [`${path}/updates/${update?.id ?? ''}`, numbers])
    expect((await rowan.del(there)).status).toBe(403);
  const form = { from: `/notes/${note.id}`, id: note.id, measure: measure?.id ?? '', on: '2021-02-01' };
  expect((await eve.page(`/notes/${note.id}`)).text).toContain('1 February 2021: 5');
  expect((await eve.submit('note-point', { ...form, value: ' ' })).status).toBe(400);
  expect((await noteOf(rowan, note.id)).measures[0]?.points).toHaveLength(2);
  expect((await eve.submit('note-point-off', form)).location).toBe(`/notes/${note.id}`);
  expect((await noteOf(rowan, note.id)).measures[0]?.points).toEqual([{ on: '2021-01-01', value: 3 }]);
  // Pressed twice, or in two tabs: it is gone, and nothing else.
  for (const press of ['once', 'twice']) {
    expect([press, (await eve.submit('note-point-off', form)).status]).toEqual([press, 303]);
    expect([press, (await eve.submit('note-update-off', { ...form, update: update?.id ?? '' })).status]).toEqual([
      press,
      303,
    ]);
    expect([press, (await eve.submit('note-measure-off', form)).status]).toEqual([press, 303]);
    expect(await noteOf(rowan, note.id)).toMatchObject({ measures: [], updates: [] });
  }
  const { versions } = expected(200, await rowan.get(`${path}/history`)).as(versionList);
  expect(versions.flatMap(({ fields }) => fields)).toEqual([
    { field: 'measures', parts: [{ kind: 'removed', text: 'Days out (days)\nThe desk\n1 January 2021: 3' }] },
    { field: 'updates', parts: [{ kind: 'removed', text: '8 July 2020: They met twice.' }] },
    { field: 'points', parts: [{ kind: 'removed', text: 'Days out (days), 1 February 2021: 5' }] },
  ]);
});

test('a review that is overdue says so', async () => {
  const edit = { nextReview: '2023-01-11', owner: (await rowan.me()).id, textVersion: 1 };
  const now = expected(200, await eve.patch(`/api/notes/${note.id}`, edit)).as(notePage);
  expect(now).toMatchObject({ overdue: true, owner: 'Rowan Reader' });
  expect((await eve.patch(`/api/notes/${note.id}`, { owner: 'a'.repeat(26), textVersion: 2 })).status).toBe(400);
});
