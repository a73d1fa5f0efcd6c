import { blockList, blockQuestion, personList, profileView, type ThreadList } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { untilAllIsTold, untilYearsBegan } from '../identity/database-of';
import { closeSockets, connect, joinStream } from '../live/sockets';
import { firstAsAlias, foundHouse, type House, pageOf } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let themeId: string;
/** Who blocks, who is blocked, and somebody else. */
let bryn: Insider;
let xan: Insider;
let cal: Insider;

beforeAll(async () => {
  house = await foundHouse();
  bryn = await inviteAndJoin(house.founder, 'Bryn Fellows');
  xan = await inviteAndJoin(house.founder, 'Xan Hollis');
  cal = await inviteAndJoin(house.founder, 'Cal Other');
  themeId = await beginTheme(house.founder);
});
afterEach(async () => {
  closeSockets();
  for (const [by, of] of [
    [bryn, xan],
    [xan, bryn],
  ] as const)
    expected(200, await by.del(`/api/blocks/${(await of.me()).id}`));
});
afterAll(() => house?.server.stop());

const block = async (by: Insider, whom: Insider) =>
  expected(200, await by.put(`/api/blocks/${(await whom.me()).id}`, {}));
const unblock = async (by: Insider, whom: Insider) =>
  expected(200, await by.del(`/api/blocks/${(await whom.me()).id}`));
const namesFor = async (by: Insider) =>
  expected(200, await by.get('/api/people'))
    .as(personList)
    .people.map(({ name }) => name);
const foldOf = (html: string, number: number) =>
  new RegExp(`<details[^>]*id="p${number}"[\\s\\S]*?</details>`).exec(html)?.[0];
/** Without what is new in each answer. */
const settled = (text: string) =>
  text
    .replace(/"requestId":"[^"]*"/g, '')
    .replace(/"formKey":"[^"]*"/g, '')
    .replace(/name="key" value="[^"]*"/g, '');

async function list(by: Insider, listed: boolean): Promise<void> {
  const {
    id: _,
    signInName: __,
    organisations: ___,
    ...profile
  } = expected(200, await by.get('/api/profile')).as(profileView);
  expected(200, await by.put('/api/profile', { ...profile, unlisted: !listed }));
}

/** A thread in which all have written under their names. */
async function talk(): Promise<string> {
  const threadId = await beginThread(bryn, themeId, { title: 'Keys at the gate' });
  await writePost(xan, threadId, 'Words of Xan.');
  await writePost(cal, threadId, 'An answer to Xan.', 2);
  await writePost(bryn, threadId, 'Words of Bryn.');
  return threadId;
}

/** All that somebody receives, over HTTP and from the streams that they may read. */
async function receivedBy(person: Insider, threadId: string): Promise<Record<string, string>> {
  const { id } = await person.me();
  const after = (stream: string) => `/api/streams/${stream}/changes?epoch=x&after=0`;
  const paths = [
    '/api/me',
    `/api/threads/${threadId}/page`,
    '/api/threads',
    `/api/themes/${themeId}`,
    '/api/blocks',
    '/api/letters',
    '/api/own/posts',
    ...['members', `thread:${threadId}`, `member:${id}`].map(after),
  ];
  const received: Record<string, string> = {};
  for (const path of paths) received[path] = settled(expected(200, await person.get(path)).text);
  for (const path of ['/', `/t/${threadId}`, '/themes'])
    received[`page ${path}`] = settled(expected(200, await person.page(path)).text);
  return received;
}

test('named posts of somebody who is blocked are folded away for who blocked them; the answers stay', async () => {
  const threadId = await talk();
  await block(bryn, xan);
  const page = await pageOf(bryn, threadId);
  expect(page.viewer.blocked).toEqual([(await xan.me()).id]);
  const html = (await bryn.page(`/t/${threadId}`)).text;
  expect(foldOf(html, 2)).toContain('A post by somebody you blocked');
  expect(html).toContain('An answer to Xan.');
  for (const number of [1, 3, 4]) expect(foldOf(html, number)).toBeUndefined();
  expect((await pageOf(cal, threadId)).viewer.blocked).toEqual([]);
  expect(foldOf((await cal.page(`/t/${threadId}`)).text, 2)).toBeUndefined();
  await unblock(bryn, xan);
  expect(foldOf((await bryn.page(`/t/${threadId}`)).text, 2)).toBeUndefined();
});

test('a name that is blocked stands in no list of threads and among no kind words of who blocked it', async () => {
  const threadId = await beginThread(xan, themeId, { title: 'Begun by Xan' });
  const { id: postId } = await writePost(cal, threadId, 'Words of Cal.');
  await writePost(xan, threadId, 'More of Xan.');
  for (const one of [xan, cal])
    expected(200, await one.put(`/api/posts/${postId}/reaction`, { kind: 'thank-you', on: true, as: 'self' }));
  const listed = async (by: Insider) => {
    const { threads } = expected(200, await by.get('/api/threads')).json as ThreadList;
    return threads.find(({ id }) => id === threadId);
  };
  await waitUntil('the list has the posts', async () => (await listed(bryn))?.unreadFrom.includes('Xan Hollis'));
  await block(bryn, xan);
  const theirs = await listed(bryn);
  expect(theirs).toMatchObject({ title: 'Begun by Xan', startedBy: { kind: 'unnamed' }, unreadFrom: ['Cal Other'] });
  const html = (await bryn.page(`/t/${threadId}`)).text;
  const said = /<p class="said">[\s\S]*?<\/p>/.exec(html)?.[0];
  expect(said).toContain('Cal Other');
  expect(said).not.toContain('Xan');
  expect(await listed(cal)).toMatchObject({ startedBy: { name: 'Xan Hollis' } });
});

test('P4 the blocked one receives the same bytes before, meanwhile and after, and no push', async () => {
  const threadId = await talk();
  await waitUntil('the list was told', async () =>
    (expected(200, await xan.get('/api/threads')).json as ThreadList).threads.some(
      ({ id, lastNumber }) => id === threadId && lastNumber === 4,
    ),
  );
  // Nothing is pushed from now on for any other reason than the block.
  await untilYearsBegan(house.server);
  await untilAllIsTold(house.server);
  const pushed: unknown[] = [];
  const socket = await connect(xan);
  socket.onAny((...message: unknown[]) => pushed.push(message));
  for (const stream of ['members', `thread:${threadId}`, `member:${(await xan.me()).id}`])
    await joinStream(socket, stream);
  const before = await receivedBy(xan, threadId);
  await block(bryn, xan);
  const meanwhile = await receivedBy(xan, threadId);
  await new Promise((told) => setTimeout(told, 2_500));
  const later = await receivedBy(xan, threadId);
  await unblock(bryn, xan);
  expect(meanwhile).toEqual(before);
  expect(later).toEqual(before);
  expect(await receivedBy(xan, threadId)).toEqual(before);
  expect(pushed).toEqual([]);
});

test('P4 not to be found by one looks to that one like being in the list for nobody', async () => {
  const { id } = await bryn.me();
  const [all, one] = [await xan.get('/api/people'), await xan.get(`/api/people/${id}`)];
  expect(all.text).toContain('Bryn Fellows');
  expect(one.status).toBe(200);
  await block(bryn, xan);
  const blocked = [await xan.get('/api/people'), await xan.get(`/api/people/${id}`), await xan.page(`/people/${id}`)];
  expect(await namesFor(cal)).toContain('Bryn Fellows');
  await unblock(bryn, xan);
  expect((await xan.get('/api/people')).text).toBe(all.text);
  await list(bryn, false);
  const unlisted = [await xan.get('/api/people'), await xan.get(`/api/people/${id}`), await xan.page(`/people/${id}`)];
  expect(blocked.map(({ status, text }) => [status, settled(text)])).toEqual(
    unlisted.map(({ status, text }) => [status, settled(text)]),
  );
  const never = await xan.get(`/api/people/${'a'.repeat(26)}`);
  expect([never.status, settled(never.text)]).toEqual([404, settled(blocked[1]?.text ?? '')]);
  expect(await namesFor(cal)).not.toContain('Bryn Fellows');
  expect(await namesFor(bryn)).toContain('Bryn Fellows');
  await list(bryn, true);
  expect(await namesFor(cal)).toContain('Bryn Fellows');
});

test('who looks after the community sees everybody, and is found by everybody', async () => {
  await block(bryn, house.moderator);
  await block(house.moderator, xan);
  await list(bryn, false);
  expect(await namesFor(house.moderator)).toContain('Bryn Fellows');
  expect(await namesFor(xan)).toContain('Mod Erator');
  await list(bryn, true);
  expected(200, await bryn.del(`/api/blocks/${(await house.moderator.me()).id}`));
  expected(200, await house.moderator.del(`/api/blocks/${(await xan.me()).id}`));
});

test('what moderators do stays in sight, and a moderator’s folded post says whose it is', async () => {
  const threadId = await talk();
  await writePost(house.moderator, threadId, 'Please keep to the question.');
  const { posts } = await pageOf(bryn, threadId);
  expected(200, await house.moderator.post(`/api/posts/${posts[2]?.id}/remove`, { reason: 'It names somebody.' }));
  await block(bryn, house.moderator);
  const html = (await bryn.page(`/t/${threadId}`)).text;
  expect(html).toContain('It names somebody.');
  expect(foldOf(html, 5)).toContain('A post by a moderator you blocked');
  expected(200, await bryn.del(`/api/blocks/${(await house.moderator.me()).id}`));
});

test('P4 an alias’s post is never hidden or changed by blocking, in either direction', async () => {
  const threadId = await talk();
  await firstAsAlias(xan, house.moderator, threadId, 'Quietly, Xan.');
  await firstAsAlias(bryn, house.moderator, threadId, 'Quietly, Bryn.');
  const partOf = async (by: Insider) => {
    const { viewer: _, ...part } = await pageOf(by, threadId);
    return JSON.stringify(part);
  };
  const before = await partOf(cal);
  await block(bryn, xan);
  await block(xan, bryn);
  for (const by of [bryn, xan, cal]) expect(await partOf(by)).toBe(before);
  for (const [by, hidden] of [
    [bryn, [2]],
    [xan, [1, 4]],
  ] as const) {
    const html = (await by.page(`/t/${threadId}`)).text;
    const folded = [1, 2, 3, 4, 5, 6].filter((number) => foldOf(html, number) !== undefined);
    expect(folded).toEqual(hidden);
  }
});

test('P4 asking before blocking tells nobody whether they are blocked themselves', async () => {
  const { id } = await bryn.me();
  const before = await xan.get(`/api/blocks/${id}`);
  expect(before.as(blockQuestion)).toMatchObject({ name: 'Bryn Fellows', blocked: false, looksAfter: false });
  await block(bryn, xan);
  await list(bryn, false);
  expect((await xan.get(`/api/blocks/${id}`)).text).toBe(before.text);
  await block(xan, bryn);
  expect((await xan.get('/api/blocks')).as(blockList).blocked).toEqual([{ id, name: 'Bryn Fellows' }]);
  await list(bryn, true);
  const self = await bryn.put(`/api/blocks/${id}`, {});
  expect([self.status, (self.json as { code: string }).code]).toEqual([422, 'not-yourself']);
  expect((await bryn.put(`/api/blocks/${'a'.repeat(26)}`, {})).status).toBe(404);
});

test('by forms without scripts: from the question to the list, and back', async () => {
  const { id } = await xan.me();
  const question = (await bryn.page(`/people/${id}/block`)).text;
  expect(question).toContain('They can still read what you post under your name.');
  const sent = await bryn.submit('block', { member: id, from: `/people/${id}/block` });
  expect([sent.status, sent.location]).toEqual([303, '/settings/blocked']);
  expect((await bryn.page('/settings/blocked')).text).toContain('Xan Hollis');
  expect((await xan.page('/settings/blocked')).text).not.toContain('Bryn');
  expect((await bryn.submit('unblock', { member: id, from: '/settings/blocked' })).status).toBe(303);
  expect((await bryn.get('/api/blocks')).as(blockList).blocked).toEqual([]);
});
