import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { auditPage, notePage, outsideCard, outsidePage } from '@throughline/contracts';
import { unsafeText } from '@throughline/platform';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  writePost,
} from '@throughline/testing';
import type * as Parse from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { beginNote, chosen, inviteEvaluator, recordOutcome } from './changes';

// As a program of somebody else reads it.
const { parse } = createRequire(__filename)('csv-parse/sync') as typeof Parse;

jest.setTimeout(90_000);

type Row = Record<string, string | number | boolean | null>;
interface Told {
  asAt: string;
  about: string[];
  dictionary: { table: string; columns: { name: string; kind: string; meaning: string; unit: string }[] }[];
  tables: Record<string, Row[]>;
}

let server: BuiltServer;
let founder: Insider;
let rowan: Insider;
let eve: Insider;
let given: string;
let note: string;
let outcome: string;

const uses = (by: Insider, post: string, evidence: string, report: string) =>
  by.put(`/api/posts/${post}/uses`, { summary: 'general', evidence, report });

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  eve = await inviteEvaluator(founder);
  const theme = await beginTheme(founder, 'Prison release');
  const threadId = await beginThread(rowan, theme, { title: 'A title that is a canary', text: 'Who helps?' });
  const [first, second] = [
    await writePost(rowan, threadId, 'Given for all.'),
    await writePost(rowan, threadId, 'Not given, a canary.'),
  ];
  given = first.id;
  expected(200, await uses(rowan, first.id, 'yes', 'yes'));
  expected(200, await uses(rowan, second.id, 'yes', 'no'));
  const few = await beginThread(founder, theme, { audience: { kind: 'moderators' }, text: 'For few, a canary.' });
  const third = await writePost(founder, few, 'Said among few, a canary.');
  expected(200, await uses(founder, third.id, 'yes', 'yes'));

  const title = '=cmd|"/C calc"!A0';
  ({ id: note } = await beginNote(eve, {
    title,
    conditions: ['practices', 'power'],
    mustAct: ['Hanbridge Council'],
    noticedOn: '2018-03-01',
    threads: [threadId],
  }));
  const words = await chosen(eve, first.id);
  ({ id: outcome } = await recordOutcome(eve, {
    words,
    notes: [note],
    kinds: ['practice'],
    why: "'+it matters\r\nmuch",
  }));
  const link = (by: Insider, more: object) =>
    by.post(`/api/outcomes/${outcome}/evidence`, { key: randomUUID(), ...more });
  expected(200, await link(eve, { kind: 'words', words: await chosen(eve, second.id) }));
  expected(200, await link(founder, { kind: 'words', words: await chosen(founder, third.id) }));
  expected(200, await link(eve, { kind: 'document', title: '+A letter', on: '2021-02-03', by: '@council' }));
  await eve.post('/api/outcomes', { key: randomUUID(), who: 'A draft that is a canary' });

  const series = { key: randomUUID(), title: 'Kept days', unit: '%', source: 'Our count', baseline: 12.5 };
  const { measures } = expected(200, await eve.post(`/api/notes/${note}/measures`, series)).as(notePage);
  for (const [on, value] of [
    ['2021-02-01', -4],
    ['2021-01-01', 3.25],
  ] as const)
    // prettier-ignore
    expected(200, await eve.put(`/api/notes/${note}/measures/${measures[0]?.id}`, { on, value }));
  const seen = [
    rowan,
    eve,
    founder,
    await inviteAndJoin(founder, 'Ash Alder'),
    await inviteAndJoin(founder, 'Bo Beech'),
  ];
  for (const by of seen)
    expected(200, await by.put(`/api/notes/${note}/sightings`, { kind: 'there', on: '2019-05-01', seen: true }));
  for (const by of seen.slice(1))
    expected(200, await by.put(`/api/notes/${note}/sightings`, { kind: 'there', on: '2020-05-01', seen: true }));

  const ask = { key: randomUUID(), kind: 'ask', organisation: 'Hanbridge Council', text: 'A room.' };
  expected(201, await eve.post(`/api/notes/${note}/outside`, ask));
  const about = { key: randomUUID(), kind: 'change', forWhom: 'Somebody, a canary' };
  const asked = expected(201, await eve.post(`/api/outcomes/${outcome}/outside`, about)).as(outsideCard);
  const secret = asked.link?.split('/').at(-1) ?? '';
  const { read } = expected(200, await rowan.get(`/api/outside/look?secret=${secret}`)).as(outsidePage);
  const answer = {
    ...{ secret, read, key: randomUUID(), answer: 'agree', text: '=It is so.', how: 'I was there.' },
    ...{ role: 'Manager', relation: 'observer', mayBeNamed: false },
  };
  expected(200, await rowan.post('/api/outside/answer', answer));
});
afterAll(() => server?.stop());

async function zip(by: Insider): Promise<Map<string, string>> {
  const answer = await fetch(`${server.url}/api/impact/tables/csv`, { headers: { cookie: by.cookie } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="impact-\d{4}-\d\d-\d\d\.zip"$/);
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}
const json = async (by: Insider): Promise<Told> => {
  const answer = await by.get('/api/impact/tables/json');
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as Told;
};

test('who follows changes takes all of it along, and nobody else does', async () => {
  for (const kind of ['csv', 'json']) {
    expect((await rowan.get(`/api/impact/tables/${kind}`)).status).toBe(403);
    expect((await fetch(`${server.url}/api/impact/tables/${kind}`)).status).toBe(401);
  }
  const { tables } = await json(eve);
  expect(tables['notes']).toMatchObject([
    { note, title: '=cmd|"/C calc"!A0', stage: 'noticed', stage_since: '2018-03-01' },
  ]);
  expect(tables['changes']).toMatchObject([
    { change: outcome, label: 'substantiated', label_words: 'Confirmed from outside', posts: 2, documents: 1 },
  ]);
  expect(tables['measures']).toMatchObject([{ note, name: 'Kept days', unit: '%', baseline: 12.5, target: null }]);
  expect(tables['measure_points']).toMatchObject([
    { date: '2021-01-01', value: 3.25 },
    { date: '2021-02-01', value: -4 },
  ]);
  expect(tables['outside_answers']).toMatchObject([{ answer: 'agree', text: '=It is so.', name: null }]);
  expect(tables['asks']).toMatchObject([{ note, organisation: 'Hanbridge Council', answer: null }]);
  expect(tables['conditions']?.map(({ condition }) => condition)).toEqual(['practices', 'power']);
  expect(tables['change_kinds']).toEqual([{ change: outcome, kind: 'practice' }]);
  expect(tables['links']).toEqual(
    expect.arrayContaining([
      { of: 'change', id: outcome, to: 'note', target: note, title: '=cmd|"/C calc"!A0' },
      expect.objectContaining({ of: 'change', to: 'theme', title: 'Prison release' }),
      expect.objectContaining({ of: 'note', to: 'thread', title: null }),
    ]),
  );
});

test('numbers of members are told from five on', async () => {
  const { tables, about } = await json(eve);
  expect(tables['sightings']).toEqual([
    { note, year: 2019, kind: 'there', members: 5 },
    { note, year: 2019, kind: 'working', members: 0 },
    { note, year: 2020, kind: 'there', members: null },
    { note, year: 2020, kind: 'working', members: 0 },
  ]);
  expect(about.join(' ')).toContain('fewer than five');
});

test('CSV, read by another program, holds the same tables as JSON; no cell begins a formula', async () => {
  const [files, told] = [await zip(eve), await json(eve)];
  expect([...files.keys()]).toEqual([
    'README.txt',
    'dictionary.csv',
    ...Object.keys(told.tables).map((name) => `${name}.csv`),
  ]);
  expect(files.get('README.txt')).toContain(`As at ${told.asAt}.`);
  for (const line of told.about) expect(files.get('README.txt')).toContain(line);
  for (const { table, columns } of told.dictionary) {
    const file = files.get(`${table}.csv`) ?? '';
    expect(file.startsWith('\ufeff"')).toBe(true);
    expect(file.replaceAll(/"(?:[^"]|"")*"/g, '').replaceAll('\r\n', '')).not.toContain('\n');
    const [head, ...lines] = parse(file, { bom: true }) as string[][];
    expect(head).toEqual(columns.map(({ name }) => name));
    expect(columns.every(({ meaning }) => meaning !== '')).toBe(true);
    const rows = lines.map((cells) =>
      Object.fromEntries(
        columns.map(({ name, kind }, at) => {
          const cell = cells[at] ?? '';
          if (kind !== 'number') expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
          if (kind === 'number') return [name, cell === '' ? null : Number(cell)];
          if (kind === 'yes or no') return [name, cell === '' ? null : cell === 'yes'];
          return [name, unsafeText(cell)];
        }),
      ),
    );
    // Nothing and an empty text are the same in CSV.
    const same = (told.tables[table] ?? []).map((row) =>
      Object.fromEntries(
        columns.map(({ name, kind }) => [name, row[name] ?? (kind === 'text' || kind === 'day' ? '' : null)]),
      ),
    );
    expect(rows).toEqual(same);
  }
});

test('words go out where they were given for it, without a name; taken back they are gone with the next', async () => {
  const all = async () => `${[...(await zip(eve)).values()].join('\n')}${JSON.stringify(await json(founder))}`;
  const before = await all();
  expect(before).toContain('Given for all.');
  expect(before).not.toMatch(/canary|Rowan|Eve Evaluator/);
  const { tables } = await json(eve);
  const words = (tables['evidence'] ?? []).filter(({ kind }) => kind === 'words');
  // That of those for few there is none tells nobody that they are there.
  expect(words.map(({ words: text, given: may }) => [text, may])).toEqual([
    ['Given for all.', true],
    [null, false],
  ]);
  expected(200, await uses(rowan, given, 'yes', 'no'));
  expect(await all()).not.toContain('Given for all.');
  expected(200, await uses(rowan, given, 'no', 'yes'));
  expect(((await json(eve)).tables['evidence'] ?? []).filter(({ kind }) => kind === 'words')).toHaveLength(1);
  expect(await all()).not.toContain('Given for all.');
});

test('who took it along stands in the record', async () => {
  const { entries } = expected(200, await founder.get('/api/audit')).as(auditPage);
  const taken = entries.filter(({ act }) => act === 'impact.taken-out');
  expect(taken.length).toBeGreaterThan(1);
});
