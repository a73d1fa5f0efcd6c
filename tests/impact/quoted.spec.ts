import { me, type PostView, quotedList, quotedOfPost, type QuotedOfPost } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { firstAsAlias, foundHouse, type House, logOf, pageOf } from '../voices/house';
import { beginNote, beginOutcome, chosen, give, inviteEvaluator, noteOf, outcomeOf, recordOutcome } from './changes';

jest.setTimeout(120_000);

const day = 86_400_000;

let house: House;
let amber: Insider;
let rowan: Insider;
let eve: Insider;
let threadId: string;

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
  threadId = await beginThread(house.founder, await beginTheme(house.founder), { text: 'Who helps?' });
});
afterAll(() => house?.server.stop());

async function given(by: Insider, text = 'I rang the gate. They let me wait.'): Promise<PostView> {
  const post = await writePost(by, threadId, text);
  await give(by, post.id);
  return post;
}
async function asAlias(text: string): Promise<PostView> {
  await firstAsAlias(amber, house.moderator, threadId, text);
  const post = (await pageOf(rowan, threadId)).posts.at(-1);
  if (post?.author.kind !== 'alias') throw new Error('The alias has written nothing.');
  await give(amber, post.id);
  return post;
}
const noticesOf = async (by: Insider) => expected(200, await by.get('/api/me')).as(me).notices;
const listOf = async (by: Insider) => expected(200, await by.get('/api/own/quoted')).as(quotedList).posts;
const quoted = async (by: Insider, post: string): Promise<QuotedOfPost> =>
  expected(200, await by.get(`/api/posts/${post}/quoted`)).as(quotedOfPost);
const say = (by: Insider, post: string, evidence: string, text: string) =>
  by.put(`/api/posts/${post}/quoted/${evidence}`, { text });

test('who is quoted is told once all members see it: on every page, until they have looked', async () => {
  const post = await given(amber);
  const draft = await beginOutcome(eve, { words: await chosen(eve, post.id) });
  expect(await noticesOf(amber)).not.toContain('moderators');
  expect(await listOf(amber)).toEqual([]);
  expected(200, await eve.post(`/api/outcomes/${draft.id}/record`, { textVersion: draft.textVersion }));
  await waitUntil('she is told', async () => (await noticesOf(amber)).includes('moderators'));
  expect(await noticesOf(rowan)).not.toContain('moderators');
  expect(await listOf(amber)).toMatchObject([{ post: post.id, in: [draft.title], isNew: true }]);
  await waitUntil('she has looked', async () => !(await noticesOf(amber)).includes('moderators'));
  expect(await listOf(amber)).toMatchObject([{ post: post.id, isNew: false }]);
  expect(await listOf(rowan)).toEqual([]);
});

test('they see the statement around their words; nobody else sees that page', async () => {
  const post = await given(amber);
  const { id, title } = await recordOutcome(eve, { words: await chosen(eve, post.id) });
  const note = await beginNote(eve, { words: await chosen(eve, post.id, [1]) });
  expect(await quoted(amber, post.id)).toMatchObject({
    alias: false,
    in: [
      {
        about: { kind: 'outcomes', id, title },
        label: { label: 'evidenced' },
        words: ['I rang the gate.'],
        statement: expect.arrayContaining([{ field: 'ourPart', text: 'We asked, and showed the day.' }]),
      },
      { about: { kind: 'notes', id: note.id }, words: ['They let me wait.'] },
    ],
  });
  const [link] = (await quoted(amber, post.id)).in;
  for (const other of [rowan, eve, house.founder]) {
    expect((await other.get(`/api/posts/${post.id}/quoted`)).status).toBe(403);
    expect((await say(other, post.id, link?.id ?? '', 'Not so.')).status).toBe(403);
  }
  expect((await say(amber, post.id, 'a'.repeat(26), 'Not so.')).status).toBe(404);
});

test('“this is not what I meant” is marked on the words, with its reasons for those who look after it', async () => {
  const post = await given(amber);
  const { id } = await recordOutcome(eve, { words: await chosen(eve, post.id) });
  const [link] = (await quoted(amber, post.id)).in;
  const said = expected(200, await say(amber, post.id, link?.id ?? '', 'I meant the door.')).as(quotedOfPost);
  expect(said.in).toMatchObject([{ said: { text: 'I meant the door.' } }]);
  expect((await outcomeOf(rowan, id)).evidence).toMatchObject([{ said: { text: null } }]);
  const shown = await outcomeOf(eve, id);
  expect(shown.evidence).toMatchObject([{ said: { text: 'I meant the door.' } }]);
  expect(shown.lookAgain).toMatchObject({ gone: 0, changed: 0, said: 1 });
  expected(200, await eve.post(`/api/outcomes/${id}/looked`));
  const looked = await outcomeOf(eve, id);
  expect([looked.lookAgain, looked.evidence]).toMatchObject([null, [{ said: { text: 'I meant the door.' } }]]);
  expected(200, await say(amber, post.id, link?.id ?? '', ''));
  expect((await outcomeOf(eve, id)).evidence).toMatchObject([{ said: null }]);
});

test('P14 taken back right there, words are gone with all that was said of them', async () => {
  const post = await given(amber);
  const { id } = await beginNote(eve, { words: await chosen(eve, post.id) });
  const [link] = (await quoted(amber, post.id)).in;
  expected(200, await say(amber, post.id, link?.id ?? '', 'Kingfisher canary.'));
  await give(amber, post.id, 'no');
  expect((await noteOf(eve, id)).evidence).toEqual([]);
  expect((await eve.get(`/api/notes/${id}`)).text).not.toContain('Kingfisher');
  expect((await quoted(amber, post.id)).in).toMatchObject([{ words: [] }]);
  // What was taken back stands behind nothing.
  expect((await listOf(amber)).map((one) => one.post)).not.toContain(post.id);
});

test('P2 P2a an alias is told in its thread alone, and what its author says joins to nobody', async () => {
  const { id: memberId } = await amber.me();
  const post = await asAlias('Each door was shut. I walked.');
  await listOf(amber);
  const before = await noticesOf(amber);
  const { id } = await recordOutcome(eve, { words: await chosen(eve, post.id) });
  const told = async (by: Insider) => (await pageOf(by, threadId)).viewer.notices.quoted;
  expect(await told(amber)).toMatchObject([{ post: post.id, number: post.number }]);
  expect(await told(rowan)).toEqual([]);
  // Nothing says on other pages that there is an alias.
  expect(await noticesOf(amber)).toEqual(before);
  expect((await listOf(amber)).map((one) => one.post)).not.toContain(post.id);

  const page = await quoted(amber, post.id);
  expect(page.alias).toBe(true);
  expect(await told(amber)).toEqual([]);
  const seq = (await outcomeOf(eve, id)).follow['members']?.seq;
  expected(200, await say(amber, post.id, page.in[0]?.id ?? '', 'I meant my own door.'));
  // Not before tomorrow, and no open page is told: nobody learns when she was here.
  for (const reader of [rowan, eve]) expect((await outcomeOf(reader, id)).evidence).toMatchObject([{ said: null }]);
  expect((await outcomeOf(eve, id)).lookAgain).toBeNull();
  expect((await outcomeOf(eve, id)).follow['members']?.seq).toBe(seq);
  house.time.move(day);
  const shown = await outcomeOf(eve, id);
  expect([shown.evidence, shown.lookAgain]).toMatchObject([[{ said: { text: 'I meant my own door.' } }], { said: 1 }]);
  house.time.move(-day);

  const stored = await withDatabaseOf(house.server, (db) =>
    Promise.all([
      db.collection<{ _id: string }>('outcomes').findOne({ _id: id }),
      db.collection('stream_entries').find({ subject: id }).toArray(),
    ]),
  );
  expect(JSON.stringify(stored)).not.toContain(memberId);
  expect(JSON.stringify(stored)).toContain('I meant my own door.');
  for (const never of [memberId, post.id, id]) expect(logOf(house.server)).not.toContain(never);
});
