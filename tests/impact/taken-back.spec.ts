import { randomUUID } from 'node:crypto';
import { publishingView, quotedOfPost } from '@throughline/contracts';
import { beginTheme, beginThread, expected, type Insider, inviteAndJoin, Person } from '@throughline/testing';
import { unzipSync } from 'fflate';
import { foundHouse, type House, publish, untilPosts, writeAsAlias } from '../voices/house';
import { beginNote, chosen, inviteEvaluator, outcomeOf, recordOutcome } from './changes';
import { beginReport, storeReport } from './report-steps';

jest.setTimeout(180_000);

/** Words that are nowhere else. */
const canaries = { member: 'quillwort lanterns over Hanbridge', alias: 'saxifrage ferries to Bursley' };

let house: House;
let rowan: Insider;
let amber: Insider;
let eve: Insider;
let visitor: Person;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  amber = await inviteAndJoin(house.founder, 'Amber Wren');
  eve = await inviteEvaluator(house.founder);
  visitor = new Person(house.server.url);
  themeId = await beginTheme(house.founder, 'Prison release');
});
afterAll(() => house?.server.stop());

/** Everything that an address answers somebody, with what is packed in it. */
async function bytesOf(by: Person, path: string): Promise<string> {
  const answer = await fetch(house.server.url + path, { headers: by.cookie ? { cookie: by.cookie } : {} });
  expect([path, answer.status]).toEqual([path, 200]);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isZip = /zip|wordprocessing/.test(answer.headers.get('content-type') ?? '');
  return isZip
    ? Object.values(unzipSync(bytes))
        .map((one) => Buffer.from(one).toString())
        .join('\n')
    : Buffer.from(bytes).toString();
}

/** All places on this system where words that were linked can be told, for whoever may see most of each. */
async function everyPlace(post: string) {
  const words = await chosen(eve, post);
  const note = await beginNote(eve, { title: 'A way home', themes: [themeId], words, noticedOn: '2019-05-01' });
  const outcome = await recordOutcome(eve, { themes: [themeId], notes: [note.id], words });
  for (const [kind, id] of [
    ['note', note.id],
    ['outcome', outcome.id],
  ] as const) {
    const { seen, choices } = expected(200, await eve.get(`/api/publishing/${kind}/${id}`)).as(publishingView);
    const body = { seen, evidence: choices.map((choice) => choice.id) };
    expected(200, await eve.put(`/api/publishing/${kind}/${id}`, body));
  }
  const stored = await storeReport(eve, await beginReport(eve));
  const draft = await beginReport(eve);
  const reports = [stored.id, draft.id].flatMap((id) =>
    ['sheets', 'word', 'tables', 'json'].map((form): [Person, string] => [eve, `/api/reports/${id}/${form}`]),
  );
  const tell: [Person, string][] = [
    ...reports,
    [rowan, `/api/reports/${stored.id}/sheets`],
    [rowan, `/reports/${stored.id}`],
    [eve, `/reports/${draft.id}`],
    [rowan, `/api/outcomes/${outcome.id}`],
    [rowan, `/outcomes/${outcome.id}`],
    [rowan, `/api/notes/${note.id}`],
    [rowan, `/notes/${note.id}`],
    [eve, '/api/impact/tables/csv'],
    [eve, '/api/impact/tables/json'],
    [eve, `/api/publishing/outcome/${outcome.id}`],
    [eve, `/publishing/note/${note.id}`],
    [visitor, '/api/changes'],
    [visitor, '/changes'],
  ];
  // None of these tells words as it is; a place that begins to is found.
  const others: [Person, string][] = [
    ...[rowan, eve].flatMap((by): [Person, string][] =>
      [
        '/api/outcomes',
        '/api/notes',
        '/api/impact',
        '/impact',
        '/api/reports',
        '/reports',
        `/api/reports/${stored.id}`,
      ].map((path) => [by, path]),
    ),
    [eve, `/api/reports/${draft.id}`],
    [eve, `/reports/${draft.id}/edit`],
    [eve, '/api/impact/review'],
    [eve, '/impact/review'],
    [eve, `/api/outcomes/${outcome.id}/history`],
    [eve, `/api/notes/${note.id}/history`],
    [eve, `/api/outcomes/${outcome.id}/outside`],
    [rowan, `/api/themes/${themeId}/answer`],
    [visitor, '/api/changes/short'],
    [visitor, '/api/front'],
    [visitor, '/'],
  ];
  return { outcome: outcome.id, tell, others };
}

const tellingOf = async (places: readonly [Person, string][], canary: string) => {
  const answers = await Promise.all(places.map(async ([by, path]) => [path, await bytesOf(by, path)] as const));
  return answers.flatMap(([path, bytes]) => (bytes.includes(canary) ? [path] : []));
};

async function spoken(by: Insider): Promise<string> {
  const threadId = await beginThread(by, themeId, { title: 'Where it was said', text: `We hung ${canaries.member}.` });
  const page = await untilPosts(by, threadId, 1);
  return page.posts[0]?.id ?? '';
}

async function spokenAsAlias(by: Insider): Promise<string> {
  const threadId = await beginThread(house.founder, themeId, { title: 'Under another name', text: 'Who knows?' });
  const { id } = await writeAsAlias(by, threadId, `There were ${canaries.alias}.`);
  await publish(house.moderator, id);
  const page = await untilPosts(by, threadId, 2);
  return page.posts[1]?.id ?? '';
}

test.each([
  ['a member’s name', 'member'],
  ['an alias', 'alias'],
] as const)(
  'P14 consent is taken back for words under %s: they are gone within one second from outcome, note, exports, reports, Word, CSV, JSON and the public page',
  async (_, as) => {
    const canary = canaries[as];
    const author = as === 'member' ? rowan : amber;
    const post = await (as === 'member' ? spoken(rowan) : spokenAsAlias(amber));
    const uses = (evidence: 'yes' | 'no', report: 'yes' | 'no') =>
      author.put(`/api/posts/${post}/uses`, { summary: 'general', evidence, report });
    expected(200, await uses('yes', 'yes'));
    const { outcome, tell, others } = await everyPlace(post);
    // They are there to begin with: what cannot be lost is not looked for in vain.
    expect(await tellingOf(tell, canary)).toEqual(tell.map(([, path]) => path));
    expect(await tellingOf(others, canary)).toEqual([]);
    expect((await outcomeOf(rowan, outcome)).label).toMatchObject({ label: 'evidenced', counts: { words: 1 } });

    expected(200, await uses('no', 'no'));
    // Asked at once, and not after a second: by then they have to be gone.
    const still = await tellingOf([...tell, ...others], canary);
    expect(still).toEqual([]);
    expect((await outcomeOf(rowan, outcome)).label).toMatchObject({ label: 'reported', counts: { words: 0 } });
    const sheets = await bytesOf(rowan, tell.find(([, path]) => /^\/api\/reports\/.*\/sheets$/.test(path))?.[1] ?? '');
    expect(sheets).toMatch(/\d+ quotations? (?:was|were) withdrawn since this was stored/);
  },
);

test('P14 words that are not what their author meant go to no visitor and into no report, stored ones too, until their author takes that back', async () => {
  const post = await spoken(rowan);
  expected(200, await rowan.put(`/api/posts/${post}/uses`, { summary: 'general', evidence: 'yes', report: 'yes' }));
  const { tell } = await everyPlace(post);
  const outside = tell.filter(([, path]) => /reports|publishing|tables|changes$/.test(path));
  const inside = tell.filter((place) => !outside.includes(place));
  const { in: behind } = expected(200, await rowan.get(`/api/posts/${post}/quoted`)).as(quotedOfPost);
  const say = async (text: string) => {
    for (const { id } of behind) expected(200, await rowan.put(`/api/posts/${post}/quoted/${id}`, { text }));
  };
  await say('I meant the other bridge.');
  expect(await tellingOf(outside, canaries.member)).toEqual([]);
  expect(await tellingOf(inside, canaries.member)).toEqual(inside.map(([, path]) => path));
  const list = await eve.get('/api/reports');
  expect(list.text).toContain('"goneSince":{"takenBack":2,"changed":0}');

  await say('');
  // All of it as tables may be taken only so often.
  const again = tell.filter(([, path]) => !path.startsWith('/api/impact/tables'));
  expect(await tellingOf(again, canaries.member)).toEqual(again.map(([, path]) => path));
});

test('P4 nothing of a report joins an alias to its author, and what fewer than all may read cannot be inferred from it', async () => {
  const post = await spokenAsAlias(amber);
  expected(200, await amber.put(`/api/posts/${post}/uses`, { summary: 'general', evidence: 'yes', report: 'yes' }));
  const outcome = await recordOutcome(eve, { who: 'A quiet clinic', words: await chosen(eve, post) });
  const all = async (id: string) => {
    const forms = ['sheets', 'tables', 'json', 'word'].map((form) => bytesOf(eve, `/api/reports/${id}/${form}`));
    return (await Promise.all(forms)).join('\n');
  };
  const told = await all((await storeReport(eve, await beginReport(eve))).id);
  expect(told).toContain(canaries.alias);
  const { id: amberId, name } = await amber.me();
  const page = await rowan.get(`/api/outcomes/${outcome.id}`);
  const alias = /"kind":"alias","id":"([a-z2-7]{26})","name":"([^"]+)"/.exec(page.text) ?? [];
  for (const secret of [amberId, name, post, alias[1], alias[2]]) {
    expect(secret ?? '').not.toBe('');
    expect(told).not.toContain(secret);
  }

  // Beside it: words among moderators, and a change that is a draft. A report of the same says the same.
  const before = await sameReport(all);
  const few = await beginThread(house.founder, themeId, {
    audience: { kind: 'moderators' },
    text: 'For few: a heron.',
  });
  const { posts } = await untilPosts(house.founder, few, 1);
  const hidden = posts[0]?.id ?? '';
  const given = { summary: 'general', evidence: 'yes', report: 'yes' };
  expected(200, await house.founder.put(`/api/posts/${hidden}/uses`, given));
  const link = { key: randomUUID(), kind: 'words', words: await chosen(house.founder, hidden) };
  expected(200, await house.founder.post(`/api/outcomes/${outcome.id}/evidence`, link));
  expected(
    201,
    await eve.post('/api/outcomes', { key: randomUUID(), who: 'A draft heron', what: 'waits.', where: 'x' }),
  );
  expect(await sameReport(all)).toBe(before);
});

/** What a report of everything tells in all its forms, without what each has of its own. */
async function sameReport(all: (id: string) => Promise<string>): Promise<string> {
  const { id, number } = await storeReport(eve, await beginReport(eve));
  const told = await all(id);
  expected(200, await eve.del(`/api/reports/${id}`));
  return told.replaceAll(`Report ${number}`, 'Report').replace(/<dcterms:\w+[^>]*>[^<]*/g, '');
}
