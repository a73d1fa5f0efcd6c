import { randomUUID } from 'node:crypto';
import { type PostView, waitingView, wrongForm } from '@throughline/contracts';
import { beginThread, expected, type Insider, inviteAndJoin } from '@throughline/testing';
import { changedSince, rowsOf, untilAllIsTold, untilYearsBegan } from '../identity/database-of';
import { closeSockets } from '../live/sockets';
import { firstAsAlias, type House, logOf, pageOf } from '../voices/house';
import { flagOf, foundHouseOfReports, hasNews, hide, open, remove, report, shown, stays, told } from './reporting';

jest.setTimeout(120_000);

let house: House;
let author: Insider;
let reader: Insider;
let themeId: string;
let points: string[];
let aPost: (text?: string) => Promise<PostView>;

beforeAll(async () => {
  ({ house, author, reader, themeId, points, aPost } = await foundHouseOfReports());
});
afterEach(closeSockets);
afterAll(() => house?.server.stop());

const notices = async (by: Insider, threadId: string) => (await pageOf(by, threadId)).viewer.notices.flags;

test('P2a who has written as an alias in a thread tells as that alias, hears there, and nothing joins the two', async () => {
  const post = await aPost();
  const { threadId } = post;
  const hidden = await inviteAndJoin(house.founder, 'Amber Wren');
  await firstAsAlias(hidden, house.moderator, threadId, 'I chose the bed.');
  const { current } = (await pageOf(hidden, threadId)).viewer.persona;
  expect((await report(hidden, post)).json).toMatchObject({ code: 'choose-as' });
  expect((await report(hidden, post, { as: 'self' })).json).toMatchObject({ code: 'as-self-too' });
  expect((await report(reader, post, { as: 'alias' })).json).toMatchObject({ code: 'no-alias-here' });
  expect(
    expected(200, await hidden.get(`/api/threads/${post.threadId}/wrong?number=${post.number}`)).as(wrongForm).alias,
  ).toEqual(current);
  const { id: memberId } = await hidden.me();
  await untilYearsBegan(house.server);
  await untilAllIsTold(house.server);
  const before = await rowsOf(house.server);
  const logged = logOf(house.server).length;

  const key = randomUUID();
  expect(await hide(hidden, post, { as: 'alias', key })).toMatchObject({ hidden: true, asAlias: true });
  await hide(hidden, post, { as: 'alias', key });
  expect(await notices(hidden, threadId)).toMatchObject([{ role: 'told', state: 'open', isNew: false }]);
  expect(await notices(reader, threadId)).toEqual([]);
  expected(200, await stays(house.moderator, await flagOf(house.moderator, post), 'Nobody can know.'));
  const [notice] = await notices(hidden, threadId);
  expect(notice).toMatchObject({ role: 'told', state: 'stays', answer: 'Nobody can know.', isNew: true });
  expect(await hasNews(hidden)).toBe(false);
  expect(await told(hidden)).toEqual([]);
  expect((await reader.post(`/api/own/from-moderators/${notice?.id}/seen`)).status).toBe(404);
  expected(200, await hidden.post(`/api/own/from-moderators/${notice?.id}/seen`));
  expect(await notices(hidden, threadId)).toEqual([]);
  await untilAllIsTold(house.server);

  const touched = await changedSince(house.server, before);
  expect(touched.length).toBeGreaterThan(2);
  expect(touched.filter(([id, document]) => `${id} ${document}`.includes(memberId))).toEqual([]);
  const [flagged] = touched.filter(([id]) => id.startsWith('flags/'));
  // No time finer than the day.
  expect(flagged?.[1].match(/T(?!00:00:00.000Z)\d\d:/g)).toBeNull();
  const lines = logOf(house.server).slice(logged);
  expect(lines).toContain('/api/posts/:id/flags');
  for (const known of [memberId, threadId, post.id, current?.id ?? '?', 'Amber']) expect(lines).not.toContain(known);
});

test('P2a what an alias wrote is hidden alike; its author is told in the thread alone, and a moderator who wrote it does not decide', async () => {
  const threadId = await beginThread(house.founder, themeId);
  const moderating = await inviteAndJoin(house.founder, 'Mia Moderating', 'moderator');
  await firstAsAlias(moderating, house.moderator, threadId, 'My sister Jo told me.');
  const post = (await pageOf(reader, threadId)).posts[1] as PostView;
  await hide(author, post);
  expect(await shown(reader, post)).toMatchObject({ state: 'hidden', author: { kind: 'unnamed' } });
  expect((await pageOf(moderating, threadId)).viewer.hidden).toMatchObject([
    { id: post.id, author: { kind: 'alias' } },
  ]);
  expect(await notices(moderating, threadId)).toMatchObject([
    { role: 'wrote', state: 'open', hidden: true, isNew: true },
  ]);
  expect(await hasNews(moderating)).toBe(false);
  expect(await told(moderating)).toEqual([]);
  const flag = await flagOf(house.moderator, post);
  expect(flag.author).toMatchObject({ kind: 'alias' });
  expect((await open(moderating)).some(({ id }) => id === flag.id)).toBe(false);
  expect((await stays(moderating, flag)).status).toBe(404);
  // A change of it comes out hidden too: with the half-hour, or once it was checked.
  expected(200, await moderating.put(`/api/posts/${post.id}`, { text: 'Somebody told me.', textVersion: 1 })).as(
    waitingView,
  );
  expected(200, await remove(house.moderator, flag, points[1]));
  expect(await notices(moderating, threadId)).toMatchObject([{ role: 'wrote', state: 'removed', point: points[1] }]);
});
