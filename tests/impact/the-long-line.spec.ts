import { notePage, type NoteList, type OutcomeList, outcomePage } from '@throughline/contracts';
import { type BuiltServer, expected, type Person, signInToDemonstration, startBuiltServer } from '@throughline/testing';

jest.setTimeout(90_000);

let server: BuiltServer;
let rowan: Person;

beforeAll(async () => {
  server = await startBuiltServer();
  rowan = await signInToDemonstration(server.url, 'rowan');
});
afterAll(() => server?.stop());

test('the demonstration tells the long line: asks with their answers, changes at all three labels, one that somebody outside disputes', async () => {
  const { notes } = expected(200, await rowan.get('/api/notes')).json as NoteList;
  const line = notes.find(({ title }) => title === 'A first day that can be kept');
  const note = expected(200, await rowan.get(`/api/notes/${line?.id}`)).as(notePage);
  expect(note.asks.map(({ askedOn, answer }) => [askedOn, answer?.answer ?? null, answer?.on ?? null])).toEqual([
    ['2021-01-11', 'yes', '2021-02-02'],
    ['2022-04-04', 'partly', '2022-05-18'],
    ['2022-04-04', null, null],
  ]);
  const { outcomes } = expected(200, await rowan.get('/api/outcomes')).json as OutcomeList;
  expect(outcomes.map(({ label }) => label.label).sort()).toEqual([
    'evidenced',
    'evidenced',
    'reported',
    'substantiated',
  ]);
  const [disputed, ...others] = outcomes.filter(({ label }) => label.disputed);
  expect(others).toEqual([]);
  const { outside } = expected(200, await rowan.get(`/api/outcomes/${disputed?.id}`)).as(outcomePage);
  expect(outside).toMatchObject([{ answer: 'disagree', role: 'Probation officer' }]);
});
