import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { entered } from '@throughline/contracts';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  Person,
  setUpSecondFactor,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';

let server: BuiltServer;
let founder: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
});
afterAll(() => server?.stop());

/** Runs `npm run second-step:remove` as the owner of the machine does. */
function remove(...words: string[]): Promise<{ code: number; text: string }> {
  const program = join(__dirname, '..', '..', 'apps', 'server', 'second-step.mjs');
  const env = { PATH: process.env['PATH'], VAR_FOLDER: server.folder };
  return new Promise((ended) => {
    execFile(process.execPath, [program, ...words], { env }, (error, stdout, stderr) =>
      ended({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

test('S2 the only administrator lost it: a command at the machine takes it away, while the server runs', async () => {
  expect(await remove()).toMatchObject({ code: 1, text: expect.stringContaining('Whose?') });
  expect(await remove('nobody.here')).toMatchObject({ code: 1, text: expect.stringContaining('Nobody signs in as') });
  expect(await remove(founder.signInName)).toMatchObject({ code: 0 });
  await waitUntil('the running server knows', async () => (await founder.get('/api/profile')).status === 401);
  const again = new Person(server.url);
  const json = { name: founder.signInName, password: testPassword, mine: true };
  expect(expected(200, await again.post('/api/sign-in', json)).as(entered).member).toMatchObject({
    secondFactorNeeded: true,
  });
  await setUpSecondFactor(Object.assign(again, { codes: undefined }));
  expected(200, await again.get('/api/community'));
  expect(await remove('nobody.here')).toMatchObject({ code: 1 });
  const line = await withDatabaseOf(server, (db) =>
    waitUntil('the audit has it', () =>
      db.collection('stream_entries').findOne({ stream: 'audit', act: 'second-factor.reset' }),
    ),
  );
  expect(line).toMatchObject({ by: null, about: { what: 'all' } });
}, 120_000);
