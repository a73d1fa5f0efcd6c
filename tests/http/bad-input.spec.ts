import { randomUUID } from 'node:crypto';
import { errorCodes, type ErrorCode } from '@throughline/contracts/names';
import { postView, sessionPage, themePage, threadPage } from '@throughline/contracts';
import {
  type Answer,
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
} from '@throughline/testing';

// Every field of every operation is tried several times over.
jest.setTimeout(120_000);

/** As much of a schema of the API's description as is walked here. */
interface Schema {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  format?: string;
}
interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

// Every field of every operation, with everything that could be sent in it.
jest.setTimeout(120_000);

let server: BuiltServer;
let founder: Insider;
let description: Description;
let ids: Record<string, string>;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  const member = await inviteAndJoin(founder, 'Mo Member');
  description = expected(200, await founder.get('/api/openapi.json')).json as Description;
  const themeId = await beginTheme(founder);
  const session = { key: randomUUID(), themeId, title: 'S', startsAt: '2027-01-01T12:00:00Z', minutes: 60 };
  const sessionId = expected(201, await founder.post('/api/sessions', session)).as(sessionPage).id;
  const threadId = await beginThread(founder, themeId, { kind: 'question' });
  const page = expected(200, await founder.get(`/api/threads/${threadId}/page`)).as(threadPage);
  ids = {
    themes: themeId,
    sessions: sessionId,
    threads: threadId,
    posts: page.posts[0]?.id ?? '',
    members: (await member.me()).id,
    people: (await member.me()).id,
  };
});
afterAll(() => server?.stop());

/** Operations that end the session that this test acts in. */
const endings = /\/(sign-out|sign-out-everywhere|exit|withdraw|remove|merge|move)$/;

/** Every operation that takes a body, with its address made real. */
function operations(): { method: string; path: string; schema: Schema }[] {
  return Object.entries(description.paths).flatMap(([pattern, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      if (!schema || endings.test(pattern)) return [];
      const path = pattern.replace(
        /\/([a-z-]+)\/\{id\}/,
        (_, kind: string) => `/${kind}/${ids[kind] ?? 'a'.repeat(26)}`,
      );
      return [{ method: method.toUpperCase(), path, schema: resolve(schema) }];
    }),
  );
}

function resolve(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name ? resolve(description.components.schemas[name] ?? {}) : schema;
}

/** A value that fits a schema well enough for the other fields to be looked at. */
function sample(given: Schema): unknown {
  const schema = resolve(given);
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, sampleOf(name, part)]),
      );
    case 'array':
      return [sample(schema.items ?? {})];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    default:
      return 'words enough for a text';
  }
}

function sampleOf(name: string, schema: Schema): unknown {
  const known: Record<string, unknown> = {
    key: randomUUID(),
    themeId: ids['themes'],
    startsAt: '2027-01-01T12:00:00Z',
    startsOn: '2027-01-01',
    endsOn: '2027-02-01',
    joiningLink: 'https://example.org/room',
    exitTo: 'https://example.org/',
    mail: 'somebody@example.org',
  };
  return known[name] ?? sample(schema);
}

const operators = [{ $gt: '' }, { $where: '1' }, { $ne: null }, { $regex: '.*' }, { $in: ['a'] }, [{ $gt: '' }]];
const wrongTypes: unknown[] = [null, true, 7, -1, 1e308, [], {}, [[]], '', { toString: 'x' }];
const unkeepable = ['nul \u0000 here', 'lone \ud800 surrogate', '\udc00'];
const corpora = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '<svg onload=alert(1)>',
  "{{constructor.constructor('alert(1)')()}}",
  '\u202eright to left\u202c',
  '\u2066isolated\u2069 \u200f',
  'e\u0301 \u1e9b\u0323 ﷽ 👩‍👩‍👧‍👦 \ufeff',
  'O’Dell, D’Arcy and N\'Golo "Ngo" <b>',
  "Robert'); DROP TABLE members;--",
  '${7*7} #{7*7} <%= 7*7 %>',
];

/** Refused in words of the catalogue, or done; never broken. */
function expectAnswer(what: unknown, answer: Answer): void {
  const code = answer.status >= 400 ? (answer.json as { code: ErrorCode }).code : undefined;
  expect({ what, status: answer.status, known: code === undefined || errorCodes.includes(code) }).toEqual({
    what,
    status: answer.status < 500 ? answer.status : 'below 500',
    known: true,
  });
}

describe('S8 S9 R14 whatever is sent in a body', () => {
  test('unknown keys are refused everywhere, also those that look inward', async () => {
    for (const { method, path, schema } of operations()) {
      for (const key of ['roles', 'authorId', 'status', '_id', '$set', '__proto__', 'constructor', 'isAdmin']) {
        const body = JSON.stringify({ ...(sample(schema) as object) })
          .replace(/^\{/, `{"${key}":"administrator",`)
          .replace(',}', '}');
        const answer = await raw(founder, method, path, body);
        expect([method, path, key, answer.status]).toEqual([method, path, key, 400]);
      }
    }
  });

  test('operators and wrong types in any field are 4xx, never done by halves', async () => {
    for (const { method, path, schema } of operations()) {
      const whole = sample(schema) as Record<string, unknown>;
      for (const field of Object.keys(whole)) {
        for (const value of operators) {
          const answer = await founder.send(method, path, { json: { ...whole, [field]: value } });
          expectAnswer([method, path, field, value], answer);
          expect(answer.status).toBeGreaterThanOrEqual(400);
        }
        for (const value of [...wrongTypes, ...unkeepable]) {
          expectAnswer(
            [method, path, field, value],
            await founder.send(method, path, { json: { ...whole, [field]: value } }),
          );
        }
      }
    }
  });

  test('texts that cannot be kept are refused in words, however they are escaped', async () => {
    const path = `/api/threads/${ids['threads'] ?? ''}/posts`;
    for (const text of [String.raw`nul \u0000`, String.raw`\ud800 alone`, String.raw`\udfff\ud800`]) {
      const answer = await raw(founder, 'POST', path, `{"key":"${randomUUID()}","as":"self","text":"${text}"}`);
      expect([answer.status, (answer.json as { code: string }).code]).toEqual([400, 'bad-input']);
    }
  });

  test('a megabyte, ten thousand brackets, and what is no JSON', async () => {
    for (const { method, path, schema } of operations()) {
      const whole = sample(schema) as object;
      const long = await founder.send(method, path, { json: { ...whole, text: 'x'.repeat(1_000_000) } });
      expect([path, long.status]).toEqual([path, 413]);
      for (const body of [
        '['.repeat(10_000),
        '{"a":'.repeat(10_000),
        '{',
        'null',
        '"x"',
        '[]',
        '1',
        '\ufeff{}',
        '{"a":NaN}',
      ]) {
        expectAnswer([method, path, body.slice(0, 9)], await raw(founder, method, path, body));
      }
    }
  });

  test('50 pages are too long for a post, and said so; twenty are not', async () => {
    const path = `/api/threads/${ids['threads'] ?? ''}/posts`;
    const post = (text: string) => founder.post(path, { key: randomUUID(), text, as: 'self' });
    const long = await post('Fifty pages. '.repeat(12_000));
    expect([long.status, long.text]).toEqual([400, expect.stringContaining('50,000 characters are the most')]);
    expect((await post('Twenty pages. '.repeat(3_500))).status).toBe(201);
  });
});

describe('S10 R14 whatever is sent as a text', () => {
  test.each(corpora)('%s is shown as text', async (text) => {
    const threadId = ids['threads'] ?? '';
    const post = { key: randomUUID(), text, as: 'self', contentNote: null };
    const made = expected(201, await founder.post(`/api/threads/${threadId}/posts`, post)).as(postView);
    const html = (await founder.page(`/t/${threadId}/${made.number}`)).text;
    const body = new RegExp(`<div id="body-${made.id}"[^>]*>([\\s\\S]*?)</div>`).exec(html)?.[1] ?? '';
    expect(body).not.toBe('');
    expect(body).not.toMatch(/<(script|img|svg|iframe|style)/i);
    expect(body).not.toMatch(/<[^>]+\son\w+=/i);
    expect(body).not.toMatch(/<a[^>]+href="(?!https?:|mailto:|tel:|\/)/i);
    const source = expected(200, await founder.get(`/api/posts/${made.id}/source`)).json as { text: string };
    expect(source.text).toBe(text.normalize('NFC'));
  });

  test.each(corpora)('%s as a title, a name or a question breaks no page', async (text) => {
    const theme = { key: randomUUID(), title: text, question: text, startsOn: '2026-01-01' };
    const made = await founder.post('/api/themes', theme);
    expectAnswer(text, made);
    if (made.status !== 201) return;
    const html = (await founder.page(`/themes/${made.as(themePage).id}`)).text;
    expect(html).not.toContain(text.includes('<') ? text : '\u0000');
    expect((html.match(/<script/g) ?? []).length).toBe(2);
  });
});

describe('R14 whatever stands in an address', () => {
  const addresses = [
    '%00',
    '%ff',
    '%E0%A4%A',
    '..%2f..%2fetc%2fpasswd',
    '../../etc/passwd',
    'x'.repeat(10_000),
    'A'.repeat(26),
    '507f1f77bcf86cd799439011',
    '[object Object]',
    '$where',
    '1;2',
    "'",
    '\u202e',
    '__proto__',
    'constructor',
  ];

  test('the API answers 4xx', async () => {
    const patterns = Object.entries(description.paths).filter(([pattern]) => pattern.includes('{'));
    for (const [pattern, methods] of patterns) {
      for (const method of Object.keys(methods)) {
        for (const address of addresses) {
          const path = pattern.replace(/\{[a-z]+\}/, () => encodeURI(address));
          const answer = await founder.send(method.toUpperCase(), path, method === 'get' ? {} : { json: {} });
          expect([method, path.slice(0, 80), answer.status >= 400 && answer.status < 500]).toEqual([
            method,
            path.slice(0, 80),
            true,
          ]);
        }
      }
    }
  });

  test('queries are answered 4xx or as if they were not there', async () => {
    const thread = ids['threads'] ?? '';
    const paths = [
      `/api/threads/${thread}/page`,
      '/api/threads',
      `/api/streams/thread:${thread}/changes`,
      '/api/invitations/look',
    ];
    const names = [
      'page',
      'number',
      'after',
      'theme',
      'session',
      'unread',
      'epoch',
      'secret',
      'page[$gt]',
      '__proto__',
    ];
    for (const path of paths) {
      for (const name of names) {
        for (const value of ['-1', '0', '1e99', 'NaN', '%00', '[$gt]=', 'a&page=b', 'x'.repeat(5_000)]) {
          const answer = await founder.get(`${path}?${name}=${value}`);
          expect([path, name, value.slice(0, 20), answer.status < 500]).toEqual([path, name, value.slice(0, 20), true]);
        }
      }
    }
  });

  test('pages and forms are never broken', async () => {
    for (const person of [founder, new Person(server.url)]) {
      for (const address of addresses) {
        const encoded = encodeURI(address);
        for (const path of [
          `/t/${encoded}`,
          `/t/${ids['threads'] ?? ''}/${encoded}`,
          `/themes/${encoded}`,
          `/join/${encoded}`,
          `/posts/${encoded}/edit`,
          `/${encoded}`,
        ]) {
          const answer = await person.page(path);
          expect([path.slice(0, 60), answer.status < 500]).toEqual([path.slice(0, 60), true]);
        }
        const forms = [
          'reply',
          'sign-in',
          'profile',
          'thread-new',
          'post-edit',
          'session-new',
          'community-edit',
          address.slice(0, 60),
        ];
        for (const form of forms) {
          const fields = {
            from: address.slice(0, 200),
            thread: address,
            text: address,
            next: '//evil.example',
            name: '',
            post: address,
          };
          const answer = await person.submit(encodeURIComponent(form), fields);
          expect([form, answer.status < 500]).toEqual([form, true]);
          expect(answer.location ?? '/').toMatch(/^\/(?!\/)/);
        }
      }
    }
  });
});

function raw(person: Person, method: string, path: string, body: string): Promise<Answer> {
  return person.send(method, path, { text: body });
}
