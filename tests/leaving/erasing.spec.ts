import { randomUUID } from 'node:crypto';
import { ownPosts, type PostView, threadList } from '@throughline/contracts';
import { beginThread, expected, type Insider, testPassword, waitUntil, writePost } from '@throughline/testing';
import { allOf, changedSince, rowsOf, untilAllIsTold, withDatabaseOf } from '../identity/database-of';
import { Reader } from '../live/reader';
import { firstAsAlias, foundHouseOfTwo, type House, pageOf, publish, writeAsAlias } from '../voices/house';

jest.setTimeout(90_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  ({ house, amber, rowan, themeId } = await foundHouseOfTwo());
});
afterAll(() => house?.server.stop());
beforeEach(async () => {
  threadId = await beginThread(rowan, themeId, { text: 'What do you think?' });
});

const erase = (by: Insider, id: string) => by.post(`/api/posts/${id}/erase`);
const nameOff = (by: Insider, id: string) => by.post(`/api/posts/${id}/name-off`);
const numbered = async (by: Insider, number: number): Promise<PostView> => {
  const post = (await pageOf(by, threadId)).posts.find((one) => one.number === number);
  if (!post) throw new Error(`There is no #${number}.`);
  return post;
};
const documentOf = (collection: string, _id: string): Promise<Record<string, unknown> | null> =>
  withDatabaseOf(house.server, (db) => db.collection<{ _id: string }>(collection).findOne({ _id }));

test('P15 the words of an erased post are in no collection any more: text, revisions, quotations, summaries, search of all there is', async () => {
  const { moderator, server } = house;
  const post = await writePost(amber, threadId, 'The zqcanary sang in the morning before all others woke.');
  expected(
    200,
    await amber.put(`/api/posts/${post.id}`, {
      text: 'The zqcanary sang twice in the evening after all others slept.',
      textVersion: 1,
    }),
  );
  // By reference, copied, and copied in something that was edited since.
  await writePost(rowan, threadId, `> #${post.number}\n\nBy reference.`);
  const copied = await writePost(
    rowan,
    threadId,
    `#2, Amber Wren:\n> The zqcanary sang in the morning before all others woke.\n\nI heard it.`,
    post.number,
  );
  const points = [
    { text: 'Somebody heard a zqcanary', numbers: [post.number] },
    { text: 'It sang in the morning before all others', numbers: [] },
    { text: 'Nothing else', numbers: [1] },
  ];
  expected(200, await moderator.put(`/api/threads/${threadId}/summary`, { points }));
  expect(await allOf(server)).toContain('zqcanary');
  const open = await Reader.open(rowan, threadId);

  expected(200, await erase(amber, post.id));
  expect(await allOf(server)).not.toContain('zqcanary');
  const page = await pageOf(rowan, threadId);
  expect(page.posts[1]).toMatchObject({ state: 'erased', bodyHtml: '', author: { kind: 'unnamed' }, number: 2 });
  expect(page.posts.find(({ id }) => id === copied.id)).toMatchObject({ replyTo: 2, state: 'published' });
  expect(page.posts.find(({ id }) => id === copied.id)?.bodyHtml).toContain('I heard it.');
  expect(page.thread.summary?.points.map(({ text }) => text)).toEqual(['Nothing else']);
  await waitUntil('the open page has lost it', () => !JSON.stringify(open.page).includes('zqcanary'));
  await open.drop();
  expect((await erase(amber, post.id)).status).toBe(403);
});

test('what can be done about a post is no page once it is gone', async () => {
  const post = await writePost(amber, threadId, 'For a while.');
  const more = () => rowan.page(`/t/${threadId}/${post.number}/more`);
  expect((await more()).status).toBe(200);
  expected(200, await amber.post(`/api/posts/${post.id}/withdraw`));
  const gone = await more();
  expect([gone.status, gone.text.includes('For a while.')]).toEqual([404, false]);
  expect((await rowan.page(`/t/${threadId}/99/more`)).status).toBe(404);
});

test('P15 only whoever wrote it can erase it; what was taken back before can be erased too', async () => {
  const post = await writePost(amber, threadId, 'A withdrawn zqlinnet.');
  for (const other of [rowan, house.moderator]) expect((await erase(other, post.id)).status).toBe(403);
  expected(200, await amber.post(`/api/posts/${post.id}/withdraw`));
  const own = expected(200, await amber.get('/api/own/posts'))
    .as(ownPosts)
    .posts.find(({ id }) => id === post.id);
  expect(own).toMatchObject({ state: 'withdrawn', bodyHtml: '' });
  expect(await allOf(house.server)).toContain('zqlinnet');
  expected(200, await erase(amber, post.id));
  expect(await allOf(house.server)).not.toContain('zqlinnet');
});

test('P15 an alias’s label stays on what it erased, and who it was is destroyed with the last of it', async () => {
  const { moderator, time } = house;
  await firstAsAlias(amber, moderator, threadId, 'First as another.');
  const first = await numbered(amber, 2);
  const alias = first.author.kind === 'alias' ? first.author : { id: '', name: '' };
  await writeAsAlias(amber, threadId, 'Second as another.');
  time.toNextHalfHour();
  await waitUntil('the second is out', async () => (await pageOf(rowan, threadId)).thread.lastNumber === 3);
  const second = await numbered(amber, 3);

  expected(200, await erase(amber, first.id));
  expect(await numbered(rowan, 2)).toMatchObject({ state: 'erased', author: { kind: 'alias', name: alias.name } });
  expect((await numbered(rowan, 2)).gone?.at).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect((await documentOf('aliases', alias.id))?.['sealed']).not.toBeNull();
  const voice = (await documentOf('aliases', alias.id))?.['voice'] as string;

  expected(200, await erase(amber, second.id));
  const ended = await documentOf('aliases', alias.id);
  expect(ended).toMatchObject({ sealed: null, name: alias.name });
  expect(ended?.['voice']).not.toBe(voice);
  // What they write there from now on goes under another name.
  const waits = await writeAsAlias(amber, threadId, 'Anew.');
  expect(waits.author).not.toMatchObject({ id: alias.id });
  await publish(moderator, waits.id);
});

test('P15 while a concern about it is open, it is not forgotten who wrote as an alias', async () => {
  const { founder, moderator } = house;
  const settings = expected(200, await founder.get('/api/safeguarding')).json as { textVersion: number };
  const contact = { what: 'Somebody outside', number: '01782 000000' };
  const saved = {
    cover: [],
    closedOn: [],
    outside: contact,
    nightTeam: contact,
    webhook: null,
    textVersion: settings.textVersion,
  };
  expected(200, await founder.put('/api/safeguarding', saved));
  await firstAsAlias(amber, moderator, threadId, 'I do not feel safe at home.');
  const post = await numbered(rowan, 2);
  const concern = {
    key: 'a-key-for-a-concern',
    kind: 'someone',
    danger: 'no',
    words: 'I worry.',
    who: '',
    postId: post.id,
    named: false,
  };
  expected(201, await rowan.post('/api/concerns', concern));
  expected(200, await erase(amber, post.id));
  const aliasId = post.author.kind === 'alias' ? post.author.id : '';
  expect((await documentOf('aliases', aliasId))?.['sealed']).not.toBeNull();
});

test('P15 what was told of an erased post is settled with it, and keeps nobody’s name sealed', async () => {
  const { moderator } = house;
  await firstAsAlias(amber, moderator, threadId, 'I was there.');
  const post = await numbered(rowan, 2);
  const flag = { key: randomUUID(), kind: 'agreement', words: 'This is not kind.', point: null };
  const { points } = expected(200, await rowan.get('/api/agreement')).json as { points: { title: string }[] };
  expected(201, await rowan.post(`/api/posts/${post.id}/flags`, { ...flag, point: points[0]?.title, as: 'self' }));
  const inQueue = async () => expected(200, await moderator.get('/api/review')).text.includes(post.id);
  expect(await inQueue()).toBe(true);
  expected(200, await erase(amber, post.id));
  expect(await inQueue()).toBe(false);
  const aliasId = post.author.kind === 'alias' ? post.author.id : '';
  expect((await documentOf('aliases', aliasId))?.['sealed']).toBeNull();
});

test('P14 a name that is taken off a post is gone everywhere at once, and its author can still look after it', async () => {
  const { id: memberId } = await amber.me();
  const own = await beginThread(amber, themeId, { title: 'Begun by her', text: 'Hers, unnamed.' });
  const open = await Reader.open(rowan, own);
  const [post] = (await pageOf(amber, own)).posts;
  const quoting = await writePost(rowan, own, '> #1');
  expect(quoting.bodyHtml).toContain('Amber Wren');
  expect((await nameOff(rowan, post?.id ?? '')).status).toBe(403);

  expected(200, await nameOff(amber, post?.id ?? ''));
  const page = await pageOf(rowan, own);
  expect(page.posts[0]).toMatchObject({ author: { kind: 'unnamed' }, bodyHtml: '<p>Hers, unnamed.</p>' });
  expect(JSON.stringify([page.posts, page.thread])).not.toContain('Amber');
  const listed = expected(200, await rowan.get('/api/threads'))
    .as(threadList)
    .threads.find(({ id }) => id === own);
  expect(listed?.startedBy).toEqual({ kind: 'unnamed' });
  await waitUntil('the open page has lost the name', () => !JSON.stringify(open.page.posts).includes('Amber'));
  await open.drop();
  expect(JSON.stringify(await documentOf('posts', post?.id ?? ''))).not.toContain(memberId);
  expect(JSON.stringify(await documentOf('threads', own))).not.toContain(memberId);

  const list = expected(200, await amber.get('/api/own/posts')).as(ownPosts);
  expect(list.posts.map(({ id }) => id)).toContain(post?.id);
  expect((await rowan.put(`/api/posts/${post?.id}`, { text: 'Not his.', textVersion: 1 })).status).toBe(403);
  expected(200, await amber.put(`/api/posts/${post?.id}`, { text: 'Still hers.', textVersion: 1 }));
  expect((await nameOff(amber, post?.id ?? '')).status).toBe(409);
  expected(200, await erase(amber, post?.id ?? ''));
  expect((await pageOf(rowan, own)).posts[0]).toMatchObject({ state: 'erased' });
});

test('P2a what an alias erases leaves no row, and no line of the log, that names its author or says a time', async () => {
  const { moderator, server } = house;
  const { id: memberId } = await amber.me();
  await firstAsAlias(amber, moderator, threadId, 'As another, for a while.');
  const post = await numbered(amber, 2);
  await untilAllIsTold(server);
  const before = await rowsOf(server);
  const logged = server.output().length;
  expected(200, await erase(amber, post.id));
  const changed = (await changedSince(server, before)).filter(([key]) => !key.startsWith('leases/'));
  expect(changed.length).toBeGreaterThan(2);
  expect(changed.filter(([key, row]) => `${key} ${row}`.includes(memberId))).toEqual([]);
  // Midnight says a day.
  for (const [, row] of changed) expect(row.replace(/T00:00:00\.000Z/g, '')).not.toMatch(/\d{4}-\d\d-\d\dT\d\d/);
  for (const known of [memberId, post.id]) expect(server.output().slice(logged)).not.toContain(known);
  expected(200, await amber.post('/api/own/alias-posts', { password: testPassword }));
});
