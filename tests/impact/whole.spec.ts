import { randomUUID } from 'node:crypto';
import { impactView, type ImpactView, themeAnswerView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  writePost,
} from '@throughline/testing';
import { beginNote, beginOutcome, chosen, give, inviteEvaluator, recordOutcome } from './changes';

jest.setTimeout(60_000);

let server: BuiltServer;
let founder: Insider;
let rowan: Insider;
let eve: Insider;
let themeId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  eve = await inviteEvaluator(founder);
  themeId = await beginTheme(founder, 'Prison release');
});
afterAll(() => server?.stop());

const impactOf = async (by: Insider): Promise<ImpactView> => expected(200, await by.get('/api/impact')).as(impactView);
const outcomeIn = ({ outcomes }: ImpactView, id: string) => outcomes.find((one) => one.id === id);

test('what every member may read is drawn: notes with their stages, changes with where they began', async () => {
  const note = await beginNote(eve, { noticedOn: '2016-03-01', conditions: ['practices', 'power'] });
  const stage = { key: randomUUID(), stage: 'adopted', why: 'Agreed.', beneficial: 'They say so.', on: '2022-06-15' };
  expected(200, await eve.post(`/api/notes/${note.id}/stage`, stage));
  const threadId = await beginThread(rowan, themeId, { title: 'Six appointments', text: 'Who helps?' });
  const post = await writePost(rowan, threadId, 'I chose the bed.');
  await give(rowan, post.id);
  const words = await chosen(eve, post.id);
  const { id } = await recordOutcome(eve, { words, notes: [note.id], direction: 'negative' });
  const draft = await beginOutcome(eve);
  const view = await impactOf(rowan);
  expect(view.notes.find((one) => one.id === note.id)).toEqual({
    id: note.id,
    title: note.title,
    conditions: ['practices', 'power'],
    history: [
      { stage: 'noticed', on: '2016-03-01' },
      { stage: 'adopted', on: '2022-06-15' },
    ],
  });
  expect(outcomeIn(view, id)).toMatchObject({
    ...{ sure: 'accounts', negative: true, themes: [themeId], notes: [note.id], from: [threadId] },
  });
  expect(view.starts).toEqual([{ id: threadId, kind: 'thread', title: 'Six appointments', on: null }]);
  expect(view.themes).toEqual([{ id: themeId, title: 'Prison release', answer: null }]);
  expect(outcomeIn(await impactOf(eve), draft.id)).toBeUndefined();
  // What its author takes back does not count, and it began nowhere that is shown by it.
  await give(rowan, post.id, 'no');
  expect(outcomeIn(await impactOf(eve), id)?.sure).toBe('reported');
});

test('a thread that fewer may read changes nothing that anybody is shown', async () => {
  const { id } = await recordOutcome(eve);
  const before = JSON.stringify(await impactOf(rowan));
  const threadId = await beginThread(founder, themeId, {
    title: 'Hidden',
    audience: { kind: 'moderators' },
    text: 'Secret.',
  });
  const post = await writePost(founder, threadId, 'Nobody else may know this.');
  await give(founder, post.id);
  const link = { key: randomUUID(), kind: 'words', words: await chosen(founder, post.id) };
  expected(200, await founder.post(`/api/outcomes/${id}/evidence`, link));
  const without = (view: string) => JSON.stringify({ ...(JSON.parse(view) as ImpactView), cursor: null });
  for (const reader of [rowan, founder]) expect(without(JSON.stringify(await impactOf(reader)))).toBe(without(before));
});

test('P13 how many members see it is told from five on, and no sum gives a smaller number away', async () => {
  const [one, other] = [await beginNote(eve, { title: 'One' }), await beginNote(eve, { title: 'Other' })];
  const members = [rowan, eve, founder];
  for (const name of ['Una One', 'Tom Two']) members.push(await inviteAndJoin(founder, name));
  const see = async (by: Insider, id: string) =>
    expected(200, await by.put(`/api/notes/${id}/sightings`, { kind: 'there', on: '2020-03-01', seen: true }));
  for (const member of members) await see(member, one.id);
  expect((await impactOf(rowan)).seen.there).toEqual({
    notes: [{ id: one.id, title: 'One', counts: [5] }],
    totals: [5],
  });
  await see(rowan, other.id);
  const few = (await impactOf(rowan)).seen.there;
  expect(few.notes.map(({ counts }) => counts)).toEqual([[5], [null]]);
  expect(few.totals).toEqual([null]);
  await see(eve, other.id);
  expect((await impactOf(rowan)).seen.there).toEqual(few);
});

test('who follows changes answers the members of a theme, once at a time', async () => {
  const path = `/api/themes/${themeId}/answer`;
  const answer = { said: 'The day cannot be done.', did: 'We laid it out by the hour.', textVersion: 0 };
  expect((await rowan.put(path, answer)).status).toBe(403);
  expect((await eve.put(path, { ...answer, said: ' ' })).status).toBe(400);
  expect((await eve.put(`/api/themes/${'a'.repeat(26)}/answer`, answer)).status).toBe(404);
  expected(200, await eve.put(path, answer));
  expect((await founder.put(path, { ...answer, did: 'Something else.' })).status).toBe(409);
  const seen = expected(200, await rowan.get(path)).as(themeAnswerView);
  expect(seen).toMatchObject({ answer: { said: answer.said, did: answer.did }, textVersion: 1, abilities: [] });
  expected(200, await founder.put(path, { ...answer, did: 'Something else.', textVersion: 1 }));
  const told = (await impactOf(rowan)).themes.find(({ id }) => id === themeId)?.answer;
  expect(told).toMatchObject({ did: 'Something else.' });
  expect(JSON.stringify(told)).not.toContain((await founder.me()).id);
});

test('whatever belongs to it stands under “Impact”: its outcomes, notes and reports', async () => {
  const [{ id: note }, { id: outcome }] = [await beginNote(eve), await recordOutcome(eve)];
  for (const path of ['/impact', '/impact/review', `/notes/${note}`, '/notes/new', `/outcomes/${outcome}`, '/reports'])
    expect([path, expected(200, await eve.get(path)).text]).toEqual([
      path,
      expect.stringContaining('<a href="/impact" aria-current="page">'),
    ]);
});
