import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionPage, threadPage, threadView } from '@throughline/contracts';
import {
  type Answer,
  beginTheme,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';

/** What names nothing, and never did. */
const nowhere = 'a'.repeat(26);
const secret = 'words for few';

let server: BuiltServer;
let founder: Insider;
let moderator: Insider;
let inside: Insider;
let outside: Insider;
let gone: Person;
let themeId: string;
let sessionId: string;
let hidden: { session: Place; moderators: Place };

interface Place {
  thread: string;
  post: string;
}

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  moderator = await inviteAndJoin(founder, 'Maya Moderator', 'moderator');
  inside = await inviteAndJoin(founder, 'Ines Inside');
  outside = await inviteAndJoin(founder, 'Oscar Outside');
  gone = (await inviteAndJoin(founder, 'Gail Gone')).copy();
  await gone.copy().post('/api/sign-out');
  themeId = await beginTheme(founder);
  const session = { key: randomUUID(), themeId, title: 'S', startsAt: '2027-01-01T12:00:00Z', minutes: 60 };
  sessionId = expected(201, await founder.post('/api/sessions', session)).as(sessionPage).id;
  expected(200, await inside.put(`/api/sessions/${sessionId}/coming`, { coming: true }));
  hidden = {
    session: await begin(inside, { kind: 'session', id: sessionId }),
    moderators: await begin(moderator, { kind: 'moderators' }),
  };
});
afterAll(() => server?.stop());

async function begin(by: Insider, audience: { kind: string; id?: string }): Promise<Place> {
  const request = {
    key: randomUUID(),
    themeId,
    sessionId,
    kind: 'question',
    audience,
    title: secret,
    text: secret,
    as: 'self',
  };
  const thread = expected(201, await by.post('/api/threads', request)).as(threadView).id;
  const page = expected(200, await by.get(`/api/threads/${thread}/page`)).as(threadPage);
  return { thread, post: page.posts[0]?.id ?? '' };
}

/** Every route that a thread or a post is named in, with a body that would do. */
function callsAbout({ thread, post }: Place): [string, string, unknown][] {
  const kept = readFileSync(join(__dirname, '../architecture/routes.txt'), 'utf8').trim().split('\n');
  const about = kept
    .map((line) => line.split(/\s+/))
    .filter(([, path]) => /^\/api\/(threads|posts)\/:id/.test(path ?? ''));
  expect(about.length).toBeGreaterThan(10);
  const bodies: Record<string, unknown> = {
    'POST /api/threads/:id/posts': { key: randomUUID(), text: 'Me too.', as: 'self' },
    'POST /api/threads/:id/read': { ranges: [[1, 1]] },
    'POST /api/threads/:id/move': { numbers: [1], to: nowhere },
    'POST /api/threads/:id/merge': { into: nowhere },
    'PATCH /api/threads/:id': { state: 'resolved' },
    'PUT /api/threads/:id/summary': { points: [] },
    'POST /api/threads/:id/summary/answer': { take: true, at: new Date(0).toISOString() },
    'PUT /api/posts/:id': { text: 'Mine now.', textVersion: 1 },
    'POST /api/posts/:id/remove': { reason: 'Because.' },
    'PUT /api/posts/:id/reaction': { kind: 'thank-you', on: true },
  };
  const calls = about.map(([method = '', path = '']): [string, string, unknown] => [
    method,
    path.replace(':id', path.startsWith('/api/threads') ? thread : post),
    method === 'GET' ? undefined : (bodies[`${method} ${path}`] ?? {}),
  ]);
  // What names a post of the thread tells nobody whether there is one.
  return [
    ...calls,
    ['PATCH', `/api/threads/${thread}`, { answer: 1 }],
    ['PUT', `/api/threads/${thread}/summary`, { points: [{ text: 'A point', numbers: [1] }] }],
  ];
}

const pagesAbout = ({ thread, post }: Place) => [
  `/t/${thread}`,
  `/t/${thread}/1`,
  `/t/${thread}?page=1`,
  `/t/${thread}/reply?to=1`,
  `/t/${thread}/move`,
  ...['edit', 'history', 'withdraw', 'remove'].map((what) => `/posts/${post}/${what}`),
];

/** An answer without what is different each time, or is only the address that was asked for. */
function bare({ status, text }: Answer, { thread, post }: Place): [number, string] {
  const plain = text
    .replace(/"requestId":"[^"]*"/g, '')
    .replace(/value="[0-9a-f-]{36}"/g, '')
    .replace(/"endsAt":"[^"]*"/g, '')
    .replaceAll(thread, nowhere)
    .replaceAll(post, nowhere);
  return [status, plain];
}

describe.each(['session', 'moderators'] as const)('a thread for %s', (kind) => {
  test('does not exist for whoever is not in its audience, at any route', async () => {
    const place = hidden[kind];
    const never = { thread: nowhere, post: nowhere };
    for (const person of [new Person(server.url), gone, outside]) {
      const calls = callsAbout(place);
      const same = callsAbout(never);
      for (const [index, [method, path, json]] of calls.entries()) {
        const answer = await person.send(method, path, { json });
        const compared = await person.send(method, same[index]?.[1] ?? '', { json });
        expect([method, path, ...bare(answer, place)]).toEqual([method, path, ...bare(compared, never)]);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.text).not.toContain(secret);
      }
    }
  });

  test('has no page for them', async () => {
    const place = hidden[kind];
    const never = { thread: nowhere, post: nowhere };
    for (const person of [new Person(server.url), outside]) {
      for (const [index, path] of pagesAbout(place).entries()) {
        const answer = await person.page(path);
        expect([path, ...bare(answer, place)]).toEqual([
          path,
          ...bare(await person.page(pagesAbout(never)[index] ?? ''), never),
        ]);
        expect(answer.text).not.toContain(secret);
      }
    }
  });

  test('is in no list, count or page of theirs, also when somebody writes in it', async () => {
    const { thread } = hidden[kind];
    const paths = [
      '/api/threads',
      '/api/threads?unread=true',
      `/api/threads?theme=${themeId}`,
      `/api/threads?session=${sessionId}`,
      `/api/themes/${themeId}`,
      '/api/themes',
    ];
    const look = async () => Promise.all(paths.map(async (path) => expected(200, await outside.get(path)).text));
    const before = await look();
    const writer = kind === 'session' ? inside : moderator;
    const post = { key: randomUUID(), text: secret, as: 'self' };
    expected(201, await writer.post(`/api/threads/${thread}/posts`, post));
    expect(await look()).toEqual(before);
    expect(before.join()).not.toContain(secret);
    expect((await outside.page('/')).text).not.toContain(secret);
  });

  test('its stream cannot be read by them, nor told from one that never was', async () => {
    for (const stream of [`thread:${hidden[kind].thread}`, `session:${sessionId}`, 'moderators', 'audit']) {
      const answer = await outside.get(`/api/streams/${stream}/changes?epoch=x&after=0`);
      const never = await outside.get(`/api/streams/thread:${nowhere}/changes?epoch=x&after=0`);
      expect(bare(answer, hidden[kind])).toEqual(bare(never, hidden[kind]));
    }
  });
});

test('who is in the audience reads it', async () => {
  for (const [person, place] of [
    [inside, hidden.session],
    [moderator, hidden.session],
    [founder, hidden.moderators],
  ] as const) {
    const read = () => person.get(`/api/threads/${place.thread}/page`);
    // What somebody may read rests on facts that are at most two seconds old.
    await waitUntil('the session is known to be among theirs', async () => (await read()).status === 200);
    expect(expected(200, await read()).as(threadPage).posts[0]?.bodyHtml).toContain(secret);
  }
});

test('nobody starts a thread among people they are not among', async () => {
  for (const audience of [
    { kind: 'moderators' },
    { kind: 'session', id: sessionId },
    { kind: 'circle', id: nowhere },
  ]) {
    const request = { key: randomUUID(), themeId, kind: 'discussion', audience, title: 'T', text: 'T', as: 'self' };
    expect((await outside.post('/api/threads', request)).status).toBe(404);
  }
});
