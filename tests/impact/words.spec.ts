import { randomUUID } from 'node:crypto';
import { outcomePage, type OutcomePage, type PostView, sentencesView, versionList } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { allOf, withDatabaseOf } from '../identity/database-of';
import { Reader } from '../live/reader';
import { firstAsAlias, foundHouse, type House, pageOf } from '../voices/house';
import {
  beginNote,
  beginOutcome,
  chosen,
  give,
  inviteEvaluator,
  ledToOf,
  outcomeOf,
  recordOutcome,
  sentencesOf,
  wordsIn,
} from './changes';

jest.setTimeout(60_000);

let house: House;
let amber: Insider;
let rowan: Insider;
let eve: Insider;
let themeId: string;
let threadId: string;
let post: PostView;

const said = 'I had a list. I chose the **bed**. It was a Friday.';

beforeAll(async () => {
  house = await foundHouse();
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
});
afterAll(() => house?.server.stop());
beforeEach(async () => {
  threadId = await beginThread(rowan, themeId, { title: 'Six appointments', text: 'What do you think?' });
  post = await writePost(amber, threadId, said);
  await give(amber, post.id);
});

const postNow = async (by = rowan, number = post.number, thread = threadId) => {
  const found = (await pageOf(by, thread)).posts.find((one) => one.number === number);
  if (!found) throw new Error('The post is not there.');
  return found;
};
const marked = (title = 'Hanbridge probation sets the first meeting after the train.') =>
  waitUntil('the post is marked', async () => ledToOf(await postNow()).includes(title) || undefined);
const unmarked = () => waitUntil('the mark is gone', async () => ledToOf(await postNow()).length === 0 || undefined);
const link = async (by: Insider, id: string, words: object, key = randomUUID()) =>
  by.post(`/api/outcomes/${id}/evidence`, { key, kind: 'words', words });
const labelOf = ({ label }: OutcomePage) => [label.said, label.basis];

test('words are linked to a change, and each leads to the other', async () => {
  const outcome = await recordOutcome(eve, { words: await chosen(eve, post.id, [1]) });
  expect(outcome.themes).toEqual([{ id: themeId, title: 'Prison release' }]);
  expect(outcome.threads).toEqual([{ id: threadId, title: 'Six appointments' }]);
  const seen = await outcomeOf(rowan, outcome.id);
  expect(seen.evidence).toMatchObject([
    {
      kind: 'words',
      place: { threadId, number: post.number },
      author: { kind: 'member', name: 'Amber Wren' },
      standing: 'live',
      passages: [{ before: 'I had a list.', exact: 'I chose the bed.', after: 'It was a Friday.' }],
      now: null,
      forFew: false,
    },
  ]);
  expect(labelOf(seen)).toEqual(['Supported by members’ accounts', '1 member’s post.']);
  expect([seen.abilities, outcome.abilities]).toEqual([[], ['outcome.edit']]);
  await marked();
  const shown = await postNow();
  expect(shown.ledTo).toMatchObject([{ kind: 'outcome', id: outcome.id }]);
  expect(shown.bodyHtml).toContain(
    '<mark class="led">I chose the </mark><strong><mark class="led">bed</mark></strong>',
  );

  const others = await outcomeOf(eve, outcome.id);
  expected(
    200,
    await eve.patch(`/api/outcomes/${outcome.id}`, { what: 'meets later.', textVersion: others.textVersion }),
  );
  await marked('Hanbridge probation meets later.');
  expected(200, await eve.del(`/api/outcomes/${outcome.id}/evidence/${seen.evidence[0]?.id ?? ''}`));
  expect(labelOf(await outcomeOf(rowan, outcome.id))).toEqual(['Reported', 'One statement so far.']);
  const { versions } = expected(200, await rowan.get(`/api/outcomes/${outcome.id}/history`)).as(versionList);
  expect(versions.map(({ link: done, by }) => [done?.done, by])).toEqual([
    ['taken-off', 'Eve Evaluator'],
    [undefined, 'Eve Evaluator'],
  ]);
  await unmarked();
});

test('an open page of the thread gets the mark, and loses it', async () => {
  const open = await Reader.open(rowan, threadId);
  const onOpenPage = () => ledToOf(open.page.posts.find(({ id }) => id === post.id) ?? post);
  await recordOutcome(eve, { words: await chosen(eve, post.id) });
  await waitUntil('the mark is there', () => onOpenPage().length === 1);
  await give(amber, post.id, 'no');
  await waitUntil('the mark is gone', () => onOpenPage().length === 0);
  await open.drop();
});

test('several sentences are one passage where they stand together, and two where they do not', async () => {
  const one = await beginOutcome(eve, { words: await chosen(eve, post.id, [1, 0]) });
  expect(wordsIn(one.evidence)).toEqual(['I had a list. I chose the bed.']);
  const other = await beginOutcome(eve, { words: await chosen(eve, post.id, [0, 2]) });
  expect(wordsIn(other.evidence)).toEqual(['I had a list.', 'It was a Friday.']);
});

test('words that were selected are found by their places, over what is emphasised, and linked as they stand', async () => {
  const places = { from: '16', to: '25', textVersion: String(post.textVersion) };
  const path = (more: object = {}) =>
    `/api/posts/${post.id}/sentences?${new URLSearchParams({ ...places, ...more }).toString()}`;
  const { chosen: found } = expected(200, await eve.get(path())).as(sentencesView);
  expect(found).toMatchObject({
    before: 'I had a list. I chose',
    shown: 'the bed. It',
    after: 'was a Friday.',
    exact: 'the **bed**. It',
  });
  const { start = 0, end = 0, exact = '' } = found ?? {};
  const words = { post: post.id, textVersion: post.textVersion, passages: [{ start, end, exact }] };
  const outcome = await recordOutcome(eve, { words });
  expect(wordsIn((await outcomeOf(rowan, outcome.id)).evidence)).toEqual(['the bed. It']);
  await marked();
  expect((await postNow()).bodyHtml).toBe(
    '<p>I had a list. I chose <mark class="led">the </mark><strong><mark class="led">bed</mark></strong><mark class="led">. It</mark> was a Friday.</p>',
  );

  for (const more of [{ textVersion: '7' }, { from: '25' }, { to: '900' }])
    expect(expected(200, await eve.get(path(more))).as(sentencesView).chosen).toBeNull();
  for (const more of [{ from: '-1' }, { to: 'x' }, { other: '1' }])
    expect((await eve.get(path(more))).status).toBe(400);
  expect((await rowan.get(path())).status).toBe(403);
});

test('words that are linked later lead there from their thread’s theme too, but none that fewer may read', async () => {
  const other = await beginTheme(house.founder, 'Hospital discharge');
  const { id } = await recordOutcome(eve, { themes: [other] });
  expected(200, await link(eve, id, await chosen(eve, post.id)));
  const { themes, threads } = await outcomeOf(rowan, id);
  expect([themes.map((theme) => theme.id), threads.map((thread) => thread.id)]).toEqual([[other, themeId], [threadId]]);
  const few = await beginThread(house.founder, other, { audience: { kind: 'moderators' } });
  const written = await writePost(house.moderator, few, 'Kept among those who look after this place.');
  await give(house.moderator, written.id);
  const { id: second } = await recordOutcome(house.founder);
  expected(200, await link(house.founder, second, await chosen(house.founder, written.id)));
  expect(await outcomeOf(rowan, second)).toMatchObject({ themes: [], threads: [] });
});

test('how far a note has come stands beside its words, and follows it', async () => {
  const { id } = await beginNote(eve, { words: await chosen(eve, post.id), noticedOn: '2016-03-01' });
  const stageNow = async () => (await postNow()).ledTo?.map(({ kind, stage }) => [kind, stage]);
  await marked('A first day that can be kept');
  expect(await stageNow()).toEqual([['note', 'noticed']]);
  const change = { key: randomUUID(), stage: 'exploring', why: 'A real plan was laid out.' };
  expected(200, await eve.post(`/api/notes/${id}/stage`, change));
  await waitUntil('it follows', async () => String(await stageNow()) === 'note,exploring');
});

test('only what stands in that text of the post is linked', async () => {
  const { id } = await beginOutcome(eve);
  const words = await chosen(eve, post.id, [0]);
  const [passage] = words.passages as [{ start: number; end: number; exact: string }];
  const tried = async (change: object, more: object = {}) =>
    (await link(eve, id, { ...words, passages: [{ ...passage, ...change }], ...more })).status;
  expect(await tried({ start: 1 })).toBe(422);
  expect(await tried({ end: 900, exact: said })).toBe(422);
  expect(await tried({ exact: 'I had a bed!!' })).toBe(422);
  expect(await tried({}, { textVersion: 2 })).toBe(422);
  expect(await tried({ start: -1 })).toBe(400);
  expect(await tried({}, { passages: [] })).toBe(400);
  expect(wordsIn((await outcomeOf(eve, id)).evidence)).toEqual([]);
  expect(await tried({})).toBe(200);
});

test('the same request again is the same link', async () => {
  const { id } = await beginOutcome(eve);
  const [words, key] = [await chosen(eve, post.id), randomUUID()];
  expected(200, await link(eve, id, words, key));
  const again = expected(200, await link(eve, id, words, key)).as(outcomePage);
  expect(again.evidence).toHaveLength(1);
  expect((await link(eve, id, await chosen(eve, post.id, [1]), key)).status).toBe(422);
});

test('P14 nothing is linked without its author’s consent, nor by anybody but who follows changes', async () => {
  const { id } = await beginOutcome(eve);
  const words = await chosen(eve, post.id);
  await give(amber, post.id, 'no');
  expect((await sentencesOf(eve, post.id)).mayUse).toBe(false);
  const refused = await link(eve, id, words);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('words-not-given')]);
  expect((await eve.post('/api/outcomes', { key: randomUUID(), words })).status).toBe(422);
  await give(amber, post.id);
  expect((await link(rowan, id, words)).status).toBe(404);
  expect((await rowan.get(`/api/posts/${post.id}/sentences`)).status).toBe(403);
  expect((await rowan.post('/api/outcomes', { key: randomUUID() })).status).toBe(403);
  const recorded = await recordOutcome(house.moderator);
  expect((await link(rowan, recorded.id, words)).status).toBe(403);
  expected(200, await link(house.moderator, recorded.id, words));
});

describe('P14 words that go', () => {
  let outcome: OutcomePage;
  beforeEach(async () => {
    outcome = await recordOutcome(eve, { words: await chosen(eve, post.id, [1]) });
    await marked();
  });
  const gone = async () => {
    const seen = await outcomeOf(rowan, outcome.id);
    expect(seen.evidence).toEqual([]);
    expect(labelOf(seen)).toEqual(['Reported', 'One statement so far.']);
    expect([seen.lookAgain, JSON.stringify(seen).includes('bed')]).toEqual([null, false]);
    // At once for who reads, and marked for who looks after it within a moment.
    const looked = await waitUntil('it is to be looked at again', async () => {
      const page = await outcomeOf(eve, outcome.id);
      return page.lookAgain ? page : undefined;
    });
    expect(looked.lookAgain).toMatchObject({ gone: 1, changed: 0 });
    await unmarked();
  };

  test('because consent for the post is taken back, and come again when it is given again', async () => {
    await give(amber, post.id, 'no');
    await gone();
    await give(amber, post.id);
    expect(wordsIn((await outcomeOf(rowan, outcome.id)).evidence)).toEqual(['I chose the bed.']);
    await marked();
  });

  test('because consent for all posts is', async () => {
    const uses = { summary: 'general', evidence: 'general', report: 'general' };
    expected(200, await amber.put('/api/consents', { summary: true, evidence: true, report: false }));
    expected(200, await amber.put(`/api/posts/${post.id}/uses`, uses));
    expect(wordsIn((await outcomeOf(rowan, outcome.id)).evidence)).toEqual(['I chose the bed.']);
    expected(200, await amber.put('/api/consents', { summary: true, evidence: false, report: false }));
    await gone();
  });

  test('because they are taken back', async () => {
    expected(200, await amber.post(`/api/posts/${post.id}/withdraw`));
    const seen = await outcomeOf(rowan, outcome.id);
    expect([seen.evidence, labelOf(seen)[0]]).toEqual([[], 'Reported']);
    expect(ledToOf(await postNow())).toEqual([]);
  });

  test('because a moderator removes them', async () => {
    expected(200, await house.moderator.post(`/api/posts/${post.id}/remove`, { reason: 'It names somebody.' }));
    expect((await outcomeOf(rowan, outcome.id)).evidence).toEqual([]);
  });

  test('P15 because they are erased: nothing of them is left', async () => {
    expected(200, await amber.post(`/api/posts/${post.id}/erase`));
    await gone();
    const stored = await withDatabaseOf(house.server, (db) =>
      db.collection<{ _id: string; evidence: unknown[] }>('outcomes').findOne({ _id: outcome.id }),
    );
    expect(stored?.evidence).toEqual([]);
  });

  test('and what was looked at is not to be looked at again', async () => {
    await give(amber, post.id, 'no');
    await gone();
    expect(expected(200, await eve.post(`/api/outcomes/${outcome.id}/looked`)).as(outcomePage).lookAgain).toBeNull();
  });
});

test('what was edited since says so, and shows both', async () => {
  const outcome = await recordOutcome(eve, { words: await chosen(eve, post.id, [1]) });
  expected(200, await amber.put(`/api/posts/${post.id}`, { text: 'I took the bed, in the end.', textVersion: 1 }));
  const { evidence, label } = await outcomeOf(rowan, outcome.id);
  expect(evidence).toMatchObject([
    { standing: 'changed', passages: [{ exact: 'I chose the bed.' }], now: 'I took the bed, in the end.' },
  ]);
  expect(label.basis).toBe('1 member’s post.');
  await waitUntil(
    'it is to be looked at again',
    async () => (await outcomeOf(eve, outcome.id)).lookAgain?.changed === 1,
  );
});

test('words of somebody whom a reader has blocked are folded for that reader alone, and an alias’s never', async () => {
  const quiet = await inviteAndJoin(house.founder, `Quiet ${threadId.slice(0, 6)}`);
  await firstAsAlias(quiet, house.moderator, threadId, 'Each door was shut.');
  const alias = (await pageOf(rowan, threadId)).posts.at(-1)?.id ?? '';
  await give(quiet, alias);
  const outcome = await recordOutcome(eve, { words: await chosen(eve, post.id) });
  expected(200, await link(eve, outcome.id, await chosen(eve, alias)));
  const folded = async (by: Insider) =>
    (await outcomeOf(by, outcome.id)).evidence.map((one) => one.kind === 'words' && one.blocked);
  for (const whom of [amber, quiet]) expected(200, await rowan.put(`/api/blocks/${(await whom.me()).id}`, {}));
  expect([await folded(rowan), await folded(eve)]).toEqual([
    [true, false],
    [false, false],
  ]);
  for (const whom of [amber, quiet]) expected(200, await rowan.del(`/api/blocks/${(await whom.me()).id}`));
});

test('linked words are stored nowhere but in their post', async () => {
  const canary = `canary${threadId}`;
  const source = await writePost(amber, threadId, `Once ${canary} only.`);
  await give(amber, source.id);
  const outcome = await recordOutcome(eve, { words: await chosen(eve, source.id) });
  expect(wordsIn((await outcomeOf(rowan, outcome.id)).evidence)[0]).toContain(canary);
  // In its text, and as it is shown.
  expect((await allOf(house.server)).split(canary)).toHaveLength(3);
});

describe('S6 words that fewer may read', () => {
  let few: string;
  let outcome: OutcomePage;
  beforeEach(async () => {
    few = await beginThread(house.founder, themeId, {
      title: 'For moderators',
      audience: { kind: 'moderators' },
      text: 'A secret canary sang.',
    });
    const secret = (await pageOf(house.founder, few)).posts[0]?.id ?? '';
    await give(house.founder, secret);
    outcome = await recordOutcome(house.moderator, { words: await chosen(house.moderator, secret) });
  });

  test('are shown to those who may, and to nobody else is said that they are there', async () => {
    expect(wordsIn(outcome.evidence)).toEqual(['A secret canary sang.']);
    expect(outcome.evidence).toMatchObject([{ forFew: true }]);
    expect(labelOf(outcome)).toEqual(['Reported', 'One statement so far.']);
    for (const other of [rowan, eve]) {
      const seen = await outcomeOf(other, outcome.id);
      expect([seen.evidence, seen.threads, seen.label.counts.words]).toEqual([[], [], 0]);
      expect(labelOf(seen)).toEqual(['Reported', 'One statement so far.']);
      for (const path of [`/api/outcomes/${outcome.id}`, `/api/outcomes/${outcome.id}/history`, '/api/outcomes'])
        expect((await other.get(path)).text).not.toMatch(/canary|For moderators/);
    }
  });

  test('and what becomes of them is told to those alone', async () => {
    const told = async () => {
      const { epoch } = (await outcomeOf(rowan, outcome.id)).follow['members'] ?? { epoch: '' };
      const text = (await rowan.get(`/api/streams/members/changes?epoch=${epoch}&after=0`)).text;
      return text.split(outcome.id).length;
    };
    const before = await told();
    const [words] = outcome.evidence;
    expected(200, await house.moderator.del(`/api/outcomes/${outcome.id}/evidence/${words?.id ?? ''}`));
    expect(await told()).toBe(before);
    const historyFor = async (by: Insider) =>
      expected(200, await by.get(`/api/outcomes/${outcome.id}/history`)).as(versionList).versions.length;
    expect([await historyFor(house.moderator), await historyFor(rowan), await historyFor(eve)]).toEqual([1, 0, 0]);
    expect(before).toBeGreaterThan(1);
  });

  test('an evaluator who may not read them cannot take them off, nor link them', async () => {
    const [words] = outcome.evidence;
    expect((await eve.del(`/api/outcomes/${outcome.id}/evidence/${words?.id ?? ''}`)).status).toBe(404);
    const secret = (await pageOf(house.founder, few)).posts[0]?.id ?? '';
    expect((await eve.get(`/api/posts/${secret}/sentences`)).status).toBe(404);
  });
});

test('P2a P4 words of an alias carry that name alone, and what its author does joins to nobody', async () => {
  const { id: memberId } = await amber.me();
  await firstAsAlias(amber, house.moderator, threadId, 'Each door was shut. I walked.');
  const alias = (await pageOf(rowan, threadId)).posts.at(-1);
  if (!alias) throw new Error('The alias has written nothing.');
  await give(amber, alias.id);
  const outcome = await recordOutcome(eve, { words: await chosen(eve, alias.id) });
  const { evidence } = await outcomeOf(rowan, outcome.id);
  expect(evidence).toMatchObject([
    { author: { kind: 'alias', name: alias.author.kind === 'alias' ? alias.author.name : '' } },
  ]);
  expect(JSON.stringify(evidence)).not.toContain(memberId);
  const stored = await withDatabaseOf(house.server, (db) =>
    db.collection<{ _id: string }>('outcomes').findOne({ _id: outcome.id }),
  );
  expect(JSON.stringify(stored)).not.toContain(memberId);
  // What she chooses for her own name does not touch it.
  expected(200, await amber.put('/api/consents', { summary: true, evidence: false, report: false }));
  expect(wordsIn((await outcomeOf(rowan, outcome.id)).evidence)).toEqual(['Each door was shut.']);
  await give(amber, alias.id, 'no');
  expect((await outcomeOf(rowan, outcome.id)).evidence).toEqual([]);
  const looked = await waitUntil(
    'it is to be looked at again',
    async () => (await outcomeOf(eve, outcome.id)).lookAgain ?? undefined,
  );
  // No time finer than the day.
  expect(looked.since).toMatch(/^\d{4}-\d\d-\d\d$/);
});
