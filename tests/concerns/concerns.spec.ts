import { randomUUID } from 'node:crypto';
import { request as ask } from 'node:http';
import {
  concernForm,
  concernList,
  type ConcernView,
  concernView,
  helpNow,
  letterList,
  me,
} from '@throughline/contracts';
import { type AuditEntry, verifyChain } from '@throughline/stream';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  Person,
  waitUntil,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { closeSockets, connect, joinStream } from '../live/sockets';
import { foundHouse, type House, makeLead, setUp, tell } from './house';

jest.setTimeout(120_000);

let house: House;
let theme: string;

beforeAll(async () => {
  house = await foundHouse();
  theme = await beginTheme(house.moderator);
});
afterEach(closeSockets);
afterAll(() => house?.stop());

const read = async (by: Insider, id: string): Promise<ConcernView> =>
  expected(200, await by.get(`/api/concerns/${id}`)).as(concernView);
const listed = async (by: Insider): Promise<string[]> =>
  expected(200, await by.get('/api/concerns'))
    .as(concernList)
    .concerns.map(({ id }) => id);
const idOf = async (insider: Insider) => (await insider.me()).id;
const bare = (body: string) => body.replace(/"requestId":"[^"]*"/, '');
const nobody = 'a'.repeat(26);
const chain = () =>
  withDatabaseOf(house.server, (db) =>
    db.collection<AuditEntry>('stream_entries').find({ stream: 'audit' }).sort({ seq: 1 }).toArray(),
  );

test('P12 a concern has the exact words, also after the post was taken back; nothing shows on the post', async () => {
  const thread = await beginThread(house.person, theme, { text: 'I have put my things in order.' });
  const page = expected(200, await house.reporter.get(`/api/threads/${thread}/page`));
  const { id: postId } = (page.json as { posts: { id: string }[] }).posts[0] ?? { id: '' };
  const form = expected(200, await house.reporter.get(`/api/concerns/form?post=${postId}`)).as(concernForm);
  expect(form.post).toMatchObject({ number: 1, author: 'Sam Person', text: 'I have put my things in order.' });
  expect(form.leads.map(({ name, organisation }) => [name, organisation])).toEqual([
    ['Lea Lead', 'Lea Lead’s'],
    ['Lou Lead', 'Lou Lead’s'],
  ]);
  const id = await tell(house.reporter, { postId });
  const after = expected(200, await house.moderator.get(`/api/threads/${thread}/page`));
  expect(JSON.stringify((after.json as { posts: unknown }).posts)).toBe(
    JSON.stringify((page.json as { posts: unknown }).posts),
  );
  expected(200, await house.person.post(`/api/posts/${postId}/withdraw`));
  const view = await read(house.leads[0], id);
  expect(view).toMatchObject({ words: 'I worry', reporter: 'Rae Porter', about: 'Sam Person' });
  expect(view.post?.text).toBe('I have put my things in order.');
});

test('P12 who is left out, and who is no lead, gets the same bytes as if it had never been', async () => {
  const [lea, lou] = house.leads;
  const evaluator = await inviteAndJoin(house.founder, 'Eva Luator');
  await makeLead(house.founder, evaluator, ['evaluator']);
  const before = await listed(lou);
  const notices = expected(200, await lou.get('/api/me')).as(me).notices;
  const streamBefore = expected(200, await lou.get(`/api/streams/member:${await idOf(lou)}/changes?epoch=x&after=0`));
  const texts = house.texts.length;
  const id = await tell(house.reporter, { danger: 'yes', without: [await idOf(lou)] });
  expect(await listed(lea)).toContain(id);
  await waitUntil('Lea is called', () => house.texts.slice(texts).some(({ link }) => link?.includes(id)));
  expect(house.texts.filter(({ to, link }) => to === '07700 900 002' && link?.includes(id))).toEqual([]);
  expect(house.letters.filter(({ to, raw }) => to.includes('lou.lead@example.org') && raw.includes(id))).toEqual([]);

  const outside = [lou, evaluator, house.moderator, house.founder, house.person];
  const paths = (concern: string) => [
    ['GET', `/api/concerns/${concern}`],
    ['POST', `/api/concerns/${concern}/answer`],
    ['GET', `/api/streams/concern:${concern}/changes?epoch=x&after=0`],
  ];
  for (const somebody of outside) {
    for (const [index, [method = '', path = '']] of paths(id).entries()) {
      const [, none = ''] = paths(nobody)[index] ?? [];
      const json = method === 'POST' ? { json: {} } : {};
      const [there, nothing] = [await somebody.send(method, path, json), await somebody.send(method, none, json)];
      expect([path, there.status, bare(there.text)]).toEqual([path, 404, bare(nothing.text)]);
    }
    const page = await somebody.page(`/safeguarding/concerns/${id}`);
    expect(page.status).toBe(404);
    const socket = await connect(somebody);
    const [joined, joinedNothing] = [
      await joinStream(socket, `concern:${id}`),
      await joinStream(socket, `concern:${nobody}`),
    ];
    expect(JSON.stringify(joined).replaceAll(id, nobody)).toBe(JSON.stringify(joinedNothing));
  }
  expect((await new Person(house.server.url).get(`/api/concerns/${id}`)).status).toBe(401);
  for (const somebody of outside.slice(1)) expect((await somebody.get('/api/concerns')).status).toBe(404);

  // No gap, no counter, no notice.
  expect(await listed(lou)).toEqual(before);
  expect(expected(200, await lou.get('/api/me')).as(me).notices).toEqual(notices);
  const stream = expected(200, await lou.get(`/api/streams/member:${await idOf(lou)}/changes?epoch=x&after=0`));
  expect(bare(stream.text)).toBe(bare(streamBefore.text));
  // The reporter's own pages name nobody who was left out.
  expect((await house.reporter.get('/api/letters')).text).not.toContain('Lou');
});

test('P12 a concern about a lead never reaches them: chosen, as author of the post, or by their name in words', async () => {
  const [lea, lou] = house.leads;
  const thread = await beginThread(lou, theme, { text: 'Lou wrote this' });
  const page = expected(200, await house.reporter.get(`/api/threads/${thread}/page`));
  const { id: postId } = (page.json as { posts: { id: string }[] }).posts[0] ?? { id: '' };
  const about = [{ memberId: await idOf(lou) }, { postId }, { who: 'It is about lou  LEAD, I think' }];
  for (const one of about) {
    const id = await tell(house.reporter, one);
    expect(await listed(lea)).toContain(id);
    expect(await listed(lou)).not.toContain(id);
    expect((await lou.get(`/api/concerns/${id}`)).status).toBe(404);
    // Nor by somebody who writes to them.
    const view = await read(lea, id);
    expect(view.canWriteTo).toEqual(['reporter']);
    expect(view.leads).toEqual([]);
    const letter = { key: randomUUID(), to: 'person', text: 'Are you safe?' };
    expect((await lea.post(`/api/concerns/${id}/letters`, letter)).status).toBe(400);
    expect((await lea.post(`/api/concerns/${id}/hand-over`, { to: await idOf(lou) })).status).toBe(400);
  }
});

test('P12 somebody who it is about and who becomes a lead later does not get it either', async () => {
  const later = await inviteAndJoin(house.founder, 'Later Lead');
  const id = await tell(house.reporter, { memberId: await idOf(later) });
  await makeLead(house.founder, later);
  expect(await listed(later)).not.toContain(id);
  expect((await later.get(`/api/concerns/${id}`)).status).toBe(404);
  expected(200, await house.founder.patch(`/api/members/${await idOf(later)}`, { duties: [] }));
});

test('P12 where nobody is left it is not taken, the words stay, and the page names who is outside', async () => {
  const without = await Promise.all(house.leads.map(idOf));
  const fields = { kind: 'someone', danger: 'no', words: 'Nobody must lose this', named: 'yes', without };
  const answer = await house.reporter.submit('concern', { from: '/concern', key: randomUUID(), ...fields });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Nobody here is left who could get this');
  expect(answer.text).toContain('Nobody must lose this');
  expect(answer.text).toContain('01632 960 200');
  const kept = await withDatabaseOf(house.server, (db) => db.collection('concerns').findOne({ words: /must lose/ }));
  expect(kept).toBeNull();
});

test('P12 R2 sent twice, or twenty times at once, it is one concern', async () => {
  const body = { key: randomUUID(), kind: 'me', danger: 'no', words: 'Once', named: true };
  const answers = await Promise.all(Array.from({ length: 20 }, () => house.reporter.post('/api/concerns', body)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect((await house.reporter.post('/api/concerns', { ...body, words: 'Other' })).status).toBe(422);
});

test('P12 leads do not learn who told them, where that was asked', async () => {
  const id = await tell(house.reporter, { named: false });
  const answer = expected(200, await house.leads[0].get(`/api/concerns/${id}`));
  expect(answer.text).not.toContain('Rae');
  expect(answer.text).not.toContain(await idOf(house.reporter));
});

test('P12 a lead writes in private and is answered, and the reporter hears what came of it; neither learns an id', async () => {
  const [lea] = house.leads;
  const id = await tell(house.reporter, { memberId: await idOf(house.person), words: 'canary-of-the-report' });
  const letter = { key: randomUUID(), to: 'person', text: 'Are you safe tonight?' };
  for (let times = 0; times < 2; times += 1) expected(201, await lea.post(`/api/concerns/${id}/letters`, letter));
  expect(expected(200, await house.person.get('/api/me')).as(me).notices).toEqual(['letter']);
  const theirs = expected(200, await house.person.get('/api/letters'));
  const [talk] = theirs.as(letterList).letters;
  expect(talk?.messages.map(({ from, by, text }) => [from, by, text])).toEqual([
    ['lead', 'Lea Lead', 'Are you safe tonight?'],
  ]);
  for (const secret of [id, 'canary-of-the-report', 'Rae']) expect(theirs.text).not.toContain(secret);
  expect(expected(200, await house.person.get('/api/me')).as(me).notices).toEqual([]);
  const answer = { key: randomUUID(), text: 'I am with my sister.' };
  for (let times = 0; times < 2; times += 1) expected(201, await house.person.post(`/api/letters/${talk?.id}`, answer));
  expect((await house.reporter.post(`/api/letters/${talk?.id}`, answer)).status).toBe(404);
  const said = (await read(lea, id)).talks.find(({ with: partner }) => partner === 'person');
  expect(said?.messages.map(({ from, text }) => [from, text])).toEqual([
    ['lead', 'Are you safe tonight?'],
    ['them', 'I am with my sister.'],
  ]);
  const closing = { key: randomUUID(), text: 'They are safe. Thank you.' };
  expected(200, await lea.post(`/api/concerns/${id}/close`, closing));
  const heard = expected(200, await house.reporter.get('/api/letters'));
  expect(heard.as(letterList).letters.flatMap(({ messages }) => messages.map(({ text }) => text))).toContain(
    'They are safe. Thank you.',
  );
  expect(heard.text).not.toContain('Are you safe tonight?');
});

test('P12 S16 the log keeps every version, asks why consent was overridden, and each look and change is in the chain', async () => {
  const [lea, lou] = house.leads;
  const id = await tell(house.reporter);
  const lines = async () => (await chain()).filter(({ about }) => about.concern === id);
  await read(lou, id);
  expect((await lines()).map(({ act }) => act)).toEqual(['concern.read']);
  const note = {
    words: 'I can’t see the point of tomorrow',
    danger: 'yes',
    age: 'adult',
    wants: 'To be left alone',
    consent: 'overridden',
    overriddenWhy: '',
    referredTo: 'Adult social care',
    referredAt: '2026-11-25T20:00:00.000Z',
    reporterTold: false,
  };
  const refused = await lea.post(`/api/concerns/${id}/notes`, { key: randomUUID(), ...note });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('overriddenWhy')]);
  const whole = { key: randomUUID(), ...note, overriddenWhy: 'There is a risk to life' };
  for (let times = 0; times < 2; times += 1) expected(201, await lea.post(`/api/concerns/${id}/notes`, whole));
  expected(201, await lea.post(`/api/concerns/${id}/notes`, { ...whole, key: randomUUID(), reporterTold: true }));
  const view = await read(lea, id);
  expect(view.log.flatMap(({ note: version }) => (version ? [version.reporterTold] : []))).toEqual([false, true]);
  expect(view.note).toMatchObject({ overriddenWhy: 'There is a risk to life', referredTo: 'Adult social care' });
  expected(200, await lea.post(`/api/concerns/${id}/answer`));
  expected(200, await lea.post(`/api/concerns/${id}/hand-over`, { to: await idOf(lou) }));
  expect((await lines()).map(({ act, about }) => `${act} ${about.what ?? ''}`.trim())).toEqual([
    'concern.read',
    'concern.changed noted',
    'concern.changed noted',
    'concern.read',
    'concern.changed answered',
    'concern.changed handed-over',
  ]);
  expect(await verifyChain(await chain())).toMatchObject({ whole: true });
  expect(JSON.stringify(await chain())).not.toContain('tomorrow');
  // Not on the page of the record: whoever is left out may be an administrator.
  const page = expected(200, await house.founder.get('/api/audit')).text;
  expect(page).not.toContain(id);
  expect(page).not.toContain('concern.');
});

test('P12 nobody can take anything out of a concern', async () => {
  const id = await tell(house.reporter);
  for (const path of [`/api/concerns/${id}`, `/api/concerns/${id}/notes`])
    for (const method of ['DELETE', 'PUT', 'PATCH'])
      expect([404, 405]).toContain((await house.leads[0].send(method, path, { json: {} })).status);
});

test('P12 outside the hours of cover it is said first until when; before administrators have said who is outside, nothing is taken', async () => {
  const visitor = new Person(house.server.url);
  const all = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '23:59' }));
  await setUp(house.founder, { cover: all });
  await waitUntil('somebody is there', async () => (await visitor.get('/api/help')).as(helpNow).watching);
  await setUp(house.founder, { cover: all, closedOn: [new Date().toISOString().slice(0, 10)] });
  const away = expected(200, await visitor.get('/api/help')).as(helpNow);
  expect(away.watching).toBe(false);
  expect(Date.parse(away.backAt ?? '')).toBeGreaterThan(Date.now());
  const page = await visitor.page('/help');
  expect(page.text).toContain('Nobody here is watching until');
  expect(page.text.indexOf('Nobody here is watching')).toBeLessThan(page.text.indexOf('116 123'));
  const form = (await house.reporter.page('/concern')).text;
  expect(form.indexOf('116 123')).toBeLessThan(form.indexOf('Tell a safeguarding lead</h2>'));
  expect(form).toContain('01632 960 117');
  await setUp(house.founder, { outside: null, cover: [], closedOn: [] });
  const refused = await house.reporter.post('/api/concerns', {
    key: randomUUID(),
    kind: 'me',
    danger: 'no',
    words: 'x',
    named: true,
  });
  expect([refused.status, refused.json]).toMatchObject([422, { code: 'concerns-off' }]);
  const off = (await house.reporter.page('/concern')).text;
  expect(off).toContain('Nobody here can take this yet');
  expect(off).toContain('116 123');
  await setUp(house.founder);
});

test('P12 R10 with so much under way that other writes are refused, a concern is taken', async () => {
  const { port } = new URL(house.server.url);
  const thread = await beginThread(house.person, theme);
  // Requests that never end: each is under way, because its body does not come.
  const hanging = Array.from({ length: 1_100 }, () => {
    const sent = ask({
      host: 'localhost',
      port,
      method: 'POST',
      path: '/api/preview',
      headers: { 'content-type': 'application/json', 'content-length': 100, cookie: house.person.cookie },
    });
    sent.on('error', () => undefined);
    sent.flushHeaders();
    return sent;
  });
  try {
    const post = () => ({ key: randomUUID(), text: 'x', as: 'self' });
    await waitUntil('other writes are refused', async () => {
      const { status } = await house.reporter.post(`/api/threads/${thread}/posts`, post());
      return status === 503;
    });
    await tell(house.reporter, { words: 'Taken all the same' });
    // The burst itself was read by then: so long it takes while all of it is under way.
    const began = performance.now();
    await tell(house.reporter, { words: 'Taken within two seconds' });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await house.reporter.page('/help')).status).toBe(200);
    const fields = { kind: 'someone', danger: 'no', words: 'Without scripts', named: 'yes' };
    expect((await house.reporter.submit('concern', { from: '/concern', key: randomUUID(), ...fields })).status).toBe(
      303,
    );
    expect((await house.reporter.post(`/api/threads/${thread}/posts`, post())).status).toBe(503);
  } finally {
    for (const sent of hanging) sent.destroy();
  }
});

test('P12 bad input: what is wrong is said, and nothing is broken', async () => {
  const whole = { key: randomUUID(), kind: 'someone', danger: 'no', words: 'x', named: true };
  for (const wrong of [
    { danger: 'maybe' },
    { words: '' },
    { postId: nobody, kind: 'someone' },
    { memberId: nobody },
    { without: ['x'] },
    { more: 1 },
  ]) {
    const { status } = await house.reporter.post('/api/concerns', { ...whole, ...wrong });
    expect([wrong, [400, 404].includes(status)]).toEqual([wrong, true]);
  }
  for (const cover of [[{ day: 8, from: '09:00', to: '10:00' }], [{ day: 1, from: '10:00', to: '09:00' }]])
    expect((await house.founder.put('/api/safeguarding', { cover })).status).toBe(400);
  const insecure = await house.founder.put('/api/safeguarding', {
    cover: [],
    closedOn: [],
    outside: null,
    nightTeam: null,
    webhook: 'http://sms.example.org/',
    textVersion: 1,
  });
  expect(insecure.status).toBe(400);
  for (const somebody of [house.moderator, house.leads[0], house.person])
    expect((await somebody.get('/api/safeguarding')).status).toBe(403);
});
