import { randomUUID } from 'node:crypto';
import { postView, waitingView } from '@throughline/contracts';
import { beginTheme, beginThread, expected, type Insider, inviteAndJoin, writePost } from '@throughline/testing';
import {
  firstAsAlias,
  foundHouse,
  type House,
  pageOf,
  publish,
  toBeChecked,
  untilLookedAgain,
  untilPosts,
  writeAsAlias,
} from './house';

jest.setTimeout(60_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

test('P2 a post under an alias is checked, and comes out under the name that was offered', async () => {
  const { moderator } = house;
  const threadId = await beginThread(house.founder, themeId);
  const [name = ''] = (await pageOf(amber, threadId)).viewer.persona.names;
  expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
  const waits = await writeAsAlias(amber, threadId, 'I chose the bed.', { alias: name });
  expect(waits).toMatchObject({ state: 'held', author: { kind: 'alias', name }, days: 0 });
  expect((await pageOf(rowan, threadId)).thread.lastNumber).toBe(1);
  const [checked] = (await toBeChecked(moderator)).filter(({ id }) => id === waits.id);
  expect(checked).toMatchObject({ text: 'I chose the bed.', author: { name } });
  await publish(moderator, waits.id);
  const page = await pageOf(rowan, threadId);
  expect(page.posts[1]).toMatchObject({
    number: 2,
    author: { kind: 'alias', name },
    bodyHtml: '<p>I chose the bed.</p>',
  });
  const own = await pageOf(amber, threadId);
  expect(own.viewer).toMatchObject({ waiting: [], persona: { current: { name } } });
});

test('P6 later posts come out together at the next half-hour, dated to the day', async () => {
  const { moderator, time } = house;
  const threadId = await beginThread(house.founder, themeId);
  await firstAsAlias(amber, moderator, threadId, 'One.');
  await firstAsAlias(rowan, moderator, threadId, 'Two.');
  expect(await writeAsAlias(amber, threadId, 'Three.')).toMatchObject({ state: 'due' });
  await writeAsAlias(rowan, threadId, 'Four.');
  // What may say who somebody is does not come out by itself.
  expect(await writeAsAlias(rowan, threadId, 'Ring me on 07700 900118.')).toMatchObject({ state: 'held' });
  await untilLookedAgain(house);
  expect((await pageOf(rowan, threadId)).thread.lastNumber).toBe(3);
  time.toNextHalfHour();
  const page = await untilPosts(house.founder, threadId, 5);
  expect(
    page.posts
      .slice(3)
      .map(({ bodyHtml }) => bodyHtml)
      .sort(),
  ).toEqual(['<p>Four.</p>', '<p>Three.</p>']);
  for (const { publishedAt } of page.posts.slice(1)) expect(publishedAt).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('P2 without a choice nothing is posted; as oneself after an alias only who says so twice', async () => {
  const { moderator } = house;
  const threadId = await beginThread(house.founder, themeId);
  const send = (more: object) =>
    amber.post(`/api/threads/${threadId}/posts`, { key: randomUUID(), text: 'Words.', ...more });
  expect((await send({})).json).toMatchObject({ code: 'choose-as' });
  await firstAsAlias(amber, moderator, threadId, 'One.');
  expect((await send({ as: 'self' })).json).toMatchObject({ code: 'as-self-too' });
  expect(expected(201, await send({ as: 'self', sure: true })).as(postView).author).toMatchObject({
    name: 'Amber Wren',
  });
});

test('a thread begun under an alias is not there before it is published', async () => {
  const { moderator } = house;
  const { formKey, persona } = expected(200, await amber.get('/api/threads/beginning')).json as {
    formKey: string;
    persona: { names: string[] };
  };
  const body = {
    key: formKey,
    themeId,
    kind: 'discussion',
    audience: { kind: 'members' },
    title: 'Begun quietly',
    text: 'First.',
    as: 'alias',
    alias: persona.names[1],
  };
  const waits = expected(201, await amber.post('/api/threads', body)).as(waitingView);
  expect(waits).toMatchObject({ starts: true, title: 'Begun quietly', author: { name: persona.names[1] } });
  expect(expected(201, await amber.post('/api/threads', body)).as(waitingView).id).toBe(waits.id);
  expect((await rowan.get(`/api/threads/${waits.threadId}/page`)).status).toBe(404);
  await publish(moderator, waits.id);
  const page = await pageOf(rowan, waits.threadId);
  expect(page.posts[0]?.author).toMatchObject({ kind: 'alias', name: persona.names[1] });
  expect((await writePost(rowan, waits.threadId, 'Second.')).number).toBe(2);
});
