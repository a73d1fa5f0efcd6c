import { randomUUID } from 'node:crypto';
import { agreementView, threadList, type WaitingView, waitingView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  setNewMemberPosts,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { flagOf, remove, report } from '../wrong/reporting';
import { firstAsAlias, foundHouse, type House, pageOf, publish, toBeChecked, writeAsAlias } from '../voices/house';

jest.setTimeout(120_000);

/** Looks like a phone number to the finder. */
const phone = '07700 900118';

let house: House;
let amber: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());
beforeEach(async () => {
  threadId = await beginThread(house.founder, themeId);
});

const ownWaiting = async (id: string): Promise<WaitingView> =>
  expected(200, await amber.get(`/api/own/waiting/${id}`)).as(waitingView);
const isToBeChecked = async (id: string) => (await toBeChecked(house.moderator)).some((waiting) => waiting.id === id);
const step = async (path: string, kind: string) => {
  const { points } = expected(200, await house.moderator.get('/api/agreement')).as(agreementView);
  const body = { key: randomUUID(), kind, reason: 'Three people were hurt by it.', point: points[0]?.title };
  expected(201, await house.moderator.post(path, body));
};

test('P6 P8 what is due is looked at first where it is changed so that it may say who somebody is', async () => {
  await firstAsAlias(amber, house.moderator, threadId, 'First as an alias.');
  const { id, state } = await writeAsAlias(amber, threadId, 'Nothing to see.');
  expect(state).toBe('due');
  const changed = expected(200, await amber.put(`/api/own/waiting/${id}`, { text: `Ring me on ${phone}.` }));
  expect(changed.as(waitingView)).toMatchObject({ state: 'held', why: 'found' });
  expect(await isToBeChecked(id)).toBe(true);
});

test('a change that waits goes with its post, where that is removed because of a report', async () => {
  const post = await writePost(amber, threadId, 'What breaks the agreement.');
  expected(200, await house.moderator.patch(`/api/threads/${threadId}`, { checkFirst: true }));
  const edit = { text: 'What breaks it still.', textVersion: 1 };
  const { id } = expected(200, await amber.put(`/api/posts/${post.id}`, edit)).as(waitingView);
  const { points } = expected(200, await house.moderator.get('/api/agreement')).as(agreementView);
  await report(house.founder, post, { kind: 'agreement', point: points[0]?.title });
  expected(200, await remove(house.moderator, await flagOf(house.moderator, post), points[0]?.title));
  expect(await isToBeChecked(id)).toBe(false);
  expect((await amber.get(`/api/own/waiting/${id}`)).status).toBe(404);
});

test('P8 the line before an alias’s words is looked through like the words', async () => {
  await firstAsAlias(amber, house.moderator, threadId, 'First as an alias.');
  expect(await writeAsAlias(amber, threadId, 'Words.', { contentNote: `Ring ${phone}` })).toMatchObject({
    state: 'held',
    why: 'found',
  });
});

test('P3 P6 what is due waits for a moderator where a step, or its thread, says so by the half-hour', async () => {
  const other = await beginThread(house.founder, themeId);
  const third = await beginThread(house.founder, themeId);
  const waits: string[] = [];
  for (const thread of [threadId, other, third]) {
    await firstAsAlias(amber, house.moderator, thread, 'First as an alias.');
    waits.push((await writeAsAlias(amber, thread, 'Later as an alias.')).id);
  }
  const [ofStep = '', ofThread = ''] = waits;
  const alias = (await pageOf(amber, threadId)).viewer.persona.current?.id ?? '';
  await step(`/api/aliases/${alias}/steps`, 'check');
  expected(200, await house.moderator.patch(`/api/threads/${other}`, { checkFirst: true }));
  house.time.toNextHalfHour();
  await waitUntil('what nothing stands against is out', async () => (await pageOf(amber, third)).posts.length === 3);
  await waitUntil('the others are to be checked', async () => (await isToBeChecked(ofStep)) && isToBeChecked(ofThread));
  expect(await ownWaiting(ofStep)).toMatchObject({ state: 'held' });
  expect((await pageOf(amber, threadId)).posts).toHaveLength(2);
  expect((await pageOf(amber, other)).posts).toHaveLength(2);
  await publish(house.moderator, ofStep);
  expect((await pageOf(amber, threadId)).posts).toHaveLength(3);
});

test('P8 a title that an alias gives to its thread later is no way round the check', async () => {
  const { formKey: key, persona } = expected(200, await amber.get('/api/threads/beginning')).json as {
    formKey: string;
    persona: { names: string[] };
  };
  const begun = { key, themeId, kind: 'discussion', audience: { kind: 'members' }, title: 'A title', text: 'First.' };
  const as = { as: 'alias', alias: persona.names[0] };
  const { id, threadId: own } = expected(201, await amber.post('/api/threads', { ...begun, ...as })).as(waitingView);
  await publish(house.moderator, id);
  const refused = await amber.patch(`/api/threads/${own}`, { title: `Ring ${phone}` });
  expect([refused.status, (refused.json as { code: string }).code]).toEqual([422, 'checked-first']);
  expect((await pageOf(amber, own)).thread.title).toBe('A title');
  expected(200, await amber.patch(`/api/threads/${own}`, { title: 'Another' }));
  expect((await pageOf(amber, own)).viewer.waiting).toMatchObject([{ kind: 'thread', text: 'Another', state: 'due' }]);
});

test('a title that somebody new changes is told to nobody before their thread was checked', async () => {
  await setNewMemberPosts(house.founder, 1);
  try {
    const ash = await inviteAndJoin(house.founder, 'Ash Lane');
    const begun = { key: randomUUID(), themeId, kind: 'discussion', audience: { kind: 'members' }, as: 'self' };
    const answer = await waitUntil('the setting holds', async () => {
      const one = await ash.post('/api/threads', { ...begun, key: randomUUID(), title: 'Not yet', text: 'First.' });
      return 'waits' in (one.json as object) ? one : undefined;
    });
    const { threadId: own } = answer.as(waitingView);
    const { cursors } = expected(200, await house.founder.get('/api/threads')).as(threadList);
    const { epoch = '', seq = 0 } = cursors['members'] ?? {};
    const { status } = await ash.patch(`/api/threads/${own}`, { title: 'Zqunchecked' });
    const told = expected(200, await house.founder.get(`/api/streams/members/changes?epoch=${epoch}&after=${seq}`));
    expect(told.text).not.toContain('Zqunchecked');
    expect(status).toBe(422);
  } finally {
    await setNewMemberPosts(house.founder, 0);
  }
});

test('a summary offered by somebody whose words are checked first is no way round the check', async () => {
  const kay = await inviteAndJoin(house.founder, 'Kay Case');
  await writePost(kay, threadId, 'A post.');
  const points = [{ text: 'Zqunchecked words', numbers: [1] }];
  await step(`/api/members/${(await kay.me()).id}/steps`, 'check');
  const refused = await kay.put(`/api/threads/${threadId}/summary`, { points });
  expect([refused.status, (refused.json as { code: string }).code]).toEqual([422, 'checked-first']);
  expect((await pageOf(amber, threadId)).thread.offeredSummary).toBeNull();
});

test('who would be refused a title or a summary is not offered to write one, and is told what to do', async () => {
  const jo = await inviteAndJoin(house.founder, 'Jo Begins');
  const own = await beginThread(jo, themeId);
  const offered = async (by: Insider, thread: string) => {
    const { abilities } = (await pageOf(by, thread)).viewer;
    return ['thread.edit', 'thread.rename', 'thread.offer-summary'].filter((one) => abilities.includes(one));
  };
  const all = ['thread.edit', 'thread.rename', 'thread.offer-summary'];
  expect(await offered(jo, own)).toEqual(all);
  expect(await offered(amber, own)).toEqual(['thread.offer-summary']);
  await firstAsAlias(amber, house.moderator, own, 'As an alias.');
  expected(200, await house.moderator.patch(`/api/threads/${own}`, { checkFirst: true }));
  expect(await offered(jo, own)).toEqual(['thread.edit']);
  expect(await offered(amber, own)).toEqual([]);
  expect(await offered(house.moderator, own)).toEqual(all);
  const { text } = await jo.page(`/t/${own}`);
  expect(text).toContain('To change the title, please ask a moderator.');
  expect(text).not.toContain('name="title"');
  expected(200, await jo.patch(`/api/threads/${own}`, { kind: 'practice' }));
  expected(200, await house.moderator.patch(`/api/threads/${own}`, { checkFirst: false }));
  expect(await offered(jo, own)).toEqual(all);
});
