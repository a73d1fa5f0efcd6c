import { randomUUID } from 'node:crypto';
import { circleList, circlePage, type CirclePage, threadList, threadPage } from '@throughline/contracts';
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
  waitUntil,
} from '@throughline/testing';
import { withDatabaseOf } from './database-of';

let server: BuiltServer;
let founder: Insider;
let chair: Insider;
let inside: Insider;
let outside: Insider;
let themeId: string;
const ids = new Map<Insider, string>();
const idOf = (person: Insider) => ids.get(person) ?? '';

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  inside = await inviteAndJoin(founder, 'Ina Inside');
  outside = await inviteAndJoin(founder, 'Olu Outside');
  for (const person of [founder, chair, inside, outside]) ids.set(person, (await person.me()).id);
  themeId = await beginTheme(chair);
});
afterAll(() => server?.stop());

let made = 0;
async function makeCircle(by: Insider = chair, withMe = false): Promise<CirclePage> {
  const name = `Been There ${(made += 1)}`;
  const circle = { key: randomUUID(), name, purpose: 'For us who were inside.', livedExperience: true, withMe };
  return expected(201, await by.post('/api/circles', circle)).as(circlePage);
}
const ask = (by: Insider, id: string, who: Insider) => by.post(`/api/circles/${id}/ask`, { member: idOf(who) });
const answer = (who: Insider, id: string, yes = true) => who.post(`/api/circles/${id}/answer`, { yes });
async function bringIn(id: string, who: Insider, by: Insider = chair): Promise<void> {
  expected(200, await ask(by, id, who));
  expected(200, await answer(who, id));
}
const pageFor = async (who: Insider, id: string) => expected(200, await who.get(`/api/circles/${id}`)).as(circlePage);
const listOf = async (who: Insider) => expected(200, await who.get('/api/circles')).as(circleList);
/** Without what is new in every answer: the number of the request, the keys of forms. */
const without = (text: string) =>
  text
    .replace(/"requestId":"[^"]+"/g, '')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');

test('who is asked sees what it is for and how many are in it, but not who, and is in it only after a yes', async () => {
  const { id, name } = await makeCircle();
  await bringIn(id, outside);
  expected(200, await ask(chair, id, inside));
  const [asked] = (await listOf(inside)).asked;
  expect(asked).toMatchObject({ id, name, count: 1 });
  expect((await inside.get(`/api/circles/${id}`)).status).toBe(404);
  expect((await pageFor(outside, id)).people.map(({ id: who }) => who)).toEqual([idOf(outside)]);
  expect((await pageFor(outside, id)).asked).toEqual([]);
  expect((await pageFor(chair, id)).asked).toEqual([{ id: idOf(inside), name: 'Ina Inside' }]);

  expected(200, await answer(inside, id));
  expect((await pageFor(inside, id)).people.map(({ name: who }) => who)).toEqual(['Ina Inside', 'Olu Outside']);
  expect(await listOf(inside)).toMatchObject({
    asked: [],
    circles: expect.arrayContaining([expect.objectContaining({ id, isIn: true })]),
  });
});

test('who says no is not in it, and cannot say yes afterwards', async () => {
  const { id } = await makeCircle();
  expected(200, await ask(chair, id, inside));
  expected(200, await answer(inside, id, false));
  expect((await answer(inside, id)).status).toBe(404);
  expect((await listOf(inside)).asked).toEqual([]);
  expect((await pageFor(chair, id)).asked).toEqual([]);
});

test('S6 for others there is no such circle: the same bytes as for one that never was', async () => {
  const { id } = await makeCircle();
  await bringIn(id, inside);
  const thread = await beginThread(inside, themeId, { audience: { kind: 'circle', id } });
  const never = 'a'.repeat(26);
  for (const path of [
    '/api/circles/ID',
    '/api/threads?circle=ID',
    '/api/streams/circle:ID/changes?epoch=x&after=0',
    '/circles/ID',
  ]) {
    const [real, other] = await Promise.all([id, never].map((one) => outside.get(path.replace('ID', one))));
    expect([real?.status, without(real?.text ?? '').replaceAll(id, never)]).toEqual([
      other?.status,
      without(other?.text ?? ''),
    ]);
  }
  for (const action of ['answer', 'leave']) {
    const body = action === 'answer' ? { yes: true } : {};
    const [real, other] = await Promise.all(
      [id, never].map((one) => outside.post(`/api/circles/${one}/${action}`, body)),
    );
    expect([real?.status, without(real?.text ?? '')]).toEqual([404, without(other?.text ?? '')]);
  }
  expect((await listOf(outside)).circles.map((circle) => circle.id)).not.toContain(id);
  expect((await outside.get(`/api/threads/${thread}/page`)).status).toBe(404);
  const body = {
    key: randomUUID(),
    themeId,
    as: 'self',
    title: 'T',
    text: 'x',
    kind: 'discussion',
    audience: { kind: 'circle', id },
  };
  expect((await outside.post('/api/threads', body)).status).toBe(404);
});

test('P4 a circle shows nowhere beside a name: not in the directory, on a person, in threads for all', async () => {
  const { id, name } = await makeCircle();
  await bringIn(id, inside);
  await beginThread(inside, themeId, { audience: { kind: 'circle', id } });
  const thread = await beginThread(inside, themeId);
  for (const who of [outside, inside])
    for (const path of ['/api/people', `/api/people/${idOf(inside)}`, `/api/threads/${thread}/page`, '/api/me']) {
      const { text } = expected(200, await who.get(path));
      expect(text).not.toContain(id);
      expect(text).not.toContain(name);
    }
  for (const path of ['/api/threads', '/', '/people', `/themes/${themeId}`]) {
    const { text } = await outside.get(path);
    expect(text).not.toContain(id);
    expect(text).not.toContain(name);
  }
});

test('a moderator who is not in it looks after who is, and reads none of what is written there', async () => {
  const { id } = await makeCircle();
  await bringIn(id, inside);
  const thread = await beginThread(inside, themeId, { text: 'only among us', audience: { kind: 'circle', id } });
  for (const moderator of [chair, founder]) {
    expect(Object.keys((await pageFor(moderator, id)).cursors)).toEqual([`member:${idOf(moderator)}`]);
    for (const path of [
      `/api/threads/${thread}/page`,
      `/api/threads?circle=${id}`,
      `/api/streams/thread:${thread}/changes?epoch=x&after=0`,
    ])
      expect((await moderator.get(path)).status).toBe(404);
    expect((await moderator.get('/api/threads')).text).not.toContain(thread);
    expect((await moderator.post(`/api/threads/${thread}/move`, { numbers: [1], to: thread })).status).toBe(404);
    expect(expected(422, await ask(moderator, id, moderator)).text).toContain('not-yourself');
  }
  expect((await answer(chair, id)).status).toBe(404);
});

test('who makes a circle may be its first member, and the same request again lets nobody in', async () => {
  const body = { key: randomUUID(), name: 'The core group', purpose: 'Plans.', livedExperience: false, withMe: true };
  const { id, people, isIn } = expected(201, await chair.post('/api/circles', body)).as(circlePage);
  expect([isIn, people.map((one) => one.id)]).toEqual([true, [idOf(chair)]]);
  await bringIn(id, inside);
  expected(200, await chair.post(`/api/circles/${id}/leave`));
  expect(expected(201, await chair.post('/api/circles', body)).as(circlePage).isIn).toBe(false);
  expect((await pageFor(inside, id)).people.map((one) => one.id)).toEqual([idOf(inside)]);
});

test('its thread says its name and how many can see it, and its list is its own', async () => {
  const { id, name } = await makeCircle();
  await bringIn(id, inside);
  await bringIn(id, outside);
  const thread = await beginThread(inside, themeId, { audience: { kind: 'circle', id } });
  await writePost(outside, thread, 'hello');
  const { thread: view, viewer } = expected(200, await outside.get(`/api/threads/${thread}/page`)).as(threadPage);
  expect([view.audience, viewer.readers.count]).toEqual([{ kind: 'circle', id, name }, 2]);
  await beginThread(inside, themeId);
  // Who asks is known for two seconds; of a circle that they came into just now, its list may lack it so long.
  const own = async () => expected(200, await outside.get(`/api/threads?circle=${id}`)).as(threadList).threads;
  await waitUntil('its list holds it', async () => (await own()).length > 0);
  expect((await own()).map((one) => one.id)).toEqual([thread]);

  const { textVersion, purpose, livedExperience } = await pageFor(chair, id);
  const edit = { name: 'Another name', purpose, livedExperience, textVersion };
  expected(200, await chair.put(`/api/circles/${id}`, edit));
  const renamed = expected(200, await outside.get(`/api/threads/${thread}/page`)).as(threadPage);
  expect(renamed.thread.audience.name).toBe('Another name');
  expect(expected(409, await chair.put(`/api/circles/${id}`, edit)).text).toContain('changed-meanwhile');
});

test('a circle with a thread is closed and not deleted; one without goes, and takes everybody out', async () => {
  const used = await makeCircle();
  await bringIn(used.id, inside);
  const thread = await beginThread(inside, themeId, { audience: { kind: 'circle', id: used.id } });
  expect(expected(422, await chair.del(`/api/circles/${used.id}`)).text).toContain('circle-has-threads');
  expect(expected(200, await chair.post(`/api/circles/${used.id}/close`)).as(circlePage).state).toBe('closed');
  await writePost(inside, thread, 'still here');
  const begin = {
    key: randomUUID(),
    themeId,
    as: 'self',
    title: 'T',
    text: 'x',
    kind: 'discussion',
    audience: { kind: 'circle', id: used.id },
  };
  expect(expected(422, await inside.post('/api/threads', begin)).text).toContain('circle-closed');
  expect((await ask(chair, used.id, outside)).status).toBe(403);

  const unused = await makeCircle();
  await bringIn(unused.id, inside);
  expected(200, await chair.del(`/api/circles/${unused.id}`));
  expect((await inside.get(`/api/circles/${unused.id}`)).status).toBe(404);
  expect((await listOf(inside)).circles.map(({ id }) => id)).not.toContain(unused.id);
});

test('members make, ask, take out, close and delete nothing', async () => {
  const { id, name, purpose } = await makeCircle();
  await bringIn(id, inside);
  const tries = [
    inside.post('/api/circles', { key: randomUUID(), name, purpose, livedExperience: false, withMe: true }),
    inside.put(`/api/circles/${id}`, { name, purpose, livedExperience: false, textVersion: 1 }),
    ask(inside, id, outside),
    inside.del(`/api/circles/${id}/members/${idOf(inside)}`),
    inside.post(`/api/circles/${id}/close`),
    inside.del(`/api/circles/${id}`),
  ];
  expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 403));
});

test('what moderators do with a circle is in the audit chain, by ids and words of ours alone', async () => {
  const { id, name } = await makeCircle();
  await bringIn(id, inside);
  expected(200, await chair.del(`/api/circles/${id}/members/${idOf(inside)}`));
  const lines = await withDatabaseOf(server, (db) =>
    db.collection('stream_entries').find({ stream: 'audit', 'about.circle': id }).sort({ seq: 1 }).toArray(),
  );
  expect(lines.map(({ act, about }) => [act, (about as { what: string }).what])).toEqual([
    ['circle.changed', 'made'],
    ['circle.changed', 'asked'],
    ['circle.changed', 'taken-out'],
  ]);
  expect(JSON.stringify(lines)).not.toContain(name);
});
