import { postView, threadPage } from '@throughline/contracts';
import { beginThread, expected, type Insider, waitUntil } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouseOfTwo, type House, pageOf, publish, toBeChecked, untilPosts } from '../voices/house';
import { addPicture, inPost, writeAsAliasWith, writeWith } from './house';
import { photo, plain } from './some-pictures';

jest.setTimeout(120_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let themeId: string;

beforeAll(async () => {
  ({ house, amber, rowan, themeId } = await foundHouseOfTwo());
});
afterAll(() => house?.server.stop());

/** Which files there are of a picture. */
async function filesOf(id: string | undefined): Promise<string[]> {
  return withDatabaseOf(house.server, async (db) => {
    const ofIt = new RegExp(`^${id ?? ''}\\.`);
    const files = await db
      .collection('store.files')
      .find({ _id: ofIt as never })
      .toArray();
    const chunks = await db.collection('store.chunks').distinct('files_id', { files_id: ofIt });
    return [...new Set([...files.map(({ _id }) => String(_id)), ...chunks.map(String)])].sort();
  });
}

describe('a picture under an alias', () => {
  test('P4 waits with its post: only its author and who checks it can see it, and then everybody in the thread', async () => {
    const threadId = await beginThread(house.founder, themeId);
    const waits = await writeAsAliasWith(amber, threadId, await addPicture(amber, await photo()));
    const id = waits.pictures[0]?.id ?? '';
    expected(200, await amber.get(`/api/own/waiting/${waits.id}/pictures/${id}/small`));
    expected(200, await house.moderator.get(`/api/waiting/${waits.id}/pictures/${id}/large`));
    for (const path of [
      `/api/own/waiting/${waits.id}/pictures/${id}/small`,
      `/api/waiting/${waits.id}/pictures/${id}/small`,
      `/api/pictures/${id}/small`,
    ])
      expect([403, 404]).toContain((await rowan.get(path)).status);
    expect((await house.moderator.get(`/api/own/waiting/${waits.id}/pictures/${id}/small`)).status).toBe(404);
    expect((await amber.get(`/api/waiting/${waits.id}/pictures/${id}/small`)).status).toBe(403);
    const [shown] = (await toBeChecked(house.moderator)).filter((one) => one.id === waits.id);
    expect(shown?.pictures).toHaveLength(1);
    await publish(house.moderator, waits.id);
    const post = (await pageOf(rowan, threadId)).posts[1];
    expected(200, await rowan.get(`/api/posts/${post?.id}/pictures/${id}/small`));
    expect((await house.moderator.get(`/api/waiting/${waits.id}/pictures/${id}/large`)).status).toBe(404);
  });

  test('P6 is looked at before it comes out, also where words would come out by themselves', async () => {
    const threadId = await beginThread(house.founder, themeId);
    await publish(house.moderator, (await writeAsAliasWith(amber, threadId)).id);
    expect((await writeAsAliasWith(amber, threadId)).state).toBe('due');
    const waits = await writeAsAliasWith(amber, threadId, await addPicture(amber, await plain('png')));
    expect(waits.state).toBe('held');
    // Neither by being added to what is due already.
    const due = await writeAsAliasWith(amber, threadId);
    const { id } = await addPicture(amber, await plain('png'));
    const body = { text: 'Look.', answer: '', pictures: [{ id, description: null }] };
    const changed = expected(200, await amber.put(`/api/own/waiting/${due.id}`, body));
    expect(changed.json).toMatchObject({ state: 'held', pictures: [{ id }] });
    house.time.toNextHalfHour();
    const { posts } = await untilPosts(rowan, threadId, 3);
    expect(posts.flatMap(({ pictures }) => pictures)).toEqual([]);
  });

  test('P2 P6 nothing that is stored or logged of it names its author, or says a finer time than the day', async () => {
    const { id: memberId } = await amber.me();
    const threadId = await beginThread(house.founder, themeId);
    const dump = () =>
      withDatabaseOf(house.server, async (db) => {
        const all = new Map<string, string>();
        for (const collection of await db.collections())
          for await (const document of collection.find())
            all.set(`${collection.collectionName}/${String(document._id)}`, JSON.stringify(document));
        return all;
      });
    const before = await dump();
    const logged = house.server.output().length;
    const picture = await addPicture(amber, await photo());
    const between = await dump();
    const waits = await writeAsAliasWith(amber, threadId, picture);
    await publish(house.moderator, waits.id);
    const after = await dump();
    const touchedIn = (later: Map<string, string>) => [...later].filter(([key, text]) => before.get(key) !== text);
    const touched = [...touchedIn(between), ...touchedIn(after)];
    expect(touched.filter(([key]) => key.startsWith('store.'))).not.toHaveLength(0);
    expect(touched.filter(([key, text]) => `${key} ${text}`.includes(memberId))).toEqual([]);
    const lines = house.server.output().slice(logged);
    expect(lines).toContain('"/api/pictures"');
    for (const known of [memberId, picture.id, threadId, 'Amber']) expect(lines).not.toContain(known);
    // Before it is sent it has an end, to ten minutes; afterwards a day.
    const stored = touched.filter(([key, text]) => key.startsWith('store.') || `${key} ${text}`.includes(picture.id));
    const dates = stored.flatMap(([, text]) =>
      [...text.matchAll(/"(\d{4}-\d\d-\d\dT[^"]+)"/g)].map(([, date]) => date),
    );
    expect(dates.length).toBeGreaterThan(4);
    expect(dates.filter((date) => !/T(00:00|\d\d:\d0):00\.000Z$/.test(date ?? ''))).toEqual([]);
    expect([...after.keys()].filter((key) => key.startsWith('unsent_pictures/') && key.endsWith(picture.id))).toEqual(
      [],
    );
    const kept = stored.filter(([key]) => key.startsWith('store.')).map(([, text]) => text);
    expect(
      kept.filter((text) => /(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])"/.test(text.replace(/"data":"[^"]*"/, ''))),
    ).toEqual([]);
    for (const text of kept.filter((one) => one.includes('uploadDate'))) expect(text).toMatch(/T00:00:00\.000Z/);
  });

  test('P5 the collections that hold it are kept in the order of random ids', async () => {
    const options = await withDatabaseOf(house.server, (db) => db.listCollections().toArray());
    for (const name of ['store.files', 'store.chunks', 'unsent_pictures'])
      expect(options.find((one) => one.name === name)).toMatchObject({ options: { clusteredIndex: { unique: true } } });
  });

  test('is erased when it is taken back before it is out', async () => {
    const threadId = await beginThread(house.founder, themeId);
    const waits = await writeAsAliasWith(amber, threadId, await addPicture(amber, await plain('png')));
    expect(await filesOf(waits.pictures[0]?.id)).toHaveLength(2);
    expected(200, await amber.post(`/api/own/waiting/${waits.id}/withdraw`));
    expect(await filesOf(waits.pictures[0]?.id)).toEqual([]);
  });
});

describe('what becomes of pictures', () => {
  test('of a post that is withdrawn or removed there is nothing to see at once', async () => {
    const threadId = await beginThread(rowan, themeId);
    const ends: [string, (id: string) => ReturnType<Insider['post']>][] = [
      ['withdrawn', (id) => amber.post(`/api/posts/${id}/withdraw`)],
      ['removed', (id) => house.moderator.post(`/api/posts/${id}/remove`, { reason: 'It names somebody.' })],
    ];
    for (const [state, end] of ends) {
      const post = await writeWith(amber, threadId, await addPicture(amber, await plain('png')));
      expected(200, await rowan.get(inPost(post)));
      expected(200, await end(post.id));
      for (const who of [rowan, amber, house.moderator]) expect((await who.get(inPost(post))).status).toBe(404);
      const { posts } = expected(200, await rowan.get(`/api/threads/${threadId}/page`)).as(threadPage);
      expect(posts.at(-1)).toMatchObject({ state, pictures: [] });
    }
  });

  test('an edit keeps, changes and takes out pictures; earlier revisions have theirs', async () => {
    const threadId = await beginThread(rowan, themeId);
    const [one, two] = [await addPicture(amber, await plain('png')), await addPicture(amber, await plain('jpeg'))];
    const post = await writeWith(amber, threadId, one);
    const edit = (textVersion: number, more: object) =>
      amber.put(`/api/posts/${post.id}`, { text: 'Look again.', textVersion, ...more });
    const kept = expected(200, await edit(1, {})).as(postView);
    expect(kept.pictures).toEqual(post.pictures);
    const both = { pictures: [two, one].map(({ id }) => ({ id, description: 'Both' })) };
    const changed = expected(200, await edit(2, both)).as(postView);
    expect(changed.pictures.map(({ id }) => id)).toEqual([two.id, one.id]);
    // Sent again, because its answer was lost.
    expect(expected(200, await edit(2, both)).as(postView).textVersion).toBe(3);
    const none = expected(200, await edit(3, { pictures: [] })).as(postView);
    expect(none.pictures).toEqual([]);
    for (const picture of [one, two])
      expected(200, await rowan.get(`/api/posts/${post.id}/pictures/${picture.id}/small`));
    const revisions = expected(200, await rowan.get(`/api/posts/${post.id}/revisions`)).json as {
      revisions: { pictures: { id: string }[] }[];
    };
    expect(revisions.revisions.map(({ pictures }) => pictures.length)).toEqual([1, 1, 2, 0]);
  });

  test('one that is not sent within the hour is let go of; one that is, stays', async () => {
    const threadId = await beginThread(rowan, themeId);
    const [sent, unsent] = [await addPicture(amber, await plain('png')), await addPicture(amber, await plain('png'))];
    expected(200, await amber.get(`/api/pictures/${unsent.id}/small`));
    await writeWith(amber, threadId, sent);
    house.time.move(2 * 3_600_000);
    await waitUntil(
      'it is let go of',
      async () => ((await filesOf(unsent.id)).length === 0 ? true : undefined),
      100_000,
    );
    expect((await amber.get(`/api/pictures/${unsent.id}/small`)).status).toBe(404);
    expect(await filesOf(sent.id)).toHaveLength(2);
  });
});
