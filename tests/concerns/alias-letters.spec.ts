import { randomUUID } from 'node:crypto';
import {
  aliasLetterView,
  type ConcernView,
  concernView,
  letterList,
  me,
  ownPosts,
  unsealingList,
} from '@throughline/contracts';
import type { AuditEntry } from '@throughline/stream';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import type { Document } from 'mongodb';
import { changedSince, rowsOf, withDatabaseOf } from '../identity/database-of';
import { closeSockets, connect, joinStream } from '../live/sockets';
import { firstAsAlias, logOf, pageOf } from '../voices/house';
import { foundHouse, type House, offerAliases, tell } from './house';

jest.setTimeout(120_000);

let house: House;
let theme: string;
let amber: Insider;

beforeAll(async () => {
  house = await foundHouse();
  await offerAliases(house);
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  theme = await beginTheme(house.moderator);
});
afterEach(closeSockets);
afterAll(() => house?.stop());

const read = async (by: Insider, id: string): Promise<ConcernView> =>
  expected(200, await by.get(`/api/concerns/${id}`)).as(concernView);
const lettersOf = async (by: Insider, thread: string) => (await pageOf(by, thread)).viewer.letters;
const bare = (body: string) => body.replace(/"requestId":"[^"]*"/, '');
const write = (by: Insider, concern: string, text: string, key: string = randomUUID()) =>
  by.post(`/api/concerns/${concern}/letters`, { key, to: 'person', text });
const answer = (by: Insider, letter: string | undefined, text: string, key: string = randomUUID()) =>
  by.post(`/api/alias-letters/${letter}`, { key, text });

/** Words under an alias, and a concern about whoever wrote them. */
async function worry(more: Record<string, unknown> = {}): Promise<{ thread: string; concern: string; name: string }> {
  const thread = await beginThread(house.moderator, theme);
  await firstAsAlias(amber, house.moderator, thread, 'I have put my things in order.');
  const { posts, viewer } = await pageOf(amber, thread);
  const concern = await tell(house.reporter, { postId: posts[1]?.id, ...more });
  return { thread, concern, name: viewer.persona.current?.name ?? '' };
}

/** Until lists were told of every thread that changed, which happens by itself some seconds later. */
function allIsTold(): Promise<unknown> {
  return waitUntil('lists are told of what changed', () =>
    withDatabaseOf(house.server, async (db) => {
      const untold = await db.collection('stream_entries').findOne({ 'waiting.0': { $exists: true } });
      return untold === null && (await db.collection('threads').findOne({ touched: true })) === null;
    }),
  );
}

test('P12 a lead writes to an alias, who finds it in their thread and answers; nothing is unsealed', async () => {
  const [lea] = house.leads;
  const { thread, concern, name } = await worry();
  expect(await read(lea, concern)).toMatchObject({ sealed: true, about: name, canWriteTo: ['person', 'reporter'] });
  const key = randomUUID();
  for (let times = 0; times < 2; times += 1) expected(201, await write(lea, concern, 'Are you safe tonight?', key));
  const [letter, ...others] = await lettersOf(amber, thread);
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ name, from: 'leads', open: true });
  expect(letter?.messages).toMatchObject([{ from: 'them', by: 'Lea Lead', text: 'Are you safe tonight?' }]);
  const answered = randomUUID();
  for (let times = 0; times < 2; times += 1)
    expect(expected(201, await answer(amber, letter?.id, 'I am.', answered)).as(aliasLetterView).messages).toHaveLength(
      2,
    );
  const seen = await read(lea, concern);
  expect(seen.talks).toHaveLength(1);
  expect(seen.talks[0]?.messages).toMatchObject([
    { from: 'lead', by: 'Lea Lead', text: 'Are you safe tonight?' },
    { from: 'them', by: null, text: 'I am.' },
  ]);
  expect(seen.log.filter(({ kind }) => kind === 'wrote')).toHaveLength(1);
  expect(JSON.stringify(seen)).not.toContain((await amber.me()).id);
  expect(expected(200, await lea.get('/api/unsealings')).as(unsealingList).requests).toEqual([]);
  const acts = await withDatabaseOf(house.server, (db) =>
    db
      .collection<AuditEntry & Document>('stream_entries')
      .find({ stream: 'audit' })
      .sort({ seq: -1 })
      .limit(8)
      .toArray(),
  );
  expect(JSON.stringify(acts)).toContain('concern.changed');
  expect(JSON.stringify(acts)).not.toContain('unsealing');
});

test('P12 whoever an alias is cannot fill a talk, so that leads go on writing into it', async () => {
  const [lea] = house.leads;
  const { thread, concern } = await worry();
  expected(201, await write(lea, concern, 'Are you safe tonight?'));
  const [letter] = await lettersOf(amber, thread);
  expected(201, await answer(amber, letter?.id, 'Go away.'));
  await withDatabaseOf(house.server, async (db) => {
    const talks = db.collection<{ _id: string; messages: object[] }>('alias_talks');
    const [first = {}, theirs] = (await talks.findOne({ _id: letter?.id ?? '' }))?.messages ?? [];
    const many = Array.from({ length: 300 }, () => ({ ...theirs, key: randomUUID() }));
    await talks.updateOne({ _id: letter?.id ?? '' }, { $set: { messages: [first, ...many] } });
  });
  expect((await answer(amber, letter?.id, 'Go away.')).status).toBe(422);
  expected(201, await write(lea, concern, 'Are you safe now?'));
});

test('P12 for everybody else there is no letter, and who is left out of the concern hears nothing', async () => {
  const [lea, lou] = house.leads;
  const { thread, concern } = await worry({ without: [(await lou.me()).id] });
  const before = await lou.get(`/api/streams/member:${(await lou.me()).id}/changes?epoch=x&after=0`);
  expected(201, await write(lea, concern, 'Are you safe tonight?'));
  const [letter] = await lettersOf(amber, thread);
  for (const other of [house.person, house.moderator, lou, house.founder]) {
    expect(await lettersOf(other, thread)).toEqual([]);
    const [refused, never] = [await answer(other, letter?.id, 'Me?'), await answer(other, 'a'.repeat(26), 'Me?')];
    expect([refused.status, bare(refused.text)]).toEqual([404, bare(never.text)]);
  }
  expected(201, await answer(amber, letter?.id, 'Yes.'));
  const after = await lou.get(`/api/streams/member:${(await lou.me()).id}/changes?epoch=x&after=0`);
  expect(bare(after.text)).toBe(bare(before.text));
  expect((await lou.get(`/api/concerns/${concern}`)).status).toBe(404);
});

test('P2a P4 no list, notice or mail says that there is a letter: the thread does, and one’s own posts after the password', async () => {
  const { thread, concern } = await worry();
  await allIsTold();
  const mails = house.letters.length;
  const before = [await amber.get('/api/letters'), await amber.get('/api/own/posts'), await amber.get('/api/threads')];
  expected(201, await write(house.leads[0], concern, 'Are you safe tonight?'));
  expect(expected(200, await amber.get('/api/me')).as(me).notices).toEqual([]);
  expect(expected(200, await amber.get('/api/letters')).as(letterList)).toMatchObject({ letters: [], told: [] });
  const after = [await amber.get('/api/letters'), await amber.get('/api/own/posts'), await amber.get('/api/threads')];
  expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  const own = expected(200, await amber.post('/api/own/alias-posts', { password: testPassword })).as(ownPosts);
  expect(own.letters.filter(({ threadId }) => threadId === thread)).toHaveLength(1);
  expect(house.letters.slice(mails).flatMap(({ to }) => to)).not.toContain('amber.wren@example.org');
});

test('P2 P2a P6 reading and answering name nobody, in the database or the log, and are dated to the day', async () => {
  const { thread, concern } = await worry();
  expected(201, await write(house.leads[0], concern, 'Are you safe tonight?'));
  const { id: memberId } = await amber.me();
  // The year of everybody who is new begins with the first look round.
  await waitUntil('her year has begun', () =>
    withDatabaseOf(house.server, async (db) => {
      const member = await db
        .collection<{ _id: string; confirmedAt: Date | null }>('members')
        .findOne({ _id: memberId });
      return member?.confirmedAt !== null;
    }),
  );
  await new Promise((settled) => setTimeout(settled, 1_500));
  const before = await rowsOf(house.server);
  const logged = logOf(house.server).length;
  const [letter] = await lettersOf(amber, thread);
  expected(201, await answer(amber, letter?.id, 'I am not.'));
  const fields = { letter: letter?.id ?? '', thread, text: 'By a form.', key: randomUUID(), from: `/t/${thread}` };
  expect((await amber.submit('alias-letter-answer', fields)).location).toBe(`/t/${thread}#letters`);
  await new Promise((settled) => setTimeout(settled, 1_500));
  const touched = await changedSince(house.server, before);
  expect(touched.map(([key]) => key.split('/')[0])).toContain('alias_talks');
  expect(touched.filter(([key, document]) => `${key} ${document}`.includes(memberId))).toEqual([]);
  const talk = await withDatabaseOf(house.server, (db) =>
    db.collection('alias_talks').findOne({ topic: `concern:${concern}` }),
  );
  const theirs = (talk?.['messages'] as { from: string; at: Date }[]).filter(({ from }) => from === 'alias');
  expect(theirs.map(({ at }) => at.toISOString().slice(10))).toEqual(Array(2).fill('T00:00:00.000Z'));
  const lines = logOf(house.server).slice(logged);
  expect(lines).toContain('/api/alias-letters/:id');
  for (const known of [memberId, letter?.id ?? '?', thread, 'Amber']) expect(lines).not.toContain(known);
});

test('P12 the author’s open page and the leads’ are told at once; no other page moves', async () => {
  const [lea] = house.leads;
  const { thread, concern } = await worry();
  const { follow } = (await pageOf(amber, thread)).viewer;
  const [voice = ''] = Object.keys(follow);
  const [author, lead] = [await connect(amber), await connect(lea)];
  const told: string[] = [];
  author.on('change', ({ stream, type }: { stream: string; type: string }) => told.push(`${stream} ${type}`));
  await joinStream(author, voice);
  const { cursor: threadAt } = await pageOf(house.person, thread);
  expected(201, await write(lea, concern, 'Are you safe tonight?'));
  const heard = new Promise((done) => lead.once('change', done));
  await joinStream(lead, `concern:${concern}`);
  const [letter] = await lettersOf(amber, thread);
  expected(201, await answer(amber, letter?.id, 'I am.'));
  expect(await heard).toMatchObject({ type: 'concern.changed', subject: concern });
  await waitUntil('the author is told', () => told.includes(`${voice} letter.changed`));
  expect((await pageOf(house.person, thread)).cursor).toEqual(threadAt);
});

test('P12 once the concern is closed the talk is over, and a late answer is taken all the same', async () => {
  const [lea] = house.leads;
  const { thread, concern } = await worry();
  expected(201, await write(lea, concern, 'Are you safe tonight?'));
  expected(200, await lea.post(`/api/concerns/${concern}/close`, { key: randomUUID(), text: 'It is all right.' }));
  const [letter] = await lettersOf(amber, thread);
  expect(letter?.open).toBe(false);
  expected(201, await answer(amber, letter?.id, 'Late, but yes.'));
  expect((await read(lea, concern)).talks.flatMap(({ messages }) => messages.map(({ text }) => text))).toContain(
    'Late, but yes.',
  );
});

test('P4 who let go of the name gets it no more, and nobody else does', async () => {
  const { thread, concern } = await worry();
  expected(201, await write(house.leads[0], concern, 'Are you safe tonight?'));
  const [letter] = await lettersOf(amber, thread);
  const { mine } = (await pageOf(amber, thread)).viewer.persona;
  expected(200, await amber.post(`/api/own/aliases/${mine[0]?.id}/let-go`));
  expect(await lettersOf(amber, thread)).toEqual([]);
  expect((await answer(amber, letter?.id, 'It was me.')).status).toBe(404);
  expected(201, await write(house.leads[0], concern, 'And now?'));
});
