import { randomUUID } from 'node:crypto';
import { type FlagNotice, type PostView, wrongForm } from '@throughline/contracts';
import { mostHiddenADay } from '@throughline/contracts/names';
import { beginThread, expected, type Insider, inviteAndJoin, waitUntil, writePost } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { Reader } from '../live/reader';
import { closeSockets } from '../live/sockets';
import { firstAsAlias, type House, pageOf } from '../voices/house';
import { flagOf, foundHouseOfReports, hasNews, hide, open, remove, report, shown, stays, told } from './reporting';

jest.setTimeout(120_000);

let house: House;
let author: Insider;
let reporter: Insider;
let reader: Insider;
let themeId: string;
let points: string[];
let aPost: (text?: string) => Promise<PostView>;

beforeAll(async () => {
  ({ house, author, reader, themeId, points, aPost } = await foundHouseOfReports());
});
/** Somebody else each time: nobody hides more than a few posts a day. */
let reporters = 0;
beforeEach(async () => {
  reporters += 1;
  reporter = await inviteAndJoin(house.founder, `Rae Porter ${reporters}`);
});
afterEach(closeSockets);
afterAll(() => house?.server.stop());

test('what could identify someone is hidden at once, everywhere, for everybody but its author and moderators', async () => {
  const post = await aPost('Canary Quill lives at number 12.');
  const answer = await writePost(reader, post.threadId, 'I answer', post.number);
  await pageOf(reader, post.threadId);
  const following = await Reader.open(reader, post.threadId);
  const html = () => reader.page(`/t/${post.threadId}`);
  expect((await html()).text).toContain('Canary Quill');

  expect(await hide(reporter, post)).toMatchObject({ hidden: true, whyNot: null, asAlias: false });

  for (const by of [reader, reporter]) {
    expect(await shown(by, post)).toMatchObject({ state: 'hidden', bodyHtml: '', author: { kind: 'unnamed' } });
    expect((await pageOf(by, post.threadId)).viewer.hidden).toEqual([]);
    for (const part of ['source', 'revisions'])
      expect((await by.get(`/api/posts/${post.id}/${part}`)).status).toBe(404);
    expect((await by.get(`/api/threads/${post.threadId}/wrong?number=${post.number}`)).status).toBe(404);
    expect((await by.put(`/api/posts/${post.id}/reaction`, { kind: 'me-too', on: true, as: 'self' })).status).toBe(403);
    expect((await by.get(`/api/concerns/form?post=${post.id}`)).status).toBe(404);
    for (const path of [`/t/${post.threadId}`, `/t/${post.threadId}/${post.number}/more`, '/'])
      expect((await by.page(path)).text).not.toContain('Canary Quill');
  }
  expect((await shown(reader, answer))?.state).toBe('published');
  await waitUntil('it is gone from an open page', () =>
    following.page.posts.some(({ id, state, bodyHtml }) => id === post.id && state === 'hidden' && bodyHtml === ''),
  );
  for (const by of [author, house.moderator]) {
    const { posts, viewer } = await pageOf(by, post.threadId);
    expect(posts.find(({ id }) => id === post.id)?.bodyHtml).toBe('');
    expect(viewer.hidden).toMatchObject([{ id: post.id, number: post.number }]);
    expect(viewer.hidden[0]?.bodyHtml).toContain('Canary Quill');
    expect((await by.page(`/t/${post.threadId}`)).text).toContain('Canary Quill');
  }
});

test('a moderator puts it back: it is as it was, and the same words are not hidden at once again', async () => {
  const post = await aPost();
  await hide(reporter, post, { words: 'There is only one number 12.' });
  const flag = await flagOf(house.moderator, post);
  expect(flag).toMatchObject({
    hidden: true,
    days: 0,
    author: { name: 'Wes Writer' },
    said: [{ kind: 'identify', point: null, words: 'There is only one number 12.', days: 0 }],
  });
  expected(200, await stays(house.moderator, flag, 'It is a made-up number.'));
  expect(await shown(reader, post)).toMatchObject({ state: 'published', bodyHtml: post.bodyHtml });
  // Sent again it is done; another who comes second is told so.
  expected(200, await stays(house.moderator, flag));
  expect((await stays(house.founder, flag)).json).toMatchObject({ code: 'decided-already' });

  expect(
    expected(200, await reader.get(`/api/threads/${post.threadId}/wrong?number=${post.number}`)).as(wrongForm).looked,
  ).toBe(true);
  expect(await hide(reader, post)).toMatchObject({ hidden: false, whyNot: 'looked' });
  expect((await shown(reader, post))?.state).toBe('published');
  // Other words are hidden like any.
  expected(200, await author.put(`/api/posts/${post.id}`, { text: 'It was Jo Quill.', textVersion: 1 }));
  expect(await hide(reporter, post)).toMatchObject({ hidden: true });
});

test('a moderator removes it: the tombstone says why, and who told and who wrote it hear of it, citing the point', async () => {
  const post = await aPost();
  await told(reporter);
  await hide(reporter, post);
  expect(await hasNews(reporter)).toBe(false);
  expect(await hasNews(author)).toBe(true);
  const ofIt = ({ number, threadId }: FlagNotice) => number === post.number && threadId === post.threadId;
  expect((await told(author)).find(ofIt)).toMatchObject({
    role: 'wrote',
    state: 'open',
    hidden: true,
    isNew: true,
  });
  expect(await hasNews(author)).toBe(false);

  expect((await remove(house.moderator, await flagOf(house.moderator, post), points[1], '')).status).toBe(400);
  expected(200, await remove(house.moderator, await flagOf(house.moderator, post), points[1]));
  const gone = await shown(reader, post);
  expect(gone).toMatchObject({ state: 'removed', bodyHtml: '' });
  expect(gone?.gone?.reason).toBe(`${points[1]} It names her street.`);
  for (const [by, role] of [
    [reporter, 'told'],
    [author, 'wrote'],
  ] as const) {
    expect(await hasNews(by)).toBe(true);
    expect((await told(by)).find(ofIt)).toMatchObject({
      role,
      state: 'removed',
      point: points[1],
      answer: 'It names her street.',
      isNew: true,
    });
    expect(await hasNews(by)).toBe(false);
  }
  const lines = await auditOf(post.id);
  expect(lines.map(({ act }) => act).sort()).toEqual(['flag.decided', 'post.removed']);
});

test('what breaks the agreement stays until a moderator has looked; the answer cites the point', async () => {
  const post = await aPost('You are all fools.');
  expect((await report(reporter, post, { kind: 'agreement' })).status).toBe(400);
  expect((await report(reporter, post, { kind: 'agreement', point: 'No such point' })).status).toBe(400);
  await hide(reporter, post, { kind: 'agreement', point: points[2], words: 'It is unkind.' });
  expect((await shown(reader, post))?.state).toBe('published');
  expect(await told(author)).not.toContainEqual(expect.objectContaining({ threadId: post.threadId }));
  const flag = await flagOf(house.moderator, post);
  expect(flag).toMatchObject({
    hidden: false,
    said: [{ kind: 'agreement', point: points[2], words: 'It is unkind.' }],
  });
  expected(200, await stays(house.moderator, flag, 'Rough, but about the idea.'));
  expect((await told(reporter)).find(({ threadId }) => threadId === post.threadId)).toMatchObject({
    role: 'told',
    state: 'stays',
    point: points[2],
    answer: 'Rough, but about the idea.',
  });
  // Who wrote it was never told, and is not told now.
  expect(await told(author)).not.toContainEqual(expect.objectContaining({ threadId: post.threadId }));
});

test('sent again it is the same; two who tell of one post make one thing to decide', async () => {
  const post = await aPost();
  const key = randomUUID();
  await hide(reporter, post, { key });
  await hide(reporter, post, { key });
  expect((await report(reporter, post, { key, words: 'Other words' })).status).toBe(422);
  await Promise.all([hide(reader, post), hide(house.founder, post)]);
  expect((await flagOf(house.moderator, post)).said).toHaveLength(3);
  const flag = await flagOf(house.moderator, post);
  const both = await Promise.all([stays(house.moderator, flag), remove(house.founder, flag, points[1])]);
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('its author can change it while it is hidden, and a decision is about the words that were looked at', async () => {
  const post = await aPost();
  await hide(reporter, post);
  const flag = await flagOf(house.moderator, post);
  expected(200, await author.get(`/api/posts/${post.id}/source`));
  expected(200, await author.put(`/api/posts/${post.id}`, { text: 'A neighbour said it.', textVersion: 1 }));
  expect((await shown(reader, post))?.state).toBe('hidden');
  expect((await stays(house.moderator, flag)).status).toBe(409);
  expected(200, await stays(house.moderator, await flagOf(house.moderator, post)));
  expect((await shown(reader, post))?.bodyHtml).toContain('A neighbour said it.');
});

test('its author can take it back while it is hidden: nothing is left to decide, and who told hears so', async () => {
  const post = await aPost();
  await hide(reporter, post);
  expected(200, await author.post(`/api/posts/${post.id}/withdraw`));
  await waitUntil('it is closed', async () =>
    (await told(reporter)).some(({ threadId, state }) => threadId === post.threadId && state === 'taken-back'),
  );
  expect((await open(house.moderator)).some(({ postId }) => postId === post.id)).toBe(false);
});

test('a moderator who removes it where it stands has decided it too', async () => {
  const post = await aPost();
  await hide(reporter, post);
  expected(200, await house.moderator.post(`/api/posts/${post.id}/remove`, { reason: 'It names somebody.' }));
  await waitUntil('it is closed', async () =>
    (await told(reporter)).some(({ threadId, state }) => threadId === post.threadId && state === 'removed'),
  );
});

test('who may decide: no member, no evaluator, not its author, and nobody who cannot read the thread', async () => {
  const moderating = await inviteAndJoin(house.founder, 'May Moderating', 'moderator');
  const threadId = await beginThread(house.founder, themeId);
  const post = await writePost(moderating, threadId, 'My neighbour at number 12.');
  await hide(reporter, post);
  const flag = await flagOf(house.moderator, post);
  expect((await open(moderating)).some(({ id }) => id === flag.id)).toBe(false);
  expect((await stays(moderating, flag)).status).toBe(404);
  expect((await stays(reader, flag)).status).toBe(403);
  const evaluator = await inviteAndJoin(house.founder, 'Eve Aluator', 'moderator');
  expected(200, await house.founder.patch(`/api/members/${(await evaluator.me()).id}`, { duties: ['evaluator'] }));
  await waitUntil('she is an evaluator', async () => (await evaluator.get('/api/review')).status === 404);
  expect((await stays(evaluator, flag)).status).toBe(404);
  expect((await evaluator.get(`/api/posts/${post.id}/source`)).status).toBe(404);
  expect((await pageOf(evaluator, threadId)).viewer.hidden).toEqual([]);
  expected(200, await stays(house.moderator, flag));
});

test('in a circle without a moderator any moderator decides, and reads that post alone; whoever tells is told so first', async () => {
  const circle = {
    key: randomUUID(),
    name: `Circle ${reporters}`,
    purpose: 'Talking',
    livedExperience: false,
    withMe: false,
  };
  const { id } = expected(201, await house.founder.post('/api/circles', circle)).json as { id: string };
  for (const by of [author, reporter]) {
    expected(200, await house.founder.post(`/api/circles/${id}/ask`, { member: (await by.me()).id }));
    expected(200, await by.post(`/api/circles/${id}/answer`, { yes: true }));
  }
  const audience = { kind: 'circle', id };
  const within = () => beginThread(author, themeId, { audience });
  const threadId = await waitUntil('the author is in the circle', () => within().catch(() => undefined));
  const post = await writePost(author, threadId, 'My neighbour at number 12.');
  const form = async (at: PostView) =>
    expected(200, await reporter.get(`/api/threads/${at.threadId}/wrong?number=${at.number}`)).as(wrongForm);
  expect((await form(post)).outside).toBe(true);
  expect((await form(await aPost())).outside).toBe(false);
  await hide(reporter, post);
  expect((await house.moderator.get(`/api/threads/${threadId}/page`)).status).toBe(404);
  const flag = await flagOf(house.moderator, post);
  expected(200, await stays(house.moderator, flag));
  expect((await shown(reporter, post))?.state).toBe('published');
});

test('one’s own words are not reported, whatever name they are under; what is not there cannot be', async () => {
  const post = await aPost();
  expect((await report(author, post)).json).toMatchObject({ code: 'own-words' });
  const threadId = await beginThread(house.founder, themeId);
  await firstAsAlias(author, house.moderator, threadId, 'I chose the bed.');
  const own = (await pageOf(author, threadId)).posts[1] as PostView;
  expect((await report(author, own, { as: 'alias' })).json).toMatchObject({ code: 'own-words' });
  expect((await report(author, { id: 'a'.repeat(26) })).status).toBe(404);
  expected(200, await author.post(`/api/posts/${post.id}/withdraw`));
  expect((await report(reporter, post)).status).toBe(404);
});

test(`nobody hides more than ${mostHiddenADay} posts a day: the next one is told of, and stays until a moderator has looked`, async () => {
  const eager = await inviteAndJoin(house.founder, 'Ed Eager');
  const threadId = await beginThread(house.founder, themeId);
  for (let count = 0; count < mostHiddenADay; count += 1)
    expect(await hide(eager, await writePost(author, threadId, `Words ${count}`))).toMatchObject({ hidden: true });
  const next = await writePost(author, threadId, 'One more');
  expect(await hide(eager, next)).toMatchObject({ hidden: false, whyNot: 'often' });
  expect((await shown(reader, next))?.state).toBe('published');
  expect((await flagOf(house.moderator, next)).hidden).toBe(false);
});

test('P12 a concern about a post that was hidden meanwhile is taken', async () => {
  const post = await aPost();
  await hide(reporter, post);
  const settings = { cover: [], closedOn: [], webhook: null, textVersion: 1 };
  const outside = { what: 'The advice centre', number: '01632 960 200' };
  expected(200, await house.founder.put('/api/safeguarding', { ...settings, outside, nightTeam: outside }));
  const concern = { key: randomUUID(), kind: 'someone', danger: 'no', words: 'I worry', named: true, postId: post.id };
  expected(201, await reader.post('/api/concerns', concern));
});

async function auditOf(postId: string): Promise<{ act: string }[]> {
  return withDatabaseOf(house.server, (db) =>
    db.collection<{ act: string }>('stream_entries').find({ stream: 'audit', 'about.post': postId }).toArray(),
  );
}
