import { randomUUID } from 'node:crypto';
import { type OwnDataLink, ownDataLink } from '@throughline/contracts';
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
import { strFromU8, unzipSync } from 'fflate';
import { changedSince, rowsOf, untilAllIsTold, withDatabaseOf } from '../identity/database-of';
import { firstAsAlias, foundHouse, type House, logOf, pageOf } from '../voices/house';

jest.setTimeout(90_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  const { founder, moderator } = house;
  amber = await inviteAndJoin(founder, 'Amber Wren');
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  threadId = await beginThread(rowan, await beginTheme(founder), { title: 'Beds & keys', text: 'Theirs, not hers.' });
  const post = await writePost(amber, threadId, 'The first <b>canary</b>.');
  expected(200, await amber.put(`/api/posts/${post.id}`, { text: 'The second canary.', textVersion: 1 }));
  await firstAsAlias(amber, moderator, threadId, 'The hidden canary.');
  expected(
    200,
    await amber.put(`/api/posts/${post.id}/reaction`, { kind: 'me-too', on: true, as: 'self', sure: true }),
  );
});
afterAll(() => house?.server.stop());

const ask = (by: Insider, aliases: boolean, password = testPassword) => by.post('/api/own/data', { password, aliases });
const linkFor = async (by: Insider, aliases: boolean): Promise<OwnDataLink> =>
  expected(200, await ask(by, aliases)).as(ownDataLink);

/** Fetches what a link leads to, as bytes. */
async function fetched(by: Insider, link: string) {
  const answer = await fetch(new URL(link, by.url), { headers: { cookie: by.cookie } });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** The files of an archive, as texts. */
async function filesFor(by: Insider, aliases: boolean): Promise<Map<string, string>> {
  const { answer, bytes } = await fetched(by, (await linkFor(by, aliases)).link);
  expect(answer.status).toBe(200);
  return new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
}

/** Somebody new, who has fetched nothing yet. */
const newcomer = (name: string) => inviteAndJoin(house.founder, name);

test('the archive holds what is held about oneself, to read and for programs, and nothing of others', async () => {
  const files = await filesFor(amber, false);
  const page = files.get('my-data.html') ?? '';
  for (const words of [
    'Amber Wren',
    'amber.wren',
    'The second canary.',
    'The first &lt;b&gt;canary&lt;/b&gt;.',
    'Beds &amp; keys',
  ])
    expect(page).toContain(words);
  expect(page).not.toMatch(/<script|<img|<link|src=|https?:/i);
  const posts = JSON.parse(files.get('json/posts.json') ?? '') as { entries: { text: string; number: number }[] };
  expect(posts.entries).toEqual([expect.objectContaining({ text: 'The second canary.', number: 2 })]);
  for (const name of [
    'profile',
    'signed-in',
    'read',
    'kind-words',
    'threads',
    'sessions',
    'concerns',
    'letters',
    'record',
  ])
    expect(JSON.parse(files.get(`json/${name}.json`) ?? '')).toHaveProperty('entries');
  const everything = [...files.values()].join();
  for (const theirs of ['Theirs, not hers.', 'Rowan', 'hidden canary', '$argon2'])
    expect(everything).not.toContain(theirs);
});

test('P2 what was written under other names is there only where it is asked for', async () => {
  const files = await filesFor(await amber.signedInAgain(), true);
  expect(files.get('json/posts-under-other-names.json')).toContain('The hidden canary.');
  const [, , own] = (await pageOf(rowan, threadId)).posts;
  const name = own?.author.kind === 'alias' ? own.author.name : '?';
  expect(files.get('json/other-names.json')).toContain(name);
  // No time finer than the day.
  expect(files.get('json/posts-under-other-names.json')).not.toMatch(/T\d\d:/);
});

test('P12 P15 whom somebody blocked and needs to be kept apart from is theirs; what leads were warned of is nobody’s', async () => {
  const [ivy, jo] = [await newcomer('Ivy Careful'), await newcomer('Jo Near')];
  const [rowanId, joId] = [(await rowan.me()).id, (await jo.me()).id];
  expected(200, await ivy.put(`/api/blocks/${rowanId}`, {}));
  const answer = { words: 'He zqfollows me.', names: ['Wanda Zqwish'], members: [joId], without: [], textVersion: 0 };
  expected(200, await ivy.put('/api/kept-apart', answer));
  await waitUntil(
    'leads are warned',
    () => withDatabaseOf(house.server, (db) => db.collection('apart_warnings').findOne({ memberId: joId })),
    30_000,
  );
  const own = await filesFor(ivy, false);
  expect(own.get('json/profile.json')).toContain('"Rowan Reader"');
  for (const words of ['He zqfollows me.', 'Wanda Zqwish', 'Jo Near'])
    expect(own.get('json/kept-apart.json')).toContain(words);
  const theirs = [...(await filesFor(jo, true)).values(), ...(await filesFor(rowan, true)).values()].join();
  for (const words of ['zqfollows', 'Zqwish', 'Ivy']) expect(theirs).not.toContain(words);
});

test('P12 what was written in private to another name of one’s own is there only where it is asked for', async () => {
  const heather = await newcomer('Heather Told');
  await firstAsAlias(heather, house.moderator, threadId, 'Heather, unseen.');
  await withDatabaseOf(house.server, async (db) => {
    const hers = await db.collection('posts').findOne({ threadId, text: 'Heather, unseen.' });
    const { aliasId } = hers?.['author'] as { aliasId: string };
    const messages = [
      { from: 'us', by: 'a-lead', text: 'Are you zqsafe?', at: new Date(), key: 'a' },
      { from: 'alias', by: null, text: 'I am zqwell.', at: new Date(0), key: 'b' },
    ];
    const talk = { aliasId, topic: 'concern:none', from: 'leads', messages, open: true, revision: 1 };
    await db.collection<{ _id: string }>('alias_talks').insertOne({ _id: 'a-talk', ...talk, pending: [] } as never);
  });
  const letters = (await filesFor(heather, true)).get('json/letters-under-other-names.json') ?? '';
  expect(letters).toMatch(/a lead: Are you zqsafe\?.*you: I am zqwell\./s);
  expect([...(await filesFor(heather, false)).values()].join()).not.toContain('zqsafe');
  expect([...(await filesFor(rowan, true)).values()].join()).not.toContain('zqsafe');
});

test('the password is asked for, and the link is this session’s alone, for ten minutes', async () => {
  const fern = await newcomer('Fern Asks');
  expect((await ask(fern, true, 'not the password')).json).toMatchObject({ code: 'wrong-password' });
  const { link } = await linkFor(fern, true);
  for (const other of [rowan, await fern.signedInAgain()]) expect((await fetched(other, link)).answer.status).toBe(404);
  // Asked for without aliases, it cannot be made into one with them.
  const plain = (await linkFor(fern, false)).link;
  expect((await fetched(fern, plain.replace('.n.', '.a.'))).answer.status).toBe(404);
  const { answer } = await fetched(fern, link);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="my-data.zip"');
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  house.time.move(601_000);
  await waitUntil('the link is over', async () => (await fetched(fern, link)).answer.status === 404);
});

test('it can be fetched a few times in a few minutes', async () => {
  const moss = await newcomer('Moss Again');
  const { link } = await linkFor(moss, false);
  const statuses: number[] = [];
  for (let times = 0; times < 4; times += 1) statuses.push((await fetched(moss, link)).answer.status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});

test('P2a nothing is stored or logged of an archive, not even that there was one', async () => {
  const clover = await newcomer('Clover Quiet');
  await firstAsAlias(clover, house.moderator, threadId, 'Clover, unseen.');
  const { id: memberId } = await clover.me();
  // What is kept for minutes ends when it is its time, also while this looks.
  const isKept = ([key]: [string, string]) => !/^(leases|releases|limits|proofs|second_steps)\//.test(key);
  await untilAllIsTold(house.server);
  const before = await rowsOf(house.server);
  const logged = logOf(house.server).length;
  await filesFor(clover, true);
  expect((await changedSince(house.server, before)).filter(isKept)).toEqual([]);
  expect([...before].filter(isKept).length).toBe([...(await rowsOf(house.server))].filter(isKept).length);
  expect(logOf(house.server).slice(logged)).not.toContain(memberId);
});

test('somebody with thousands of posts gets them all, and the server holds none of it', async () => {
  const willow = await newcomer('Willow Wrote');
  const { id: memberId } = await willow.me();
  const text = 'Many words of one person, again and again. '.repeat(60);
  await withDatabaseOf(house.server, async (db) => {
    const [like] = await db.collection('posts').find({ threadId }).limit(1).toArray();
    const posts = Array.from({ length: 4_000 }, (_, index) => ({
      ...like,
      _id: randomUUID() as never,
      creation: undefined,
      pending: [],
      number: 10_000 + index,
      author: { kind: 'member', memberId },
      text: `${index} ${text}`,
    }));
    await db.collection('posts').insertMany(posts, { ignoreUndefined: true });
  });
  const files = await filesFor(willow, false);
  const posts = JSON.parse(files.get('json/posts.json') ?? '') as { entries: unknown[] };
  expect(posts.entries).toHaveLength(4_000);
});

test('without scripts: the form answers with the page, and the link on it is there once', async () => {
  const hazel = await newcomer('Hazel Plain');
  const wrong = await hazel.submit('own-data', { from: '/settings/data', password: 'wrong', aliases: 'yes' });
  expect([wrong.status, wrong.text]).toEqual([403, expect.stringContaining('That is not your password')]);
  const answer = await hazel.submit('own-data', { from: '/settings/data', password: testPassword });
  const link = /href="(\/api\/own\/data\/[^"]+)"/.exec(answer.text)?.[1] ?? '';
  expect((await fetched(hazel, link)).answer.status).toBe(200);
  expect((await hazel.page('/settings/data')).text).not.toContain('/api/own/data/');
});
