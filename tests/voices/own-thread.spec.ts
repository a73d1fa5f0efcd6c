import { randomUUID } from 'node:crypto';
import { threadBeginning, threadList, waitingView } from '@throughline/contracts';
import { beginTheme, expected, type Insider, inviteAndJoin, waitUntil, writePost } from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { Reader } from '../live/reader';
import { closeSockets } from '../live/sockets';
import { foundHouse, type House, pageOf, publish, toBeChecked, untilLookedAgain } from './house';

jest.setTimeout(120_000);

let house: House;
let amber: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
beforeEach(async () => {
  threadId = await begin(amber);
  await writePost(house.founder, threadId, 'Ask at the desk.');
});
afterEach(closeSockets);
afterAll(() => house?.server.stop());

async function begin(by: Insider): Promise<string> {
  const { formKey: key, persona } = expected(200, await by.get('/api/threads/beginning')).as(threadBeginning);
  const thread = { key, themeId, kind: 'question', audience: { kind: 'members' }, title: 'Where to?', text: 'First.' };
  const as = { as: 'alias', alias: persona.names[0] };
  const waiting = expected(201, await by.post('/api/threads', { ...thread, ...as })).as(waitingView);
  await publish(house.moderator, waiting.id);
  return waiting.threadId;
}
const change = async (by: Insider, more: Record<string, unknown>) =>
  expected(200, await by.patch(`/api/threads/${threadId}`, more));
const shown = async (by: Insider) => {
  const { title, kind, state, answer } = (await pageOf(by, threadId)).thread;
  return { title, kind, state, answer };
};
const before = { title: 'Where to?', kind: 'question', state: 'open', answer: null };
const own = async () => (await pageOf(amber, threadId)).viewer.waiting;

test('P6 what an alias changes of the thread that it began comes out at the half-hour, as one; nobody sees anything of it before', async () => {
  const reader = await Reader.open(house.founder, threadId);
  const heard = () => {
    const { title, state, answer } = reader.page.thread;
    return { title, state, answer };
  };
  const listed = async () => {
    const { threads } = expected(200, await house.founder.get('/api/threads')).as(threadList);
    const { title, state, answer } = threads.find(({ id }) => id === threadId) ?? {};
    return { title, state, answer };
  };
  const told = await waitUntil('it is in the list', async () => {
    const one = await listed();
    return one.title === undefined ? undefined : one;
  });
  const at = heard();
  await change(amber, { title: 'Where to go?', answer: 2 });
  await change(amber, { state: 'resolved' });
  await change(amber, { title: 'Where to sleep?' });
  expect(await own()).toMatchObject([
    { kind: 'thread', text: 'Where to sleep?', marks: { answer: 2, state: 'resolved' }, state: 'due' },
  ]);
  const { text } = await amber.page(`/t/${threadId}`);
  for (const said of ['A change of this thread', 'Where to sleep?', '#2 answers it.', 'It is resolved.'])
    expect(text).toContain(said);
  expect(text).toContain('What you change here comes out at the next full or half hour');
  await untilLookedAgain(house);
  expect(await shown(house.founder)).toEqual(before);
  expect(await listed()).toEqual(told);
  expect(heard()).toEqual(at);
  expect((await pageOf(house.founder, threadId)).viewer.waiting).toEqual([]);
  expect(await toBeChecked(house.moderator)).toEqual([]);
  house.time.toNextHalfHour();
  const after = { ...before, title: 'Where to sleep?', state: 'resolved', answer: 2 };
  await waitUntil('it is out', async () => (await shown(house.founder)).state === 'resolved');
  expect(await shown(house.founder)).toEqual(after);
  await waitUntil('an open page has it', () => reader.page.thread.title === after.title);
  expect(await own()).toEqual([]);
  // Nothing of it is left, nor of a finer time than the day.
  const stored = await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string; stateAt: Date }>('threads').findOne({ _id: threadId }),
  );
  expect(stored?.stateAt.toISOString()).toMatch(/T00:00:00.000Z$/);
  expect(await withDatabaseOf(house.server, (db) => db.collection('waiting').countDocuments({ threadId }))).toBe(0);
});

test('P2 nothing that is stored of it names its author, and nobody else changes anything of it', async () => {
  await change(amber, { title: 'Another', answer: 2 });
  const [waiting] = await own();
  const stored = await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string }>('waiting').findOne({ _id: waiting?.id ?? '' }),
  );
  expect(JSON.stringify(stored)).not.toContain((await amber.me()).id);
  expect(JSON.stringify(stored)).not.toMatch(/T(?!00:00:00.000Z)\d\d:/);
  const rowan = await inviteAndJoin(house.founder, `Rowan ${randomUUID().slice(0, 8)}`);
  expect((await rowan.patch(`/api/threads/${threadId}`, { title: 'Mine' })).status).toBe(403);
  for (const other of [rowan, house.moderator])
    expect((await other.post(`/api/own/waiting/${waiting?.id}/withdraw`)).status).toBe(404);
  // Taken back, it never was.
  expected(200, await amber.post(`/api/own/waiting/${waiting?.id}/withdraw`));
  house.time.toNextHalfHour();
  await untilLookedAgain(house);
  expect(await shown(house.founder)).toEqual(before);
});

test('what cannot be so any more by then is left out; the rest comes', async () => {
  await change(amber, { title: 'A new title', state: 'resolved' });
  expected(200, await house.moderator.patch(`/api/threads/${threadId}`, { state: 'closed' }));
  house.time.toNextHalfHour();
  await waitUntil('its title is out', async () => (await shown(house.founder)).title === 'A new title');
  expect(await shown(house.founder)).toMatchObject({ state: 'closed' });
});

test('P8 a title waits for a moderator where the thread came to be checked first meanwhile', async () => {
  await change(amber, { title: 'A new title', answer: 2 });
  await change(house.moderator, { checkFirst: true });
  house.time.toNextHalfHour();
  const [waiting] = await waitUntil('it is to be checked', async () => {
    const all = await toBeChecked(house.moderator);
    return all.length > 0 ? all : undefined;
  });
  expect(waiting).toMatchObject({ kind: 'thread', text: 'A new title', state: 'held', why: 'thread' });
  expect((await house.moderator.page(`/review?item=${waiting?.id}`)).text).toContain('A new title by');
  expect((await amber.put(`/api/own/waiting/${waiting?.id}`, { text: 'x'.repeat(161) })).status).toBe(400);
  expected(200, await amber.put(`/api/own/waiting/${waiting?.id}`, { text: 'A better title' }));
  expect(await shown(house.founder)).toEqual(before);
  await publish(house.moderator, waiting?.id ?? '');
  expect(await shown(house.founder)).toMatchObject({ title: 'A better title', answer: 2 });
});

test('a moderator who began it under another name changes it at once, as the moderator that they are', async () => {
  const mia = await inviteAndJoin(house.founder, `Mia ${randomUUID().slice(0, 8)}`, 'moderator');
  threadId = await begin(mia);
  await change(mia, { title: 'At once' });
  expect((await shown(house.founder)).title).toBe('At once');
});
