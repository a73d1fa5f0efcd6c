import { threadPage } from '@throughline/contracts';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
  writePost,
} from '@throughline/testing';
import { Engine } from '../keeping/engine';

let engine: Engine;
let server: BuiltServer;
let forgetful: BuiltServer;
let chair: Insider;
let writer: Insider;
let readers: Insider[];
let threadId: string;
let path: string;

beforeAll(async () => {
  engine = await Engine.start();
  const env = { MONGODB_URI: engine.uri, MAIL_URL: 'smtp://localhost:1' };
  server = await startBuiltServer({ empty: true, env });
  const founder = await foundCommunity(server);
  const secrets = { SECRETS_FILE: `${server.folder}/secrets.json` };
  forgetful = await startBuiltServer({ empty: true, env: { ...env, ...secrets, REMEMBERED_MEGABYTES: '0' } });
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  writer = await inviteAndJoin(founder, 'Wes Writer');
  readers = [
    await inviteAndJoin(founder, "Róisín O'Rae"),
    await inviteAndJoin(founder, '</script><b>&"\\'),
    await inviteAndJoin(founder, 'We'),
  ];
  threadId = await beginThread(writer, await beginTheme(chair), { text: "What W. and O'Rae said &amp; did" });
  await writePost(chair, threadId, 'second', 1);
  path = `/t/${threadId}?page=1`;
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await forgetful?.stop();
  await engine?.stop();
});

/** What is another at each load: the form's key, when the session ends, and how often the lists were told of the thread. */
const plain = (html: string) =>
  html
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'a key')
    .replace(/"endsAt":"[^"]*"/, '"endsAt":"then"')
    .replace(/"mergedInto":null,"revision":\d+/, '"mergedInto":null,"revision":0');
const page = async (by: Insider) => expected(200, await by.page(path)).text;
const rendered = async (by: Insider) => expected(200, await by.copy(forgetful.url).page(path)).text;

test('every reader gets the page that would have been rendered for them, whoever asked before', async () => {
  const all = [...readers, writer, chair, ...readers];
  for (const reader of all) expect(plain(await page(reader))).toBe(plain(await rendered(reader)));
});

test('nothing of one reader is in the page of another', async () => {
  const [first, second] = readers as [Insider, Insider];
  await page(first);
  const { id, name } = await first.me();
  const html = await page(second);
  expect(html).not.toContain(id);
  expect(html).not.toContain(name.replace("'", '&#x27;'));
  expect(html).toContain('Signed in as &lt;/script&gt;&lt;b&gt;&amp;&quot;\\');
  expect(html.match(/<\/script>/g)).toHaveLength(plain(await rendered(writer)).match(/<\/script>/g)?.length ?? 0);
});

test('each load has a key of its own', async () => {
  const keys = await Promise.all(
    readers.map(async (reader) => /name="key" value="([^"]+)"/.exec(await page(reader))?.[1]),
  );
  expect(keys.every(Boolean)).toBe(true);
  expect(new Set(keys).size).toBe(readers.length);
});

test('what was withdrawn is gone at once, and so is a reader who lost access', async () => {
  const [reader] = readers as [Insider];
  const { id } = await writePost(writer, threadId, 'words to be taken back');
  expect(await page(reader)).toContain('words to be taken back');
  expected(200, await writer.post(`/api/posts/${id}/withdraw`, {}));
  expect(await page(reader)).not.toContain('words to be taken back');

  const moderators = await beginThread(chair, (await threadOf(chair)).thread.theme.id, {
    audience: { kind: 'moderators' },
    text: 'among ourselves',
  });
  expect(expected(200, await chair.page(`/t/${moderators}`)).text).toContain('among ourselves');
  expect(expected(404, await reader.page(`/t/${moderators}`)).text).not.toContain('among ourselves');
  const leaving = await reader.signedInAgain();
  expected(200, await leaving.page(path));
  const copy = leaving.copy();
  await leaving.post('/api/sign-out');
  expect((await copy.page(path)).status).toBe(303);
});

async function threadOf(by: Insider) {
  return expected(200, await by.get(`/api/threads/${threadId}/page?page=1`)).as(threadPage);
}
