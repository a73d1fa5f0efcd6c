import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@throughline/embedded-mongo';
import { postView, type PostView } from '@throughline/contracts';
import { databaseName } from '@throughline/platform';
import {
  beginTheme,
  beginThread,
  expected,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  testPassword,
  writePost,
} from '@throughline/testing';
import { MongoClient } from 'mongodb';
import { allOf } from '../identity/database-of';
import { firstAsAlias, foundHouse, type House, pageOf, writeAsAlias } from '../voices/house';

jest.setTimeout(180_000);

let root: string;
let house: House;
let amber: Insider;
let zara: Insider;
let threadId: string;
let zaraId: string;
let allowed: PostView;
let renamed: PostView;

/** Runs `npm run backup` or `npm run restore` as a person does. */
function command(folder: string, ...words: string[]): Promise<{ code: number; text: string }> {
  const program = join(__dirname, '..', '..', 'apps', 'server', 'keeping.mjs');
  const env = { PATH: process.env['PATH'], VAR_FOLDER: folder };
  return new Promise((ended) => {
    execFile(process.execPath, [program, ...words], { env }, (error, stdout, stderr) =>
      ended({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

/** Everything in the database of a stopped server, as text. */
async function everythingIn(folder: string): Promise<string> {
  const engine = await startEmbeddedMongo({ folder: join(folder, 'db') });
  const client = await new MongoClient(engine.uri).connect();
  try {
    const collections = await client.db(databaseName).collections();
    return JSON.stringify(await Promise.all(collections.map((collection) => collection.find().toArray())));
  } finally {
    await client.close();
    await engine.stop();
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'throughline-restoring-'));
  house = await foundHouse({ folder: join(root, 'old') });
  const { founder, moderator, server } = house;
  amber = await inviteAndJoin(founder, 'Amber Wren');
  zara = await inviteAndJoin(founder, 'Zara Leaver');
  zaraId = (await zara.me()).id;
  threadId = await beginThread(founder, await beginTheme(founder), { text: 'What do you think?' });
  const erased = await writePost(amber, threadId, 'The zqcanary sang in the morning before all others.');
  await writePost(founder, threadId, '> The zqcanary sang in the morning before all others.\n\nCopied.');
  const unnamed = await writePost(amber, threadId, 'Her name comes off this.');
  await writePost(zara, threadId, 'Zqlinnet, of who leaves.');
  allowed = await writePost(amber, threadId, 'She allows it, and then not.');
  await firstAsAlias(amber, moderator, threadId, 'Zqheron, as another.');
  renamed = await writePost(zara, threadId, 'Of who leaves, under a name of nobody’s.');
  const asHerself = { key: randomUUID(), text: 'She takes this back.', as: 'self', sure: true, replyTo: null };
  const taken = expected(201, await amber.post(`/api/threads/${threadId}/posts`, asHerself)).as(postView);
  const out = await writePost(founder, threadId, 'A moderator takes this out.');
  const waits = await writeAsAlias(amber, threadId, 'Zqwren, which waits.');
  const uses = { summary: 'yes', evidence: 'yes', report: 'yes' };
  expected(200, await amber.put(`/api/posts/${allowed.id}/uses`, uses));
  expected(200, await amber.put('/api/consents', { summary: true, evidence: true, report: true }));
  const hidden = (await pageOf(amber, threadId)).posts.find(({ author }) => author.kind === 'alias');

  expect((await command(server.folder, 'backup', '--to', join(root, 'backups', 'old.backup'))).code).toBe(0);
  expected(200, await amber.post(`/api/posts/${taken.id}/withdraw`));
  expected(200, await moderator.post(`/api/posts/${out.id}/remove`, { reason: 'It names a street.' }));
  expected(200, await amber.post(`/api/own/waiting/${waits.id}/withdraw`));
  expected(200, await amber.post(`/api/posts/${erased.id}/erase`));
  expected(200, await amber.post(`/api/posts/${unnamed.id}/name-off`));
  expected(200, await amber.post(`/api/posts/${hidden?.id}/erase`));
  expected(200, await amber.put(`/api/posts/${allowed.id}/uses`, { ...uses, evidence: 'no', report: 'general' }));
  expected(200, await amber.put('/api/consents', { summary: false, evidence: true, report: false }));
  expected(200, await zara.put('/api/own/leaving/posts', { choices: [{ post: renamed.id, as: 'alias' }] }));
  expected(200, await zara.post('/api/own/leaving', { password: testPassword, posts: 'former', sure: true }));
});
afterAll(async () => {
  await house?.server.stop();
  rmSync(root, { recursive: true, force: true });
});

const canaries = ['zqcanary', 'Zqheron', 'Zqwren', 'Zara Leaver', 'zara.leaver'];

async function expectErasedAgain(folder: string): Promise<void> {
  const all = await everythingIn(folder);
  for (const canary of canaries) expect(all).not.toContain(canary);
  expect(all).toContain('Copied.');
  expect(all).toContain('Zqlinnet');
  const restored = await startBuiltServer({ folder });
  try {
    const again = house.founder.copy(restored.url);
    const text = (await again.get(`/api/threads/${threadId}/page`)).text;
    expect(JSON.parse(text)).toMatchObject({
      posts: [
        { number: 1 },
        { number: 2, state: 'erased' },
        { number: 3, state: 'published' },
        { number: 4, author: { kind: 'unnamed' } },
        { number: 5, author: { kind: 'former' } },
        { number: 6, author: { kind: 'member' } },
        { number: 7, state: 'erased', author: { kind: 'alias' } },
        { number: 8, author: { kind: 'alias' } },
        { number: 9, state: 'withdrawn', bodyHtml: '' },
        { number: 10, state: 'removed', bodyHtml: '' },
      ],
    });
    // What was taken back stays so; what was allowed then and is still stays too.
    const amberAgain = amber.copy(restored.url);
    expect(expected(200, await amberAgain.get(`/api/posts/${allowed.id}/uses`)).json).toMatchObject({
      chosen: { summary: 'yes', evidence: 'no', report: 'no' },
      general: { summary: false, evidence: true, report: false },
    });
    expect(await allOf(restored)).not.toContain('zqcanary');
  } finally {
    await restored.stop();
  }
}

test('P15 what was erased is erased again when an older backup is restored on the same machine', async () => {
  const { server } = house;
  expect((await allOf(server)).includes('zqcanary')).toBe(false);
  await server.kill();
  const list = readFileSync(join(server.folder, 'erased.ids'), 'utf8');
  expect(list).toContain(`member/${zaraId}\n`);
  // Ids, and nothing else.
  expect(list).toMatch(
    /^((post|name|alias|member|renamed|refused|withdrawn|removed|waiting)\/[a-z2-7]{26}(\.(summary|evidence|report))?\n)+$/,
  );
  const place = join(root, 'same');
  mkdirSync(place);
  for (const file of ['backup.key', 'secrets.json', 'erased.ids'])
    copyFileSync(join(server.folder, file), join(place, file));
  expect(await command(place, 'restore', join(root, 'backups', 'old.backup'))).toMatchObject({ code: 0 });
  await expectErasedAgain(place);
});

test('P15 it is erased again on another machine too, where a newer backup lies beside the older one', async () => {
  const { server } = house;
  expect((await command(server.folder, 'backup', '--to', join(root, 'backups', 'new.backup'))).code).toBe(0);
  expect(readdirSync(join(root, 'backups')).sort()).toEqual(['new.backup', 'old.backup']);
  const place = join(root, 'other');
  mkdirSync(place);
  for (const file of ['backup.key', 'secrets.json']) copyFileSync(join(server.folder, file), join(place, file));
  expect(await command(place, 'restore', join(root, 'backups', 'old.backup'))).toMatchObject({ code: 0 });
  await expectErasedAgain(place);
});
