import { me as meView, reviewQueue, rotaView } from '@throughline/contracts';
import { beginTheme, beginThread, expected, type Insider, inviteAndJoin, waitUntil } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House, publish, writeAsAlias } from '../voices/house';

jest.setTimeout(120_000);

let house: House;
let maeve: Insider;
let amber: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  maeve = await inviteAndJoin(house.founder, 'Maeve Quill', 'moderator');
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

const rota = async () => expected(200, await maeve.get('/api/review/rota')).as(rotaView);
const nobody = Array<null>(7).fill(null);
async function setRota(days: (string | null)[], week: string | null = null): Promise<void> {
  const { textVersion, weeks } = await rota();
  const body = { days, weeks: weeks.map(({ from }, index) => ({ from, by: index === 0 ? week : null })), textVersion };
  expected(200, await maeve.put('/api/review/rota', body));
}
const isTold = async (by: Insider) =>
  expected(200, await by.get('/api/me'))
    .as(meView)
    .notices.includes('review');
const turnOf = async (by: Insider, id: string) =>
  expected(200, await by.get('/api/review'))
    .as(reviewQueue)
    .items.find((item) => item.id === id)?.turn;

test('members do not see it, moderators set it, and only those who check can be named', async () => {
  expect((await amber.get('/api/review/rota')).status).toBe(403);
  const { people, textVersion, weeks, days } = await rota();
  expect(people.map(({ name }) => name).sort()).toEqual(['Ada Founder', 'Maeve Quill', 'Mod Erator']);
  expect(days).toEqual(nobody);
  const amberId = (await amber.me()).id;
  const named = { weeks: [], textVersion };
  expect((await maeve.put('/api/review/rota', { ...named, days: [amberId, ...nobody.slice(1)] })).status).toBe(400);
  const midweek = { from: '2026-11-25', by: null };
  expect((await maeve.put('/api/review/rota', { ...named, days: nobody, weeks: [midweek] })).status).toBe(400);
  expect(weeks).toHaveLength(8);
  await setRota(nobody);
  const late = await maeve.put('/api/review/rota', { days: nobody, weeks: [], textVersion });
  expect([late.status, (late.json as { code: string }).code]).toEqual([409, 'changed-meanwhile']);
});

test('who is named for the week is told that something waits, the others are not; after a day it goes on, and says so', async () => {
  const [maeveId, modId] = [(await maeve.me()).id, (await house.moderator.me()).id];
  const { id } = await writeAsAlias(amber, await beginThread(house.founder, themeId), 'A first post.');
  // Where nobody is named it is everybody's.
  await waitUntil('both are told', async () => (await isTold(maeve)) && (await isTold(house.moderator)));
  // Hers on the Sunday before too, so that it was hers yesterday on whichever day this runs.
  await setRota([modId, ...nobody.slice(2), maeveId], maeveId);
  await waitUntil('one of them is', async () => (await isTold(maeve)) && !(await isTold(house.moderator)));
  expect(await turnOf(house.moderator, id)).toEqual({ by: 'Maeve Quill', mine: false, passedOn: false });
  await withDatabaseOf(house.server, (db) =>
    db.collection('waiting').updateMany({}, [{ $set: { on: { $subtract: ['$on', 86_400_000] } } }]),
  );
  // The day begins: told to moderators, by whichever server looks first, also after a restart.
  await withDatabaseOf(house.server, (db) =>
    db.collection('review_rota').updateOne({}, [{ $set: { toldOn: { $subtract: ['$toldOn', 86_400_000] } } }]),
  );
  await house.server.kill();
  await house.server.restart();
  await waitUntil('it went on', async () => (await isTold(house.moderator)) && !(await isTold(maeve)), 40_000);
  expect(await turnOf(house.moderator, id)).toMatchObject({ mine: true, passedOn: true });
  const told = await waitUntil('the day is told', async () =>
    withDatabaseOf(house.server, (db) => db.collection('review_rota').findOne({ pending: [] })),
  );
  expect(told).toMatchObject({ _id: 'rota' });
  await publish(house.moderator, id);
  await waitUntil('nobody is told any more', async () => !(await isTold(house.moderator)));
});
