import { randomUUID } from 'node:crypto';
import { postView, problem } from '@throughline/contracts';
import { errors, type ErrorCode, pictureBytesLimit } from '@throughline/contracts/names';
import { beginThread, expected, type Insider, inviteAndJoin, Person } from '@throughline/testing';
import sharp from 'sharp';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouseOfTwo, type House, pageOf } from '../voices/house';
import { addPicture, inPost, sendPicture, writeWith } from './house';
import { commented, flood, moving, movingPng, noise, photo, plain, zip } from './some-pictures';

jest.setTimeout(120_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let themeId: string;

beforeAll(async () => {
  ({ house, amber, rowan, themeId } = await foundHouseOfTwo());
});
afterAll(() => house?.server.stop());

describe('S14 a picture in a post', () => {
  test('is made anew: turned the right way up, in two sizes, with nothing in it but how it looks', async () => {
    const taken = await photo();
    expect((await sharp(taken).metadata()).exif?.toString('latin1')).toContain('Canary');
    const threadId = await beginThread(rowan, themeId);
    const post = await writeWith(amber, threadId, await addPicture(amber, taken));
    const [picture] = post.pictures;
    // It was 1,600 by 1,200 lying on its side.
    expect(picture?.large).toMatchObject({ width: 1_200, height: 1_600 });
    expect(picture?.small).toMatchObject({ width: 640, height: 853 });
    for (const size of ['small', 'large'] as const) {
      const { bytes, headers } = expected(200, await rowan.get(inPost(post, size)));
      expect(bytes.length).toBe(picture?.[size].bytes);
      const { format, exif, icc, xmp, iptc, orientation, width, height } = await sharp(bytes).metadata();
      expect({ format, exif, icc, xmp, iptc, orientation }).toEqual({ format: 'jpeg' });
      expect({ width, height }).toMatchObject({ width: picture?.[size].width, height: picture?.[size].height });
      for (const said of ['Canary', 'canary', 'Exif', '2026', 'ICC_PROFILE', 'GPSLatitude'])
        expect(bytes.toString('latin1')).not.toContain(said);
      expect(headers.get('content-type')).toBe('image/jpeg');
      // The corner that was red at the top left stands at the top right when it is turned.
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      const at = (info.width - 10 + 10 * info.width) * info.channels;
      expect([...data.subarray(at, at + 3)].map((value) => Math.round(value / 40))).toEqual([5, 1, 1]);
    }
  });

  test('goes out so that no browser takes it for anything else, keeps it, or shows it elsewhere', async () => {
    const threadId = await beginThread(rowan, themeId);
    const post = await writeWith(amber, threadId, await addPicture(amber, await plain('png')));
    const { headers } = expected(200, await rowan.get(inPost(post)));
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="picture.jpg"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    for (const name of ['etag', 'last-modified', 'date-taken']) expect(headers.get(name)).toBeNull();
  });

  test('is for who may read its thread, at its post’s address and no other', async () => {
    const moderators = await beginThread(house.moderator, themeId, { audience: { kind: 'moderators' } });
    const open = await beginThread(rowan, themeId);
    const picture = await addPicture(house.moderator, await plain('jpeg'));
    const post = await writeWith(house.moderator, moderators, picture);
    const other = await writeWith(house.moderator, open, await addPicture(house.moderator, await plain('webp')));
    expected(200, await house.founder.get(inPost(post)));
    const never = (await amber.get('/api/posts/aaaaaaaaaaaaaaaaaaaaaaaaaa')).text;
    for (const path of [
      inPost(post),
      inPost(post, 'large'),
      `/api/posts/${other.id}/pictures/${picture.id}/small`,
      `/api/pictures/${picture.id}/small`,
      `/api/waiting/${post.id}/pictures/${picture.id}/small`,
      `/api/own/waiting/${post.id}/pictures/${picture.id}/small`,
      inPost(other, 'middle'),
    ]) {
      const answer = await amber.get(path);
      // Where nothing is for members, the door says so.
      expect([path, answer.status]).toEqual([path, path.startsWith('/api/waiting') ? 403 : 404]);
      expect(answer.text.replace(/"requestId":"[^"]*"/, '')).not.toContain(picture.id);
      expect(answer.headers.get('content-type')).toContain('application/json');
    }
    expect(never).toContain('not-found');
    expect((await new Person(house.server.url).get(inPost(other))).status).toBe(401);
  });

  test('that was sent cannot be put into another post, nor one that never was', async () => {
    const threadId = await beginThread(rowan, themeId);
    const post = await writeWith(amber, threadId, await addPicture(amber, await plain('png')));
    for (const id of [post.pictures[0]?.id, 'aaaaaaaaaaaaaaaaaaaaaaaaaa']) {
      const body = { key: randomUUID(), text: 'Mine.', as: 'self', pictures: [{ id, description: 'x' }] };
      const answer = await rowan.post(`/api/threads/${threadId}/posts`, body);
      expect([answer.status, answer.as(problem).code]).toEqual([422, 'picture-gone']);
    }
  });

  test('is described, or its author says that they cannot; three are the most', async () => {
    const threadId = await beginThread(rowan, themeId);
    const { id } = await addPicture(amber, await plain('png'));
    const write = (pictures: unknown) =>
      amber.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text: 'Look.', as: 'self', pictures });
    const refused = await write([{ id, description: ' ' }]);
    expect([refused.status, refused.as(problem).code]).toEqual([422, 'picture-undescribed']);
    expect((await write([1, 2, 3, 4].map(() => ({ id, description: 'x' })))).status).toBe(400);
    const post = expected(201, await write([{ id, description: null }])).as(postView);
    expect(post.pictures[0]?.description).toBeNull();
  });

  test('comes once, however often its post is sent', async () => {
    const threadId = await beginThread(rowan, themeId);
    const { id } = await addPicture(amber, await plain('png'));
    const body = { key: randomUUID(), text: 'Look.', as: 'self', pictures: [{ id, description: 'A letter' }] };
    const send = () => amber.post(`/api/threads/${threadId}/posts`, body);
    const answers = await Promise.all([send(), send(), send()]);
    answers.push(await send());
    expect(new Set(answers.map((answer) => expected(201, answer).as(postView).id)).size).toBe(1);
    expect((await pageOf(rowan, threadId)).posts).toHaveLength(2);
  });
});

test('R10 who adds pictures as fast as they can has not used up what they may write', async () => {
  const fern = await inviteAndJoin(house.founder, 'Fern Quick');
  const threadId = await beginThread(rowan, themeId);
  const large = await noise(1_600, 1_200);
  expect(large.length).toBeGreaterThan(1_000_000);
  for (let times = 0; times < 5; times += 1) await addPicture(fern, large);
  await writeWith(fern, threadId, await addPicture(fern, large));
});

describe('S14 what is refused, in words, and keeps nothing:', () => {
  const inTwoMegabytes = 'x'.repeat(2_000_000);
  test.each<[string, () => Buffer | Promise<Buffer>, number, ErrorCode]>([
    ['nothing', () => Buffer.alloc(0), 422, 'picture-broken'],
    ['a text', () => Buffer.from(inTwoMegabytes), 415, 'picture-kind'],
    ['HTML', () => Buffer.from('<html><script>alert(1)</script>'), 415, 'picture-kind'],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 415, 'picture-kind'],
    ['SVG after a byte order mark', () => Buffer.from('\uFEFF<?xml version="1.0"?><svg/>'), 415, 'picture-kind'],
    ['a PDF', () => Buffer.from('%PDF-1.7 '), 415, 'picture-kind'],
    ['a ZIP', () => zip('a.txt', 'a'), 415, 'picture-kind'],
    // By this the library that tells hundreds of kinds apart waits for ever.
    [
      'the head of a film',
      () => Buffer.concat([Buffer.from('3026b2758e66cf11a6d9', 'hex'), Buffer.alloc(54)]),
      415,
      'picture-kind',
    ],
    ['a GIF that is a script', () => Buffer.from('GIF89a/*'.padEnd(400, ' ') + '*/=1;alert(1)'), 415, 'picture-moves'],
    ['a GIF that moves', () => moving('gif'), 415, 'picture-moves'],
    ['a WebP that moves', () => moving('webp'), 415, 'picture-moves'],
    ['a PNG that moves', () => movingPng(), 415, 'picture-moves'],
    ['the head of a JPEG alone', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 422, 'picture-broken'],
    ['a JPEG cut short', async () => (await noise(800, 600)).subarray(0, 40_000), 422, 'picture-broken'],
    [
      'a PNG cut short',
      async () => (await plain('png', { width: 900, height: 900 })).subarray(0, 200),
      422,
      'picture-broken',
    ],
    [
      'a PNG that becomes HTML',
      async () => Buffer.concat([(await plain('png')).subarray(0, 33), Buffer.from('<script>')]),
      415,
      'picture-more',
    ],
    ['144 million dots', () => flood(12_000, 12_000), 413, 'picture-too-large'],
    ['30 million dots, as a PNG', () => flood(6_000, 5_000), 413, 'picture-too-large'],
  ])('%s', async (_, make, status, code) => {
    const before = await kept();
    const answer = await sendPicture(rowan, await make());
    expect([answer.status, answer.as(problem).code]).toEqual([status, code]);
    expect(answer.as(problem).message).toBe(errors[code].message);
    expect(await kept()).toEqual(before);
  });

  test('50 megabytes, announced or not', async () => {
    const much = Buffer.alloc(50 * 1024 * 1024, 1);
    const answer = await sendPicture(rowan, much);
    expect([answer.status, answer.as(problem).code]).toEqual([413, 'picture-too-large']);
    const parts = new ReadableStream<Uint8Array>({
      pull: (out) => out.enqueue(much.subarray(0, 65_536)),
    });
    const streamed = await fetch(`${house.server.url}/api/pictures`, {
      method: 'POST',
      headers: { cookie: rowan.cookie, 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin' },
      body: parts,
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect(much.length).toBeGreaterThan(pictureBytesLimit);
  });

  test.each([
    ['a picture sent as a form would be', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['a picture that says it is a text', { 'content-type': 'text/plain' }, 415],
    ['a picture from another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s', async (_, headers, status) => {
    expect((await sendPicture(rowan, await plain('png'), headers)).status).toBe(status);
  });

  test('from nobody', async () => {
    const answer = await sendPicture(new Person(house.server.url), await plain('png'));
    expect([answer.status, answer.as(problem).code]).toEqual([401, 'sign-in-needed']);
  });
});

describe('S14 what is a picture and something else', () => {
  const script = '<script>alert("polyglot")</script>';
  test.each<[string, () => Promise<Buffer>]>([
    ['a JPEG that is a ZIP', async () => Buffer.concat([await plain('jpeg'), zip('polyglot.txt', script)])],
    ['a PNG that is a page', async () => Buffer.concat([await plain('png'), Buffer.from(script)])],
    ['a WebP that is a page', async () => Buffer.concat([await plain('webp'), Buffer.from('<hTmL><body>')])],
    ['a JPEG that says a page in a comment', () => commented('<?PHP echo 1; ?><ScRiPt>')],
    ['a JPEG that is a PDF', () => commented('%PDF-1.7 polyglot')],
  ])('%s is refused in words', async (_, make) => {
    const before = await kept();
    const answer = await sendPicture(rowan, await make());
    expect([answer.status, answer.as(problem).code]).toEqual([415, 'picture-more']);
    expect(await kept()).toEqual(before);
  });

  test('a film behind a photo, and what a comment says, do not come out again', async () => {
    const threadId = await beginThread(rowan, themeId);
    for (const bytes of [
      Buffer.concat([await photo(), Buffer.from('\0\0\0\x18ftypmp42 polyglot')]),
      await commented('polyglot < 3'),
    ]) {
      const post = await writeWith(amber, threadId, await addPicture(amber, bytes));
      for (const size of ['small', 'large'])
        expect(expected(200, await rowan.get(inPost(post, size))).bytes.toString('latin1')).not.toContain('polyglot');
    }
  });
});

/** Files, and pictures that are not sent, as they are in the database. */
async function kept(): Promise<[files: number, unsent: number]> {
  return withDatabaseOf(house.server, async (db) => [
    await db.collection('store.files').countDocuments(),
    await db.collection('unsent_pictures').countDocuments(),
  ]);
}
