import { type WaitingView, waitingView } from '@throughline/contracts';
import { beginTheme, beginThread, expected, type Insider, inviteAndJoin, waitUntil } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import {
  foundHouse,
  type House,
  pageOf,
  publish,
  revisionOf,
  toBeChecked,
  untilLookedAgain,
  writeAsAlias,
} from '../voices/house';

jest.setTimeout(120_000);

const day = 86_400_000;

let house: House;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

const thread = () => beginThread(house.founder, themeId);
const inDays = (days: number) => new Date(house.time.now + days * day).toISOString().slice(0, 10);
const own = async (by: Insider, id: string) => expected(200, await by.get(`/api/own/waiting/${id}`)).as(waitingView);
const isThere = async (id: string) => (await toBeChecked(house.moderator)).some((one) => one.id === id);

/** Days go by, and who looks after this place signs in anew. */
async function moveOn(days: number): Promise<void> {
  house.time.move(days * day);
  house.founder = await house.founder.signedInAgain();
  house.moderator = await house.moderator.signedInAgain();
}

async function asked(by: Insider, threadId: string): Promise<WaitingView> {
  const waiting = await writeAsAlias(by, threadId, 'It was Friday 6 March.');
  const question = { revision: waiting.revision, text: 'Could you leave out the day?' };
  expected(200, await house.moderator.post(`/api/waiting/${waiting.id}/ask`, question));
  return waiting;
}

test('words whose author is asked and never answers end: after two weeks they are declined, and two weeks later gone; both are told', async () => {
  const amber = await inviteAndJoin(house.founder, 'Amber Hale');
  const threadId = await thread();
  const { id } = await asked(amber, threadId);
  const { id: answered } = await asked(await inviteAndJoin(house.founder, 'Ash Wren'), threadId);
  const { id: older } = await asked(await inviteAndJoin(house.founder, 'Old Asked'), threadId);
  await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string }>('waiting').updateOne({ _id: older }, { $unset: { askedOn: '' } }),
  );
  expect(await own(amber, id)).toMatchObject({ state: 'asked', answerUntil: inDays(14), keptUntil: null });
  expect((await amber.page(`/own/waiting/${id}`)).text).toContain('You can answer until');
  expect((await house.moderator.page(`/review?item=${id}`)).text).toContain('If no answer comes in two weeks');

  await moveOn(14);
  await untilLookedAgain(house, 'waiting.declined');
  expect(await own(amber, id)).toMatchObject({ state: 'asked' });
  const answer = { revision: await revisionOf(house.moderator, answered), text: 'Are you there?' };
  expected(200, await house.moderator.post(`/api/waiting/${answered}/ask`, answer));

  await moveOn(1);
  const lapsed = await waitUntil(
    'it is declined',
    async () => {
      const now = await own(amber, id);
      return now.state === 'declined' ? now : undefined;
    },
    30_000,
  );
  expect(lapsed).toMatchObject({
    reason: null,
    answerUntil: null,
    keptUntil: inDays(14),
    text: 'It was Friday 6 March.',
  });
  for (const page of [`/own/waiting/${id}`, `/t/${threadId}`])
    expect((await amber.page(page)).text).toContain('no answer came, so it was not published');
  // Who checks has it no more; who was asked once more, and who was asked before it was noted, has time left.
  expect(await Promise.all([id, answered, older].map(isThere))).toEqual([false, true, true]);
  // Changed, it is checked again.
  expected(200, await amber.put(`/api/own/waiting/${id}`, { text: 'It was a Friday.' }));
  expect(await own(amber, id)).toMatchObject({ state: 'held', answerUntil: null, keptUntil: null });
  await publish(house.moderator, id);

  await moveOn(14);
  await waitUntil('the other one is declined too', async () => !(await isThere(answered)), 30_000);
  await moveOn(15);
  await waitUntil(
    'it is gone',
    () =>
      withDatabaseOf(house.server, async (db) => {
        const left = await db
          .collection<{ _id: string }>('waiting')
          .countDocuments({ _id: { $in: [answered, older] } });
        return left === 0;
      }),
    30_000,
  );
});

test('what waits for an alias that is let go of goes at once, as its author is told; what is checked can still come out', async () => {
  const bram = await inviteAndJoin(house.founder, 'Bram Let Go');
  const threadId = await thread();
  const { id } = await asked(bram, threadId);
  const declined = await writeAsAlias(bram, threadId, 'A second.');
  const refusal = { revision: declined.revision, reason: 'It names somebody.' };
  expected(200, await house.moderator.post(`/api/waiting/${declined.id}/decline`, refusal));
  const held = await writeAsAlias(bram, threadId, 'A third.');
  expect((await bram.page(`/t/${threadId}/let-go`)).text).toContain('is deleted now');
  const alias = (await pageOf(bram, threadId)).viewer.persona.current?.id ?? '';
  expected(200, await bram.post(`/api/own/aliases/${alias}/let-go`, {}));
  expect(await Promise.all([id, held.id].map(isThere))).toEqual([false, true]);
  const left = await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string }>('waiting').distinct('_id', { _id: { $in: [id, declined.id, held.id] } }),
  );
  expect(left).toEqual([held.id]);
  await publish(house.moderator, held.id);
  expect((await pageOf(house.founder, threadId)).posts.at(-1)?.bodyHtml).toContain('A third.');
});
