import {
  impactView,
  notePage,
  type NotePage,
  type NoteList,
  type OutcomeList,
  outcomePage,
  type OutcomePage,
  publishedView,
  reportList,
  reviewQueue,
} from '@throughline/contracts';
import { type BuiltServer, expected, type Person, signInToDemonstration, startBuiltServer } from '@throughline/testing';

jest.setTimeout(90_000);

let server: BuiltServer;
let rowan: Person;
let note: NotePage;
let changes: OutcomePage[];

beforeAll(async () => {
  server = await startBuiltServer();
  rowan = await signInToDemonstration(server.url, 'rowan');
  const { notes } = expected(200, await rowan.get('/api/notes')).json as NoteList;
  const line = notes.find(({ title }) => title === 'A first day that can be kept');
  note = expected(200, await rowan.get(`/api/notes/${line?.id}`)).as(notePage);
  const { outcomes } = expected(200, await rowan.get('/api/outcomes')).json as OutcomeList;
  changes = await Promise.all(
    outcomes.map(async ({ id }) => expected(200, await rowan.get(`/api/outcomes/${id}`)).as(outcomePage)),
  );
});
afterAll(() => server?.stop());

const wordsOf = ({ evidence }: Pick<NotePage, 'evidence'>) => evidence.filter((one) => one.kind === 'words');

describe('issue 5, proof: the demonstration tells the long line, 2016 to 2022, from end to end', () => {
  test('noticed, back again, explored, tested, adopted: each with its sentence', () => {
    expect(note.history.map(({ stage, on }) => [stage, on.slice(0, 4)])).toEqual([
      ['noticed', '2016'],
      ['returned', '2019'],
      ['exploring', '2020'],
      ['testing', '2021'],
      ['adopted', '2022'],
    ]);
    for (const { stage, why } of note.history)
      expect([stage, why.length > 0 || stage === 'noticed']).toEqual([stage, true]);
    expect(note.history.at(-1)?.tests.map(({ test: which }) => which)).toEqual(['beneficial']);
  });

  test('it rests on words of posts, two of them under another name, which every member may read', () => {
    const authors = wordsOf(note).map(({ author, place }) => [author.kind, `${place.threadId}/${place.number}`]);
    expect(authors.filter(([kind]) => kind === 'alias')).toHaveLength(2);
    expect(new Set(authors.map(([, place]) => place)).size).toBe(authors.length);
    expect(authors.filter(([kind]) => kind === 'member').length).toBeGreaterThanOrEqual(2);
    expect(wordsOf(note).flatMap(({ passages }) => passages.map(({ exact }) => exact))).toContain(
      'People think you can’t be bothered. You have to choose: the one that keeps you out, or the one that gets you a bed.',
    );
    expect(wordsOf(note).every(({ standing, forFew }) => standing === 'live' && !forFew)).toBe(true);
  });

  test('a document of which the community keeps the file, which every member reads', async () => {
    const kept = changes.flatMap(({ id, evidence }) =>
      evidence.flatMap((one) => (one.kind === 'document' && one.file ? [{ of: id, id: one.id, file: one.file }] : [])),
    );
    expect(kept.map(({ file }) => [file.name, file.kind])).toEqual([['contact-list.pdf', 'pdf']]);
    const path = `/api/outcomes/${kept[0]?.of}/evidence/${kept[0]?.id}/file`;
    expect(expected(200, await rowan.get(path)).text).toContain('Contact list, first edition');
  });

  test('asks with their answers', () => {
    expect(note.asks.map(({ askedOn, answer }) => [askedOn, answer?.answer ?? null, answer?.on ?? null])).toEqual([
      ['2021-01-11', 'yes', '2021-02-02'],
      ['2022-04-04', 'partly', '2022-05-18'],
      ['2022-04-04', null, null],
    ]);
  });

  test('four changes at all three labels, one that somebody outside disputes', () => {
    expect(changes.map(({ label }) => label.label).sort()).toEqual([
      'evidenced',
      'evidenced',
      'reported',
      'substantiated',
    ]);
    expect(note.outcomes.map(({ id }) => id).sort()).toEqual(changes.map(({ id }) => id).sort());
    const disputed = changes.filter(({ label }) => label.disputed);
    expect(disputed).toHaveLength(1);
    expect(disputed[0]?.outside).toMatchObject([{ answer: 'disagree', role: 'Probation officer' }]);
  });

  test('a measure with seven dated points, a start and a target', () => {
    expect(note.measures).toHaveLength(1);
    expect(note.measures[0]).toMatchObject({ unit: 'of 100', baseline: 12, target: 75 });
    const days = note.measures[0]?.points.map(({ on }) => on) ?? [];
    expect(days).toHaveLength(7);
    expect([...days].sort()).toEqual(days);
  });

  test('the impact page shows it, to members and to visitors', async () => {
    const whole = expected(200, await rowan.get('/api/impact')).as(impactView);
    expect(whole.notes.find(({ id }) => id === note.id)?.history).toHaveLength(5);
    expect(whole.outcomes).toHaveLength(4);
    expect(whole.outcomes.every(({ notes }) => notes.includes(note.id))).toBe(true);
    const visitors = expected(200, await rowan.get('/api/changes')).as(publishedView);
    expect(visitors.notes.map(({ title }) => title)).toEqual(['A first day that can be kept']);
  });

  test('whoever looks after this place and whoever looks for changes are two people; moderators find something to do', async () => {
    const signIn = (name: string) => signInToDemonstration(server.url, name);
    const [isla, hollis, tansy] = [await signIn('isla'), await signIn('hollis'), await signIn('tansy')];
    const shown = async (person: Person) => expected(200, await person.get('/api/me')).json;
    expect(await shown(isla)).toMatchObject({ member: { role: 'administrator', duties: [] } });
    expect(await shown(hollis)).toMatchObject({ member: { role: 'member', duties: ['evaluator'] } });
    expect((await hollis.get('/api/review')).status).not.toBe(200);
    const { items } = expected(200, await tansy.get('/api/review')).as(reviewQueue);
    expect(items.length).toBeGreaterThanOrEqual(2);
    expect(new Set(items.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(2);
  });
});

test('its report is stored as it was in August 2022: method first, all labels, who disagrees, what came back, seven dated numbers', async () => {
  const { reports } = expected(200, await rowan.get('/api/reports')).as(reportList);
  expect(reports).toMatchObject([{ number: 1, asAt: '2022-08-01', from: '2016-03-01', to: '2022-07-31' }]);
  const { text } = expected(200, await rowan.get(`/api/reports/${reports[0]?.id}/sheets`));
  for (const said of [
    'How we know',
    'We asked 3 people outside; 3 answered',
    'Confirmed from outside',
    'Supported by members’ accounts',
    'Somebody outside disagrees:',
    'Came back, 2 October 2019',
    '0 that came back, as it stands at the end of the period. 1 note came back before, and went on from there.',
    '52 of 100; it was 12',
    'a national change, which we do not claim',
  ])
    expect(text).toContain(said);
  expect(text.match(/<tr><th scope="row">\d+ \w+ 202\d<\/th>/g)).toHaveLength(7);
});
