import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  closeBrowser,
  expected,
  foundCommunity,
  openPage,
  type Person,
  screenshot,
  startBuiltServer,
  waitUntil,
} from '@throughline/testing';
import { MongoClient } from 'mongodb';
import { SmallDisk } from '../faults/small-disk';

jest.setTimeout(120_000);

/** How long it may take until all goes on by itself on a busy machine: the pauses of who tries again grow to five seconds. */
const patience = 40_000;

const folders: string[] = [];
const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-away-'));
  folders.push(folder);
  return folder;
};

const leaving: (() => unknown)[] = [];
afterEach(async () => {
  for (const leave of leaving.splice(0).reverse()) await leave();
});
afterAll(async () => {
  await closeBrowser();
  if (disk instanceof SmallDisk) disk.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const stopped = (server: BuiltServer): BuiltServer => {
  leaving.push(() => server.stop());
  return server;
};

const isReady = async ({ url }: BuiltServer) => (await fetch(`${url}/api/health/ready`)).ok;

/** Whether a server says all this while, in milliseconds, that it cannot do its work: what ends again and again is ready in between. */
async function unreadyFor(server: BuiltServer, milliseconds: number): Promise<boolean> {
  for (const began = performance.now(); performance.now() - began < milliseconds;)
    if (await isReady(server)) return false;
  return true;
}

/**
 * Keeps a disk full and the engine writing on it: what it has set aside for its journal is used up each time it starts again.
 * Answers how to end that. What is written is random, so that it takes the room that it says.
 */
async function keepFull({ folder }: BuiltServer, small: SmallDisk): Promise<() => Promise<void>> {
  const uri = readFileSync(join(folder, 'database.uri'), 'utf8').trim();
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 200 });
  const filler = client.db('filler').collection('filler');
  await filler.insertOne({});
  let over = false;
  const filling = (async () => {
    while (!over) {
      small.fill();
      // Refused, or cut off by an engine that ended: both are meant.
      await filler.insertOne({ bytes: randomBytes(4 << 20) }).catch(() => undefined);
    }
    await client.close();
  })();
  return async () => {
    over = true;
    await filling;
    small.free();
  };
}

/** Somebody reads and writes while something that the server needs goes and comes back, and nobody does anything about it. */
async function writesMeanwhile(
  server: BuiltServer,
  writer: Person,
  name: string,
  goes: () => unknown,
  comesBack: () => unknown,
): Promise<void> {
  const theme = await beginTheme(writer);
  const thread = await beginThread(writer, theme, { text: 'Before.' });
  const elsewhere = await beginThread(writer, theme);
  const { page, close } = await openPage({ url: `${server.url}/t/${thread}`, cookies: writer.cookie, width: 360 });
  leaving.push(close);
  await page.waitForSelector('html[data-live]');

  await goes();
  const words = ['Before.'];
  // What ends again and again also works in between: then the next one is refused.
  for (let kept = false; !kept;) {
    await waitUntil('/ready says so for a while', () => unreadyFor(server, 1_000), patience);
    words.push(`While it was away, ${words.length}.`);
    await page.fill('#reply textarea', words.at(-1) ?? '');
    await page.click('#reply button[type=submit]');
    const stands = page.locator('.post:not(.post--sending) .post__body', { hasText: words.at(-1) ?? '' });
    const isKept = page.getByText('This was not sent. Your words are kept here.');
    await stands.or(isKept).first().waitFor({ timeout: patience });
    kept = await isKept.isVisible();
  }
  expect(await page.locator('.post--sending').innerText()).toContain(words.at(-1));
  await screenshot(page, `away-${name}`);
  await waitUntil(
    'a write is refused',
    async () => {
      const post = { key: randomUUID(), text: 'Refused, or not.', as: 'self' };
      const { status, headers } = await writer.post(`/api/threads/${elsewhere}/posts`, post);
      expect([201, 503]).toContain(status);
      return status === 503 && /^\d+$/.test(headers.get('retry-after') ?? '');
    },
    patience,
  );

  await comesBack();
  // Nothing is clicked: it goes by itself, and stands there as what it is, once.
  await page.waitForSelector('.post--sending', { state: 'detached', timeout: patience });
  await page.waitForSelector('html[data-live]', { timeout: patience });
  expect(await page.locator('.post__body:visible').allInnerTexts()).toEqual(words);
  await waitUntil('/ready says so', () => isReady(server), patience);
  const { posts } = expected(200, await writer.get(`/api/threads/${thread}/page?page=1`)).as(threadPage);
  expect(posts.map(({ bodyHtml }) => bodyHtml.replace(/<[^>]*>/g, '').trim())).toEqual(words);
}

test('the database goes and comes back: /ready says so, writes answer 503, the page keeps the words, and all goes on by itself', async () => {
  const one = stopped(await startBuiltServer({ empty: true, folder: temporaryFolder() }));
  const founder = await foundCommunity(one);
  const uri = readFileSync(join(one.folder, 'database.uri'), 'utf8').trim();
  const env = { MONGODB_URI: uri, SECRETS_FILE: join(one.folder, 'secrets.json') };
  const two = stopped(await startBuiltServer({ env }));
  await writesMeanwhile(
    two,
    founder.copy(two.url),
    'database',
    () => one.stop(),
    () => one.restart(),
  );
});

const disk = SmallDisk.make(join(temporaryFolder(), 'disk'));

/** Only the machine's administrator can make a small disk; elsewhere this says why it was left out. */
(disk instanceof SmallDisk ? test : test.failing)(
  'the disk is full and freed: /ready says so, writes answer 503, the page keeps the words, and all goes on by itself',
  async () => {
    if (!(disk instanceof SmallDisk)) throw new Error(`No small disk could be made here: ${disk}`);
    const server = stopped(await startBuiltServer({ empty: true, folder: join(disk.folder, 'data') }));
    let free = async () => undefined as void;
    leaving.push(() => free());
    await writesMeanwhile(
      server,
      await foundCommunity(server),
      'disk',
      async () => {
        free = await keepFull(server, disk);
      },
      () => free(),
    );
  },
);
