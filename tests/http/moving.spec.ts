import { changesAnswer, postView, threadPage } from '@throughline/contracts';
import { Ids } from '@throughline/kernel';
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
import { withDatabaseOf } from '../identity/database-of';

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let themeId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  member = await inviteAndJoin(founder, 'Mo Member');
  themeId = await beginTheme(chair);
});
afterAll(() => server?.stop());

async function thread(
  by: Insider,
  texts: readonly string[],
  kind: 'members' | 'moderators' = 'members',
): Promise<string> {
  const [first = 'First', ...rest] = texts;
  const id = await beginThread(by, themeId, { title: first, text: first, audience: { kind } });
  for (const text of rest) {
    const replyTo = /^to (\d+)/.exec(text)?.[1];
    await writePost(by, id, text, replyTo ? Number(replyTo) : null);
  }
  return id;
}
const read = async (by: Insider, id: string) =>
  expected(200, await by.get(`/api/threads/${id}/page?page=1`)).as(threadPage);
const numbersAndWords = (posts: Awaited<ReturnType<typeof read>>['posts']) =>
  posts.map(({ number, replyTo, state, bodyHtml }) => [number, replyTo, state, bodyHtml.replace(/<[^>]+>/g, '')]);

describe('moving posts', () => {
  test('gives them the next numbers, keeps who answers whom, and leaves tombstones that say where they went', async () => {
    const from = await thread(member, ['one', 'two', 'to 2: three', 'to 1: four']);
    const to = await thread(member, ['there']);
    expected(200, await chair.post(`/api/threads/${from}/move`, { numbers: [3, 2], to }));

    const here = await read(member, from);
    expect(numbersAndWords(here.posts)).toEqual([
      [1, null, 'published', 'one'],
      [2, null, 'moved', ''],
      [3, null, 'moved', ''],
      [4, 1, 'published', 'to 1: four'],
    ]);
    expect(here.posts[1]?.gone?.to).toEqual({ threadId: to, number: 2 });
    expect(numbersAndWords((await read(member, to)).posts)).toEqual([
      [1, null, 'published', 'there'],
      [2, null, 'published', 'two'],
      [3, 2, 'published', 'to 2: three'],
    ]);
  });

  test('what was read stays read where it went', async () => {
    const reader = await inviteAndJoin(chair, 'Rae Reader');
    const from = await thread(member, ['one', 'two', 'three']);
    const to = await thread(member, ['there']);
    expected(200, await reader.post(`/api/threads/${from}/read`, { ranges: [[1, 2]] }));
    expected(200, await chair.post(`/api/threads/${from}/move`, { numbers: [2, 3], to }));
    expect((await read(reader, to)).viewer.unread).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });

  test('a reader who follows the old thread is told the tombstone, never the words where they went', async () => {
    const from = await thread(chair, ['one', 'secret words'], 'members');
    const to = await thread(chair, ['among moderators'], 'moderators');
    const { cursor } = await read(member, from);
    expected(200, await chair.post(`/api/threads/${from}/move`, { numbers: [2], to }));
    for (const after of [cursor.seq, 0]) {
      const path = `/api/streams/thread:${from}/changes?epoch=${cursor.epoch}&after=${after}`;
      const { changes } = expected(200, await member.get(path)).as(changesAnswer);
      expect(JSON.stringify(changes)).not.toContain('secret words');
      expect(changes.at(-1)).toMatchObject({ type: 'post.changed', data: { number: 2, state: 'moved' } });
    }
    expect((await member.get(`/api/threads/${to}/page`)).status).toBe(404);
  });

  test('not to more people than it was written for', async () => {
    const from = await thread(chair, ['among us', 'more'], 'moderators');
    const to = await thread(chair, ['for all']);
    const refused = await chair.post(`/api/threads/${from}/move`, { numbers: [2], to });
    expect([refused.status, refused.json]).toMatchObject([422, { code: 'wider-audience' }]);
  });

  test('who may not read where they went is not told where that is', async () => {
    const from = await thread(chair, ['one', 'two']);
    const to = await thread(chair, ['among ourselves'], 'moderators');
    expected(200, await chair.post(`/api/threads/${from}/move`, { numbers: [2], to }));
    const { text } = expected(200, await member.get(`/api/threads/${from}/page?page=1`));
    expect(text).toContain('"state":"moved"');
    expect(text).not.toContain(to);
  });

  test('not by members, not posts that are not there, not to nowhere', async () => {
    const from = await thread(member, ['one', 'two']);
    const to = await thread(member, ['there']);
    expect((await member.post(`/api/threads/${from}/move`, { numbers: [2], to })).status).toBe(403);
    expect((await chair.post(`/api/threads/${from}/move`, { numbers: [7], to })).status).toBe(400);
    expect((await chair.post(`/api/threads/${from}/move`, { numbers: [2], to: from })).status).toBe(400);
    expect((await chair.post(`/api/threads/${from}/move`, { numbers: [2], to: 'a'.repeat(26) })).status).toBe(400);
  });

  test('asked for twice at once, they are there once', async () => {
    const from = await thread(member, ['one', 'two', 'three', 'four']);
    const to = await thread(member, ['there']);
    await Promise.all([1, 2, 3].map(() => chair.post(`/api/threads/${from}/move`, { numbers: [2, 3, 4], to })));
    expect((await read(member, to)).posts.map(({ bodyHtml }) => bodyHtml)).toEqual([
      '<p>there</p>',
      '<p>two</p>',
      '<p>three</p>',
      '<p>four</p>',
    ]);
    expect((await read(member, from)).posts.map(({ number, state }) => [number, state])).toEqual([
      [1, 'published'],
      [2, 'moved'],
      [3, 'moved'],
      [4, 'moved'],
    ]);
  });
});

test('R2 a request sent again while its post is on the way, after a crash there, waits for what came of it', async () => {
  const [from, to] = [await thread(member, ['one']), await thread(member, ['there'])];
  const body = { key: `on-its-way-${from}`, text: 'Once.', as: 'self' };
  const send = () => member.post(`/api/threads/${from}/posts`, body);
  const { id } = expected(201, await send()).as(postView);
  const [move, told] = [new Ids().next(), new Ids().next()];
  const pending = [{ changeId: told, stream: 'personas', type: 'alias.changed', subject: move, revision: 1 }];
  await withDatabaseOf(server, async (db) => {
    // As a server leaves it that fell over after the post went, and before its tombstone was there.
    const at = new Date();
    await db
      .collection<{ _id: string }>('moves')
      .insertOne({ _id: move, from, to, numbers: [2], by: 'somebody', at, open: true, pending } as never);
    await db.collection<{ _id: string; formerly: unknown[] }>('posts').updateOne(
      { _id: id },
      {
        $set: { threadId: to, number: 2 },
        $inc: { revision: 1 },
        $push: { formerly: { threadId: from, number: 2 } },
      },
    );
    await waitUntil(
      'servers are told',
      async () => (await db.collection('stream_entries').findOne({ changeId: told })) !== null,
    );
  });
  const again = expected(201, await send()).as(postView);
  expect(again).toMatchObject({ threadId: from, number: 2, state: 'moved' });
  expect((await read(member, from)).posts.map(({ number, state }) => [number, state])).toEqual([
    [1, 'published'],
    [2, 'moved'],
  ]);
  expect(numbersAndWords((await read(member, to)).posts)).toEqual([
    [1, null, 'published', 'there'],
    [2, null, 'published', 'Once.'],
  ]);
}, 60_000);

describe('merging threads', () => {
  test.each(['move', 'merge'] as const)('asked to %s more than once at once, who answers whom is kept', async (how) => {
    const texts = ['one', ...Array.from({ length: 11 }, (_, index) => `to ${index + 1}: and so on`)];
    const from = await thread(member, texts);
    const to = await thread(member, ['there']);
    const numbers = texts.map((_, index) => index + 1);
    const asked = how === 'move' ? { numbers, to } : { into: to };
    await Promise.all([1, 2, 3].map(() => chair.post(`/api/threads/${from}/${how}`, asked)));
    const { posts } = await read(member, to);
    expect(posts.map(({ replyTo }) => replyTo)).toEqual([null, null, ...numbers.slice(1)]);
  });

  test('moves all posts, closes the emptied thread and takes it out of lists', async () => {
    const from = await thread(member, ['one', 'to 1: two']);
    const to = await thread(member, ['there']);
    expected(200, await chair.post(`/api/threads/${from}/merge`, { into: to }));
    const emptied = await read(member, from);
    expect(emptied.thread).toMatchObject({ mergedInto: to, state: 'closed' });
    expect(emptied.posts.map(({ state }) => state)).toEqual(['moved', 'moved']);
    expect(numbersAndWords((await read(member, to)).posts)).toEqual([
      [1, null, 'published', 'there'],
      [2, null, 'published', 'one'],
      [3, 2, 'published', 'to 1: two'],
    ]);
    expect(expected(200, await member.get('/api/threads')).text).not.toContain(`"id":"${from}"`);
  });

  test('a post that was on its way while its thread was merged is where the others are', async () => {
    const from = await thread(
      member,
      Array.from({ length: 20 }, (_, index) => `before ${index}`),
    );
    const to = await thread(member, ['there']);
    const merging = chair.post(`/api/threads/${from}/merge`, { into: to });
    const taken: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      const text = `meanwhile ${index}`;
      const answer = await member.post(`/api/threads/${from}/posts`, {
        key: `meanwhile-${index}-${from}`,
        text,
        as: 'self',
      });
      if (answer.status === 201) taken.push(text);
      else expect(answer.json).toMatchObject({ code: 'thread-closed' });
    }
    expected(200, await merging);
    const words = async () => (await read(chair, to)).posts.map(({ bodyHtml }) => bodyHtml.replace(/<[^>]+>/g, ''));
    await waitUntil(
      'all that was taken is there',
      async () => {
        const there = await words();
        return taken.every((text) => there.includes(text));
      },
      30_000,
    );
  });

  test('of two threads that are merged into each other at once, one stands and holds all', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await thread(member, ['a', 'b', 'c']), await thread(member, ['d', 'e', 'f'])];
      const answers = await Promise.all([
        chair.post(`/api/threads/${one}/merge`, { into: other }),
        chair.post(`/api/threads/${other}/merge`, { into: one }),
      ]);
      for (const { status } of answers) expect([200, 403, 409]).toContain(status);
      const pages = await Promise.all([read(member, one), read(member, other)]);
      const standing = pages.filter(({ thread: { mergedInto } }) => mergedInto === null);
      expect(standing.length).toBeGreaterThan(0);
      const words = standing.flatMap(({ posts }) =>
        posts.filter(({ state }) => state === 'published').map(({ bodyHtml }) => bodyHtml),
      );
      expect(words.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((word) => `<p>${word}</p>`));
    }
  });
});

test('a post that a crash left between two threads keeps its number for its tombstone, and what is written meanwhile is told', async () => {
  const from = await thread(member, ['one', 'two', 'three']);
  const to = await thread(member, ['there']);
  const [, , left] = (await read(member, from)).posts;
  const { cursor } = await read(member, from);
  const move = new Ids().next();
  await withDatabaseOf(server, async (db) => {
    // As it stands where the server fell over after the post's going, and before its tombstone.
    const told = { changeId: `published-${to}-2`, stream: `thread:${to}`, type: 'post.published', subject: left?.id };
    await db.collection<{ _id: string }>('posts').updateOne(
      { _id: left?.id ?? '' },
      {
        $set: { threadId: to, number: 2 },
        $inc: { revision: 1 },
        $push: {
          formerly: { threadId: from, number: 3 },
          pending: { ...told, revision: 1, after: `published-${to}-1` },
        } as never,
        $unset: { creation: '' },
      },
    );
    const later = new Date(Date.now() + 3_600_000);
    await db.collection<{ _id: string }>('moves').insertOne({
      _id: move,
      from,
      to,
      numbers: [3],
      by: 'a'.repeat(26),
      at: later,
      open: true,
      pending: [],
    } as never);
  });
  await server.restart();
  expect((await writePost(member, from, 'four')).number).toBe(4);
  const path = `/api/streams/thread:${from}/changes?epoch=${cursor.epoch}&after=${cursor.seq}`;
  const { changes } = expected(200, await member.get(path)).as(changesAnswer);
  expect(changes).toMatchObject([{ type: 'post.published', data: { number: 4 } }]);
  await withDatabaseOf(server, (db) =>
    db.collection<{ _id: string }>('moves').updateOne({ _id: move }, { $set: { at: new Date(0) } }),
  );
  await waitUntil('the tombstone stands', async () => (await read(member, from)).posts.length === 4, 30_000);
  expect((await read(member, from)).posts.map(({ state }) => state)).toEqual([
    'published',
    'published',
    'moved',
    'published',
  ]);
}, 90_000);
