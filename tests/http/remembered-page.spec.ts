import { profileView, sessionPage, themePage, threadPage, type ThreadPage } from '@throughline/contracts';
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
  writePost,
} from '@throughline/testing';
import { randomUUID } from 'node:crypto';

let server: BuiltServer;
let founder: Insider;
let chair: Insider;
let writer: Insider;
let reader: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  writer = await inviteAndJoin(founder, 'Wes Writer');
  reader = await inviteAndJoin(founder, 'Rae Reader');
  themeId = await beginTheme(chair, 'Release');
});
afterAll(() => server?.stop());
beforeEach(async () => {
  threadId = await beginThread(writer, themeId, { text: 'first words' });
  // Read twice, so that what can be remembered is.
  await read();
  await read();
});

const read = async (by: Insider = reader): Promise<ThreadPage> =>
  expected(200, await by.get(`/api/threads/${threadId}/page?page=1`)).as(threadPage);
const first = async () => (await read()).posts[0];

describe('a page that is remembered tells at once', () => {
  test('of a post that was written, edited, reacted to and taken back', async () => {
    const post = await writePost(chair, threadId, 'second words');
    expect((await read()).posts.map(({ bodyHtml }) => bodyHtml)).toEqual(['<p>first words</p>', '<p>second words</p>']);
    const path = `/api/posts/${post.id}`;
    expected(200, await chair.put(path, { text: 'better words', textVersion: 1 }));
    expected(200, await writer.put(`${path}/reaction`, { kind: 'thank-you', on: true }));
    expect((await read()).posts[1]).toMatchObject({
      bodyHtml: '<p>better words</p>',
      reactions: [{ kind: 'thank-you' }],
    });
    expected(200, await chair.post(`${path}/withdraw`, {}));
    const after = await reader.get(`/api/threads/${threadId}/page?page=1`);
    expect(after.text).not.toMatch(/second words|better words/);
  });

  test('of a thread that was closed, and what may be done in it', async () => {
    expect((await read()).viewer.abilities).toContain('post.create');
    expected(200, await chair.patch(`/api/threads/${threadId}`, { state: 'closed' }));
    const { thread, viewer } = await read();
    expect([thread.state, viewer.abilities.includes('post.create')]).toEqual(['closed', false]);
  });

  test('of a changed name', async () => {
    const profile = expected(200, await writer.get('/api/profile')).as(profileView);
    const { about, showExpertise, showOrganisation, expertise, textVersion } = profile;
    const edit = { about, showExpertise, showOrganisation, expertise, textVersion };
    expected(200, await writer.put('/api/profile', { ...edit, name: 'Wesley Writer' }));
    expect(await first()).toMatchObject({ author: { name: 'Wesley Writer' } });
  });

  test('of a changed role', async () => {
    const { id } = (await first())?.author as { id: string };
    expected(200, await founder.patch(`/api/members/${id}`, { role: 'moderator' }));
    expect(await first()).toMatchObject({ author: { role: 'moderator' } });
    expected(200, await founder.patch(`/api/members/${id}`, { role: 'member' }));
  });

  test('of the theme’s changed title', async () => {
    const { question, startsOn, textVersion } = expected(200, await chair.get(`/api/themes/${themeId}`)).as(themePage);
    const edit = { title: 'Prison release', question, startsOn, textVersion };
    expected(200, await chair.put(`/api/themes/${themeId}`, edit));
    expect((await read()).thread.theme.title).toBe('Prison release');
  });

  test('of what one has read oneself, on whichever page', async () => {
    expect((await read()).viewer.unread).toEqual([[1, 1]]);
    expected(200, await reader.post(`/api/threads/${threadId}/read`, { ranges: [[1, 1]] }));
    expect((await read()).viewer.unread).toEqual([]);
    const own = await writePost(reader, threadId, 'of the reader');
    expect((await read()).viewer.unread).toEqual([]);
    expect((await read(writer)).viewer.unread).toEqual([[own.number, own.number]]);
  });
});

test('a page that is remembered is for nobody who may not read it, nor for who may no longer', async () => {
  const session = { key: randomUUID(), themeId, title: 'S', startsAt: '2027-01-01T12:00:00Z', minutes: 60 };
  const sessionId = expected(201, await chair.post('/api/sessions', session)).as(sessionPage).id;
  expected(200, await writer.put(`/api/sessions/${sessionId}/coming`, { coming: true }));
  threadId = await beginThread(writer, themeId, { audience: { kind: 'session', id: sessionId } });
  await read(writer);
  await read(writer);
  const path = `/api/threads/${threadId}/page?page=1`;
  expect((await reader.get(path)).status).toBe(404);
  expected(200, await writer.put(`/api/sessions/${sessionId}/coming`, { coming: false }));
  await waitUntil('it is closed to who no longer comes', async () => (await writer.get(path)).status === 404);
});

test('each reader’s own part is their own', async () => {
  const [one, other] = [await read(writer), await read()];
  expect(one.posts[0]?.author).toMatchObject({ id: one.viewer.memberId });
  expect(other.viewer.memberId).not.toBe(one.viewer.memberId);
  expect(one.viewer.formKey).not.toBe((await read(writer)).viewer.formKey);
});
