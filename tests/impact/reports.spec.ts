import { randomUUID } from 'node:crypto';
import { impactReviewView, notePage, reportList, type ReportView } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  Person,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { unzipSync } from 'fflate';
import { withDatabaseOf } from '../identity/database-of';
import { foundHouse, type House } from '../voices/house';
import { beginNote, chosen, inviteEvaluator, outcomeOf, recordOutcome } from './changes';
import { beginReport, editReport, reportOf, sheetsOf, storeReport, textIn, today } from './report-steps';

jest.setTimeout(120_000);

let house: House;
let rowan: Insider;
let eve: Insider;
let themeId: string;

beforeAll(async () => {
  house = await foundHouse();
  rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  eve = await inviteEvaluator(house.founder);
  themeId = await beginTheme(house.founder, 'Prison release');
});
afterAll(() => house?.server.stop());

/** A post whose author says what it may be used for. */
async function wordsOf(by: Insider, text: string, report: 'yes' | 'no' = 'yes'): Promise<string> {
  const threadId = await beginThread(by, themeId, { title: 'Where it was said', text: 'Who helps?' });
  const post = await writePost(by, threadId, text);
  expected(200, await by.put(`/api/posts/${post.id}/uses`, { summary: 'general', evidence: 'yes', report }));
  return post.id;
}
const give = async (by: Insider, post: string, report: 'yes' | 'no') =>
  expected(200, await by.put(`/api/posts/${post}/uses`, { summary: 'general', evidence: 'yes', report }));
const listed = async (by: Insider) => expected(200, await by.get('/api/reports')).as(reportList);
/** Of all there is only these. */
async function only(report: ReportView, kept: readonly string[]): Promise<ReportView> {
  const { outcomes = [], notes = [] } = report.offered ?? {};
  const out = (all: readonly { id: string }[]) => all.map(({ id }) => id).filter((id) => !kept.includes(id));
  return editReport(eve, report, { withoutOutcomes: out(outcomes), withoutNotes: out(notes) });
}

test('a draft is there for those who make reports; stored, every member reads it, and visitors never', async () => {
  await recordOutcome(eve, { who: 'The housing office' });
  const draft = await beginReport(eve, { title: 'A report in the making' });
  expect(draft).toMatchObject({ state: 'draft', number: null, asAt: null, abilities: ['report.edit', 'report.drop'] });
  expect((await rowan.get(`/api/reports/${draft.id}`)).status).toBe(404);
  expect((await rowan.get(`/api/reports/${draft.id}/sheets`)).status).toBe(404);
  expect((await listed(rowan)).reports).toEqual([]);
  expect((await listed(house.founder)).reports).toMatchObject([{ id: draft.id, state: 'draft' }]);
  expect(await sheetsOf(house.founder, draft.id)).toContain('The housing office sets the first meeting');

  const stored = await storeReport(eve, draft);
  expect(stored).toMatchObject({ state: 'stored', number: 1, asAt: today(), size: 1, offered: null });
  // Sent again, it is stored once.
  expect((await storeReport(eve, draft)).number).toBe(1);
  expect(await reportOf(rowan, draft.id)).toMatchObject({ number: 1, abilities: [] });
  expect(await sheetsOf(rowan, draft.id)).toContain('Report 1');
  expect((await rowan.del(`/api/reports/${draft.id}`)).status).toBe(403);
  const change = { title: 'Another title', textVersion: stored.textVersion };
  expect((await eve.patch(`/api/reports/${draft.id}`, change)).status).toBe(403);
  const visitor = new Person(house.server.url);
  for (const path of ['', `/${draft.id}`, `/${draft.id}/sheets`])
    expect((await visitor.get(`/api/reports${path}`)).status).toBe(401);
  expect((await rowan.post('/api/reports', { key: randomUUID(), title: 'x', from: today(), to: today() })).status).toBe(
    403,
  );

  expected(200, await eve.del(`/api/reports/${draft.id}`));
  expect((await eve.get(`/api/reports/${draft.id}`)).status).toBe(404);
  const left = await withDatabaseOf(house.server, (db) => db.collection('report_items').countDocuments());
  expect(left).toBe(0);
});

test('what was chosen is checked: a period that ends before it begins, a day to come, a theme that is not there', async () => {
  const about = { key: randomUUID(), title: 'What changed' };
  for (const wrong of [
    { from: '2022-02-01', to: '2022-01-01' },
    { from: '2022-02-01', to: '2999-01-01' },
    { from: '2022-02-01', to: '2022-03-01', themes: ['a'.repeat(26)] },
    { from: 'yesterday', to: '2022-03-01' },
  ])
    expect((await eve.post('/api/reports', { ...about, ...wrong })).status).toBe(400);
  const draft = await beginReport(eve);
  expect((await eve.patch(`/api/reports/${draft.id}`, { from: '2999-01-01', textVersion: 1 })).status).toBe(400);
  await editReport(eve, draft, { found: 'Much changed.' });
  const late = await eve.patch(`/api/reports/${draft.id}`, {
    found: 'Little changed.',
    textVersion: draft.textVersion,
  });
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('changed-meanwhile')]);
});

test('it opens with how it is known, tells what is for the worse, and how much was taken out', async () => {
  const good = await recordOutcome(eve, { who: 'The good council', others: 'A board paid.' });
  const bad = await recordOutcome(eve, { who: 'The lifts', what: 'have ended.', direction: 'negative' });
  const note = await beginNote(eve, { title: 'A way home', noticedOn: '2019-05-01' });
  const draft = await only(await beginReport(eve, { forWhom: 'For the funders' }), [good.id, bad.id, note.id]);
  const all = await sheetsOf(eve, draft.id);
  expect(all.indexOf('How we know')).toBeGreaterThan(0);
  expect(all.indexOf('How we know')).toBeLessThan(all.indexOf('The good council'));
  for (const text of [
    'For the funders.',
    'Put together by an evaluator of the community.',
    'How sure we are: 2 changes',
    'We asked nobody outside about these changes',
    'told like all others: 1 change for the worse, 0 stalled and 0 that came back, as it stands at the end of the period.',
    'For the worse: The lifts have ended.',
    'Our part: We asked, and showed the day. Who else: A board paid.',
    'Who else: nobody has said so yet.',
    'Of 2 changes, 1 says who else helped; of the others nobody has said so yet.',
    'Reach, which is not impact',
    'no attendance is told',
    'A way home',
    'Noticed, 1 May 2019',
  ])
    expect(all).toContain(text);
  expect(all).not.toContain('Eve Evaluator');

  const without = await editReport(eve, draft, {
    withoutOutcomes: [...(draft.offered?.outcomes ?? []).filter(({ id }) => id !== good.id).map(({ id }) => id)],
  });
  const rest = await sheetsOf(eve, without.id);
  expect(rest).not.toContain('The lifts');
  expect(rest).toMatch(/Whoever put this together took out \d+ changes.*, among them 1 change for the worse\./);
});

test('what is not in the period or its themes is not in it; a note is told as it stood at its end', async () => {
  const other = await beginTheme(house.founder, 'Hospital discharge');
  const outcome = await recordOutcome(eve, { who: 'The ward', themes: [other] });
  const note = await beginNote(eve, { title: 'A bed for the night', themes: [other], noticedOn: '2019-05-01' });
  const stage = { key: randomUUID(), stage: 'exploring', why: 'We look into it.', on: today() };
  expected(200, await eve.post(`/api/notes/${note.id}/stage`, stage));
  const ofTheme = await beginReport(eve, { themes: [other] });
  expect(ofTheme.offered).toMatchObject({
    outcomes: [{ id: outcome.id }],
    notes: [{ id: note.id, stage: 'exploring' }],
  });
  const before = await editReport(eve, ofTheme, { to: '2020-01-01' });
  expect(before.offered).toMatchObject({ outcomes: [], notes: [{ id: note.id, stage: 'noticed' }] });
  expect(await sheetsOf(eve, before.id)).not.toContain('We look into it.');
  const earlier = await editReport(eve, before, { to: '2018-01-01' });
  expect(earlier.offered).toEqual({ outcomes: [], notes: [] });
});

test('a stored report keeps what it said, whatever is changed later', async () => {
  const outcome = await recordOutcome(eve, { who: 'The post office', why: 'A first thought.' });
  const stored = await storeReport(eve, await only(await beginReport(eve), [outcome.id]));
  const { textVersion } = await outcomeOf(eve, outcome.id);
  expected(200, await eve.patch(`/api/outcomes/${outcome.id}`, { why: 'A later thought.', textVersion }));
  expect(await sheetsOf(rowan, stored.id)).toContain('A first thought.');
  const next = await only(await beginReport(eve), [outcome.id]);
  expect(await sheetsOf(eve, next.id)).toContain('A later thought.');
});

test('P14 words are told only where they were given for reports, without a name; taken back they are gone with the next answer, the label is what is left, and it says so', async () => {
  const given = await wordsOf(rowan, 'Then somebody knows the time. Rowan was here.');
  const kept = await wordsOf(rowan, 'These words stay inside.', 'no');
  const outcome = await recordOutcome(eve, { who: 'Workers', what: 'ring the gate.', words: await chosen(eve, given) });
  const link = { key: randomUUID(), kind: 'words', words: await chosen(eve, kept) };
  expected(200, await eve.post(`/api/outcomes/${outcome.id}/evidence`, link));
  const draft = await only(await beginReport(eve), [outcome.id]);
  const first = await sheetsOf(eve, draft.id);
  expect(first).toContain('A member wrote: “Then somebody knows the time.”');
  expect(first).toContain('1 member’s post.');
  expect(first).not.toMatch(/stay inside|Rowan/);
  const stored = await storeReport(eve, draft);
  await give(rowan, kept, 'yes');
  // What was not in it does not come into it.
  expect(await sheetsOf(rowan, stored.id)).not.toContain('stay inside');

  await give(rowan, given, 'no');
  const gone = await sheetsOf(rowan, stored.id);
  expect(gone).not.toContain('knows the time');
  expect(gone).toContain('1 quotation was withdrawn since this was stored, and left out.');
  expect(gone).toContain('When this was stored: Supported by members’ accounts.');
  expect(gone).toMatch(/Reported One statement so far\./);
  expect(await reportOf(rowan, stored.id)).toMatchObject({ goneSince: { takenBack: 1, changed: 0 } });
  expect((await listed(rowan)).reports.find(({ id }) => id === stored.id)?.goneSince.takenBack).toBe(1);
  // Whoever makes reports is asked to tell those who have it, until they say that they did.
  const toTell = async () => {
    const { reports } = expected(200, await eve.get('/api/impact/review')).as(impactReviewView);
    return reports.map(({ id }) => id);
  };
  expect(await toTell()).toEqual([stored.id]);
  expect([(await reportOf(eve, stored.id)).tellReaders, (await reportOf(rowan, stored.id)).tellReaders]).toEqual([
    true,
    false,
  ]);
  expect((await rowan.post(`/api/reports/${stored.id}/told`, {})).status).toBe(403);
  expected(200, await eve.post(`/api/reports/${stored.id}/told`, {}));
  expect([await toTell(), (await reportOf(eve, stored.id)).tellReaders]).toEqual([[], false]);
  await give(rowan, given, 'yes');
  expect(await sheetsOf(rowan, stored.id)).toContain('knows the time');
});

test('P15 of words that are erased nothing stays in a stored report, and it says that there were some', async () => {
  const leaver = await inviteAndJoin(house.founder, 'Lee Leaver');
  const given = await wordsOf(leaver, 'What Lee said.');
  const outcome = await recordOutcome(eve, { who: 'A clinic', words: await chosen(eve, given) });
  const stored = await storeReport(eve, await only(await beginReport(eve), [outcome.id]));
  expect(await sheetsOf(rowan, stored.id)).toContain('What Lee said.');
  const kept = () =>
    withDatabaseOf(house.server, (db) => db.collection('report_items').findOne({ reportId: stored.id }));
  expect(JSON.stringify(await kept())).toContain(given);
  expect(JSON.stringify(await kept())).not.toContain('What Lee said');
  expected(200, await leaver.post(`/api/posts/${given}/erase`));
  await waitUntil('nothing is left of them', async () => !JSON.stringify(await kept()).includes(given));
  const rest = await kept();
  expect(rest).toMatchObject({ words: [], erased: 1 });
  expect(await sheetsOf(rowan, stored.id)).toContain('1 quotation was withdrawn since this was stored');
});

test('P13 numbers about members are told from five on, and the first page says how many are withheld', async () => {
  const note = await beginNote(eve, { title: 'The bus that is gone', noticedOn: '2019-05-01' });
  for (const member of [rowan, eve])
    expected(200, await member.put(`/api/notes/${note.id}/sightings`, { kind: 'there', seen: true }));
  const draft = await only(await beginReport(eve), [note.id]);
  const all = await sheetsOf(eve, draft.id);
  expect(all).toContain(`${today().slice(0, 4)} fewer than 5 0`);
  expect(all).toContain('1 number in 1 table');
});

test('what people write stands in it as text', async () => {
  const outcome = await recordOutcome(eve, { who: '<script>alert(1)</script>', why: 'A & B "quoted" <b>.' });
  const draft = await only(await beginReport(eve, { title: '<img src=x>' }), [outcome.id]);
  const { text } = expected(200, await eve.get(`/api/reports/${draft.id}/sheets`));
  expect(text).not.toMatch(/<script|<img|<b>\./);
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('its page comes with what is in it, from the server, in one document', async () => {
  const outcome = await recordOutcome(eve, { who: 'The whole page' });
  const stored = await storeReport(eve, await only(await beginReport(eve), [outcome.id]));
  const page = expected(200, await rowan.get(`/reports/${stored.id}`));
  expect(page.text).not.toContain('<!--inner-->');
  // How long it is is not known while it is written.
  expect(page.headers.get('content-length')).toBeNull();
  expect(page.text).toMatch(/<article class="sheet">.*The whole page.*<\/article>.*<\/html>$/s);
  // Once, and not in the data beside it.
  expect(page.text.split('The whole page').length).toBe(2);
  await waitUntil('the list has it', async () => (await rowan.get('/reports')).text.includes(stored.title));
});

const fileOf = async (by: Insider, id: string, form: string): Promise<Buffer> => {
  const answer = await fetch(`${house.server.url}/api/reports/${id}/${form}`, { headers: { cookie: by.cookie } });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};
const filesIn = (zip: Buffer): Map<string, string> =>
  new Map(Object.entries(unzipSync(new Uint8Array(zip))).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));

describe('the forms of a report', () => {
  let id: string;
  beforeAll(async () => {
    const outcome = await recordOutcome(eve, {
      who: '=cmd|calc',
      what: 'does "this", & <that>.',
      why: 'Line one.\nLine two.',
    });
    const note = await beginNote(eve, { title: 'What is counted', noticedOn: '2019-05-01' });
    const series = { key: randomUUID(), title: 'Days kept', unit: 'of 100', source: 'Plans', target: 75 };
    const { measures } = expected(200, await eve.post(`/api/notes/${note.id}/measures`, series)).as(notePage);
    for (const [on, value] of [
      ['2020-07-08', 12],
      ['2021-07-08', 52],
    ] as const)
      expected(200, await eve.put(`/api/notes/${note.id}/measures/${measures[0]?.id}`, { on, value }));
    const draft = await beginReport(eve, { title: 'What changed & why', found: 'It is better.' });
    id = (await storeReport(eve, await only(draft, [outcome.id, note.id]))).id;
  });

  test('a document has real headings, real tables, and a chart that is told in words', async () => {
    const files = filesIn(await fileOf(rowan, id, 'word'));
    const document = files.get('word/document.xml') ?? '';
    const headings = [
      ...document.matchAll(/<w:p>(?:(?!<\/w:p>).)*<w:pStyle w:val="(Heading\d)"\/>(?:(?!<\/w:p>).)*<\/w:p>/g),
    ].map(([paragraph, style = '']) => [style, textIn(paragraph.replace(/<w:t[^>]*>/g, '<t>')).trim()]);
    expect(headings[0]).toEqual(['Heading1', 'What changed & why']);
    expect(headings).toContainEqual(['Heading2', 'How we know']);
    expect(headings).toContainEqual(['Heading2', 'What we found']);
    expect(headings).toContainEqual(['Heading3', 'Days kept: 52 of 100; it was 12']);
    const text = textIn(document);
    expect(text).toContain('=cmd|calc does "this", & <that>.');
    expect(text).toContain('It is better.');
    expect(document).toMatch(/<w:tblHeader\/>/);
    expect(document).toContain('descr="From 12 in July 2020 to 52 in July 2021 (of 100). Hoped for: 75."');
    expect([...files.keys()].filter((name) => name.startsWith('word/charts/'))).not.toEqual([]);
    expect(files.get('docProps/core.xml')).toContain('<dc:title>What changed &amp; why</dc:title>');
  });

  test('tables come with their dictionary, and nothing in them is a formula', async () => {
    const files = filesIn(await fileOf(rowan, id, 'tables'));
    expect([...files.keys()].slice(0, 4)).toEqual(['README.txt', 'dictionary.csv', 'report.csv', 'changes.csv']);
    expect(files.get('README.txt')).toContain('Numbers about members from one to four are withheld');
    expect(files.get('changes.csv')).toContain('"\'=cmd|calc does ""this"", & <that>."');
    expect(files.get('measures.csv')).toContain('"Days kept","2020-07-08",12,"of 100",,75,"Plans"');
    expect(files.get('dictionary.csv')).toContain('Worked out from what it rests on, never set.');
  });

  test('JSON has the same tables', async () => {
    const { tables } = JSON.parse((await fileOf(rowan, id, 'json')).toString()) as {
      tables: Record<string, Record<string, unknown>[]>;
    };
    expect(tables['report']).toMatchObject([{ title: 'What changed & why', found: 'It is better.' }]);
    expect(tables['changes']).toMatchObject([{ title: '=cmd|calc does "this", & <that>.', label: 'reported' }]);
    expect(tables['measures']?.map(({ value }) => value)).toEqual([12, 52]);
  });
});
