import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every route with its action and who may enter; a change of it is a change of who may do what, and is reviewed as one. */
const keptFile = join(__dirname, 'routes.txt');

/** Addresses that Fastify answers itself: they say nothing that is not public. */
const outsideNest = ['GET /api/openapi.json', 'GET /assets/*'];

let routes: string[];

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'test', VAR_FOLDER: folder };
  try {
    const printed = execFileSync(process.execPath, [join(__dirname, 'list-routes.mjs')], { env, encoding: 'utf8' });
    routes = JSON.parse(printed) as string[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (process.env['WRITE_ROUTES']) writeFileSync(keptFile, routes.join('\n') + '\n');
}, 60_000);

test('every route declares its action', () => {
  expect(routes.filter((route) => route.endsWith('  no action'))).toEqual([]);
});

test('only what is known to stands outside the guard', () => {
  expect(routes.filter((route) => route.endsWith('  outside Nest'))).toEqual(
    outsideNest.map((route) => `${route}  outside Nest`),
  );
});

test('routes, actions and who may enter are as kept in routes.txt (WRITE_ROUTES=1 npm test -- routes writes it anew)', () => {
  expect(routes).toEqual(existsSync(keptFile) ? readFileSync(keptFile, 'utf8').trimEnd().split('\n') : []);
});

test('no two handlers answer at one address', () => {
  const addresses = routes.map((route) => route.split('  ')[0]);
  expect(new Set(addresses).size).toBe(addresses.length);
});
