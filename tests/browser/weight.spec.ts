import { type BuiltServer, startBuiltServer } from '@throughline/testing';
import { longestThread } from '../bench/demonstration';
import { openCold } from '../bench/first-page';

jest.setTimeout(60_000);

let server: BuiltServer;

beforeAll(async () => {
  server = await startBuiltServer();
});
afterAll(() => server?.stop());

test('the first page of a long thread is light (interface.md, "Slow network")', async () => {
  const { person, path } = await longestThread(server);
  const page = await openCold(person, path, { name: 'unthrottled', latency: 0 });
  expect(page.requests).toBeLessThanOrEqual(6);
  expect(page.html).toBeGreaterThan(5 * 1_024);
  expect(page.html).toBeLessThanOrEqual(15 * 1_024);
  expect(page.scripts).toBeGreaterThan(50 * 1_024);
  expect(page.scripts).toBeLessThanOrEqual(95 * 1_024);
  expect(page.bytes).toBeLessThanOrEqual(130 * 1_024);
});
