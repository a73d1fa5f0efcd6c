import { randomUUID } from 'node:crypto';
import { measureTableView, type MeasureTableView, notePage, type NotePage, type Problem } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
} from '@throughline/testing';
import { beginNote, inviteEvaluator, noteOf } from './changes';

jest.setTimeout(60_000);

let server: BuiltServer;
let rowan: Insider;
let eve: Insider;
let id: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const founder = await foundCommunity(server);
  rowan = await inviteAndJoin(founder, 'Rowan Reader');
  eve = await inviteEvaluator(founder);
});
afterAll(() => server?.stop());
beforeEach(async () => {
  ({ id } = await beginNote(eve));
  await count('Kept days', '%');
});

async function count(title: string, unit: string): Promise<NotePage> {
  const series = { key: randomUUID(), title, unit, source: 'Our count' };
  return expected(200, await eve.post(`/api/notes/${id}/measures`, series)).as(notePage);
}
const ask = (text: string, by = eve) => by.post(`/api/notes/${id}/measure-table/check`, { text });
const check = async (text: string): Promise<MeasureTableView> => expected(200, await ask(text)).as(measureTableView);
const add = (text: string, seen: string, by = eve) => by.post(`/api/notes/${id}/measure-table`, { text, seen });
const points = async () => (await noteOf(eve, id)).measures.map((one) => one.points);

test('a table is looked at first, which writes nothing; then all of it is added, and sent again it is the same', async () => {
  const text = 'date,value\n2021-03-01,6.5\n03/04/2021,-2\n';
  const before = await noteOf(eve, id);
  const view = await check(text);
  expect(view).toMatchObject({ wrong: [], counts: { add: 2, change: 0, leave: 0 }, dayFirst: true });
  expect(view.lines[1]).toEqual({
    ...{ line: 3, measure: 'Kept days', unit: '%', on: '2021-04-03', value: -2, before: null, does: 'add' },
  });
  expect(await noteOf(eve, id)).toEqual(before);
  expected(200, await add(text, view.seen));
  const all = [[{ on: '2021-03-01', value: 6.5 }, { on: '2021-04-03', value: -2 }]]; // prettier-ignore
  expect(await points()).toEqual(all);
  expected(200, await add(text, view.seen));
  expect(await points()).toEqual(all);
  expect((await check(text)).counts).toEqual({ add: 0, change: 0, leave: 2 });
});

test('with anything wrong nothing of it is added, and each line that is wrong is named', async () => {
  const text = `date,value\n2021-03-01,1\n${Array.from({ length: 150 }, () => 'soon,=cmd|x').join('\n')}`;
  const view = await check(text);
  expect(view).toMatchObject({ wrongCount: 300, lines: [], counts: { add: 0, change: 0, leave: 0 } });
  expect(view.wrong).toHaveLength(100);
  expect(view.wrong[0]?.line).toBe(3);
  const refused = await add(text, view.seen);
  expect(refused.status).toBe(400);
  const { issues } = JSON.parse(refused.text) as Problem;
  expect(issues?.[0]).toMatchObject({ path: 'text', message: expect.stringMatching(/^Line 3: This is not a day/) });
  expect(await points()).toEqual([[]]);
});

test('what would do something else by now has to be looked at again', async () => {
  const text = 'date,value\n2021-03-01,1';
  const { seen } = await check(text);
  const [measure] = (await noteOf(eve, id)).measures;
  expected(200, await eve.put(`/api/notes/${id}/measures/${measure?.id}`, { on: '2021-03-01', value: 9 }));
  expect((await add(text, seen)).status).toBe(409);
  expect((await add('date,value\n2021-03-01,2', seen)).status).toBe(409);
  expect(await points()).toEqual([[{ on: '2021-03-01', value: 9 }]]);
});

test('two who add at the same time lose nothing of each other', async () => {
  const [one, other] = ['date,value\n2021-03-01,1', 'date,value\n2021-04-01,2'];
  const [first, second] = [await check(one), await check(other)];
  const answers = await Promise.all([add(one, first.seen), add(other, second.seen)]);
  const done = answers.filter(({ status }) => status === 200).length;
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(done).toBeGreaterThan(0);
  expect((await points())[0]).toHaveLength(done);
});

test('many lines are refused as a whole, whether they can be read or are too many to send', async () => {
  const rows = (many: number) => `date,value\n${'1/1/2021,1\n'.repeat(many)}`;
  expect((await check(rows(30_000))).wrong[0]).toEqual({
    line: 0,
    message: 'There are 30000 lines in it. At most 5000 can be added at a time.',
  });
  const { status, text } = await ask(rows(100_000));
  expect([status, (JSON.parse(text) as Problem).code]).toEqual([413, 'too-large']);
  expect(await points()).toEqual([[]]);
});

test('only who follows changes adds numbers; bad input is refused with words', async () => {
  expect((await ask('date,value\n2021-03-01,1', rowan)).status).toBe(403);
  expect((await add('date,value\n2021-03-01,1', '', rowan)).status).toBe(403);
  expect((await ask('')).status).toBe(400);
  expect((await eve.post(`/api/notes/${'a'.repeat(26)}/measure-table/check`, { text: 'a' })).status).toBe(404);
  for (const text of ['"', '\ufeff', '\0', 'date,value\n"2021', '=,=\n=,=', ',,,,\n;;;;'])
    expect((await check(text)).wrongCount).toBeGreaterThan(0);
});

test('what was taken along as a table comes in again, where several things are counted', async () => {
  await count("'=Odd, “name”", 'beds; or so');
  const text = 'measure,unit,date,value\n"\'\'=Odd, “name”","beds; or so",2020-01-01,7\nKept days,%,2020-01-01,-8';
  const view = await check(text);
  expect(view.wrong).toEqual([]);
  expected(200, await add(text, view.seen));
  const answer = await eve.get('/api/impact/tables/json');
  const { tables } = JSON.parse(answer.text) as { tables: Record<string, Record<string, string | number>[]> };
  const mine = (tables['measure_points'] ?? []).filter(({ note }) => note === id);
  expect(mine.map(({ measure, value }) => [measure, value])).toEqual([
    ['Kept days', -8],
    ["'=Odd, “name”", 7],
  ]);
  const csv = ['note,measure_id,measure,unit,date,value', ...mine.map((row) => Object.values(row).map((cell) => `"${String(cell).replace(/^'*[=]/, "'$&")}"`).join(','))].join('\r\n'); // prettier-ignore
  expect(await check(csv)).toMatchObject({ wrong: [], counts: { leave: 2 }, leftOut: ['note', 'measure_id'] });
});

/** As a browser sends a form with a file in it. */
async function sendFile(bytes: Uint8Array): Promise<{ status: number; html: string }> {
  const form = new FormData();
  form.set('from', `/notes/${id}/numbers`);
  form.set('id', id);
  form.set('text', '');
  form.set('file-table', new Blob([Buffer.from(bytes)]), 'table.csv');
  const headers = { cookie: eve.cookie, origin: server.url };
  const answer = await fetch(`${server.url}/form/measures-check`, { method: 'POST', body: form, headers });
  return { status: answer.status, html: await answer.text() };
}

test('a file is read in whatever letters it was saved, and says where they were a guess', async () => {
  const text = 'date;value;Café\r\n03/04/2021;5;£\r\n';
  const saved = [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'latin1')];
  for (const bytes of saved) {
    const { status, html } = await sendFile(bytes);
    expect(status).toBe(200);
    expect(html).toContain('3 April 2021');
    expect(html).toContain('left out: Café');
    expect(html.includes('not sure in which letters')).toBe(bytes === saved[2]);
  }
  const { status, html } = await sendFile(Buffer.from(`date,value\n${'1/1/2021,1\n'.repeat(100_000)}`));
  expect(status).toBe(413);
  expect(html).toContain('too long to send in one go');
  expect((await sendFile(new Uint8Array([0, 255, 254, 1]))).status).toBeLessThan(500);
  expect(await points()).toEqual([[]]);
});
