import { randomUUID } from 'node:crypto';
import {
  outcomePage,
  publishedView,
  type PublishedView,
  publishingView,
  type PublishingView,
} from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  Person,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { foundHouse, type House } from '../voices/house';
import { beginNote, beginOutcome, chosen, inviteEvaluator, recordOutcome } from './changes';

jest.setTimeout(120_000);

let house: House;
let rowan: Insider;
let eve: Insider;
let themeId: string;
let visitor: Person;

beforeAll(async () => {
  house = await foundHouse();
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
  visitor = new Person(house.server.url);
});
afterAll(() => house?.server.stop());

type Kind = 'note' | 'outcome' | 'answer';
const publishing = async (by: Insider, kind: Kind, id: string): Promise<PublishingView> =>
  expected(200, await by.get(`/api/publishing/${kind}/${id}`)).as(publishingView);
const shown = async (): Promise<PublishedView> => expected(200, await visitor.get('/api/changes')).as(publishedView);
/** All that a visitor can be answered about it: the answers of the API, and the pages. */
const allBytes = async () => {
  const answers = [];
  for (const path of ['/api/changes', '/api/changes/short', '/api/front', '/changes', '/'])
    // What a visitor may not be answered is refused with a number of its own each time.
    answers.push((await visitor.get(path)).text.replace(/"requestId":"[0-9a-f]+"/g, ''));
  return answers;
};

async function publish(kind: Kind, id: string, evidence?: string[]): Promise<PublishingView> {
  const { seen, choices } = await publishing(eve, kind, id);
  const body = { seen, evidence: evidence ?? choices.map((choice) => choice.id) };
  return expected(200, await eve.put(`/api/publishing/${kind}/${id}`, body)).as(publishingView);
}

async function wordsOf(by: Insider, text: string, report: 'yes' | 'no' = 'yes'): Promise<string> {
  const threadId = await beginThread(by, themeId, { title: 'Where it was said', text: 'Who helps?' });
  const post = await writePost(by, threadId, text);
  expected(200, await by.put(`/api/posts/${post.id}/uses`, { summary: 'general', evidence: 'yes', report }));
  return post.id;
}

test('nothing is there until it was approved, one by one; taken back it is gone at once', async () => {
  expect(await shown()).toMatchObject({ asAt: null, notes: [], outcomes: [], answers: [] });
  const outcome = await recordOutcome(eve, { who: 'Published probation' });
  await recordOutcome(eve, { who: 'Unpublished canary' });
  expect((await shown()).outcomes).toEqual([]);
  await publish('outcome', outcome.id);
  const now = await shown();
  expect(now.outcomes).toMatchObject([{ id: outcome.id, sure: 'reported', label: 'Reported' }]);
  expect(now.asAt).toBe(now.outcomes[0]?.on);
  expect((await allBytes()).join()).not.toContain('canary');
  expect((await allBytes())[3]).toContain('Published probation');
  expect((await allBytes())[4]).toContain('Published probation');
  expect(await publishing(house.founder, 'outcome', outcome.id)).toMatchObject({
    published: { by: 'Eve Evaluator', changedSince: false },
  });
  expected(200, await eve.del(`/api/publishing/outcome/${outcome.id}`));
  expect(await shown()).toMatchObject({ asAt: null, outcomes: [] });
});

test('who may not decide sees nothing of deciding; drafts and what is not there are not found', async () => {
  const outcome = await recordOutcome(eve);
  const draft = await beginOutcome(eve);
  expect((await rowan.get(`/api/publishing/outcome/${outcome.id}`)).status).toBe(403);
  expect((await visitor.get(`/api/publishing/outcome/${outcome.id}`)).status).toBe(401);
  expect((await rowan.del(`/api/publishing/outcome/${outcome.id}`)).status).toBe(403);
  expect((await eve.get(`/api/publishing/outcome/${draft.id}`)).status).toBe(404);
  expect((await eve.get(`/api/publishing/answer/${themeId}`)).status).toBe(404);
  expect((await eve.get(`/api/publishing/thread/${themeId}`)).status).toBe(404);
});

test('what is published is what was looked at, and stays so until it is approved anew', async () => {
  const outcome = await recordOutcome(eve);
  const { seen } = await publishing(eve, 'outcome', outcome.id);
  const edit = { why: 'A later thought.', textVersion: outcome.textVersion };
  expected(200, await house.founder.patch(`/api/outcomes/${outcome.id}`, edit));
  const late = await eve.put(`/api/publishing/outcome/${outcome.id}`, { seen, evidence: [] });
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('changed-meanwhile')]);
  await publish('outcome', outcome.id);
  const again = { why: 'Not for visitors.', textVersion: outcome.textVersion + 1 };
  expected(200, await house.founder.patch(`/api/outcomes/${outcome.id}`, again));
  expect((await shown()).outcomes.find(({ id }) => id === outcome.id)?.why).toBe('A later thought.');
  expect((await publishing(eve, 'outcome', outcome.id)).published?.changedSince).toBe(true);
  await publish('outcome', outcome.id);
  expect((await shown()).outcomes.find(({ id }) => id === outcome.id)?.why).toBe('Not for visitors.');
});

test('P14 words are there only where their author gave them for it, with no name, and gone when taken back', async () => {
  const given = await wordsOf(rowan, 'These words may be published.');
  const kept = await wordsOf(rowan, 'These words may not go outside.', 'no');
  const outcome = await recordOutcome(eve, { words: await chosen(eve, given) });
  const link = { key: randomUUID(), kind: 'words', words: await chosen(eve, kept) };
  expected(200, await eve.post(`/api/outcomes/${outcome.id}/evidence`, link));
  const before = await publishing(eve, 'outcome', outcome.id);
  expect([before.choices.length, before.notGiven]).toEqual([1, 1]);
  const { evidence } = expected(200, await eve.get(`/api/outcomes/${outcome.id}`)).as(outcomePage);
  const all = { seen: before.seen, evidence: evidence.map(({ id }) => id) };
  expect((await eve.put(`/api/publishing/outcome/${outcome.id}`, all)).status).toBe(400);
  await publish('outcome', outcome.id);
  const ofIt = async () => (await shown()).outcomes.find(({ id }) => id === outcome.id);
  expect(await ofIt()).toMatchObject({
    evidence: [{ kind: 'words', passages: ['These words may be published.'] }],
    label: 'Supported by members’ accounts',
  });
  const bytes = (await allBytes()).join();
  for (const canary of ['may not go outside', 'Rowan', 'Where it was said', given, kept])
    expect(bytes).not.toContain(canary);
  const uses = { summary: 'general', evidence: 'yes', report: 'no' };
  expected(200, await rowan.put(`/api/posts/${given}/uses`, uses));
  expect(await ofIt()).toMatchObject({ evidence: [], label: 'Reported' });
  expect((await allBytes()).join()).not.toContain('may be published');
});

test('words that were changed since are left out until they are approved anew', async () => {
  const post = await wordsOf(rowan, 'As it was said first.');
  const outcome = await recordOutcome(eve, { words: await chosen(eve, post) });
  await publish('outcome', outcome.id);
  expect((await allBytes()).join()).toContain('As it was said first.');
  expected(200, await rowan.put(`/api/posts/${post}`, { text: 'As it is said now.', textVersion: 1 }));
  expect((await allBytes()).join()).not.toMatch(/As it was said first|As it is said now/);
});

test('P4 nothing that is not published can be told from what visitors are answered', async () => {
  const note = await beginNote(eve, { title: 'A published note', noticedOn: '2016-03-01' });
  const outcome = await recordOutcome(eve, { who: 'A published change', notes: [note.id] });
  await publish('note', note.id);
  await publish('outcome', outcome.id);
  const before = await allBytes();

  const other = await beginNote(eve, { title: 'Canary note', themes: [themeId] });
  await recordOutcome(eve, { who: 'Canary change', notes: [note.id, other.id], themes: [themeId] });
  await beginOutcome(eve, { who: 'Canary draft' });
  const edit = { textVersion: note.textVersion, lead: 'A canary that nobody approved.', conditions: ['power'] };
  expected(200, await eve.patch(`/api/notes/${note.id}`, edit));
  expected(200, await eve.post(`/api/notes/${note.id}/stage`, { key: randomUUID(), stage: 'stalled', why: 'Canary.' }));
  for (const member of [rowan, eve, house.founder, house.moderator])
    expected(200, await member.put(`/api/notes/${note.id}/sightings`, { kind: 'there', on: '2020-01-01', seen: true }));
  // Words of a thread that moderators alone read, given for everything, linked to what is published.
  const hidden = await beginThread(house.moderator, themeId, {
    audience: { kind: 'moderators' },
    title: 'Hidden',
    text: 'Canary.',
  });
  const secret = await writePost(house.moderator, hidden, 'A canary among moderators.');
  const uses = { summary: 'yes', evidence: 'yes', report: 'yes' };
  expected(200, await house.moderator.put(`/api/posts/${secret.id}/uses`, uses));
  const hiddenWords = { key: randomUUID(), kind: 'words', words: await chosen(house.moderator, secret.id) };
  expected(200, await house.moderator.post(`/api/outcomes/${outcome.id}/evidence`, hiddenWords));
  const open = {
    key: randomUUID(),
    kind: 'words',
    words: await chosen(eve, await wordsOf(rowan, 'A canary in the open.')),
  };
  expected(200, await eve.post(`/api/outcomes/${outcome.id}/evidence`, open));
  const paper = { key: randomUUID(), kind: 'document', title: 'Canary paper', on: '2022-01-01', by: 'Canary' };
  expected(200, await eve.post(`/api/notes/${note.id}/evidence`, paper));
  const answer = { said: 'Canary said.', did: 'Canary did.', textVersion: 0 };
  expected(200, await eve.put(`/api/themes/${themeId}/answer`, answer));
  await waitUntil('the words are linked', async () => (await eve.get(`/api/outcomes/${outcome.id}`)).status === 200);

  expect(await allBytes()).toEqual(before);
  expect(before.join()).not.toContain('anary');
  // Who decides is offered nothing of a thread that fewer may read, and is not told that there is something.
  const offered = await publishing(eve, 'outcome', outcome.id);
  expect([offered.choices.length, offered.notGiven]).toEqual([1, 0]);
});

test('a note that names an organisation goes to it first', async () => {
  const note = await beginNote(eve, { title: 'The Fire Service is named', mustAct: ['The Fire Service'] });
  const { seen, waitingFor } = await publishing(eve, 'note', note.id);
  expect(waitingFor).toEqual([{ organisation: 'The Fire Service', until: null }]);
  const refused = await eve.put(`/api/publishing/note/${note.id}`, { seen, evidence: [] });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('organisation-first')]);
  expect(JSON.stringify(await shown())).not.toContain('Fire Service');
});

test('what a theme’s members were told can be published too', async () => {
  const theme = await beginTheme(house.founder, 'Engagement');
  const answer = { said: '“Hard to reach” blames the person.', did: 'Two took it off their form.', textVersion: 0 };
  expected(200, await eve.put(`/api/themes/${theme}/answer`, answer));
  expect((await allBytes()).join()).not.toContain('Engagement');
  await publish('answer', theme);
  expect((await shown()).answers).toMatchObject([{ title: 'Engagement', said: answer.said, did: answer.did }]);
});
