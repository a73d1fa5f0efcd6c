import { randomUUID } from 'node:crypto';
import { postView, type PostView, threadPage, waitingView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import type { Document } from 'mongodb';
import { changedSince, rowsOf, withDatabaseOf } from '../identity/database-of';
import { firstAsAlias, foundHouse, type House, logOf, pageOf, publish, untilPosts, writeAsAlias } from './house';

jest.setTimeout(120_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

const react = (by: Insider, post: PostView, as: string) =>
  by.put(`/api/posts/${post.id}/reaction`, { kind: 'thank-you', on: true, as });

test('P2 P2a nothing that is stored or logged after what an alias does names its author', async () => {
  const { server, moderator, time } = house;
  const { id: memberId } = await amber.me();
  const threadId = await beginThread(rowan, themeId);
  // What she does under her own name comes before.
  await writePost(amber, threadId, 'As herself.');
  await pageOf(amber, threadId);
  await new Promise((settled) => setTimeout(settled, 1_500));
  const before = await rowsOf(house.server);
  const logged = logOf(server).length;

  const post = (as: object) =>
    amber.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text: 'More.', ...as });
  await firstAsAlias(amber, moderator, threadId, 'I chose the bed.');
  const [first, , own] = (await pageOf(amber, threadId)).posts as [PostView, PostView, PostView];
  expected(201, await post({ as: 'alias' }));
  expect((await post({})).status).toBe(422);
  const text = { text: 'I chose the bed, that night.', textVersion: 1 };
  expected(200, await amber.put(`/api/posts/${own.id}`, text)).as(waitingView);
  expected(200, await react(amber, first, 'alias')).as(waitingView);
  expect((await react(amber, first, 'self')).status).toBe(409);
  const form = { thread: threadId, key: randomUUID(), text: 'By a form.', as: 'alias', from: `/t/${threadId}` };
  expect((await amber.submit('reply', form)).status).toBe(303);
  time.toNextHalfHour();
  await untilPosts(rowan, threadId, 5);
  // What is due comes out in no order: the word about a post may be the last.
  const page = await waitUntil('the word is out', async () => {
    const shown = await pageOf(rowan, threadId);
    return shown.posts[0]?.reactions[0] ? shown : undefined;
  });
  expect(page.posts[0]?.reactions[0]?.by[0]?.name).toBe(own.author.kind === 'alias' ? own.author.name : '');
  expected(200, await amber.post(`/api/posts/${page.posts[3]?.id}/withdraw`));
  expected(200, await amber.post('/api/own/alias-posts', { password: testPassword }));
  const waits = await writeAsAlias(amber, threadId, 'This she takes back.');
  expected(200, await amber.post(`/api/own/waiting/${waits.id}/withdraw`));
  const begun = {
    key: randomUUID(),
    themeId,
    kind: 'discussion',
    audience: { kind: 'members' },
    title: 'Quietly',
    text: 'First.',
    as: 'alias',
  };
  const beginning = expected(201, await amber.post('/api/threads', begun)).as(waitingView);
  await publish(moderator, beginning.id);
  const { mine } = (await pageOf(amber, threadId)).viewer.persona;
  expected(200, await amber.post(`/api/own/aliases/${mine[0]?.id}/let-go`));
  await new Promise((settled) => setTimeout(settled, 1_500));

  const touched = await changedSince(house.server, before);
  expect(touched.length).toBeGreaterThan(10);
  expect(touched.filter(([key, document]) => `${key} ${document}`.includes(memberId))).toEqual([]);
  expect(touched.filter(([, document]) => document.includes('Amber'))).toEqual([]);
  const lines = logOf(server).slice(logged);
  expect(lines).toContain('/api/threads/:id/posts');
  for (const known of [memberId, threadId, mine[0]?.id ?? '?', waits.id, 'Amber']) expect(lines).not.toContain(known);
});

test('P1 one author in 50 threads: nothing is the same in two of them that is not the same for everybody', async () => {
  const { moderator, server } = house;
  const of = async (author: Insider, count: number) => {
    const threads: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const threadId = await beginThread(house.founder, themeId, { title: `Thread ${randomUUID()}` });
      await firstAsAlias(author, moderator, threadId, `Words ${randomUUID()}`);
      threads.push(threadId);
    }
    return threads;
  };
  const [hers, his] = [await of(amber, 50), await of(rowan, 10)];
  const valuesIn = async (threadIds: readonly string[]) =>
    withDatabaseOf(server, async (db) => {
      const seen = new Map<string, Set<string>>();
      const note = (threadId: string, value: unknown): void => {
        if (value instanceof Date) note(threadId, value.toISOString());
        else if (value !== null && typeof value === 'object')
          for (const part of Object.values(value)) note(threadId, part);
        else if (typeof value === 'string' && value.length > 5)
          seen.set(value, (seen.get(value) ?? new Set<string>()).add(threadId));
      };
      for (const threadId of threadIds) {
        const aliases = await db.collection('aliases').find({ threadId }).toArray();
        const posts = await db.collection('posts').find({ threadId, 'author.kind': 'alias' }).toArray();
        const streams = [`thread:${threadId}`, ...aliases.map(({ stream }: Document) => `voice:${stream as string}`)];
        const entries = await db
          .collection('stream_entries')
          .find({ stream: { $in: streams } })
          .toArray();
        for (const document of [...aliases, ...posts, ...entries]) note(threadId, document);
      }
      return new Set([...seen].filter(([, threads]) => threads.size > 1).map(([value]) => value));
    });
  const everybodys = await valuesIn(his);
  expect([...(await valuesIn(hers))].filter((value) => !everybodys.has(value))).toEqual([]);
});

test('P5 P6 what goes out of an alias’s post holds no time finer than the day and no id that tells one', async () => {
  const { moderator, time } = house;
  const threadId = await beginThread(house.founder, themeId);
  await firstAsAlias(amber, moderator, threadId, 'One.');
  const [, post] = (await pageOf(amber, threadId)).posts as [PostView, PostView];
  expected(200, await amber.put(`/api/posts/${post.id}`, { text: 'One, changed.', textVersion: 1 }));
  await writeAsAlias(amber, threadId, 'Two.');
  await writeAsAlias(amber, threadId, 'Three.');
  time.toNextHalfHour();
  const page = await untilPosts(rowan, threadId, 4);
  const gone = page.posts[3] as PostView;
  expected(200, await amber.post(`/api/posts/${gone.id}/withdraw`));
  const { posts, cursor } = expected(200, await rowan.get(`/api/threads/${threadId}/page`)).as(threadPage);
  const revisions = expected(200, await rowan.get(`/api/posts/${post.id}/revisions`));
  const changes = expected(
    200,
    await rowan.get(`/api/streams/thread:${threadId}/changes?epoch=${cursor.epoch}&after=1`),
  );
  const own = expected(200, await amber.post('/api/own/alias-posts', { password: testPassword }));
  const told = [...posts.slice(1).map((one) => JSON.stringify(one)), revisions.text, own.text];
  for (const payload of told) expect(payload).not.toMatch(/\dT\d\d:\d\d/);
  const html = (await rowan.page(`/t/${threadId}`)).text;
  for (const payload of [...told, changes.text, html])
    expect(payload).not.toMatch(/(?<![0-9a-f-])[0-9a-f]{24}(?![0-9a-f])/);
  const article = /<article[^>]*id="p2"[\s\S]*?<\/article>/.exec(html)?.[0] ?? '';
  expect(article).toContain('One, changed.');
  expect(article).not.toMatch(/\d\d:\d\d/);
});

test('P6 nothing that is stored of an alias’s post is dated finer than the day', async () => {
  const { moderator, server, time } = house;
  const threadId = await beginThread(house.founder, themeId);
  await firstAsAlias(amber, moderator, threadId, 'One.');
  const [, post] = (await pageOf(amber, threadId)).posts as [PostView, PostView];
  expected(200, await amber.put(`/api/posts/${post.id}`, { text: 'One, changed.', textVersion: 1 }));
  await writeAsAlias(amber, threadId, 'Two.');
  const waiting = await withDatabaseOf(server, (db) => db.collection('waiting').find({ threadId }).toArray());
  time.toNextHalfHour();
  await untilPosts(rowan, threadId, 3);
  expected(200, await amber.post(`/api/posts/${post.id}/withdraw`));
  const stored = await withDatabaseOf(server, async (db) => [
    ...(await db.collection('posts').find({ threadId, 'author.kind': 'alias' }).toArray()),
    ...(await db
      .collection('stream_entries')
      .find({ stream: `thread:${threadId}` })
      .toArray()),
  ]);
  const dates = [...JSON.stringify([waiting, stored]).matchAll(/"(\d{4}-\d\d-\d\dT[^"]+)"/g)].map(([, date]) => date);
  expect(dates.length).toBeGreaterThan(8);
  expect(dates.filter((date) => !date?.endsWith('T00:00:00.000Z'))).toEqual([]);
});

test('P4 who let go of a name is it no more, and nobody else gets in by it', async () => {
  const { moderator } = house;
  const threadId = await beginThread(house.founder, themeId);
  await firstAsAlias(amber, moderator, threadId, 'One.');
  const { current, mine } = (await pageOf(amber, threadId)).viewer.persona;
  expect((await rowan.post(`/api/own/aliases/${mine[0]?.id}/let-go`)).status).toBe(404);
  expected(200, await amber.post(`/api/own/aliases/${mine[0]?.id}/let-go`));
  const after = await pageOf(amber, threadId);
  expect(after.viewer.persona).toMatchObject({ current: null, mine: [] });
  expect(after.viewer.persona.names).not.toContain(current?.name);
  expect((await amber.post(`/api/posts/${after.posts[1]?.id}/withdraw`)).status).toBe(403);
  const again = await writeAsAlias(amber, threadId, 'Anew.');
  expect(again.author).not.toMatchObject({ name: current?.name });
  expect(again.state).toBe('held');
});

test('P4 the stream that tells an author is for nobody else, and what waits is not either', async () => {
  const threadId = await beginThread(house.founder, themeId);
  const waits = await writeAsAlias(amber, threadId, 'One.');
  const [stream = ''] = Object.keys((await pageOf(amber, threadId)).viewer.follow);
  expect(stream).toMatch(/^voice:[a-z2-7]{26}$/);
  const path = `/api/streams/${stream}/changes?epoch=x&after=0`;
  expect([(await amber.get(path)).status, (await rowan.get(path)).status]).toEqual([200, 404]);
  expect((await rowan.get(`/api/own/waiting/${waits.id}`)).status).toBe(404);
  expect((await rowan.get('/api/review')).status).toBe(403);
  expect((await pageOf(rowan, threadId)).viewer).toMatchObject({ waiting: [], follow: {} });
});

test('P2 who checks asks and the author answers, neither learning who the other is', async () => {
  const { moderator } = house;
  const threadId = await beginThread(house.founder, themeId);
  const { id } = await writeAsAlias(amber, threadId, 'It was Friday 6 March.');
  expected(200, await moderator.post(`/api/waiting/${id}/ask`, { revision: 1, text: 'Could you leave out the day?' }));
  const asked = expected(200, await amber.get(`/api/own/waiting/${id}`));
  expect(asked.as(waitingView)).toMatchObject({ state: 'asked', talk: [{ by: 'moderator', days: 0 }] });
  expect(asked.text).not.toContain((await moderator.me()).id);
  expected(200, await amber.put(`/api/own/waiting/${id}`, { text: 'It was a Friday.', answer: 'Done.' }));
  const seen = expected(200, await moderator.get('/api/review')).text;
  expect(seen).toContain('It was a Friday.');
  expect(seen).not.toContain((await amber.me()).id);
  expected(200, await moderator.post(`/api/waiting/${id}/decline`, { revision: 3, reason: 'It still says too much.' }));
  const declined = expected(200, await amber.get(`/api/own/waiting/${id}`)).as(waitingView);
  expect(declined).toMatchObject({ state: 'declined', reason: 'It still says too much.' });
  expect((await moderator.post(`/api/waiting/${id}/publish`, { revision: 4 })).status).toBe(409);
});

test('R2 sent again, before it is out and after, it is the same post', async () => {
  const { moderator, time } = house;
  const threadId = await beginThread(house.founder, themeId);
  await firstAsAlias(amber, moderator, threadId, 'One.');
  const body = { key: randomUUID(), text: 'Two.', as: 'alias' };
  const send = () => amber.post(`/api/threads/${threadId}/posts`, body);
  const ids = await Promise.all(Array.from({ length: 10 }, async () => expected(201, await send()).as(waitingView).id));
  expect(new Set(ids).size).toBe(1);
  time.toNextHalfHour();
  const page = await untilPosts(rowan, threadId, 3);
  // It stands before it is taken from among what waits.
  const again = await waitUntil('it waits no more', async () => {
    const answer = expected(201, await send());
    return 'waits' in (answer.json as object) ? undefined : answer;
  });
  expect(again.as(postView).number).toBe(3);
  expect((await pageOf(rowan, threadId)).thread.lastNumber).toBe(page.thread.lastNumber);
});
