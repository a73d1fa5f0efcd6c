import { randomUUID } from 'node:crypto';
import { me, postView, type PostView, reviewQueue, threadView, waitingView } from '@throughline/contracts';
import {
  beginTheme,
  expected,
  type Insider,
  inviteAndJoin,
  setNewMemberPosts,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { firstAsAlias, foundHouse, type House, pageOf, publish, revisionOf, writeAsAlias } from '../voices/house';
import { wordsThatWait } from './words-that-wait';

jest.setTimeout(120_000);

let house: House;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

const { thread, written, waits, inQueue, checkFirst } = wordsThatWait(() => ({ house, themeId }));

describe('posts of somebody new', () => {
  let rowan: Insider;

  beforeAll(async () => {
    rowan = await inviteAndJoin(house.founder, 'Rowan Ash');
    await setNewMemberPosts(house.founder, 2);
    await knownTo(2);
  });
  afterAll(() => setNewMemberPosts(house.founder, 0));

  const knownTo = (posts: number) =>
    waitUntil('the setting holds', async () => {
      const someone = await inviteAndJoin(house.founder, `Some ${randomUUID().slice(0, 8)}`);
      return 'waits' in (await written(someone, await thread(), 'One.')) === posts > 0;
    });

  test('wait under their own name: their author sees what becomes of them, a moderator who it is, others nothing', async () => {
    const threadId = await thread();
    const waiting = await waits(rowan, threadId, 'My first here.');
    expect(waiting).toMatchObject({ state: 'held', why: 'new', author: { kind: 'member', name: 'Rowan Ash' } });
    expect((await pageOf(rowan, threadId)).viewer.waiting.map(({ id }) => id)).toEqual([waiting.id]);
    expect(await inQueue(house.moderator, waiting.id)).toMatchObject({
      kind: 'post',
      waiting: { author: { kind: 'member', name: 'Rowan Ash' }, why: 'new' },
    });
    const others = await pageOf(house.founder, threadId);
    expect([others.thread.lastNumber, others.viewer.waiting]).toEqual([1, []]);
    expect((await house.founder.get(`/api/own/waiting/${waiting.id}`)).status).toBe(404);
    await publish(house.moderator, waiting.id);
    const { posts } = await pageOf(house.founder, threadId);
    expect(posts.at(-1)).toMatchObject({ number: 2, author: { kind: 'member', name: 'Rowan Ash' } });
  });

  test('their author is told on every page that a moderator asked something, until they have answered', async () => {
    const wilf = await inviteAndJoin(house.founder, 'Wilf Tran');
    const noticesOf = async () => expected(200, await wilf.get('/api/me')).as(me).notices;
    const { id, revision } = await waits(wilf, await thread(), 'It was Friday 6 March.');
    expect(await noticesOf()).toEqual([]);
    const question = { revision, text: 'Could you leave out the day?' };
    expected(200, await house.moderator.post(`/api/waiting/${id}/ask`, question));
    expect(await noticesOf()).toEqual(['words']);
    expect((await wilf.page('/')).text).toContain('Your words that wait');
    expected(200, await wilf.put(`/api/own/waiting/${id}`, { text: 'It was a Friday.', answer: 'Done.' }));
    expect(await noticesOf()).toEqual([]);
    expect(await inQueue(house.moderator, id)).toMatchObject({
      asked: false,
      waiting: { talk: [{ by: 'moderator' }, { by: 'author', text: 'Done.' }] },
    });
  });

  test('so does the second of two, and then none; a moderator’s never', async () => {
    const threadId = await thread();
    await publish(house.moderator, (await waits(rowan, threadId, 'My second here.')).id);
    expect(postView.parse(await written(rowan, threadId, 'My third here.')).number).toBe(3);
    const mod = await inviteAndJoin(house.founder, 'New Mod', 'moderator');
    expect(postView.parse(await written(mod, threadId, 'A moderator’s first.')).number).toBe(4);
  });

  test('R2 sent again it is the same, while it waits and when it is out', async () => {
    const wren = await inviteAndJoin(house.founder, 'Wren Hale');
    const threadId = await thread();
    const body = { key: randomUUID(), text: 'Once.', as: 'self' };
    const send = () => wren.post(`/api/threads/${threadId}/posts`, body);
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => expected(201, await send()).as(waitingView).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await wren.post(`/api/threads/${threadId}/posts`, { ...body, text: 'Another.' })).status).toBe(422);
    await publish(house.moderator, ids[0] ?? '');
    expect(expected(201, await send()).as(postView).number).toBe(2);
    expect((await pageOf(house.founder, threadId)).thread.lastNumber).toBe(2);
  });

  test('a thread begun by somebody new is in no list before its first post was checked', async () => {
    const ash = await inviteAndJoin(house.founder, 'Ash Lane');
    const body = { key: randomUUID(), themeId, kind: 'discussion', audience: { kind: 'members' }, as: 'self' };
    const begun = expected(201, await ash.post('/api/threads', { ...body, title: 'Not yet', text: 'First.' }));
    const waiting = begun.as(waitingView);
    const listed = async () => expected(200, await house.founder.get('/api/threads')).text.includes('Not yet');
    expect(await listed()).toBe(false);
    expect(await inQueue(house.moderator, waiting.id)).toMatchObject({ waiting: { starts: true, title: 'Not yet' } });
    await publish(house.moderator, waiting.id);
    await waitUntil('it is listed', listed, 15_000);
  });

  test('in a circle without a moderator nothing waits for ever', async () => {
    const one = await inviteAndJoin(house.founder, 'Cir Cle');
    const { id } = await circleOf('Ours', [one, await inviteAndJoin(house.founder, 'Cy Cle')]);
    const begin = { key: randomUUID(), themeId, kind: 'discussion', title: 'Here', text: 'First.', as: 'self' };
    const begun = await waitUntil('the circle is open to them', async () => {
      const answer = await one.post('/api/threads', { ...begin, audience: { kind: 'circle', id } });
      return answer.status === 201 ? answer : undefined;
    });
    expect(threadView.parse(begun.json).title).toBe('Here');
  });
});

/** A circle of these, in which nobody looks after it. */
async function circleOf(name: string, people: readonly Insider[]): Promise<{ id: string }> {
  const circle = { key: randomUUID(), name, purpose: 'To talk.', livedExperience: true, withMe: false };
  const { id } = expected(201, await house.founder.post('/api/circles', circle)).json as { id: string };
  for (const person of people) {
    expected(200, await house.founder.post(`/api/circles/${id}/ask`, { member: (await person.me()).id }));
    expected(200, await person.post(`/api/circles/${id}/answer`, { yes: true }));
  }
  return { id };
}

test('first words of an alias in a circle without a moderator: any moderator checks them, is named before, and reads nothing else', async () => {
  const [ivy, jed] = [await inviteAndJoin(house.founder, 'Ivy Ring'), await inviteAndJoin(house.founder, 'Jed Ring')];
  const { id } = await circleOf('A quiet ring', [ivy, jed]);
  const begin = { themeId, kind: 'discussion', title: 'In the ring', text: 'Only for us.', as: 'self' };
  const begun = await waitUntil('the circle is open to them', async () => {
    const answer = await ivy.post('/api/threads', { key: randomUUID(), ...begin, audience: { kind: 'circle', id } });
    return answer.status === 201 ? answer : undefined;
  });
  const threadId = begun.as(threadView).id;
  expect((await pageOf(jed, threadId)).viewer.checks.by.map(({ name }) => name)).toContain('Mod Erator');
  const waiting = await writeAsAlias(jed, threadId, 'I need a word.');
  const shown = await waitUntil('it is in the queue', () => inQueue(house.moderator, waiting.id));
  expect(shown).toMatchObject({ waiting: { text: 'I need a word.', author: { kind: 'alias' } } });
  expect((await house.moderator.get(`/api/threads/${threadId}/page`)).status).toBe(404);
  expect((await house.moderator.get('/api/review')).text).not.toContain('Only for us.');
  const member = await inviteAndJoin(house.founder, 'Out Side');
  expect((await member.post(`/api/waiting/${waiting.id}/publish`, { revision: 1 })).status).toBe(403);
  await publish(house.moderator, waiting.id);
  expect((await pageOf(ivy, threadId)).posts.at(-1)).toMatchObject({ number: 2, bodyHtml: '<p>I need a word.</p>' });
  // Once somebody in it looks after it, it is theirs alone.
  const inside = await inviteAndJoin(house.founder, 'Mo Ring', 'moderator');
  expected(200, await house.founder.post(`/api/circles/${id}/ask`, { member: (await inside.me()).id }));
  expected(200, await inside.post(`/api/circles/${id}/answer`, { yes: true }));
  const lin = await inviteAndJoin(house.founder, 'Lin Ring');
  expected(200, await house.founder.post(`/api/circles/${id}/ask`, { member: (await lin.me()).id }));
  expected(200, await lin.post(`/api/circles/${id}/answer`, { yes: true }));
  await waitUntil('it is open to her', async () => (await lin.get(`/api/threads/${threadId}/page`)).status === 200);
  const next = await writeAsAlias(lin, threadId, 'Another word.');
  await waitUntil('it is in the queue of who is in it', () => inQueue(inside, next.id));
  expect(await inQueue(house.moderator, next.id)).toBeUndefined();
});

test('P8 what may say who somebody is is underlined in the words that a moderator reads, and it is said why', async () => {
  const amber = await inviteAndJoin(house.founder, 'Amber Phone');
  const { id } = await writeAsAlias(amber, await thread(), 'Ring me: *07700 900118* or <b>.');
  const { text } = await house.moderator.page(`/review?item=${id}`);
  expect(text).toContain('<em><u class="point">07700 900118</u>');
  expect(text).toContain('(looks like a phone number)');
  expect(text).toContain('&lt;b&gt;');
});

test('P2a S16 each decision is a line in the audit chain: who and what, and nothing that joins to a post, a thread or an author', async () => {
  const amber = await inviteAndJoin(house.founder, 'Amber Line');
  const threadId = await thread();
  const { id } = await writeAsAlias(amber, threadId, 'It was Friday 6 March.');
  const read = async () => ({ revision: await revisionOf(house.moderator, id) });
  expected(200, await house.moderator.post(`/api/waiting/${id}/ask`, { ...(await read()), text: 'Which day?' }));
  expected(200, await amber.put(`/api/own/waiting/${id}`, { text: 'It was a Friday.' }));
  expected(200, await house.moderator.post(`/api/waiting/${id}/decline`, { ...(await read()), reason: 'Too much.' }));
  expected(200, await amber.put(`/api/own/waiting/${id}`, { text: 'It was.' }));
  await publish(house.moderator, id);
  const lines = await withDatabaseOf(house.server, (db) =>
    db
      .collection<{ act: string; by: string; about: Record<string, string> }>('stream_entries')
      .find({ stream: 'audit', 'about.request': id })
      .sort({ seq: 1 })
      .toArray(),
  );
  const by = (await house.moderator.me()).id;
  expect(lines.map(({ act, by: who, about }) => [act, who, about])).toEqual(
    ['asked', 'declined', 'published'].map((what) => ['words.checked', by, { request: id, what }]),
  );
  const [, post] = (await pageOf(house.moderator, threadId)).posts;
  for (const known of [
    threadId,
    post?.id ?? '?',
    (await amber.me()).id,
    post?.author.kind === 'alias' ? post.author.id : '?',
  ])
    expect(JSON.stringify(lines)).not.toContain(known);
});

describe('a thread that is checked first', () => {
  let bram: Insider;
  let threadId: string;

  beforeAll(async () => {
    bram = await inviteAndJoin(house.founder, 'Bram Fenwick');
    threadId = await thread();
  });

  test('is set by a moderator, and audited; then what members write there waits, a moderator’s does not', async () => {
    expect((await bram.patch(`/api/threads/${threadId}`, { checkFirst: true })).status).toBe(403);
    expect((await checkFirst(threadId, true)).checkFirst).toBe(true);
    const waiting = await waits(bram, threadId, 'A post.');
    expect(waiting).toMatchObject({ why: 'thread', state: 'held' });
    expect(await written(house.moderator, threadId, 'A moderator’s.')).not.toHaveProperty('waits');
    const lines = expected(200, await house.founder.get('/api/audit?act=thread.changed')).text;
    expect(lines).toContain('checked-first');
    await publish(house.moderator, waiting.id);
  });

  test('also changes of posts wait, shown with what would change, and the words that stand stay until then', async () => {
    const post = await writeUnchecked('It was on Friday.');
    await checkFirst(threadId, true);
    const edit = { text: 'It was on a Monday.', contentNote: null, textVersion: 1 };
    const waiting = expected(200, await bram.put(`/api/posts/${post.id}`, edit)).as(waitingView);
    expect(waiting).toMatchObject({ kind: 'edit', state: 'held', of: post.number });
    const shown = await inQueue(house.moderator, waiting.id);
    expect(shown).toMatchObject({ kind: 'edit', waiting: { author: { name: 'Bram Fenwick' } } });
    expect(shown?.kind === 'edit' ? shown.changes : []).toContainEqual({ kind: 'added', text: 'a Monday' });
    expect(await htmlOf(post.number)).toContain('on Friday');
    await publish(house.moderator, waiting.id);
    expect(await htmlOf(post.number)).toContain('on a Monday');
  });

  test('a change that waits goes when its post is removed', async () => {
    const post = await writeUnchecked('To be removed.');
    await checkFirst(threadId, true);
    const edit = { text: 'Changed.', contentNote: null, textVersion: 1 };
    const waiting = expected(200, await bram.put(`/api/posts/${post.id}`, edit)).as(waitingView);
    expected(200, await house.moderator.post(`/api/posts/${post.id}/remove`, { reason: 'It names somebody.' }));
    expect(await inQueue(house.moderator, waiting.id)).toBeUndefined();
  });

  test('P6 posts of an alias wait there for a moderator, in place of the half-hour', async () => {
    const amber = await inviteAndJoin(house.founder, 'Amber Wren');
    const other = await thread();
    await firstAsAlias(amber, house.moderator, other, 'First as an alias.');
    await checkFirst(other, true);
    expect(await writeAsAlias(amber, other, 'Second.')).toMatchObject({ state: 'held', why: 'thread' });
    await checkFirst(other, false);
    expect(await writeAsAlias(amber, other, 'Third.')).toMatchObject({ state: 'due', why: null });
  });

  async function writeUnchecked(text: string): Promise<PostView> {
    await checkFirst(threadId, false);
    return writePost(bram, threadId, text);
  }
  async function htmlOf(number: number): Promise<string> {
    const { posts } = await pageOf(house.founder, threadId);
    return posts.find((post) => post.number === number)?.bodyHtml ?? '';
  }
});

test('how long it usually takes is what it took lately, and is not said before that is known', async () => {
  const member = await inviteAndJoin(house.founder, 'Pa Ce');
  const threadId = await thread();
  await checkFirst(threadId, true);
  const usually = async () => (await waits(member, threadId, randomUUID())).usually;
  const queued = expected(200, await house.moderator.get('/api/review')).as(reviewQueue).items;
  for (const { id } of queued) await publish(house.moderator, id);
  await waitUntil('enough was looked at', async () => {
    const known = await usually();
    if (known !== null) return true;
    const { items } = expected(200, await house.moderator.get('/api/review')).as(reviewQueue);
    for (const { id } of items) await publish(house.moderator, id);
    return false;
  });
  expect(await usually()).toBe(0);
});
