import { randomUUID } from 'node:crypto';
import { type ThreadPage, type ThreadView } from '@throughline/contracts';
import { databaseName } from '@throughline/platform';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  waitUntil,
  writePost,
} from '@throughline/testing';
import type { Db } from 'mongodb';
import { Listener } from '../architecture/questions';
import { Engine } from '../keeping/engine';
import { Reader } from '../live/reader';
import { foundHouse, type House, pageOf } from '../voices/house';
import { beginNote, beginOutcome, chosen, give, inviteEvaluator, noteOf, outcomeOf, recordOutcome } from './changes';

jest.setTimeout(90_000);

let engine: Engine;
let listener: Listener;
let db: Db;
let house: House;
let rowan: Insider;
let eve: Insider;
let themeId: string;
let thread: string;

beforeAll(async () => {
  engine = await Engine.start();
  listener = await Listener.before(engine.uri);
  db = engine.db(databaseName);
  house = await foundHouse({ env: { MONGODB_URI: listener.uri } });
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
}, 120_000);
afterAll(async () => {
  await house?.server.stop();
  await listener?.stop();
  await engine?.stop();
});
beforeEach(async () => {
  thread = await beginThread(rowan, themeId, { title: 'Six appointments', text: 'Who helps?' });
});

const title = 'Hanbridge probation sets the first meeting after the train.';
const cameOf = ({ thread: { cameOf: came } }: ThreadPage) => came?.map((one) => one.title);
const sorted = (titles: string[] | undefined) => JSON.stringify(titles?.toSorted());
/** Until the page of a thread says that these came of it, of one day in any order; none: that it says nothing of it at all. */
const says = (titles: string[] | undefined, id = thread, by = rowan) =>
  waitUntil(`it says ${String(titles)}`, async () => sorted(cameOf(await pageOf(by, id))) === sorted(titles));
const edit = async (id: string, change: object) => {
  const { textVersion } = await outcomeOf(eve, id);
  expected(200, await eve.patch(`/api/outcomes/${id}`, { ...change, textVersion }));
};
const editNote = async (id: string, change: object) => {
  const { textVersion } = await noteOf(eve, id);
  expected(200, await eve.patch(`/api/notes/${id}`, { ...change, textVersion }));
};
const changeStage = async (id: string, stage: string) =>
  expected(200, await eve.post(`/api/notes/${id}/stage`, { key: randomUUID(), stage, why: 'So it is.' }));
const merge = async (from: string, into: string) =>
  expected(200, await house.moderator.post(`/api/threads/${from}/merge`, { into }));

test('a thread that is linked without any words leads to what it was linked to, each once, and loses it at once', async () => {
  const outcome = await recordOutcome(eve, { threads: [thread] });
  const note = await beginNote(eve, { title: 'First days', threads: [thread] });
  await says(['First days', title]);
  expect((await pageOf(rowan, thread)).thread.cameOf).toEqual([
    { kind: 'note', id: note.id, title: 'First days', stage: 'noticed' },
    { kind: 'outcome', id: outcome.id, title },
  ]);
  await edit(outcome.id, { threads: [] });
  await says(['First days']);
  await editNote(note.id, { threads: [] });
  await says(undefined);
  await edit(outcome.id, { threads: [thread] });
  await says([title]);
});

test('a thread is unlinked in the form of what it is linked to, and what was linked meanwhile stays', async () => {
  const { id } = await beginNote(eve, { title: 'First days', threads: [thread] });
  const other = await beginThread(rowan, themeId, { title: 'Six buses', text: 'Which one goes there?' });
  const send = async (threads: string[]) => {
    const { textVersion, title: called, blockage } = await noteOf(eve, id);
    const fields = {
      from: `/notes/${id}/edit`,
      id,
      whole: 'yes',
      title: called,
      blockage,
      textVersion: `${textVersion}`,
    };
    const sent = await eve.submit('note-edit', { ...fields, threads, 'threads-before': thread });
    expect([sent.status, sent.location]).toEqual([303, `/notes/${id}`]);
  };
  const form = (await eve.page(`/notes/${id}/edit`)).text;
  expect(form).toMatch(new RegExp(`name="threads"[^>]* value="${thread}"`));
  expect(form).toContain(`name="threads-before" value="${thread}"`);
  await editNote(id, { threads: [thread, other] });
  await send([thread]);
  await says(['First days'], other);
  await send([]);
  await says(undefined);
});

test('words that are linked lead there from their thread too, on each of its pages, and only once', async () => {
  const post = await writePost(rowan, thread, 'I chose the bed. It was a Friday.');
  await give(rowan, post.id);
  const { id } = await recordOutcome(eve);
  for (const place of [0, 1]) {
    const words = await chosen(eve, post.id, [place]);
    expected(200, await eve.post(`/api/outcomes/${id}/evidence`, { key: randomUUID(), kind: 'words', words }));
  }
  await says([title]);
  const begun = await beginNote(eve, { title: 'From words', words: await chosen(eve, post.id) });
  await says(['From words', title]);
  expect((await noteOf(eve, begun.id)).threads).toMatchObject([{ id: thread }]);
});

test('a draft is led to from nowhere, whatever is done to it, until it is recorded', async () => {
  const other = await recordOutcome(eve, { who: 'Another office', threads: [thread] });
  const { id, textVersion } = await beginOutcome(eve, { threads: [thread] });
  await edit(id, { what: 'does something else.' });
  await edit(other.id, { who: 'An office' });
  await says(['An office sets the first meeting after the train.']);
  expect(await db.collection('stream_entries').countDocuments({ subject: thread, type: 'mark.changed' })).toBe(2);
  expected(200, await eve.post(`/api/outcomes/${id}/record`, { textVersion: textVersion + 1 }));
  await says(['An office sets the first meeting after the train.', 'Hanbridge probation does something else.']);
});

test('titles and stages follow, also where a note comes back, on an open page without asking again', async () => {
  const open = await Reader.open(rowan, thread);
  const shown = () => open.page.thread.cameOf?.map((one) => `${one.title} ${one.stage ?? ''}`.trim());
  const { id } = await beginNote(eve, { title: 'First days', threads: [thread] });
  const outcome = await recordOutcome(eve, { threads: [thread] });
  await waitUntil('both are there', () => shown()?.length === 2);
  expect(shown()).toEqual(['First days noticed', title]);
  await editNote(id, { title: 'A first day' });
  await edit(outcome.id, { what: 'meets later.' });
  await changeStage(id, 'returned');
  await waitUntil('they follow', () => String(shown()) === 'A first day returned,Hanbridge probation meets later.');
  await edit(outcome.id, { threads: [] });
  await editNote(id, { threads: [] });
  await waitUntil('both are gone', () => shown() === undefined);
  expect(open.reloads).toBe(0);
  await open.settled();
  expect(open.page.thread).toEqual((await open.fresh()).thread);
  await open.drop();
});

test('two threads that are linked to one change both lead there', async () => {
  const other = await beginThread(rowan, themeId, { title: 'Buses', text: 'When?' });
  const { id } = await recordOutcome(eve, { threads: [thread, other] });
  for (const one of [thread, other]) await says([title], one);
  await edit(id, { threads: [other] });
  await says(undefined);
  await says([title], other);
  await edit(id, { who: 'The office' });
  await says(['The office sets the first meeting after the train.'], other);
});

test('what a thread was linked to is led to from the one that it became part of, and what changes of it later', async () => {
  const [into, last] = [
    await beginThread(rowan, themeId, { title: 'Buses', text: 'When?' }),
    await beginThread(rowan, themeId, { title: 'All of it', text: 'What?' }),
  ];
  const { id } = await recordOutcome(eve, { threads: [thread] });
  await says([title]);
  await merge(thread, into);
  await says([title], into);
  await says(undefined);
  await edit(id, { who: 'The office' });
  await says(['The office sets the first meeting after the train.'], into);
  // Both are linked to the same by now: it is said once.
  await edit(id, { threads: [thread, into] });
  await merge(into, last);
  await says(['The office sets the first meeting after the train.'], last);
  await says(undefined, into);
  await beginNote(eve, { title: 'Linked later', threads: [thread] });
  await says(['Linked later', 'The office sets the first meeting after the train.'], last);
  await edit(id, { threads: [] });
  await says(['Linked later'], last);
});

test('who reads a thread of few is told what came of it; others learn nothing of the thread', async () => {
  const few = await beginThread(house.moderator, themeId, { audience: { kind: 'moderators' }, text: 'Between us.' });
  const { id } = await recordOutcome(house.founder, { threads: [few] });
  await says([title], few, house.moderator);
  expect((await outcomeOf(rowan, id)).threads).toEqual([]);
  expect((await rowan.get(`/api/threads/${few}/page`)).status).toBe(404);
});

test('of a thread that is linked to nothing, nothing is asked, kept or said; lists and answers to posts say nothing either', async () => {
  const linked = await beginThread(rowan, themeId, { title: 'Buses', text: 'When?' });
  const { id } = await recordOutcome(eve, { threads: [linked] });
  await says([title], linked);
  const asked = (among: string) =>
    // What looks each second for changes that were not told yet is not meant.
    listener.questions.filter(
      ({ during, command }) =>
        during === among &&
        (command['find'] as string) in kept &&
        !JSON.stringify(command['filter']).includes('pending'),
    );
  const kept = { outcomes: 0, notes: 0 };
  listener.during = 'linked to nothing';
  await writePost(rowan, thread, 'Another one.');
  const page = await pageOf(rowan, thread);
  expect(page.thread).not.toHaveProperty('cameOf');
  listener.during = 'a list';
  const { threads } = expected(200, await rowan.get('/api/threads')).json as { threads: object[] };
  expect(threads.length).toBeGreaterThan(1);
  for (const one of threads) expect(one).not.toHaveProperty('cameOf');
  listener.during = 'linked';
  await writePost(rowan, linked, 'Another one.');
  expect(cameOf(await pageOf(rowan, linked))).toEqual([title]);
  listener.during = 'after';
  expect([asked('linked to nothing'), asked('a list')]).toEqual([[], []]);
  expect(asked('linked')).toHaveLength(2);
  expect(await db.collection('threads').findOne({ _id: thread as never })).not.toHaveProperty('marked');
  expect((await outcomeOf(rowan, id)).threads).toMatchObject([{ id: linked }]);
});

test('whoever changes a thread sees what came of it in the answer', async () => {
  await recordOutcome(eve, { threads: [thread] });
  await says([title]);
  const answer = expected(200, await rowan.patch(`/api/threads/${thread}`, { title: 'Seven' })).json as ThreadView;
  expect([answer.title, answer.cameOf?.map((one) => one.title)]).toEqual(['Seven', [title]]);
  expect((await pageOf(rowan, thread)).thread.cameOf).toEqual(answer.cameOf);
});

test('threads that were linked before they said so lead there after the update, merged ones by what they became part of', async () => {
  const [into, unlinked] = [
    await beginThread(rowan, themeId, { title: 'Buses', text: 'When?' }),
    await beginThread(rowan, themeId, { title: 'Nothing', text: 'Why?' }),
  ];
  await recordOutcome(eve, { threads: [thread] });
  await beginNote(eve, { title: 'First days', threads: [into] });
  await beginOutcome(eve, { threads: [unlinked] });
  await says([title]);
  await merge(thread, into);
  await says(['First days', title], into);
  await db.collection('threads').updateMany({}, { $unset: { marked: '' } });
  await db.collection('house').updateMany({}, { $set: { schema: 1 } });
  await house.server.restart();
  expect(cameOf(await pageOf(rowan, into))).toEqual(['First days', title]);
  expect(cameOf(await pageOf(rowan, unlinked))).toBeUndefined();
  expect(await db.collection('house').findOne()).toMatchObject({ schema: 2 });
  expect(await db.collection('threads').findOne({ _id: unlinked as never })).not.toHaveProperty('marked');
});
