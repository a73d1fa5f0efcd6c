import { randomUUID } from 'node:crypto';
import {
  foundAuthor,
  keptView,
  sealingView,
  type ThreadList,
  unsealingList,
  unsealingView,
} from '@throughline/contracts';
import { type BuiltServer, expected, Person, signInToDemonstration, startBuiltServer } from '@throughline/testing';
import { allOf } from '../identity/database-of';
import { demonstrationLeads, demonstrationPassword, sealedAlias } from '../identity/sealed-alias';

jest.setTimeout(60_000);

const reason = 'Somebody wrote that they will not be here tomorrow.';
let server: BuiltServer;
let juno: Person;
let sorrel: Person;
let rowan: Person;
let isla: Person;
let thread: string;

const signedIn = (name: string) => signInToDemonstration(server.url, name);

beforeAll(async () => {
  server = await startBuiltServer();
  [juno, sorrel, rowan, isla] = await Promise.all([
    signedIn('juno'),
    signedIn('sorrel'),
    signedIn('rowan'),
    signedIn('isla'),
  ]);
  thread = (expected(200, await rowan.get('/api/threads')).json as ThreadList).threads[0]?.id ?? '';
});
afterAll(() => server?.stop());

const ask = (by: Person, aliasId: string, passphrase: string, given = reason) =>
  by.post('/api/unsealings', { key: randomUUID(), aliasId, reason: given, delay: null, passphrase });
const answer = (by: Person, id: string, passphrase: string) =>
  by.post(`/api/unsealings/${id}/answer`, { agree: true, reason, passphrase });
const read = (by: Person, id: string, passphrase: string) => by.post(`/api/unsealings/${id}/read`, { passphrase });

test('P3 the whole of it, in the demonstration: asked, agreed, read, told, counted; and nothing of it is stored in words', async () => {
  const aliasId = await sealedAlias(server, rowan, 'Quiet Heron', thread);
  const { id } = expected(201, await ask(juno, aliasId, demonstrationLeads.juno)).as(unsealingView);
  const { requests } = expected(200, await sorrel.get('/api/unsealings')).as(unsealingList);
  expect(requests).toMatchObject([{ id, alias: 'Quiet Heron', askedBy: 'Juno Thistle', mayAnswer: true, own: false }]);
  expected(403, await read(juno, id, demonstrationLeads.juno));
  expected(403, await answer(juno, id, demonstrationLeads.juno));
  expected(200, await answer(sorrel, id, demonstrationLeads.sorrel));
  const answered = expected(200, await read(juno, id, demonstrationLeads.juno));
  expect(answered.as(foundAuthor)).toMatchObject({ name: 'Rowan Ash', organisation: 'Been There' });
  expect(answered.headers.get('cache-control')).toBe('no-store');
  expect(expected(200, await rowan.get('/api/told')).json).toEqual({ news: true });
  expect(expected(200, await juno.get('/api/told')).json).toEqual({ news: false });
  expected(403, await rowan.post('/api/told', { password: 'not this one' }));
  const told = expected(200, await rowan.post('/api/told', { password: demonstrationPassword }));
  expect(told.json).toMatchObject({ told: [{ name: 'Quiet Heron', threadId: thread }] });
  expect(expected(200, await rowan.get('/api/told')).json).toEqual({ news: false });
  const { found } = expected(200, await new Person(server.url).get('/api/kept')).as(keptView);
  expect(found).toEqual([{ year: new Date().getUTCFullYear(), times: 1 }]);
  for (const passphrase of Object.values(demonstrationLeads)) expect(server.output()).toContain(passphrase);
  // Published for the demonstration alone, which is one document; a real passphrase stands nowhere.
  const stored = await allOf(server);
  for (const passphrase of Object.values(demonstrationLeads)) expect(stored.split(passphrase)).toHaveLength(2);
});

test('P3 a refusal is a 403 with a code and words', async () => {
  const aliasId = await sealedAlias(server, rowan, 'Patient Wren', thread);
  const codeOf = async (refused: Promise<{ status: number; json: unknown }>) => {
    const { status, json } = await refused;
    const { code, message } = json as { code: string; message: string };
    expect(message.length).toBeGreaterThan(10);
    return [status, code];
  };
  expect(await codeOf(ask(juno, aliasId, demonstrationLeads.juno, ' '))).toEqual([403, 'reason-needed']);
  expect(await codeOf(ask(juno, aliasId, 'not the words that were chosen'))).toEqual([403, 'wrong-passphrase']);
  expect(await codeOf(ask(rowan, aliasId, demonstrationLeads.juno))).toEqual([403, 'not-allowed']);
  expect(await codeOf(ask(isla, aliasId, demonstrationLeads.juno))).toEqual([403, 'not-allowed']);
  expect(await codeOf(new Person(server.url).post('/api/unsealings', {}))).toEqual([401, 'sign-in-needed']);
  expect(await codeOf(juno.get(`/api/unsealings/about/${'a'.repeat(26)}`))).toEqual([404, 'not-found']);
});

test('P3 who is ready is for leads and administrators; who asked for what, for leads alone', async () => {
  for (const person of [juno, isla])
    expect(expected(200, await person.get('/api/sealing')).as(sealingView)).toMatchObject({
      offered: true,
      leads: 2,
      twoOrganisations: true,
    });
  expected(403, await rowan.get('/api/sealing'));
  expected(403, await rowan.get('/api/unsealings'));
  expect(expected(200, await isla.get('/api/unsealings')).as(unsealingList)).toEqual({ requests: [] });
  const [first] = expected(200, await juno.get('/api/unsealings')).as(unsealingList).requests;
  expected(403, await isla.get(`/api/unsealings/${first?.id ?? ''}`));
});

test('P3 without scripts: the words that were typed come back, the passphrase does not, and the name is told once', async () => {
  const aliasId = await sealedAlias(server, rowan, 'Steady Otter', thread);
  const place = `/safeguarding/ask?alias=${aliasId}`;
  const typed = { from: place, key: randomUUID(), aliasId, reason, laterOn: '', laterWhy: '' };
  const wrong = await juno.submit('unsealing-ask', { ...typed, passphrase: 'not the words that were chosen' });
  expect(wrong.status).toBe(403);
  expect(wrong.text).toContain(reason);
  expect(wrong.text).toContain('That is not your passphrase');
  expect(wrong.text).not.toContain('not the words that were chosen');
  const asked = await juno.submit('unsealing-ask', { ...typed, passphrase: demonstrationLeads.juno });
  const request = asked.location?.split('/').at(-1) ?? '';
  expect(asked.location).toMatch(/^\/safeguarding\/requests\/[a-z2-7]{26}$/);
  const from = `/safeguarding/requests/${request}`;
  const given = { from, request, reason, passphrase: demonstrationLeads.sorrel };
  expect((await sorrel.submit('unsealing-answer', { ...given, agree: 'yes' })).location).toBe(from);
  const shown = await sorrel.submit('unsealing-read', { from, request, passphrase: demonstrationLeads.sorrel });
  expect(shown.status).toBe(200);
  expect(shown.headers.get('cache-control')).toBe('no-store');
  expect(shown.text).toContain('Rowan Ash');
  expect(shown.text).toMatch(/<meta http-equiv="refresh" content="\d+;url=\/safeguarding\/requests\//);
  expect(shown.text).not.toContain('<script type="module"');
  expect((await sorrel.page(from)).text).not.toContain('Rowan Ash');
});

test('P2 a passphrase comes back in no page: short, mistyped, or changed', async () => {
  const from = '/safeguarding/passphrase';
  const short = await juno.submit('sealing-passphrase', {
    from,
    current: demonstrationLeads.juno,
    passphrase: 'three short words'.slice(0, 12),
    again: 'three short words'.slice(0, 12),
  });
  expect(short.status).toBe(400);
  expect(short.text).toContain('Please use four words');
  expect(short.text).not.toContain('three short');
  const words = 'nine wooden spoons together';
  const change = (current: string, next: string) =>
    juno.submit('sealing-passphrase', { from, current, passphrase: next, again: next });
  expect((await change(demonstrationLeads.juno, words)).location).toBe('/safeguarding?saved=yes');
  expect((await change(words, demonstrationLeads.juno)).location).toBe('/safeguarding?saved=yes');
});
