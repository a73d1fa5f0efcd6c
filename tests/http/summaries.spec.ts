import { threadPage, type ThreadView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
} from '@throughline/testing';

let server: BuiltServer;
let chair: Insider;
let member: Insider;
let other: Insider;
let themeId: string;
let threadId: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  member = await inviteAndJoin(founder, 'Mo Member');
  other = await inviteAndJoin(founder, 'Ola Other');
  themeId = await beginTheme(chair);
});
afterAll(() => server?.stop());
beforeEach(async () => {
  threadId = await beginThread(other, themeId);
});

const points = (text: string) => ({ points: [{ text, numbers: [1] }] });
const write = (by: Insider, text: string) => by.put(`/api/threads/${threadId}/summary`, points(text));
const answer = (by: Insider, at: string | undefined, take: boolean) =>
  by.post(`/api/threads/${threadId}/summary/answer`, { take, at });
const seenBy = async (by: Insider): Promise<ThreadView> =>
  expected(200, await by.get(`/api/threads/${threadId}/page`)).as(threadPage).thread;

describe('where a thread has got to', () => {
  test('a moderator writes it at the head', async () => {
    expected(200, await write(chair, 'We agree'));
    expect((await seenBy(member)).summary).toMatchObject({
      points: [{ text: 'We agree' }],
      by: { name: 'Chris Chair' },
    });
  });

  test('a member offers it, and a moderator puts it at the head in the member’s name', async () => {
    expected(200, await write(member, 'We found'));
    const { summary, offeredSummary } = await seenBy(other);
    expect([summary, offeredSummary?.points[0]?.text]).toEqual([null, 'We found']);
    expected(200, await answer(chair, offeredSummary?.at, true));
    const taken = await seenBy(other);
    expect(taken.summary).toMatchObject({ points: [{ text: 'We found' }], by: { name: 'Mo Member' }, upTo: 1 });
    expect(taken.offeredSummary).toBeNull();
  });

  test('an offer that is laid aside leaves the head as it was', async () => {
    expected(200, await write(chair, 'We agree'));
    expected(200, await write(member, 'We found'));
    expected(200, await answer(chair, (await seenBy(chair)).offeredSummary?.at, false));
    const { summary, offeredSummary } = await seenBy(member);
    expect([summary?.points[0]?.text, offeredSummary]).toEqual(['We agree', null]);
  });

  test('who offered may write it anew or take it back; nobody writes over another’s', async () => {
    expected(200, await write(member, 'We found'));
    expected(200, await write(member, 'We found this'));
    const refused = await write(other, 'No, that');
    expect([refused.status, refused.json]).toMatchObject([409, { code: 'summary-offered' }]);
    expect((await seenBy(chair)).offeredSummary?.points[0]?.text).toBe('We found this');
    expected(200, await member.put(`/api/threads/${threadId}/summary`, { points: [] }));
    expect((await seenBy(chair)).offeredSummary).toBeNull();
  });

  test('only what was looked at is answered, and only by moderators', async () => {
    expected(200, await write(member, 'We found'));
    const { offeredSummary } = await seenBy(chair);
    expect((await answer(member, offeredSummary?.at, true)).status).toBe(403);
    expected(200, await write(member, 'We found something else'));
    const stale = await answer(chair, offeredSummary?.at, true);
    expect([stale.status, stale.json]).toMatchObject([409, { code: 'changed-meanwhile' }]);
    expect((await seenBy(chair)).summary).toBeNull();
  });

  test('nothing is offered in a closed thread', async () => {
    expected(200, await chair.patch(`/api/threads/${threadId}`, { state: 'closed' }));
    expect((await write(member, 'We found')).status).toBe(403);
  });
});
