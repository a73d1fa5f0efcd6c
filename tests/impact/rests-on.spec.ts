import { randomUUID } from 'node:crypto';
import { outsideCard, outsidePage, publishedView, publishingView, versionList } from '@throughline/contracts';
import {
  type Answer,
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
import { beginNote, chosen, give, inviteEvaluator, noteOf, outcomeOf, recordOutcome } from './changes';
import { beginReport, sheetsOf } from './report-steps';

jest.setTimeout(120_000);

let house: House;
let eve: Insider;
let rowan: Insider;
let visitor: Person;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
  visitor = new Person(house.server.url);
});
afterAll(() => house?.server.stop());

async function publish(id: string): Promise<void> {
  const path = `/api/publishing/outcome/${id}`;
  const { seen, choices } = expected(200, await eve.get(path)).as(publishingView);
  expected(200, await eve.put(path, { seen, evidence: choices.map((choice) => choice.id) }));
}
async function publishedLabel(id: string): Promise<string | undefined> {
  const { outcomes } = expected(200, await visitor.get('/api/changes')).as(publishedView);
  return outcomes.find((one) => one.id === id)?.label;
}
/** What a link takes, of the text that stands behind it now. */
async function answerTo(id: string) {
  const asked = await eve.post(`/api/outcomes/${id}/outside`, { key: randomUUID(), kind: 'change' });
  const secret = /\/answer\/([\w-]+)/.exec(expected(201, asked).as(outsideCard).link ?? '')?.[1] ?? '';
  const { read } = expected(200, await visitor.get(`/api/outside/look?secret=${secret}`)).as(outsidePage);
  const said = { answer: 'agree', text: 'So it is.', how: 'I was there.', role: 'Manager', relation: 'observer' };
  return { secret, read, key: randomUUID(), mayBeNamed: false, ...said };
}
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

test('however much of one post is linked, it is one post: on the page, published, and in a report', async () => {
  const threadId = await beginThread(rowan, themeId, { text: 'Who helps?' });
  const post = await writePost(rowan, threadId, 'One thing was said. Another thing was said.');
  expected(200, await rowan.put(`/api/posts/${post.id}/uses`, { summary: 'general', evidence: 'yes', report: 'yes' }));
  const { id } = await recordOutcome(eve, { who: 'The one-post office' });
  for (const place of [0, 1, 0]) {
    const words = await chosen(eve, post.id, [place]);
    expected(200, await eve.post(`/api/outcomes/${id}/evidence`, { key: randomUUID(), kind: 'words', words }));
  }
  const { label, evidence } = await outcomeOf(rowan, id);
  expect([label.basis, label.counts.words, evidence.length]).toEqual(['1 member’s post.', 1, 3]);
  const sheets = await sheetsOf(eve, (await beginReport(eve)).id);
  expect(sheets).toMatch(/1 member’s post\. The one-post office/);
});

test('a change that was confirmed and then told otherwise is not confirmed, until somebody outside has read that', async () => {
  const { id, textVersion } = await recordOutcome(eve, { who: 'The rewritten office' });
  expected(200, await visitor.post('/api/outside/answer', await answerTo(id)));
  await publish(id);
  expect([(await outcomeOf(rowan, id)).label.label, await publishedLabel(id)]).toEqual([
    'substantiated',
    'Confirmed from outside',
  ]);
  expected(200, await eve.patch(`/api/outcomes/${id}`, { what: 'has housed everybody.', textVersion }));
  expect((await outcomeOf(rowan, id)).label).toMatchObject({
    label: 'reported',
    basis: 'One statement so far. 1 person outside agreed to what it said before.',
  });
  // What visitors read is still what was confirmed; what they would read then is not.
  expect(await publishedLabel(id)).toBe('Confirmed from outside');
  await publish(id);
  expect(await publishedLabel(id)).toBe('Reported');
  const sheets = await sheetsOf(eve, (await beginReport(eve)).id);
  expect(sheets).toMatch(
    /Reported One statement so far\. 1 person outside agreed to what it said before\. The rewritten/,
  );
  expect(sheets).toContain('Somebody outside agreed to what it said before:');
  expect(sheets).not.toContain('Somebody outside confirms it:');
  expect(sheets).toMatch(/agreed 0 agreed in part 0 disagreed 0 agreed to an earlier text 1/);
  expected(200, await visitor.post('/api/outside/answer', await answerTo(id)));
  expect((await outcomeOf(rowan, id)).label.label).toBe('substantiated');
});

test('an answer that is sent twice at once is the same one', async () => {
  const { id } = await recordOutcome(eve);
  const body = await answerTo(id);
  const same = await Promise.all(Array.from({ length: 6 }, () => visitor.post('/api/outside/answer', body)));
  expect(statuses(same)).toEqual([200, 200, 200, 200, 200, 200]);
  const other = await answerTo(id);
  const keys = Array.from({ length: 6 }, () => ({ ...other, key: randomUUID() }));
  const differing = await Promise.all(keys.map((one) => visitor.post('/api/outside/answer', one)));
  expect(statuses(differing).sort()).toEqual([200, 410, 410, 410, 410, 410]);
  expect((await outcomeOf(rowan, id)).outside).toHaveLength(2);
});

test('who may not read a thread has not looked for those who may', async () => {
  const threadId = await beginThread(house.founder, themeId, { text: 'Among us.', audience: { kind: 'moderators' } });
  const post = await writePost(house.founder, threadId, 'Only moderators read this.');
  await give(house.founder, post.id);
  const { id } = await recordOutcome(eve);
  const words = await chosen(house.moderator, post.id);
  const link = { key: randomUUID(), kind: 'words', words };
  expected(200, await house.moderator.post(`/api/outcomes/${id}/evidence`, link));
  await give(house.founder, post.id, 'no');
  await waitUntil(
    'it is to be looked at again',
    async () => (await outcomeOf(house.moderator, id)).lookAgain?.gone === 1,
  );
  expect((await outcomeOf(eve, id)).lookAgain).toBeNull();
  expected(200, await eve.post(`/api/outcomes/${id}/looked`, {}));
  expect((await outcomeOf(house.moderator, id)).lookAgain?.gone).toBe(1);
  expected(200, await house.moderator.post(`/api/outcomes/${id}/looked`, {}));
  expect((await outcomeOf(house.moderator, id)).lookAgain).toBeNull();
});

test('who is named in the sentence of a stage reads it before visitors do', async () => {
  const { id } = await beginNote(eve);
  const waitingFor = async () =>
    expected(200, await eve.get(`/api/publishing/note/${id}`)).as(publishingView).waitingFor;
  expect(await waitingFor()).toEqual([]);
  const stalled = { key: randomUUID(), stage: 'stalled', why: 'Organisation 0 would not hear of it.' };
  expected(200, await eve.post(`/api/notes/${id}/stage`, stalled));
  expect(await waitingFor()).toEqual([{ organisation: 'Organisation 0', until: null }]);
  const named = { key: randomUUID(), kind: 'named', organisation: 'Organisation 0' };
  const { link } = expected(201, await eve.post(`/api/notes/${id}/outside`, named)).as(outsideCard);
  const secret = /\/answer\/([\w-]+)/.exec(link ?? '')?.[1] ?? '';
  const asked = expected(200, await visitor.get(`/api/outside/look?secret=${secret}`)).as(outsidePage);
  expect(asked.statement).toContainEqual({
    field: 'steps',
    text: expect.stringMatching(/^Noticed, .*\nStalled, .*: Organisation 0 would not hear of it\.$/),
  });
  expect((await waitingFor())[0]?.until).toMatch(/^\d{4}-/);
  const later = { key: randomUUID(), stage: 'exploring', why: 'Organisation 0 came round.' };
  expected(200, await eve.post(`/api/notes/${id}/stage`, later));
  expect(await waitingFor()).toEqual([{ organisation: 'Organisation 0', until: null }]);
});

test('days that were never and days to come, and numbers that no picture holds, are refused beside their field', async () => {
  const note = await beginNote(eve);
  const { id } = note;
  const series = { key: randomUUID(), title: 'Beds', unit: 'beds', source: 'The council' };
  const [measure] =
    expected(200, await eve.post(`/api/notes/${id}/measures`, series)) && (await noteOf(eve, id)).measures;
  const point = `/api/notes/${id}/measures/${measure?.id}`;
  for (const on of ['0000-01-01', '1899-12-31', '9999-12-31']) {
    const document = { key: randomUUID(), kind: 'document', title: 'Minutes', by: 'The council', on };
    const sent = [
      await eve.put(point, { on, value: 1 }),
      await eve.post(`/api/notes/${id}/evidence`, document),
      await eve.post(`/api/notes/${id}/updates`, { key: randomUUID(), text: 'Something.', on }),
      await eve.post(`/api/notes/${id}/stage`, { key: randomUUID(), stage: 'exploring', why: 'So.', on }),
      await rowan.put(`/api/notes/${id}/sightings`, { kind: 'there', seen: true, on }),
    ];
    expect([on, ...statuses(sent)]).toEqual([on, 400, 400, 400, 400, 400]);
    for (const { text } of sent) expect(text).toContain('"path":"on"');
  }
  for (const wrong of [{ baseline: 1e308 }, { target: -1e308 }])
    expect((await eve.post(`/api/notes/${id}/measures`, { ...series, key: randomUUID(), ...wrong })).status).toBe(400);
  expect((await noteOf(rowan, id)).sightings).toEqual([]);
});

test('a long history of long texts keeps nobody waiting', async () => {
  const note = await beginNote(eve);
  const { id } = note;
  let { textVersion } = note;
  const long = () => Array.from({ length: 570 }, () => randomUUID().slice(0, 6)).join(' ');
  for (let edits = 0; edits < 12; edits += 1) {
    const parts = { blockage: long(), bestHopes: long(), exceptions: long(), changeSought: long() };
    expected(200, await eve.patch(`/api/notes/${id}`, { textVersion, ...parts }));
    textVersion += 1;
  }
  // Comparing all of it takes several seconds, in which nobody would be answered: what there is no time for is shown whole.
  const { versions } = expected(200, await rowan.get(`/api/notes/${id}/history`)).as(versionList);
  const oldest = versions.at(-1)?.fields ?? [];
  expect(oldest.map(({ parts }) => parts.map(({ kind }) => kind).sort())).toEqual(
    oldest.map(() => ['added', 'removed']),
  );
  expect(oldest.length).toBeGreaterThan(0);
});
