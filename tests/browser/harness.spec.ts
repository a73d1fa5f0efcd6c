import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeBrowser, expectNoAxeViolations, openPage } from '@throughline/testing';

/** The policy of our pages, as strict: what the harness does in a page must work under it. */
const policy = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types server-html";

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Planted</title></head><body><main><h1>Planted</h1>${body}</main></body></html>`;

const pages: Record<string, string> = {
  '/good': page('<p>Nothing is wrong here.</p>'),
  '/no-label': page('<input type="text" />'),
  '/inline-script': page('<script>document.title = "Changed";</script>'),
  '/broken-script': page('<script src="/broken.js"></script>'),
};

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const script = request.url === '/broken.js';
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(script ? 'throw new Error("planted");' : (pages[request.url ?? ''] ?? ''));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await closeBrowser();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

test('a page without faults has no problems and no violations, under our policy', async () => {
  const { page: open, problems, close } = await openPage({ url: `${url}/good`, width: 320 });
  await expectNoAxeViolations(open);
  expect(problems).toEqual([]);
  await close();
});

test('a field without a label is found', async () => {
  const { page: open, close } = await openPage({ url: `${url}/no-label` });
  await expect(expectNoAxeViolations(open)).rejects.toThrow(/label/);
  await close();
});

test('what the policy stops is a problem', async () => {
  const { page: open, problems, close } = await openPage({ url: `${url}/inline-script` });
  expect(await open.title()).toBe('Planted');
  expect(problems).toContainEqual(expect.stringMatching(/^policy: script-src/));
  await close();
});

test('an error of a script is a problem', async () => {
  const { problems, close } = await openPage({ url: `${url}/broken-script` });
  expect(problems).toContainEqual(expect.stringMatching(/^script: planted/));
  await close();
});

test('with scripts off, none of the page runs', async () => {
  const { page: open, problems, close } = await openPage({ url: `${url}/broken-script`, javaScript: false });
  expect(await open.locator('h1').textContent()).toBe('Planted');
  expect(problems).toEqual([]);
  await close();
});
