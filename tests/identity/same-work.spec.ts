import { join } from 'node:path';
import {
  type BuiltServer,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';

let server: BuiltServer;
let member: Insider;

beforeAll(async () => {
  const env = { NODE_OPTIONS: `--require "${join(__dirname, 'counted-argon2.cjs')}"` };
  server = await startBuiltServer({ empty: true, env });
  member = await inviteAndJoin(await foundCommunity(server), 'Mo Member');
});
afterAll(() => server?.stop());

const compared = () => server.output().split('a password was compared').length - 1;

/** How many passwords were compared while somebody tried to sign in. */
async function workOf(name: string): Promise<number> {
  const before = compared();
  const answer = await new Person(server.url).post('/api/sign-in', { name, password: 'not this one', mine: true });
  expect(answer.status).toBe(401);
  // What the server says comes by another way than its answer.
  await waitUntil('a comparison', () => compared() > before);
  return compared() - before;
}

test('S12 an unknown name costs the same work as a known one: one comparison of a password', async () => {
  expect(await workOf(member.signInName)).toBe(1);
  expect(await workOf('nobody-at-all')).toBe(1);
});
