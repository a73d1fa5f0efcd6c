import {
  agreementView,
  invitationCard,
  postView,
  safeguardingSettings,
  type PostView,
  threadPage,
  type ThreadPage,
  threadView,
  waitingView,
  type WaitingView,
} from '@throughline/contracts';
import { type Answer, expected, Insider, testPassword } from '@throughline/testing';
import { toBeChecked } from '../voices/house';
import type { World } from './world';

/** What people do in the script: each with the world's own keys, so that two runs send the same. */

export async function pageOf(by: Insider, threadId: string): Promise<ThreadPage> {
  return expected(200, await by.get(`/api/threads/${threadId}/page?page=1`)).as(threadPage);
}

export async function postNumber(by: Insider, threadId: string, number: number): Promise<PostView> {
  const post = (await pageOf(by, threadId)).posts.find((one) => one.number === number);
  if (!post) throw new Error(`There is no #${number}.`);
  return post;
}

export async function postWith(by: Insider, threadId: string, text: string): Promise<PostView> {
  const post = (await pageOf(by, threadId)).posts.find(({ bodyHtml }) => bodyHtml.includes(text));
  if (!post) throw new Error(`Nothing says “${text}”.`);
  return post;
}

/** What stands just then in a thread and in the lists, for another member and for a moderator. */
export async function glance(world: World, threadId: string): Promise<void> {
  const { third, moderator } = world.people;
  await world.round();
  for (const witness of [third, moderator]) {
    for (const address of [`/api/threads/${threadId}/page?page=1`, '/api/threads', '/api/people', '/api/me'])
      await witness.get(address);
    await witness.page(`/t/${threadId}`);
  }
}

/** Somebody new comes in by an invitation. */
export async function join(world: World, administrator: Insider, name: string): Promise<void> {
  const invited = await administrator.post('/api/invitations', { key: world.key(), forWhom: name, role: 'member' });
  const { link } = expected(201, invited).as(invitationCard);
  const signInName = name.toLowerCase().replaceAll(' ', '.');
  const person = new Insider(administrator.url, signInName);
  const { version } = expected(200, await person.get('/api/agreement')).as(agreementView);
  const secret = link.split('/').at(-1);
  const body = { secret, name, signInName, password: testPassword, agreed: version, mine: true };
  expected(200, await person.post('/api/join', body));
}

/** Sets what has to be set before anybody can tell the leads that they are worried. */
export async function setSafeguarding(administrator: Insider): Promise<void> {
  const settings = expected(200, await administrator.get('/api/safeguarding')).as(safeguardingSettings);
  const { leads: _, on: __, ...before } = settings;
  const outside = { what: 'The advice centre', number: '01632 960 200' };
  const nightTeam = { what: 'The night team', number: '01632 960 117' };
  expected(200, await administrator.put('/api/safeguarding', { ...before, outside, nightTeam }));
}

/** A thread that a moderator begins; answers its id. */
export async function beginThread(world: World, title: string): Promise<string> {
  const thread = {
    key: world.key(),
    themeId: world.themeId,
    as: 'self',
    title,
    text: 'And then?',
    kind: 'discussion',
    audience: { kind: 'members' },
  };
  const { moderator } = world.people;
  const { id } = await world.act(async () =>
    expected(201, await moderator.post('/api/threads', thread)).as(threadView),
  );
  await world.follow(id);
  return id;
}

/** Under their own name; who has an alias in the thread has said that people may connect the two. */
export async function writeByName(
  world: World,
  by: Insider,
  threadId: string,
  text: string,
  replyTo: number | null = null,
): Promise<PostView> {
  const post = { key: world.key(), text, as: 'self', sure: true, replyTo };
  return expected(201, await by.post(`/api/threads/${threadId}/posts`, post)).as(postView);
}

export async function writeAsAlias(
  world: World,
  by: Insider,
  threadId: string,
  text: string,
  more: object = {},
): Promise<WaitingView> {
  const post = { key: world.key(), text, as: 'alias', ...more };
  return expected(201, await by.post(`/api/threads/${threadId}/posts`, post)).as(waitingView);
}

/** What waits for a moderator with these words. */
export async function waitingWith(moderator: Insider, text: string): Promise<WaitingView> {
  const found = (await toBeChecked(moderator)).find((one) => one.text.includes(text));
  if (!found) throw new Error(`Nothing waits that says “${text}”.`);
  return found;
}

/** Has it open, so that no other moderator takes it up, and publishes what was read. */
export async function publish(moderator: Insider, text: string, contentNote?: string): Promise<Answer> {
  const { id, revision } = await waitingWith(moderator, text);
  expected(200, await moderator.post(`/api/review/${id}/claim`));
  const note = contentNote ? { contentNote } : {};
  return expected(200, await moderator.post(`/api/waiting/${id}/publish`, { revision, ...note }));
}

/** What is refused, and with which code; a form without scripts gets a page that says so in words. */
export function refused(code: string, answer: Answer): void {
  const said = answer.text.startsWith('{') ? (answer.json as { code?: string }).code : code;
  if (answer.status < 400 || answer.status >= 500 || said !== code)
    throw new Error(`Expected ${code}, got ${answer.status}: ${answer.text.slice(0, 300)}`);
}
