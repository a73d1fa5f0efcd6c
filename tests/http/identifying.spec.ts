import { randomUUID } from 'node:crypto';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  startBuiltServer,
} from '@throughline/testing';
import type { ThreadPage } from '@throughline/contracts';

let server: BuiltServer;
let member: Insider;
let thread: string;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const chair = await foundCommunity(server);
  member = await inviteAndJoin(chair, 'Sarah Harrowgate');
  thread = await beginThread(chair, await beginTheme(chair), { text: 'First' });
});
afterAll(() => server?.stop());

const number = '07700 900118';
const reply = (text: string, more: Record<string, string> = {}) =>
  member.submit('reply', {
    ...{ from: `/t/${thread}/reply`, key: randomUUID(), thread, replyTo: '', as: 'self', contentNote: '', text },
    ...more,
  });
const posts = async () =>
  (expected(200, await member.get(`/api/threads/${thread}/page?page=1`)).json as ThreadPage).posts.length;

describe('P8 a form without scripts', () => {
  it('shows once what may say who somebody is, keeps the words, and has posted nothing', async () => {
    const before = await posts();
    const answer = await reply(`Ring me on ${number}.`);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`“${number}”`);
    expect(answer.text).toContain('looks like a phone number');
    expect(answer.text).toMatch(/<textarea[^>]*>Ring me on 07700 900118\.<\/textarea>/);
    expect(answer.text).toContain(`name="lookedAt" value="${number}"`);
    expect(await posts()).toBe(before);
  });

  it('posts all the same what was shown, and shows what came since', async () => {
    const before = await posts();
    expect((await reply(`Ring me on ${number}.`, { lookedAt: number })).status).toBe(303);
    expect(await posts()).toBe(before + 1);
    const more = await reply(`Ring me on ${number}, ST4 2DG.`, { lookedAt: number });
    expect(more.status).toBe(200);
    expect(more.text).toContain('“ST4 2DG”');
    expect(await posts()).toBe(before + 1);
  });

  it('is held up by nothing else, nor by one’s own name', async () => {
    expect((await reply('The session on 12 March 2024 was good.')).status).toBe(303);
    expect((await reply('I am Sarah Harrowgate.')).status).toBe(303);
    expect((await reply('I am Sarah Harrowgates.')).status).toBe(200);
  });

  it('looks at the title of a thread, and at words that are changed', async () => {
    const title = { ...{ theme: 'x', kind: 'discussion', audience: 'members', as: 'self' }, title: `${number}?` };
    const started = await member.submit('thread-new', { from: '/threads/new', key: randomUUID(), ...title, text: 'A' });
    expect(started.status).toBe(200);
    expect(started.text).toContain('looks like a phone number');
    const page = expected(200, await member.get(`/api/threads/${thread}/page?page=1`)).json as ThreadPage;
    const own = page.posts.find(({ author }) => author.kind === 'member' && author.name === 'Sarah Harrowgate');
    const edit = { from: `/posts/${own?.id ?? ''}/edit`, post: own?.id ?? '', textVersion: `${own?.textVersion ?? 0}` };
    const changed = await member.submit('post-edit', { ...edit, text: 'NHS 943 476 5919', contentNote: '' });
    expect(changed.status).toBe(200);
    expect(changed.text).toContain('looks like an NHS number');
  });

  it('whose page is not there any more gives the words back', async () => {
    const answer = await reply(`Ring me on ${number}.`, { from: '/help' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('This was not sent yet');
    expect(answer.text).toContain(`Ring me on ${number}.</textarea>`);
  });

  it('the API takes the same words as they are', async () => {
    const post = { key: randomUUID(), text: `Ring me on ${number}.`, as: 'self', replyTo: null };
    expect((await member.post(`/api/threads/${thread}/posts`, post)).status).toBe(201);
  });
});
