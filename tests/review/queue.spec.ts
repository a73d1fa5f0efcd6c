import type { Change } from '@throughline/contracts';
import { reviewQueue, type ReviewItem } from '@throughline/contracts';
import { beginTheme, beginThread, expected, type Insider, inviteAndJoin, waitUntil } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { closeSockets, connect, joinStream } from '../live/sockets';
import { foundHouse, type House, revisionOf, writeAsAlias } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let other: Insider;
let amber: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  other = await inviteAndJoin(house.founder, 'Maeve Quill', 'moderator');
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
afterEach(closeSockets);
afterAll(() => house?.server.stop());

const queueOf = async (by: Insider) => expected(200, await by.get('/api/review')).as(reviewQueue).items;
const inQueue = async (by: Insider, id: string) => (await queueOf(by)).find((item) => item.id === id);
const claim = (by: Insider, id: string, take?: boolean) =>
  by.post(`/api/review/${id}/claim`, take === undefined ? {} : { take });
const codeOf = ({ json }: { json: unknown }) => (json as { code?: string }).code;

async function waits(text = 'A first post.'): Promise<string> {
  return (await writeAsAlias(amber, await beginThread(house.founder, themeId), text)).id;
}

describe('one queue, and who has what open', () => {
  test('who has something open is said to the others, and a decision of theirs is refused until they take it over', async () => {
    const { moderator } = house;
    const id = await waits();
    expect((await inQueue(other, id))?.claim).toBeNull();
    expected(200, await claim(moderator, id));
    expect((await inQueue(moderator, id))?.claim).toEqual({ by: 'Mod Erator', mine: true });
    expect((await inQueue(other, id))?.claim).toEqual({ by: 'Mod Erator', mine: false });
    const again = await claim(other, id);
    expect([again.status, codeOf(again)]).toEqual([409, 'claimed-by-another']);
    const revision = await revisionOf(other, id);
    for (const [action, body] of [
      ['publish', {}],
      ['ask', { text: 'Leave out the day?' }],
      ['decline', { reason: 'It says too much.' }],
    ] as const) {
      const refused = await other.post(`/api/waiting/${id}/${action}`, { revision, ...body });
      expect([action, refused.status, codeOf(refused)]).toEqual([action, 409, 'claimed-by-another']);
    }
    expected(200, await claim(other, id, true));
    expect((await inQueue(moderator, id))?.claim).toEqual({ by: 'Maeve Quill', mine: false });
    expected(200, await other.post(`/api/waiting/${id}/publish`, { revision }));
    // The one who had it open first decides too, a moment later; sent again by who did it, it is done.
    const late = await moderator.post(`/api/waiting/${id}/publish`, { revision });
    expect([late.status, codeOf(late)]).toEqual([409, 'decided-already']);
    expect((await claim(moderator, id)).status).toBe(409);
    expected(200, await other.post(`/api/waiting/${id}/publish`, { revision }));
  });

  test('of two who decide at once, one does', async () => {
    const { moderator } = house;
    const id = await waits();
    const revision = await revisionOf(other, id);
    const answers = await Promise.all([
      moderator.post(`/api/waiting/${id}/publish`, { revision }),
      other.post(`/api/waiting/${id}/decline`, { revision, reason: 'It says too much.' }),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([404, 409]).toContain(statuses[1]);
  });

  test('nobody publishes words that they have not read', async () => {
    const id = await waits('As it was read.');
    const revision = await revisionOf(other, id);
    expected(200, await amber.put(`/api/own/waiting/${id}`, { text: 'As it was changed meanwhile.' }));
    const refused = await other.post(`/api/waiting/${id}/publish`, { revision });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'changed-meanwhile']);
    expect((await inQueue(other, id)) as { waiting: unknown }).toMatchObject({
      waiting: { text: 'As it was changed meanwhile.' },
    });
  });

  test('one thing at a time: who opens the next lets go of the one before, and letting go is told', async () => {
    const [first, second] = [await waits(), await waits()];
    expected(200, await claim(other, first));
    expected(200, await claim(other, second));
    expect((await inQueue(house.moderator, first))?.claim).toBeNull();
    expected(200, await other.del(`/api/review/${second}/claim`));
    expect((await inQueue(house.moderator, second))?.claim).toBeNull();
  });

  test('it ends by itself, and others are told of both over the live connection', async () => {
    const id = await waits();
    const socket = await connect(other);
    const told: Change[] = [];
    socket.on('change', (change: Change) => told.push(change));
    await joinStream(socket, 'moderators');
    const about = () => told.filter(({ type, subject }) => type === 'review.changed' && subject === 'review').length;
    expected(200, await claim(house.moderator, id));
    await waitUntil('the others are told', () => about() === 1);
    expected(200, await claim(house.moderator, id));
    house.time.move(11 * 60_000);
    await waitUntil('the others are told that it ended', () => about() === 2, 20_000);
    expect((await inQueue(other, id))?.claim).toBeNull();
    expect(told.every(({ data }) => data === null)).toBe(true);
  });

  test('P6 what waited longest comes first, with days and nothing finer', async () => {
    const before = (await queueOf(other)).map(({ id }) => id);
    // As if it were a day later: a moderator's session would not live that long.
    await withDatabaseOf(house.server, (db) =>
      db.collection('waiting').updateMany({}, [{ $set: { on: { $subtract: ['$on', 86_400_000] } } }]),
    );
    const id = await waits();
    const queue = await queueOf(other);
    expect(queue.map(({ days }) => days)).toEqual([...queue.map(({ days }) => days)].sort((a, b) => b - a));
    expect(queue.filter((item) => before.includes(item.id)).every(({ days }) => days === 1)).toBe(true);
    expect(queue.at(-1)).toMatchObject({ id, days: 0 } satisfies Partial<ReviewItem>);
    expect(JSON.stringify(queue)).not.toMatch(/\d\d:\d\d/);
  });

  test('what is kept of a decision names no thread, no author and no time', async () => {
    const id = await waits();
    expected(200, await claim(other, id));
    expected(200, await other.post(`/api/waiting/${id}/publish`, { revision: await revisionOf(other, id) }));
    await withDatabaseOf(house.server, async (db) => {
      const kept = await db.collection<{ _id: string; until: Date }>('review_claims').findOne({ _id: id });
      expect(kept).toMatchObject({ by: (await other.me()).id, decided: true });
      expect(kept?.until.toISOString()).toMatch(/T00:00:00.000Z$/);
      expect(Object.keys(kept ?? {}).sort()).toEqual(['_id', 'by', 'decided', 'pending', 'until']);
    });
  });
});

test('the queue is for moderators; an evaluator among them sees nothing that waits, and nobody their own', async () => {
  const { founder, moderator } = house;
  expect((await amber.get('/api/review')).status).toBe(403);
  const threadId = await beginThread(founder, themeId);
  const { id } = await writeAsAlias(moderator, threadId, 'A moderator’s own.');
  expect(await inQueue(moderator, id)).toBeUndefined();
  expect((await claim(moderator, id)).status).toBe(404);
  expect(await inQueue(other, id)).toBeDefined();
  const evaluator = await inviteAndJoin(founder, 'Eva Luator', 'moderator');
  expected(200, await founder.patch(`/api/members/${(await evaluator.me()).id}`, { duties: ['evaluator'] }));
  await waitUntil('an evaluator finds nothing there', async () => (await evaluator.get('/api/review')).status === 404);
});
