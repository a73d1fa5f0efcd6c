import { randomUUID } from 'node:crypto';
import { ownDataLink, ownPosts, type PostView, reviewQueue, type UnsentPicture } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { strFromU8, unzipSync } from 'fflate';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House, pageOf, publish } from '../voices/house';
import { addPicture, inPost, writeAsAliasWith, writeWith } from './house';
import { photo, plain } from './some-pictures';

jest.setTimeout(120_000);

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
beforeEach(async () => {
  threadId = await beginThread(house.founder, themeId);
});
afterAll(() => house?.server.stop());

const aPicture = async (by: Insider) => addPicture(by, await plain('png'));
const statusFor = async (by: Insider, path: string) => (await by.get(path)).status;

/** How many files there are of a picture. */
function filesOf({ id }: { id: string }): Promise<number> {
  return withDatabaseOf(house.server, async (db) => {
    const parts = await db.collection('store.chunks').countDocuments({ files_id: new RegExp(`^${id}\\.`) });
    return parts + (await db.collection('store.files').countDocuments({ _id: new RegExp(`^${id}\\.`) as never }));
  });
}

async function hide(by: Insider, post: PostView): Promise<void> {
  expected(201, await by.post(`/api/posts/${post.id}/flags`, { key: randomUUID(), kind: 'identify' }));
}

/** What this moderator is to decide about a post that was reported. */
async function flagOf(by: Insider, post: PostView) {
  const { items } = expected(200, await by.get('/api/review')).as(reviewQueue);
  const found = items
    .flatMap((item) => (item.kind === 'flag' ? item.flag : []))
    .find(({ postId }) => postId === post.id);
  if (!found) throw new Error('This is not in the queue.');
  return found;
}

const inFlag = (flag: { id: string }, post: PostView) =>
  `/api/flags/${flag.id}/pictures/${post.pictures[0]?.id ?? ''}/large`;

test('P8 of a post that could identify someone the picture is hidden at once, but for its author and who decides', async () => {
  const post = await writeWith(amber, threadId, await aPicture(amber));
  expected(200, await rowan.get(inPost(post)));
  await hide(rowan, post);
  for (const size of ['small', 'large']) expect(await statusFor(rowan, inPost(post, size))).toBe(404);
  expect(JSON.stringify(await pageOf(rowan, threadId))).not.toContain(post.pictures[0]?.id);
  expect((await rowan.page(`/t/${threadId}`)).text).not.toContain('/pictures/');
  for (const by of [amber, house.moderator]) {
    expected(200, await by.get(inPost(post)));
    expect((await pageOf(by, threadId)).viewer.hidden).toMatchObject([{ pictures: post.pictures }]);
    expect((await by.page(`/t/${threadId}`)).text).toContain(inPost(post));
  }
  const own = expected(200, await amber.get('/api/own/posts'))
    .as(ownPosts)
    .posts.find(({ id }) => id === post.id);
  expect(own).toMatchObject({ state: 'hidden', pictures: post.pictures });
  const flag = await flagOf(house.moderator, post);
  expect(flag.pictures).toEqual(post.pictures);
  expected(200, await house.moderator.get(inFlag(flag, post)));
  expect((await house.moderator.page('/review')).text).toContain(inFlag(flag, post));
  expect(await statusFor(rowan, inFlag(flag, post))).toBe(403);

  const removal = { textVersion: flag.textVersion, point: await aPoint(), text: 'It shows her street.' };
  expected(200, await house.moderator.post(`/api/flags/${flag.id}/remove`, removal));
  for (const by of [rowan, amber, house.moderator]) expect(await statusFor(by, inPost(post))).toBe(404);
  expect(await statusFor(house.moderator, inFlag(flag, post))).toBe(409);
});

async function aPoint(): Promise<string> {
  const { points } = expected(200, await rowan.get('/api/agreement')).json as { points: { title: string }[] };
  return points[0]?.title ?? '';
}

test('P8 one that is put back is there for all again', async () => {
  const post = await writeWith(amber, threadId, await aPicture(amber));
  await hide(rowan, post);
  const { id, textVersion } = await flagOf(house.moderator, post);
  expected(200, await house.moderator.post(`/api/flags/${id}/stays`, { textVersion, text: '' }));
  expected(200, await rowan.get(inPost(post)));
});

test('in a circle without a moderator, who decides sees that picture with what was reported and nowhere else', async () => {
  const circle = { key: randomUUID(), name: 'Us', purpose: 'Talking', livedExperience: false, withMe: false };
  const { id } = expected(201, await house.founder.post('/api/circles', circle)).json as { id: string };
  for (const by of [amber, rowan]) {
    expected(200, await house.founder.post(`/api/circles/${id}/ask`, { member: (await by.me()).id }));
    expected(200, await by.post(`/api/circles/${id}/answer`, { yes: true }));
  }
  const begin = () => beginThread(amber, themeId, { audience: { kind: 'circle', id } });
  const within = await waitUntil('she is in the circle', () => begin().catch(() => undefined));
  const [post, other] = [
    await writeWith(amber, within, await aPicture(amber)),
    await writeWith(amber, within, await aPicture(amber)),
  ];
  await waitUntil('he is too', async () => (await statusFor(rowan, inPost(post))) === 200);
  expect(await statusFor(house.moderator, inPost(post))).toBe(404);
  await hide(rowan, post);
  const flag = await flagOf(house.moderator, post);
  expected(200, await house.moderator.get(inFlag(flag, post)));
  for (const path of [inPost(post), inPost(other), inFlag(flag, other)])
    expect([path, await statusFor(house.moderator, path)]).toEqual([path, 404]);
});

test('P6 of words that are for one checker alone, no other sees the picture', async () => {
  const maeve = await inviteAndJoin(house.founder, 'Maeve Quill', 'moderator');
  const picture = await aPicture(amber);
  const post = { key: randomUUID(), text: 'Look.', as: 'alias', pictures: [{ id: picture.id, description: null }] };
  const checker = { checker: (await maeve.me()).id };
  const { id } = expected(201, await amber.post(`/api/threads/${threadId}/posts`, { ...post, ...checker })).json as {
    id: string;
  };
  const path = `/api/waiting/${id}/pictures/${picture.id}/small`;
  expected(200, await maeve.get(path));
  for (const other of [house.moderator, house.founder]) expect(await statusFor(other, path)).toBe(404);
  // Not by an address that it has nowhere, either.
  for (const holder of ['posts', 'flags', 'own/waiting'])
    expect(await statusFor(house.moderator, `/api/${holder}/${id}/pictures/${picture.id}/small`)).toBe(404);
});

test.each(['move', 'merge'] as const)(
  'after a %s to where fewer people read, only they see the picture',
  async (how) => {
    const { moderator } = house;
    const from = await beginThread(moderator, themeId);
    const to = await beginThread(moderator, themeId, { audience: { kind: 'moderators' } });
    const post = await writeWith(amber, from, await aPicture(amber));
    expected(200, await rowan.get(inPost(post)));
    const path = `/api/threads/${from}/${how}`;
    expected(200, await moderator.post(path, how === 'move' ? { numbers: [post.number], to } : { into: to }));
    await waitUntil('nobody else sees it', async () => (await statusFor(rowan, inPost(post))) === 404);
    expect(await statusFor(amber, inPost(post))).toBe(404);
    expected(200, await moderator.get(inPost(post)));
    const there = (await pageOf(moderator, to)).posts.find(({ id }) => id === post.id);
    expect(there?.pictures).toEqual(post.pictures);
  },
);

test('P15 an erased post’s pictures are erased with it, also from earlier words, and of what an alias wrote', async () => {
  const [kept, first, second] = [await aPicture(amber), await aPicture(amber), await aPicture(amber)];
  const standing = await writeWith(amber, threadId, kept);
  const post = await writeWith(amber, threadId, first);
  const edit = { text: 'Another.', textVersion: 1, pictures: [{ id: second.id, description: 'A letter' }] };
  expected(200, await amber.put(`/api/posts/${post.id}`, edit));
  const quiet = await aPicture(amber);
  await publish(house.moderator, (await writeAsAliasWith(amber, threadId, quiet)).id);
  const alias = (await pageOf(amber, threadId)).posts.at(-1);
  for (const picture of [kept, first, second, quiet]) expect(await filesOf(picture)).toBeGreaterThan(3);
  for (const id of [post.id, alias?.id]) expected(200, await amber.post(`/api/posts/${id}/erase`));
  for (const picture of [first, second, quiet]) expect(await filesOf(picture)).toBe(0);
  expect(await filesOf(kept)).toBeGreaterThan(3);
  expected(200, await rowan.get(inPost(standing)));
  // Nor is what somebody said of one kept anywhere.
  const said = await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string }>('posts').findOne({ _id: post.id }),
  );
  expect(JSON.stringify(said)).not.toMatch(/A letter|Picture 1/);
});

test('P15 of what was taken back, or removed, the picture is erased when its words are', async () => {
  for (const end of ['withdraw', 'remove']) {
    const picture = await aPicture(amber);
    const post = await writeWith(amber, threadId, picture);
    const by = end === 'remove' ? house.moderator : amber;
    expected(
      200,
      await by.post(`/api/posts/${post.id}/${end}`, end === 'remove' ? { reason: 'A street.' } : undefined),
    );
    expect(await filesOf(picture)).toBeGreaterThan(3);
    expected(200, await amber.post(`/api/posts/${post.id}/erase`));
    expect(await filesOf(picture)).toBe(0);
  }
});

test('P15 who leaves takes along the pictures of what they erase and of what waits; what they leave stays', async () => {
  const zara = await inviteAndJoin(house.founder, 'Zara Leaver');
  const [stays, goes, waits] = [await aPicture(zara), await aPicture(zara), await aPicture(zara)];
  const left = await writeWith(zara, threadId, stays);
  const erased = await writeWith(zara, threadId, goes);
  expected(200, await zara.put('/api/own/leaving/posts', { choices: [{ post: erased.id, as: 'erase' }] }));
  const checked = await beginThread(house.moderator, themeId);
  expected(200, await house.moderator.patch(`/api/threads/${checked}`, { checkFirst: true }));
  const held = { key: randomUUID(), text: 'Look.', as: 'self', pictures: [{ id: waits.id, description: null }] };
  expect(expected(201, await zara.post(`/api/threads/${checked}/posts`, held)).json).toMatchObject({ waits: true });
  expected(200, await zara.post('/api/own/leaving', { password: testPassword, posts: 'former', sure: true }));
  await waitUntil('she is gone', async () => (await filesOf(goes)) + (await filesOf(waits)) === 0);
  expect(await filesOf(stays)).toBeGreaterThan(3);
  expected(200, await rowan.get(inPost(left)));
});

describe('a copy of one’s own data', () => {
  /** The files of the archive that somebody fetches. */
  async function archiveOf(by: Insider, aliases: boolean): Promise<Record<string, Uint8Array>> {
    const { link } = expected(200, await by.post('/api/own/data', { password: testPassword, aliases })).as(ownDataLink);
    return unzipSync(expected(200, await by.get(link)).bytes);
  }
  const picturesIn = (files: Record<string, Uint8Array>) =>
    Object.keys(files).filter((name) => name.startsWith('pictures/'));
  const nameOf = ({ id }: UnsentPicture) => `pictures/${id}.jpg`;

  test('P2 holds the pictures of one’s own posts, those under another name only where they are asked for', async () => {
    const fern = await inviteAndJoin(house.founder, 'Fern Copies');
    const [now, before, quiet, waiting] = [
      await addPicture(fern, await photo()),
      await aPicture(fern),
      await aPicture(fern),
      await aPicture(fern),
    ];
    const post = await writeWith(fern, threadId, before);
    const edit = { text: 'Another.', textVersion: 1, pictures: [{ id: now.id, description: 'A red corner' }] };
    expected(200, await fern.put(`/api/posts/${post.id}`, edit));
    await publish(house.moderator, (await writeAsAliasWith(fern, threadId, quiet)).id);
    await writeAsAliasWith(fern, threadId, waiting);
    await writeWith(rowan, threadId, await aPicture(rowan));

    const files = await archiveOf(fern, false);
    expect(picturesIn(files).sort()).toEqual([nameOf(now), nameOf(before)].sort());
    const shown = (await fern.get(`/api/posts/${post.id}/pictures/${now.id}/large`)).bytes;
    expect(Buffer.from(files[nameOf(now)] ?? []).equals(shown)).toBe(true);
    expect(strFromU8(files['my-data.html'] ?? new Uint8Array())).toContain(`${nameOf(now)}: A red corner`);
    expect(strFromU8(files['json/posts.json'] ?? new Uint8Array())).toContain(nameOf(before));
    for (const [name, bytes] of Object.entries(files))
      for (const { id } of [quiet, waiting]) expect([name, strFromU8(bytes, true).includes(id)]).toEqual([name, false]);

    const all = await archiveOf(fern, true);
    expect(picturesIn(all).sort()).toEqual([now, before, quiet, waiting].map(nameOf).sort());
    expect(strFromU8(all['json/posts-under-other-names.json'] ?? new Uint8Array())).toContain(nameOf(quiet));
    expect(strFromU8(all['json/waiting-under-other-names.json'] ?? new Uint8Array())).toContain(nameOf(waiting));
  });
});
