import { problem } from '@throughline/contracts';
import type { ErrorCode } from '@throughline/contracts/names';
import { type BuiltServer, startBuiltServer, waitUntil } from '@throughline/testing';
import { type RawAnswer, type RawRequest, rawRequest } from './raw-request';

let server: BuiltServer;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
}, 90_000);
afterAll(() => server.stop());

const ask = (path: string, request?: RawRequest) => rawRequest(server.url + path, request);
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const signIn = JSON.stringify({ name: 'nobody', password: 'wrong', mine: true });

function expectProblem(answer: RawAnswer, status: number, code: ErrorCode): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  const said = problem.parse(JSON.parse(answer.text));
  expect(said.code).toBe(code);
  expect(said.requestId).toBe(answer.headers['x-request-id']);
}

describe('request ids', () => {
  test('each answer has one of its own, and a problem names it', async () => {
    const answers = await Promise.all([ask('/api/me'), ask('/'), ask('/api/none'), ask('/api/health/live')]);
    const ids = answers.map(({ headers }) => headers['x-request-id']);
    for (const requestId of ids) expect(requestId).toMatch(/^[A-Za-z0-9_-]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expectProblem(answers[2]!, 404, 'not-found');
  });

  test('a client cannot choose it', async () => {
    const { headers } = await ask('/api/me', { headers: { 'x-request-id': 'chosen', 'request-id': 'chosen' } });
    expect(headers['x-request-id']).toMatch(/^[A-Za-z0-9_-]{12}$/);
  });
});

describe('S10 security headers', () => {
  const everyKind: [what: string, path: string, status: number, request: RawRequest][] = [
    ['a page', '/', 200, {}],
    ['a page that is not there', '/nothing/here', 404, {}],
    ['a view', '/api/me', 200, {}],
    ['the API’s description', '/api/openapi.json', 200, {}],
    ['health', '/api/health/live', 200, {}],
    ['an unknown address of the API', '/api/none', 404, {}],
    ['an asset that is not there', '/assets/none.js', 404, {}],
    ['a view for members', '/api/profile', 401, {}],
    ['malformed JSON', '/api/sign-in', 400, { method: 'POST', headers: json, body: '{' }],
    ['another site', '/api/sign-in', 403, { method: 'POST', headers: { ...json, 'sec-fetch-site': 'cross-site' } }],
    ['another kind', '/api/sign-in', 415, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: signIn }],
    ['too large', '/api/sign-in', 413, { method: 'POST', headers: json, body: 'x'.repeat(600 * 1024) }],
    ['a method that is not there', '/api/me', 404, { method: 'DELETE' }],
    ['an unknown host', '/', 404, { headers: { host: 'elsewhere.example' } }],
    ['a redirect', '/exit', 303, {}],
    ['an address that cannot be decoded', '/%E0%A4%A', 400, {}],
    ['an address of the API that cannot be decoded', '/api/%E0%A4%A', 400, {}],
  ];

  test.each(everyKind)('stand on %s', async (_, path, status, request) => {
    const answer = await ask(path, request);
    expect(answer.status).toBe(status);
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    expect(answer.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      // A page tells its own site where a form was sent from, and no other.
      'referrer-policy': policy.includes("form-action 'self'") ? 'same-origin' : 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    for (const telling of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(answer.headers).not.toHaveProperty(telling);
  });

  test('a page lets only its own scripts run, and asks for Trusted Types', async () => {
    const policy = String((await ask('/')).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
  });

  test('an asset may be kept for ever, a page never', async () => {
    const page = (await ask('/')).text;
    const script = /src="(\/assets\/[^"]+)"/.exec(page)?.[1];
    expect(script).toBeDefined();
    const asset = await ask(script ?? '');
    expect(asset.status).toBe(200);
    expect(asset.headers['cache-control']).toMatch(/max-age=\d{7,}.*immutable/);
    expect(asset.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('S11 another site', () => {
  const post = (path: string, headers: Record<string, string>, body: string) =>
    ask(path, { method: 'POST', headers, body });

  test.each(['cross-site', 'same-site', 'none'])(
    'S11 JSON from a page with Sec-Fetch-Site: %s is refused',
    async (site) => {
      expectProblem(await post('/api/sign-in', { ...json, 'sec-fetch-site': site }, signIn), 403, 'other-site');
    },
  );

  test.each(['https://evil.example', 'null', 'http://localhost', 'http://localhost.evil.example'])(
    'S11 without Sec-Fetch-Site, an Origin of %s is refused',
    async (origin) => {
      expectProblem(await post('/api/sign-in', { ...json, origin }, signIn), 403, 'other-site');
      expectProblem(await post('/form/sign-in', { ...form, origin }, 'name=a&password=b'), 403, 'other-site');
    },
  );

  test('S11 every method that changes something is checked', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const headers = { ...json, 'sec-fetch-site': 'cross-site' };
      expectProblem(await ask('/api/profile', { method, headers, body: '{}' }), 403, 'other-site');
    }
  });

  test('S11 a form that says neither is refused', async () => {
    expectProblem(await post('/form/sign-in', form, 'name=a&password=b'), 403, 'other-site');
  });

  test('S11 from this site both pass the check', async () => {
    const same = { 'sec-fetch-site': 'same-origin' };
    expectProblem(await post('/api/sign-in', { ...json, ...same }, signIn), 401, 'sign-in-failed');
    expectProblem(await post('/api/sign-in', { ...json, origin: server.url }, signIn), 401, 'sign-in-failed');
    expect((await post('/form/sign-in', { ...form, ...same }, 'name=a&password=b&from=/sign-in')).status).toBe(401);
  });

  test('S11 JSON that says neither passes: no browser sends that from elsewhere without asking', async () => {
    expectProblem(await post('/api/sign-in', json, signIn), 401, 'sign-in-failed');
  });

  test('S11 nothing is allowed to another site that asks first', async () => {
    const answer = await ask('/api/sign-in', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer.headers).not.toHaveProperty('access-control-allow-methods');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'S11 the API takes no %p',
    async (kind) => {
      const headers: Record<string, string> = kind === '' ? {} : { 'content-type': kind };
      expectProblem(
        await post('/api/sign-in', { ...headers, 'sec-fetch-site': 'same-origin' }, signIn),
        415,
        'wrong-kind',
      );
    },
  );

  test('S11 a form address takes no JSON', async () => {
    expectProblem(await post('/form/sign-in', { ...json, 'sec-fetch-site': 'same-origin' }, signIn), 415, 'wrong-kind');
  });

  test('S11 the mark of inner requests cannot be guessed from outside', async () => {
    const headers = { ...json, 'sec-fetch-site': 'cross-site', 'x-throughline-inner': 'true' };
    expectProblem(await post('/api/sign-in', headers, signIn), 403, 'other-site');
  });
});

describe('what cannot be read', () => {
  const post = (body: string | Buffer) => ask('/api/sign-in', { method: 'POST', headers: json, body });

  test('an unknown address of the API is a problem in JSON', async () => {
    expectProblem(await ask('/api/none'), 404, 'not-found');
  });

  test.each(['{', '', 'null null', '{"name":"a",}', "{'name':'a'}", '\u0000'])('malformed JSON: %p', async (body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(['bad-json', 'bad-input']).toContain(problem.parse(JSON.parse(answer.text)).code);
  });

  test('bytes that are no UTF-8', async () => {
    expect((await post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))).status).toBe(400);
  });

  test('600 KB are too large', async () => {
    expectProblem(await post(JSON.stringify({ name: 'x'.repeat(600 * 1024) })), 413, 'too-large');
  });

  test.each([
    ['closed', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['open', '['.repeat(10_000)],
    ['in a field', `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)},"password":"a","mine":true}`],
  ])('10,000 nested brackets, %s', async (_, body) => {
    expect((await post(body)).status).toBe(400);
    expect((await ask('/api/health/live')).status).toBe(200);
  });

  test.each(['{"__proto__":{"admin":true},"name":"a","password":"b","mine":true}', '{"constructor":{"prototype":{}}}'])(
    'a prototype in JSON: %s',
    async (body) => {
      expect((await post(body)).status).toBe(400);
    },
  );

  test('an unknown host is nothing here, for pages and for the API', async () => {
    for (const host of ['elsewhere.example', 'localhost.elsewhere.example', '10.0.0.1', 'localhost:80:80'])
      for (const path of ['/', '/api/me']) expectProblem(await ask(path, { headers: { host } }), 404, 'not-found');
  });
});

describe('R10 health', () => {
  test('R10 says that it lives and that it is ready', async () => {
    const live = await ask('/api/health/live');
    expect([live.status, JSON.parse(live.text)]).toEqual([200, { live: true }]);
    const ready = await ask('/api/health/ready');
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { ready: true }]);
  });
});

test('the log names routes, not the addresses that were asked for', async () => {
  const id = 'a'.repeat(26);
  await ask(`/api/people/${id}`);
  await waitUntil('the line of the log', () => server.output().includes('/api/people/:id'));
  expect(server.output()).not.toContain(id);
});
