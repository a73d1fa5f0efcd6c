import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { me, memberList, personList, toAskList } from '@throughline/contracts';
import {
  beginTheme,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
  waitUntil as until,
} from '@throughline/testing';
import { SMTPServer } from 'smtp-server';
import { withDatabaseOf } from './database-of';

jest.setTimeout(120_000);

/** Jobs come round every ten seconds, on a busy machine later. */
const waitUntil: typeof until = (what, ask) => until(what, ask, 40_000);
const day = 86_400_000;
const letters: { to: string[]; raw: string }[] = [];
const refused = new Map<string, number>();
let refusals = 0;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _, done) => {
    const responseCode = refused.get(address);
    if (responseCode === undefined) return done();
    refusals += 1;
    return done(Object.assign(new Error('no such box'), { responseCode }));
  },
  onData: (stream, { envelope }, done) =>
    void text(stream).then((raw) => {
      letters.push({ to: envelope.rcptTo.map(({ address }) => address), raw: raw.replace(/=\r\n/g, '') });
      done();
    }),
});

let server: BuiltServer;
let founder: Insider;
let chair: Insider;

beforeAll(async () => {
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  const env = { MAIL_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'forum@example.org' };
  server = await startBuiltServer({ empty: true, env });
  founder = await foundCommunity(server);
  chair = await inviteAndJoin(founder, 'Chris Chair', 'moderator');
  await beginTheme(chair);
});
afterAll(async () => {
  await server?.stop();
  await new Promise<void>((closed) => smtp.close(closed));
});

const stored = (id: string) =>
  withDatabaseOf(
    server,
    async (db) =>
      (await db.collection<{ _id: string }>('members').findOne({ _id: id })) as Record<string, unknown> | null,
  );
const store = (id: string, fields: Record<string, unknown>) =>
  withDatabaseOf(server, (db) => db.collection<{ _id: string }>('members').updateOne({ _id: id }, { $set: fields }));
const ago = (days: number) => new Date(Date.now() - days * day);
const lettersTo = (address: string) => letters.filter(({ to }) => to.includes(address));
const toAsk = async () => expected(200, await chair.get('/api/people-to-ask')).as(toAskList).people;
const signIn = (person: Insider, password = testPassword) =>
  new Person(server.url).post('/api/sign-in', { name: person.signInName, password, mine: true });

async function newcomer(name: string): Promise<{ who: Insider; id: string; address: string }> {
  const who = await inviteAndJoin(founder, name);
  return { who, id: (await who.me()).id, address: `${who.signInName}@example.org` };
}

test('a year goes by: asked at eleven months, reminded twice, paused, and opened again by a moderator who asked', async () => {
  const { who, id, address } = await newcomer('Yara Yearly');
  await waitUntil('the year begins', async () => (await stored(id))?.['confirmedAt'] instanceof Date);
  await store(id, { mail: address, confirmedAt: ago(336) });
  for (const count of [1, 2, 3]) {
    await waitUntil(`letter ${count}`, () => lettersTo(address).length === count);
    const { member } = expected(200, await who.get('/api/me')).as(me);
    expect(member?.confirmBy).not.toBeNull();
    const asks = ((await stored(id))?.['confirmAsks'] as Date[]).map((ask) => new Date(ask.getTime() - 8 * day));
    expect(asks).toHaveLength(count);
    await store(id, { confirmAsks: asks, confirmedAt: ago(count === 3 ? 366 : 359) });
  }
  const [letter] = lettersTo(address);
  expect(letter?.raw).toContain('/still-here');
  expect(letter?.raw).not.toContain('Yara');
  await waitUntil('access is paused', async () => (await stored(id))?.['standing'] === 'suspended');
  expect((await who.get('/api/people')).status).toBe(401);
  expect(expected(403, await signIn(who)).text).toContain('paused-unconfirmed');
  expect(expected(401, await signIn(who, 'not-the-password')).text).toContain('sign-in-failed');
  // Nothing is deleted, and nobody else sees anything of it.
  const seen = expected(200, await chair.get('/api/people')).as(personList).people;
  expect(seen.map((person) => person.id)).toContain(id);
  expect(JSON.stringify(seen)).not.toContain('suspended');
  expect(await toAsk()).toContainEqual(expect.objectContaining({ id, why: 'unconfirmed', mayOpen: true }));
  expected(200, await chair.post(`/api/members/${id}/still-with-us`, { how: 'At the session on Tuesday.' }));
  expect(await stored(id)).toMatchObject({
    standing: 'active',
    suspended: null,
    mail: address,
    askedInPerson: [{ how: 'At the session on Tuesday.' }],
  });
  expected(200, await signIn(who));
  expect((await toAsk()).map((person) => person.id)).not.toContain(id);
  expect(lettersTo(address)).toHaveLength(3);
});

test('who says that they are still here is asked no more, with or without an address', async () => {
  const { who, id } = await newcomer('Sol Still');
  await waitUntil('the year begins', async () => (await stored(id))?.['confirmedAt'] instanceof Date);
  await store(id, { confirmedAt: ago(340) });
  await waitUntil('they are asked', async () => ((await stored(id))?.['confirmAsks'] as Date[]).length === 1);
  await waitUntil('the page says so', async () => (await who.me()).confirmBy !== null);
  expected(200, await who.post('/api/still-here'));
  const after = await stored(id);
  expect(after).toMatchObject({ confirmAsks: [], standing: 'active' });
  expect(Date.now() - (after?.['confirmedAt'] as Date).getTime()).toBeLessThan(60_000);
  await waitUntil('the page says nothing more', async () => (await who.me()).confirmBy === null);
});

test('an address that is refused on two days pauses access; on one day, for a while only, or a private one it does not', async () => {
  const work = await newcomer('Wanda Work');
  const soft = await newcomer('Sid Soft');
  const own = await newcomer('Oz Own');
  const [organisationId] = [
    (await founder.post('/api/organisations', { key: 'organisation-1', name: 'Homes', sector: 'housing' })).json as {
      id: string;
    },
  ].map(({ id }) => id);
  const yesterday = ago(1).toISOString().slice(0, 10);
  for (const { id, address } of [work, soft]) await store(id, { mail: address, organisationId });
  await store(own.id, { mail: own.address });
  refused.set(work.address, 550).set(soft.address, 450).set(own.address, 550);
  const mailTo = async ({ who }: { who: Insider }) => {
    const before = refusals;
    expected(200, await new Person(server.url).post('/api/resets', { name: who.signInName }));
    await waitUntil('the mail server refuses', () => refusals > before);
  };
  const refusedOn = async (id: string) => (await stored(id))?.['mailRefusedOn'] as string[];
  for (const person of [work, soft, own]) await mailTo(person);
  await mailTo(work);
  await waitUntil(
    'it is noted',
    async () => (await refusedOn(work.id)).length === 1 && (await refusedOn(own.id)).length === 1,
  );
  expect((await stored(work.id))?.['standing']).toBe('active');

  for (const { id } of [work, own]) await store(id, { mailRefusedOn: [yesterday] });
  for (const person of [own, soft, work]) await mailTo(person);
  await waitUntil('access is paused', async () => (await stored(work.id))?.['standing'] === 'suspended');
  expect(expected(403, await signIn(work.who)).text).toContain('paused-address');
  expect(await toAsk()).toContainEqual(expect.objectContaining({ id: work.id, why: 'address' }));
  await waitUntil('it is noted', async () => (await refusedOn(own.id)).length === 2);
  expect((await stored(own.id))?.['standing']).toBe('active');
  expect(await stored(soft.id)).toMatchObject({ standing: 'active', mailRefusedOn: [] });

  // No link for a new password goes to where nobody is, or somebody else by now.
  const mailed = refusals;
  expected(200, await new Person(server.url).post('/api/resets', { name: work.who.signInName }));
  expected(200, await chair.post(`/api/members/${work.id}/still-with-us`, { how: 'She rang.' }));
  expect(await stored(work.id)).toMatchObject({ standing: 'active', mail: null, mailRefusedOn: [] });
  expect(refusals).toBe(mailed);
});

test('mail that arrives forgets the refusal before it', async () => {
  const { who, id, address } = await newcomer('Rae Reached');
  await store(id, { mail: address, mailRefusedOn: [ago(1).toISOString().slice(0, 10)] });
  expected(200, await new Person(server.url).post('/api/resets', { name: who.signInName }));
  await waitUntil('it is forgotten', async () => ((await stored(id))?.['mailRefusedOn'] as string[]).length === 0);
});

test('nobody does it to themselves, moderators not to each other, and the last administrator stays', async () => {
  const { id: founderId } = await founder.me();
  const { id: chairId } = await chair.me();
  const { id, who } = await newcomer('Max Member');
  expect((await who.post(`/api/members/${chairId}/address-gone`)).status).toBe(403);
  expect((await who.get('/api/people-to-ask')).status).toBe(403);
  expect((await chair.post(`/api/members/${chairId}/address-gone`)).status).toBe(403);
  expect((await chair.post(`/api/members/${founderId}/address-gone`)).status).toBe(403);
  expect((await chair.post(`/api/members/${id}/still-with-us`, { how: 'x' })).status).toBe(404);
  // The last administrator is passed over, however long they said nothing: nobody could open their access again.
  await store(founderId, { confirmedAt: ago(900), confirmAsks: [ago(100), ago(90), ago(80)] });
  await store(id, { confirmedAt: ago(900), confirmAsks: [ago(100), ago(90), ago(80)] });
  await waitUntil('others are paused', async () => (await stored(id))?.['standing'] === 'suspended');
  expect((await stored(founderId))?.['standing']).toBe('active');
  await store(founderId, { confirmedAt: new Date(), confirmAsks: [] });
});

test('a moderator can still be told apart by name while their access is paused, and the list of members says so', async () => {
  const other = await inviteAndJoin(founder, 'Morag Moderator', 'moderator');
  const { id } = await other.me();
  expected(200, await founder.post(`/api/members/${id}/address-gone`));
  const members = expected(200, await chair.get('/api/members')).as(memberList).members;
  expect(members.find((member) => member.id === id)?.standing).toBe('suspended');
  const namesake = await inviteAndJoin(founder, 'Nell Namesake');
  const profile = expected(200, await namesake.get('/api/profile')).json as Record<string, unknown>;
  const edit = { name: 'Morag Moderator', expertise: [], showExpertise: false, showOrganisation: true, about: '' };
  const tried = await namesake.put('/api/profile', { ...edit, textVersion: profile['textVersion'] });
  expect(expected(409, tried).text).toContain('name-looked-up-to');
});

test('what is suspended until a time opens again by itself after it', async () => {
  const { who, id } = await newcomer('Tim Timed');
  expected(200, await chair.post(`/api/members/${id}/address-gone`));
  await store(id, { suspended: { since: ago(2), why: 'step', until: new Date(Date.now() + 3_600_000) } });
  expect(expected(403, await signIn(who)).text).toContain('paused-step');
  expect((await toAsk()).map((person) => person.id)).not.toContain(id);
  expect((await chair.post(`/api/members/${id}/still-with-us`, { how: 'x' })).status).toBe(404);
  await store(id, { suspended: { since: ago(2), why: 'step', until: ago(1) } });
  await waitUntil('it is over', async () => (await signIn(who)).status === 200);
});

test('it is in the audit chain, by whom and why, without a word that somebody wrote', async () => {
  const { id } = await newcomer('Aud Audited');
  expected(200, await chair.post(`/api/members/${id}/address-gone`));
  expected(200, await chair.post(`/api/members/${id}/still-with-us`, { how: 'a-word-of-mine' }));
  const lines = await withDatabaseOf(server, (db) =>
    db.collection('stream_entries').find({ stream: 'audit', 'about.member': id }).sort({ seq: 1 }).toArray(),
  );
  const { id: by } = await chair.me();
  expect(lines.map((line) => [line['act'], line['by'], (line['about'] as { what?: string }).what])).toEqual([
    ['step.taken', by, 'address'],
    ['step.ended', by, undefined],
  ]);
  expect(JSON.stringify(lines)).not.toContain('a-word-of-mine');
});
