import { randomUUID } from 'node:crypto';
import { postView, type PostView, threadView, waitingView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import {
  firstAsAlias,
  foundHouse,
  type House,
  pageOf,
  publish,
  revisionOf,
  toBeChecked,
  untilLookedAgain,
  untilPosts,
  writeAsAlias,
} from './house';

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
// Whoever looks after the community is signed out after an hour, and time moves on here.
beforeEach(async () => {
  for (const who of ['founder', 'moderator'] as const) house[who] = await house[who].signedInAgain();
});
afterAll(() => house?.server.stop());

interface StoredAlias {
  _id: string;
  name: string;
  threadId: string;
  step: string | null;
}
const changeAlias = (id: string, change: Partial<StoredAlias>) =>
  withDatabaseOf(house.server, (db) => db.collection<StoredAlias>('aliases').updateOne({ _id: id }, { $set: change }));
const merge = async (from: string, into: string) =>
  expected(200, await house.moderator.post(`/api/threads/${from}/merge`, { into }));
const close = async (threadId: string, state = 'closed') =>
  expected(200, await house.moderator.patch(`/api/threads/${threadId}`, { state })).as(threadView);
const thread = () => beginThread(house.founder, themeId);
const aliasOf = async (by: Insider, threadId: string) => (await pageOf(by, threadId)).viewer.persona.current;
const nameOf = ({ author }: PostView) => ('name' in author ? author.name : '');
/** What is shown of people is asked for anew from now on, everywhere. */
const othersCome = () => inviteAndJoin(house.founder, `Other ${randomUUID().slice(0, 8)}`);

test('P1 of two people with the same name in threads that become one, one gets a number, for everybody', async () => {
  const [from, into] = [await thread(), await thread()];
  await firstAsAlias(amber, house.moderator, from, 'Amber’s words.');
  await firstAsAlias(rowan, house.moderator, into, 'Rowan’s words.');
  const [moved, standing] = [await aliasOf(amber, from), await aliasOf(rowan, into)];
  await changeAlias(moved?.id ?? '', { name: standing?.name ?? '?' });
  await othersCome();
  expect(nameOf((await pageOf(rowan, from)).posts[1] as PostView)).toBe(standing?.name);
  await merge(from, into);
  const { posts } = await untilPosts(house.founder, into, 4);
  expect(posts.filter(({ author }) => author.kind === 'alias').map(nameOf)).toEqual([
    standing?.name,
    `${standing?.name} 2`,
  ]);
  expect(await aliasOf(amber, into)).toEqual({ id: moved?.id, name: `${standing?.name} 2` });
  expect(await aliasOf(rowan, into)).toEqual(standing);
});

test('P1 nobody is offered, or takes, a name that a merge brought here', async () => {
  const [from, into] = [await thread(), await thread()];
  await firstAsAlias(amber, house.moderator, from, 'Amber’s words.');
  const [wanted = ''] = (await pageOf(rowan, into)).viewer.persona.names;
  await changeAlias((await aliasOf(amber, from))?.id ?? '', { name: wanted });
  await othersCome();
  await merge(from, into);
  expect((await pageOf(rowan, into)).viewer.persona.names).not.toContain(wanted);
  const post = { key: randomUUID(), text: 'Words.', as: 'alias', alias: wanted };
  expect((await rowan.post(`/api/threads/${into}/posts`, post)).json).toMatchObject({ code: 'alias-name-taken' });
});

test('P2 first words that wait while their thread is merged stay their author’s, before they are out and after', async () => {
  const [from, into] = [await thread(), await thread()];
  await writePost(rowan, from, 'What did you do?');
  const waits = await writeAsAlias(amber, from, 'I chose the bed.', { replyTo: 2 });
  const alias = await aliasOf(amber, from);
  await merge(from, into);
  const before = (await pageOf(amber, into)).viewer;
  expect(before.waiting.map(({ id }) => id)).toEqual([waits.id]);
  expect(before.persona.current).toEqual(alias);
  expect((await pageOf(rowan, into)).viewer.waiting).toEqual([]);
  expect((await toBeChecked(house.moderator)).map(({ id }) => id)).toContain(waits.id);
  await publish(house.moderator, waits.id);
  const page = await untilPosts(amber, into, 4);
  const post = page.posts[3] as PostView;
  expect(post).toMatchObject({ author: alias && { kind: 'alias', ...alias }, replyTo: 3, threadId: into });
  expect(page.viewer.persona).toMatchObject({ current: alias, mine: [alias] });
  expected(200, await amber.put(`/api/posts/${post.id}`, { text: 'Changed.', textVersion: 1 })).as(waitingView);
  expect((await writeAsAlias(amber, into, 'More.')).author).toMatchObject({ id: alias?.id });
  expect(expected(200, await amber.post(`/api/posts/${post.id}/withdraw`)).as(postView).state).toBe('withdrawn');
});

test('P6 what was due comes out where its thread went, below what it answers', async () => {
  const [from, into] = [await thread(), await thread()];
  await firstAsAlias(amber, house.moderator, from, 'One.');
  await writePost(rowan, from, 'And then?');
  expect(await writeAsAlias(amber, from, 'Then I went.', { replyTo: 3 })).toMatchObject({ state: 'due' });
  await merge(from, into);
  house.time.toNextHalfHour();
  const { posts } = await untilPosts(rowan, into, 5);
  expect(posts[4]).toMatchObject({ bodyHtml: '<p>Then I went.</p>', replyTo: 4 });
});

test('P6 what is due in a thread that was closed waits for a moderator, and comes out once it is open again', async () => {
  const threadId = await thread();
  await firstAsAlias(amber, house.moderator, threadId, 'One.');
  const { id } = await writeAsAlias(amber, threadId, 'Two.');
  await close(threadId);
  house.time.toNextHalfHour();
  await waitUntil('it waits for a moderator', async () =>
    (await toBeChecked(house.moderator)).some((one) => one.id === id),
  );
  expect((await pageOf(amber, threadId)).viewer.waiting).toMatchObject([{ id, state: 'held' }]);
  const read = { revision: await revisionOf(house.moderator, id) };
  const refused = await house.moderator.post(`/api/waiting/${id}/publish`, read);
  expect(refused.json).toMatchObject({ code: 'thread-closed' });
  expect((await pageOf(amber, threadId)).viewer.waiting).toMatchObject([{ id, state: 'held' }]);
  await close(threadId, 'open');
  await publish(house.moderator, id);
  expect((await untilPosts(rowan, threadId, 3)).posts[2]?.bodyHtml).toBe('<p>Two.</p>');
});

test('P6 something that cannot be published lets nothing else out before its time', async () => {
  const threadId = await thread();
  await firstAsAlias(amber, house.moderator, threadId, 'One.');
  await firstAsAlias(rowan, house.moderator, threadId, 'Another.');
  const { id } = await writeAsAlias(rowan, threadId, 'Never.');
  // As something would be that no code of ours wrote.
  await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string }>('waiting').updateOne({ _id: id }, { $set: { text: null } }),
  );
  house.time.toNextHalfHour();
  const stored = () =>
    withDatabaseOf(house.server, (db) => db.collection<{ _id: string; state: string }>('waiting').findOne({ _id: id }));
  await waitUntil('it is on its way', async () => (await stored())?.state === 'leaving');
  await writeAsAlias(amber, threadId, 'Two.');
  await untilLookedAgain(house);
  expect((await pageOf(amber, threadId)).thread.lastNumber).toBe(3);
  await withDatabaseOf(house.server, (db) => db.collection<{ _id: string }>('waiting').deleteOne({ _id: id }));
  house.time.toNextHalfHour();
  expect((await untilPosts(amber, threadId, 4)).posts[3]?.bodyHtml).toBe('<p>Two.</p>');
});

test('P1 two aliases of one person stay two, and a step against one holds for both', async () => {
  const [from, into] = [await thread(), await thread()];
  for (const threadId of [from, into]) await firstAsAlias(amber, house.moderator, threadId, 'One.');
  const [moved, standing] = [await aliasOf(amber, from), await aliasOf(amber, into)];
  await merge(from, into);
  const { posts, viewer } = await untilPosts(amber, into, 4);
  expect(viewer.persona).toMatchObject({ current: standing, mine: [standing, moved] });
  expect(nameOf(posts[1] as PostView)).toBe(standing?.name);
  expect(nameOf(posts[3] as PostView)).toBe(moved?.name);
  expect(await writeAsAlias(amber, into, 'Two.')).toMatchObject({ state: 'due' });
  await changeAlias(moved?.id ?? '', { step: 'check' });
  // Servers are told of a step by what tells them of aliases.
  await writeAsAlias(rowan, await thread(), 'Elsewhere.');
  expect(await writeAsAlias(amber, into, 'Three.')).toMatchObject({ state: 'held', author: { id: standing?.id } });
  await changeAlias(moved?.id ?? '', { step: 'bar' });
  await writeAsAlias(rowan, await thread(), 'Elsewhere.');
  const post = { key: randomUUID(), text: 'Four.', as: 'alias' };
  expect((await amber.post(`/api/threads/${into}/posts`, post)).json).toMatchObject({ code: 'no-alias-here' });
  expect((await pageOf(amber, into)).viewer.persona.obstacle).toBe('barred');
});

test('a thread closed to aliases before its first post takes none, by no way', async () => {
  const body = {
    key: randomUUID(),
    themeId,
    kind: 'discussion',
    audience: { kind: 'members' },
    title: 'By name',
    text: 'First.',
    as: 'self',
    aliases: false,
  };
  expect((await amber.post('/api/threads', body)).status).toBe(403);
  const { id } = expected(201, await house.moderator.post('/api/threads', body)).as(threadView);
  const { posts, viewer } = await pageOf(amber, id);
  expect(viewer.persona).toMatchObject({ names: [], obstacle: 'closed-here' });
  const post = { key: randomUUID(), text: 'Words.', as: 'alias' };
  expect((await amber.post(`/api/threads/${id}/posts`, post)).json).toMatchObject({ code: 'no-alias-here' });
  const word = { kind: 'thank-you', on: true, as: 'alias' };
  expect((await amber.put(`/api/posts/${posts[0]?.id}/reaction`, word)).json).toMatchObject({ code: 'no-alias-here' });
  const alias = { ...body, key: randomUUID(), as: 'alias' };
  expect((await house.moderator.post('/api/threads', alias)).status).toBe(400);
  // Nor does a merge bring some.
  const from = await thread();
  await writeAsAlias(amber, from, 'Quietly.');
  const refused = await house.moderator.post(`/api/threads/${from}/merge`, { into: id });
  expect([refused.status, refused.text.includes('under other names')]).toEqual([400, true]);
  expect((await pageOf(amber, from)).thread.mergedInto).toBeNull();
  await merge(await thread(), id);
  await untilPosts(amber, id, 2);
});
