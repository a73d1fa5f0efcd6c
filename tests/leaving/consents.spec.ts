import { type PostUsesView, postUsesView, type ThreadPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { allOf, rowsOf, untilAllIsTold, withDatabaseOf } from '../identity/database-of';
import { Reader } from '../live/reader';
import { firstAsAlias, foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(60_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());
beforeEach(async () => {
  threadId = await beginThread(rowan, themeId, { text: 'What do you think?' });
});

const unchosen = { summary: 'general', evidence: 'general', report: 'general' };
const usesOf = async (by: Insider, id: string): Promise<PostUsesView> =>
  expected(200, await by.get(`/api/posts/${id}/uses`)).as(postUsesView);
const choose = async (by: Insider, id: string, chosen: object) =>
  expected(200, await by.put(`/api/posts/${id}/uses`, { ...unchosen, ...chosen })).as(postUsesView);
const inGeneral = async (by: Insider, chosen: object) =>
  expected(200, await by.put('/api/consents', { summary: true, evidence: false, report: false, ...chosen }));
const summarise = (...points: [string, ...number[]][]) =>
  house.moderator.put(`/api/threads/${threadId}/summary`, {
    points: points.map(([text, ...numbers]) => ({ text, numbers })),
  });
const pointsOf = (page: ThreadPage) => page.thread.summary?.points.map(({ text }) => text) ?? null;
const readPoints = async (by: Insider) => pointsOf(await pageOf(by, threadId));

test('P14 taking back that a post may be in a summary takes it out at once, on pages that are open too', async () => {
  const post = await writePost(amber, threadId, 'They chose the bed.');
  expected(200, await summarise(['A bed was chosen', post.number], ['A question was asked', 1]));
  const open = await Reader.open(rowan, threadId);
  expect(pointsOf(open.page)).toEqual(['A bed was chosen', 'A question was asked']);

  await choose(amber, post.id, { summary: 'no' });
  expect(await readPoints(rowan)).toEqual(['A question was asked']);
  await waitUntil('the open page has lost it', () => pointsOf(open.page)?.length === 1);
  await open.drop();
  const refused = await summarise(['A bed was chosen', post.number]);
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(`#${post.number}`)]);

  await choose(amber, post.id, { summary: 'yes' });
  expect(await readPoints(rowan)).toEqual(['A bed was chosen', 'A question was asked']);
});

test('P14 what is chosen for all posts holds for all but those that differ', async () => {
  const [one, two] = [await writePost(amber, threadId, 'One'), await writePost(amber, threadId, 'Two')];
  expected(200, await summarise(['One', one.number], ['Two', two.number]));
  await choose(amber, two.id, { summary: 'yes' });
  await inGeneral(amber, { summary: false });
  expect(await readPoints(rowan)).toEqual(['Two']);
  expect(await usesOf(amber, one.id)).toMatchObject({ chosen: unchosen, general: { summary: false, report: false } });
  await inGeneral(amber, {});
  expect(await readPoints(rowan)).toEqual(['One', 'Two']);
});

test('P14 a point goes with any of the posts that it names, also when one is taken back or removed', async () => {
  const [one, two] = [await writePost(amber, threadId, 'One'), await writePost(amber, threadId, 'Two')];
  expected(200, await summarise(['Both', one.number, two.number], ['One', one.number]));
  expected(200, await amber.post(`/api/posts/${two.id}/withdraw`));
  expect(await readPoints(rowan)).toEqual(['One']);
  expected(200, await house.moderator.post(`/api/posts/${one.id}/remove`, { reason: 'It names somebody.' }));
  expect(await readPoints(rowan)).toBeNull();
});

test('P14 whoever did not write it can neither see nor change what it may be used for', async () => {
  const post = await writePost(amber, threadId, 'Hers');
  for (const other of [rowan, house.moderator]) {
    expect((await other.get(`/api/posts/${post.id}/uses`)).status).toBe(403);
    expect((await other.put(`/api/posts/${post.id}/uses`, { ...unchosen, report: 'yes' })).status).toBe(403);
  }
  expect((await amber.put(`/api/posts/${post.id}/uses`, { ...unchosen, report: 'maybe' })).status).toBe(400);
});

test('P14 each choice is told on a stream that nobody can read', async () => {
  const post = await writePost(amber, threadId, 'Hers');
  await choose(amber, post.id, { evidence: 'yes' });
  const told = await withDatabaseOf(house.server, (db) =>
    db.collection('stream_entries').findOne({ stream: `words:${post.id}` }),
  );
  expect(told).toMatchObject({ type: 'words.changed', subject: post.id });
  expect((await amber.get(`/api/streams/words:${post.id}/changes?epoch=x&after=0`)).status).toBe(404);
});

test('P2a P14 what an alias chooses is kept with its post alone, and nothing that its author chose holds for it', async () => {
  const { server, moderator } = house;
  const { id: memberId } = await amber.me();
  await firstAsAlias(amber, moderator, threadId, 'As another.');
  const post = (await pageOf(amber, threadId)).posts[1];
  const id = post?.id ?? '';
  await inGeneral(amber, { summary: false, report: true });
  expect(await usesOf(amber, id)).toMatchObject({ alias: true, general: { summary: true, report: false } });
  expect((await rowan.get(`/api/posts/${id}/uses`)).status).toBe(403);
  const rows = async () => [...(await rowsOf(server)).values()].filter((row) => row.includes(memberId)).sort();
  // Whatever was still on its way from what she did under her own name.
  await untilAllIsTold(server, (row) => row.includes(memberId));
  const before = await rows();
  await choose(amber, id, { summary: 'no', report: 'no' });
  expect(await rows()).toEqual(before);
  expect((await summarise(['It was said', 2])).status).toBe(400);
  await inGeneral(amber, {});
});

test('P14 a quotation is put in from its source, so it changes with it, and goes with it', async () => {
  const source = await writePost(amber, threadId, 'The canary sang **twice**.');
  const quoting = await writePost(rowan, threadId, `> #${source.number}\n\nI heard it too.`);
  const shown = async () => (await pageOf(rowan, threadId)).posts.find(({ id }) => id === quoting.id)?.bodyHtml ?? '';
  expect(quoting.bodyHtml).toContain('The canary sang <strong>twice</strong>.');
  expect(await shown()).toContain('Amber Wren');
  const open = await Reader.open(rowan, threadId);
  const onOpenPage = () => open.page.posts.find(({ id }) => id === quoting.id)?.bodyHtml ?? '';

  expected(200, await amber.put(`/api/posts/${source.id}`, { text: 'The linnet sang.', textVersion: 1 }));
  expect(await shown()).toContain('The linnet sang.');
  await waitUntil('the open page quotes the newer words', () => onOpenPage().includes('linnet'));
  expected(200, await amber.post(`/api/posts/${source.id}/withdraw`));
  expect(await shown()).not.toContain('sang');
  expect(await shown()).toContain('I heard it too.');
  await waitUntil('the open page has lost the quotation', () => !onOpenPage().includes('sang'));
  await open.drop();
  const stored = await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string }>('posts').findOne({ _id: quoting.id }),
  );
  expect(JSON.stringify(stored)).not.toContain('sang');
});

test('P14 nothing is quoted out of a thread that others read, nor past a note that warns of it', async () => {
  const hidden = await beginThread(house.founder, themeId, {
    audience: { kind: 'moderators' },
    text: 'A secret canary.',
  });
  const forged = await writePost(rowan, threadId, `> [#1](/t/${hidden}/1#p1)`);
  expect(forged.bodyHtml).not.toContain('canary');
  const noted = expected(
    201,
    await amber.post(`/api/threads/${threadId}/posts`, {
      key: 'a-key-of-its-own',
      as: 'self',
      text: 'Hard words.',
      contentNote: 'mentions prison',
    }),
  ).json as { number: number };
  const quoting = await writePost(rowan, threadId, `> #${noted.number}`);
  expect(quoting.bodyHtml).toContain('mentions prison');
  expect(quoting.bodyHtml).not.toContain('Hard words');
});

test('what is quoted is stored nowhere but in its source', async () => {
  const word = `canary${threadId}`;
  const source = await writePost(amber, threadId, `Once ${word} only.`);
  await writePost(rowan, threadId, `> #${source.number}`);
  // In its text, and as it is shown.
  expect((await allOf(house.server)).split(word)).toHaveLength(3);
});
