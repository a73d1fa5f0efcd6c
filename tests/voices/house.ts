import { randomUUID } from 'node:crypto';
import {
  organisationView,
  profileView,
  reviewQueue,
  type WaitingView,
  waitingView,
  threadPage,
  type ThreadPage,
} from '@throughline/contracts';
import {
  beginTheme,
  type BuiltServer,
  type BuiltServerOptions,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  setUpSecondFactor,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { withDatabaseOf } from '../identity/database-of';
import { MovableTime } from './movable-time';

/** What the leads of a test open their parts with. */
export const leadsPassphrase = 'the kettle walks to market in may';

/** Makes two members of two organisations safeguarding leads who have set up their parts: then aliases are offered. */
export async function setUpLeads(founder: Insider): Promise<Insider[]> {
  const leads = [await inviteAndJoin(founder, 'Lea Lead'), await inviteAndJoin(founder, 'Lou Lead')];
  for (const [index, lead] of leads.entries()) {
    const place = { key: randomUUID(), name: `Organisation ${index}`, sector: 'housing' };
    const { id: organisationId } = expected(201, await founder.post('/api/organisations', place)).as(organisationView);
    const { id, name, textVersion } = expected(200, await lead.get('/api/profile')).as(profileView);
    const shown = { expertise: [], showExpertise: false, showOrganisation: false, about: '' };
    expected(200, await lead.put('/api/profile', { name, organisationId, ...shown, textVersion }));
    await setUpSecondFactor(lead);
    expected(200, await founder.patch(`/api/members/${id}`, { duties: ['safeguarding-lead'] }));
    const body = { password: testPassword, passphrase: leadsPassphrase, again: leadsPassphrase };
    // Who has a duty by now is known of within two seconds.
    await waitUntil('a lead is set up', async () => (await lead.post('/api/sealing/set-up', body)).status < 300);
  }
  return leads;
}

/** A community in which aliases are offered, with a clock that can be moved. */
export interface House {
  server: BuiltServer;
  founder: Insider;
  moderator: Insider;
  time: MovableTime;
}

export async function foundHouse(options: BuiltServerOptions = {}): Promise<House> {
  const time = new MovableTime();
  const server = await startBuiltServer({ empty: true, ...options, env: { ...time.env, ...options.env } });
  const founder = await foundCommunity(server);
  await setUpLeads(founder);
  const moderator = await inviteAndJoin(founder, 'Mod Erator', 'moderator');
  return { server, founder, moderator, time };
}

/** The same with somebody who writes, somebody who reads, and a theme. */
export async function foundHouseOfTwo() {
  const house = await foundHouse();
  const amber = await inviteAndJoin(house.founder, 'Amber Wren');
  const rowan = await inviteAndJoin(house.founder, 'Rowan Reader');
  return { house, amber, rowan, themeId: await beginTheme(house.founder) };
}

/** What a thread's page says to somebody. */
export async function pageOf(by: Insider, threadId: string): Promise<ThreadPage> {
  return expected(200, await by.get(`/api/threads/${threadId}/page`)).as(threadPage);
}

/** Until a job has looked round twice more, as its lease tells; what lets out what waits, if no other is named. */
export async function untilLookedAgain({ server }: House, job = 'waiting.left'): Promise<void> {
  const leaseUntil = () =>
    withDatabaseOf(server, async (db) => {
      const lease = await db.collection<{ _id: string; until: Date }>('leases').findOne({ _id: job });
      return lease?.until.getTime() ?? 0;
    });
  for (let rounds = 0; rounds < 2; rounds += 1) {
    const before = await leaseUntil();
    await waitUntil('it is looked again', async () => (await leaseUntil()) > before, 15_000);
  }
}

/** Writes as an alias; answers what waits. */
export async function writeAsAlias(
  by: Insider,
  threadId: string,
  text: string,
  more: Record<string, unknown> = {},
): Promise<WaitingView> {
  const post = { key: randomUUID(), text, as: 'alias', ...more };
  return expected(201, await by.post(`/api/threads/${threadId}/posts`, post)).as(waitingView);
}

/** What waits to be checked, as a moderator sees it. */
export async function toBeChecked(moderator: Insider): Promise<WaitingView[]> {
  const { items } = expected(200, await moderator.get('/api/review')).as(reviewQueue);
  return items.flatMap((item) => ('waiting' in item ? [item.waiting] : []));
}

/** Which words of it a moderator reads now. */
export async function revisionOf(moderator: Insider, id: string): Promise<number> {
  return (await toBeChecked(moderator)).find((waiting) => waiting.id === id)?.revision ?? 0;
}

/** Publishes the words as they are, or as they were when they had this revision. */
export async function publish(moderator: Insider, id: string, revision?: number): Promise<void> {
  const read = { revision: revision ?? (await revisionOf(moderator, id)) };
  expected(200, await moderator.post(`/api/waiting/${id}/publish`, read));
}

/** Writes a first post under an alias and has it published. */
export async function firstAsAlias(by: Insider, moderator: Insider, threadId: string, text: string): Promise<void> {
  const { id, revision } = await writeAsAlias(by, threadId, text);
  await publish(moderator, id, revision);
}

/** Waits until a thread holds so many posts. */
export async function untilPosts(by: Insider, threadId: string, count: number, within = 20_000): Promise<ThreadPage> {
  const look = async () => {
    const page = await pageOf(by, threadId);
    return page.thread.lastNumber >= count ? page : undefined;
  };
  return waitUntil(`${count} posts in the thread`, look, within);
}

/** All that the server has logged. */
export const logOf = (server: BuiltServer): string => server.output();
