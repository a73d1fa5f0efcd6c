import { randomUUID } from 'node:crypto';
import { reviewQueue, waitingView } from '@throughline/contracts';
import { beginTheme, beginThread, expected, type Insider, inviteAndJoin, waitUntil } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House, pageOf, publish, writeAsAlias } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let maeve: Insider;
let amber: Insider;
let maeveId: string;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  maeve = await inviteAndJoin(house.founder, 'Maeve Quill', 'moderator');
  maeveId = (await maeve.me()).id;
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

const inQueue = async (by: Insider, id: string) =>
  expected(200, await by.get('/api/review'))
    .as(reviewQueue)
    .items.find((item) => item.id === id);
const ownView = async (id: string) => expected(200, await amber.get(`/api/own/waiting/${id}`)).as(waitingView);
const thread = () => beginThread(house.founder, themeId);
/** As if it had been written a day before. */
const aDayGoesBy = (id: string) =>
  withDatabaseOf(house.server, (db) =>
    db
      .collection<{ _id: string }>('waiting')
      .updateOne({ _id: id }, [{ $set: { on: { $subtract: ['$on', 86_400_000] } } }]),
  );

test('the page names who may read a post before it comes out', async () => {
  const { checks } = (await pageOf(amber, await thread())).viewer;
  expect(checks.by.map(({ name }) => name).sort()).toEqual(['Ada Founder', 'Maeve Quill', 'Mod Erator']);
  expect(checks.self).toBeNull();
  // Nobody checks their own.
  expect((await pageOf(maeve, await thread())).viewer.checks.by.map(({ name }) => name)).not.toContain('Maeve Quill');
});

test('P6 only the one whom the author chose sees it; for the others it does not exist', async () => {
  const { id } = await writeAsAlias(amber, await thread(), 'For Maeve alone.', { checker: maeveId });
  expect(await inQueue(maeve, id)).toMatchObject({ onlyYours: true, turn: { mine: true } });
  for (const other of [house.moderator, house.founder]) {
    expect(await inQueue(other, id)).toBeUndefined();
    for (const path of [`/api/review/${id}/claim`, `/api/waiting/${id}/publish`])
      expect([path, (await other.post(path, path.endsWith('claim') ? {} : { revision: 1 })).status]).toEqual([
        path,
        404,
      ]);
  }
  expect((await ownView(id)).chosen).toEqual({ by: 'Maeve Quill', goesOn: false, late: false });
});

test('who does not look within a day: the author is asked, and nobody else gets it before they say so', async () => {
  const { id } = await writeAsAlias(amber, await thread(), 'Still for Maeve alone.', { checker: maeveId });
  await aDayGoesBy(id);
  expect((await ownView(id)).chosen).toMatchObject({ late: true });
  expect(await inQueue(house.moderator, id)).toBeUndefined();
  expect(await inQueue(maeve, id)).toBeDefined();
  expected(200, await amber.put(`/api/own/waiting/${id}/checker`, { checker: null }));
  expect(await inQueue(house.moderator, id)).toMatchObject({ onlyYours: false, days: 1 });
  expect((await ownView(id)).chosen).toBeNull();
  // Another who is chosen has a day from then.
  expected(200, await amber.put(`/api/own/waiting/${id}/checker`, { checker: maeveId }));
  expect((await ownView(id)).chosen).toMatchObject({ by: 'Maeve Quill', late: false });
});

test('where its author allowed it, it goes on to the others after a day', async () => {
  const { id } = await writeAsAlias(amber, await thread(), 'For one of them first.', { checker: maeveId, goOn: true });
  expect(await inQueue(house.moderator, id)).toBeUndefined();
  await aDayGoesBy(id);
  expect(await inQueue(house.moderator, id)).toMatchObject({ onlyYours: false });
  expect(JSON.stringify(await inQueue(house.moderator, id))).not.toContain('Maeve');
});

test('only somebody who checks there can be chosen, and never oneself', async () => {
  const threadId = await thread();
  const post = { key: randomUUID(), text: 'A post.', as: 'alias' };
  for (const checker of [(await amber.me()).id, 'a'.repeat(26)])
    expect((await amber.post(`/api/threads/${threadId}/posts`, { ...post, checker })).status).toBe(400);
  expect((await maeve.post(`/api/threads/${threadId}/posts`, { ...post, checker: maeveId })).status).toBe(400);
  // What was refused made no alias.
  expect((await pageOf(amber, threadId)).viewer.persona.current).toBeNull();
});

test('who is no moderator any more is not waited for: the author is asked at once', async () => {
  const gone = await inviteAndJoin(house.founder, 'Gone Soon', 'moderator');
  const { id: goneId } = await gone.me();
  const { id } = await writeAsAlias(amber, await thread(), 'For somebody who goes.', { checker: goneId });
  expected(200, await house.founder.patch(`/api/members/${goneId}`, { role: 'member' }));
  await waitUntil('the author is asked', async () => (await ownView(id)).chosen?.late === true);
  expect((await ownView(id)).chosen).toMatchObject({ by: null });
  expect(await inQueue(house.moderator, id)).toBeUndefined();
});

test('P2 nothing joins an alias and the choice but what waits, and that goes', async () => {
  const { id } = await writeAsAlias(amber, await thread(), 'Nothing is left of the choice.', { checker: maeveId });
  const traces = () =>
    withDatabaseOf(house.server, async (db) => {
      const found: string[] = [];
      for (const { name } of await db.listCollections().toArray())
        for await (const document of db.collection(name).find()) {
          const text = JSON.stringify(document);
          if (text.includes(maeveId) && text.includes(id)) found.push(name);
        }
      return found.sort();
    });
  expect(await traces()).toEqual(['waiting']);
  await publish(maeve, id);
  // That she decided about something which is gone, in the audit chain too: no post, thread or alias has its id.
  await waitUntil('what waited is gone', async () => !(await traces()).includes('waiting'));
  expect(await traces()).toEqual(['review_claims', 'stream_entries']);
  await withDatabaseOf(house.server, async (db) => {
    expect(await db.collection('stream_entries').countDocuments({ stream: `member:${maeveId}`, subject: id })).toBe(0);
    expect(
      await db
        .collection('posts')
        .countDocuments({ $or: [{ chosen: { $exists: true } }, { goesOn: { $exists: true } }] }),
    ).toBe(0);
  });
});
