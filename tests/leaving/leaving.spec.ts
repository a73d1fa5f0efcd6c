import { randomUUID } from 'node:crypto';
import { invitationCard, leavingView, memberList, type PostView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  Insider,
  inviteAndJoin,
  setUpSecondFactor,
  testPassword,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { allOf, rowsOf, withDatabaseOf } from '../identity/database-of';
import { connect, ended } from '../live/sockets';
import { firstAsAlias, foundHouse, type House, leadsPassphrase, pageOf } from '../voices/house';

jest.setTimeout(90_000);

let house: House;
let rowan: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  themeId = await beginTheme(house.founder);
});
afterAll(() => house?.server.stop());

const leave = (by: Insider, posts: string, password = testPassword) =>
  by.post('/api/own/leaving', { password, posts, sure: true });
/**
 * What there is with somebody's id in it, but for what tells other servers to forget them. What two leads can open of what was hidden is
 * sealed, so not this.
 */
const rowsWith = async (memberId: string) =>
  [...(await rowsOf(house.server))].flatMap(([key, row]) =>
    `${key} ${row}`.includes(memberId) && !key.startsWith('stream_entries/people/') ? [key] : [],
  );
const viewOf = async (by: Insider) => expected(200, await by.get('/api/own/leaving')).as(leavingView);

test('leaving: each post becomes what was chosen for it, access ends, and nothing says who it was', async () => {
  const { founder, moderator, server } = house;
  const zara = await inviteAndJoin(founder, 'Zara Leaver');
  const { id: memberId } = await zara.me();
  const threadId = await beginThread(zara, themeId, { title: 'Begun by her', text: 'I began it.' });
  const other = await beginThread(rowan, themeId, { title: 'Another', text: 'He began it.' });
  const kept = await writePost(zara, threadId, 'This stays under another name.');
  const also = await writePost(zara, threadId, 'This too.');
  const elsewhere = await writePost(zara, other, 'And this, elsewhere.');
  const gone = await writePost(zara, threadId, 'The zqcanary goes.');
  await writePost(rowan, threadId, 'A reply that stays.', gone.number);
  const unnamed = await writePost(zara, threadId, 'Without a name already.');
  expected(200, await zara.post(`/api/posts/${unnamed.id}/name-off`));
  expected(200, await zara.put(`/api/posts/${elsewhere.id}/reaction`, { kind: 'me-too', on: true, as: 'self' }));
  await firstAsAlias(zara, moderator, other, 'Hidden, and it stays.');
  const choices = [kept, also, elsewhere].map(({ id }) => ({ post: id, as: 'alias' }));
  expected(200, await zara.put('/api/own/leaving/posts', { choices: [...choices, { post: gone.id, as: 'erase' }] }));
  expect((await rowan.put('/api/own/leaving/posts', { choices: [{ post: gone.id, as: 'erase' }] })).status).toBe(400);
  expect(await viewOf(zara)).toMatchObject({
    lastAdministrator: false,
    tooFewLeads: false,
    all: 5,
    chosen: { former: 0, alias: 3, erase: 1 },
  });

  expect((await leave(zara, 'former', 'not it')).json).toMatchObject({ code: 'wrong-password' });
  expect((await zara.post('/api/own/leaving', { password: testPassword, posts: 'former' })).status).toBe(400);
  const elsewhereSignedIn = await zara.signedInAgain();
  const socket = await connect(elsewhereSignedIn);
  const cut = ended(socket);
  expected(200, await leave(zara, 'former'));

  await cut;
  expect((await elsewhereSignedIn.get('/api/threads')).status).toBe(401);
  const again = new Insider(server.url, zara.signInName);
  expect((await again.post('/api/sign-in', { name: zara.signInName, password: testPassword, mine: true })).status).toBe(
    401,
  );

  const { posts, thread } = await pageOf(rowan, threadId);
  const byNumber = (number: number): PostView | undefined => posts.find((post) => post.number === number);
  expect(byNumber(1)).toMatchObject({ author: { kind: 'former' }, bodyHtml: '<p>I began it.</p>' });
  const name = byNumber(kept.number)?.author;
  expect(name).toMatchObject({ kind: 'alias' });
  expect(byNumber(also.number)?.author).toEqual(name);
  expect(byNumber(kept.number)?.publishedAt).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(byNumber(gone.number)).toMatchObject({ state: 'erased', bodyHtml: '' });
  expect(byNumber(unnamed.number)?.author).toEqual({ kind: 'former' });
  expect(thread.lastNumber).toBe(6);
  const there = (await pageOf(rowan, other)).posts;
  const nameThere = there.find(({ number }) => number === elsewhere.number)?.author;
  expect(nameThere).toMatchObject({ kind: 'alias' });
  expect(nameThere).not.toEqual(name);
  expect(there.find(({ number }) => number === elsewhere.number)?.reactions).toEqual([]);
  // What was written under another name cannot be told to be theirs, so it stays.
  expect(there.some(({ bodyHtml }) => bodyHtml.includes('Hidden, and it stays.'))).toBe(true);

  await waitUntil('all of it is gone', async () => !(await allOf(server)).includes('Zara'));
  const all = await allOf(server);
  expect(all).not.toContain('zqcanary');
  expect(all).not.toContain('zara.leaver');
  expect(await rowsWith(memberId)).toEqual([`erased/member/${memberId}`]);
});

test('P15 whom they blocked and were to be kept apart from goes with them, and they go from what others said', async () => {
  const { founder, server } = house;
  const [vera, will] = [await inviteAndJoin(founder, 'Vera Zqgoes'), await inviteAndJoin(founder, 'Will Stays')];
  const [veraId, willId] = [(await vera.me()).id, (await will.me()).id];
  const answer = { words: '', names: [] as string[], without: [], textVersion: 0 };
  // Will is warned of by an invitation, and Vera by being here and by the invitation that she came by.
  await withDatabaseOf(server, async (db) => {
    const invitation = await db.collection('invitations').findOne({ usedBy: veraId });
    await db.collection<{ _id: string }>('apart_warnings').insertOne({
      _id: 'an-old-warning',
      key: `invited/${willId}/${String(invitation?._id)}/`,
      kind: 'invited',
      of: willId,
      memberId: null,
      forWhom: 'Vera Zqgoes',
      place: null,
      at: new Date(),
      seenBy: null,
      pending: [],
    } as never);
  });
  expected(200, await vera.put('/api/kept-apart', { ...answer, words: 'A zqword.', members: [willId] }));
  expected(200, await will.put('/api/kept-apart', { ...answer, members: [veraId] }));
  expected(200, await vera.put(`/api/blocks/${willId}`, {}));
  expected(200, await will.put(`/api/blocks/${veraId}`, {}));
  const warnings = () => withDatabaseOf(server, (db) => db.collection('apart_warnings').countDocuments());
  await waitUntil('leads are warned of both', async () => (await warnings()) === 3, 30_000);

  expected(200, await leave(vera, 'erase'));
  await waitUntil('all of it is gone', async () => !(await allOf(server)).includes('Zqgoes'));
  expect(await allOf(server)).not.toContain('zqword');
  expect(await rowsWith(veraId)).toEqual([`erased/member/${veraId}`]);
  expect(await warnings()).toBe(0);
});

test('nobody comes in by an invitation whose member has left', async () => {
  const { founder, server } = house;
  const card = expected(
    201,
    await founder.post('/api/invitations', { key: randomUUID(), forWhom: 'Uma Once', role: 'member' }),
  ).as(invitationCard);
  const secret = card.link.split('/').at(-1) ?? '';
  const join = (by: Insider) =>
    by.post('/api/join', {
      secret,
      name: 'Uma Once',
      signInName: 'uma.once',
      password: testPassword,
      agreed: 1,
      mine: true,
    });
  const uma = new Insider(server.url, 'uma.once');
  expect((await join(uma)).status).toBeLessThan(300);
  expected(200, await leave(uma, 'erase'));
  await waitUntil('all of it is gone', async () => !(await allOf(server)).includes('uma.once'));
  const again = await join(new Insider(server.url, 'uma.once'));
  expect([again.status, (again.json as { code: string }).code]).toEqual([410, 'link-used']);
});

test('the only administrator cannot leave, and is told so; of two who leave at once one stays', async () => {
  const { founder } = house;
  expect(await viewOf(founder)).toMatchObject({ lastAdministrator: true });
  expect((await leave(founder, 'former')).json).toMatchObject({ code: 'last-administrator' });
  expect((await founder.get('/api/threads')).status).toBe(200);
  const others = [
    await inviteAndJoin(founder, 'Adam Two', 'administrator'),
    await inviteAndJoin(founder, 'Adele Three', 'administrator'),
  ];
  const answers = await Promise.all(others.map((one) => leave(one, 'former')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect((await founder.get('/api/members')).status).toBe(200);
});

test('a lead who leaves is told what that means; the key follows, and nobody can write as an alias with one lead', async () => {
  const { founder, server } = house;
  const lena = await setUpSecondFactor(await inviteAndJoin(founder, 'Lena Third'));
  const { id } = await lena.me();
  expected(200, await founder.patch(`/api/members/${id}`, { duties: ['safeguarding-lead'] }));
  const passphrases = { password: testPassword, passphrase: leadsPassphrase, again: leadsPassphrase };
  await waitUntil('she is set up', async () => (await lena.post('/api/sealing/set-up', passphrases)).status < 300);
  expect(await viewOf(lena)).toMatchObject({ tooFewLeads: false });
  const { members } = expected(200, await founder.get('/api/members')).as(memberList);
  const other = members.find(({ name }) => name === 'Lou Lead');
  expected(200, await founder.patch(`/api/members/${other?.id}`, { duties: [] }));
  expect(await viewOf(lena)).toMatchObject({ tooFewLeads: true });

  expected(200, await leave(lena, 'former'));
  const threadId = await beginThread(rowan, themeId);
  const obstacle = async () => (await pageOf(rowan, threadId)).viewer.persona.obstacle;
  await waitUntil('aliases are not offered', async () => (await obstacle()) === 'no-leads');
  const keys = await withDatabaseOf(server, (db) => db.collection('sealing_keys').find().toArray());
  for (const key of keys) expect((key['shares'] as unknown[]).length).toBeLessThan(2);
});

test('what a crash left undone of a leaving is done by the next pass', async () => {
  const { founder, server } = house;
  const yves = await inviteAndJoin(founder, 'Yves Halfway');
  const threadId = await beginThread(yves, themeId, { text: 'Halfway.' });
  const { id } = await yves.me();
  // As if the server had stopped right after the first write.
  await withDatabaseOf(server, (db) =>
    db.collection<{ _id: string }>('members').updateOne({ _id: id }, { $set: { standing: 'left', leaving: 'erase' } }),
  );
  await waitUntil('it is finished', async () => !(await allOf(server)).includes('Yves'), 20_000);
  expect((await pageOf(rowan, threadId)).posts[0]).toMatchObject({ state: 'erased' });
});
