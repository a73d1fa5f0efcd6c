import { randomUUID } from 'node:crypto';
import {
  apartList,
  type ApartList,
  auditPage,
  circlePage,
  invitationCard,
  keptApart,
  type KeptApartView,
  me,
  sessionPage,
} from '@throughline/contracts';
import type { AuditEntry } from '@throughline/stream';
import { beginTheme, expected, type Insider, inviteAndJoin, waitUntil } from '@throughline/testing';
import { foundHouse, giveMail, type House } from '../concerns/house';
import { withDatabaseOf } from '../identity/database-of';

jest.setTimeout(180_000);

let house: House;

beforeAll(async () => {
  house = await foundHouse();
});
afterAll(() => house?.stop());

const idOf = async (insider: Insider) => (await insider.me()).id;
const bare = (body: string) => body.replace(/"requestId":"[^"]*"/, '');
const own = async (by: Insider): Promise<KeptApartView> => expected(200, await by.get('/api/kept-apart')).as(keptApart);
const listOf = async (lead: Insider): Promise<ApartList> =>
  expected(200, await lead.get('/api/kept-apart/all')).as(apartList);

async function ask(by: Insider, more: Record<string, unknown>): Promise<void> {
  const { textVersion } = await own(by);
  const answer = { words: '', names: [], members: [], without: [], textVersion, ...more };
  expected(200, await by.put('/api/kept-apart', answer));
}

/** Waits until a lead is warned of so much about this member; answers it. */
async function untilWarned(lead: Insider, of: string, count: number): Promise<ApartList['warnings']> {
  const theirs = async () => {
    const { warnings } = await listOf(lead);
    const about = warnings.filter((warning) => warning.of === of);
    return about.length >= count ? about : undefined;
  };
  return waitUntil(`${count} warnings about ${of}`, theirs, 60_000);
}

const audited = () =>
  withDatabaseOf(house.server, (db) =>
    db.collection<AuditEntry>('stream_entries').find({ stream: 'audit' }).sort({ seq: 1 }).toArray(),
  );

test('one’s own answer is one’s own and the leads’; for everybody else there is nothing', async () => {
  const [lea, lou] = house.leads;
  const bea = await inviteAndJoin(house.founder, 'Bea Quiet');
  expect(await own(bea)).toMatchObject({ words: '', names: [], members: [], textVersion: 0 });
  expect((await own(bea)).leads.map(({ name }) => name)).toEqual(['Lea Lead', 'Lou Lead']);
  const nothing = await house.moderator.get('/api/kept-apart/all');
  await ask(bea, { words: 'He follows me.', names: ['Nobody Nowhere'] });
  const before = (await audited()).length;
  for (const lead of [lea, lou])
    expect((await listOf(lead)).entries).toMatchObject([
      { name: 'Bea Quiet', words: 'He follows me.', names: ['Nobody Nowhere'] },
    ]);
  // Each look stands in the chain, and is shown on no page: its time would tell whoever invited somebody.
  const lines = (await audited()).slice(before);
  expect(lines.map(({ by }) => by)).toEqual([await idOf(lea), await idOf(lou)]);
  expect(JSON.stringify(lines)).not.toContain(await idOf(bea));
  const shown = expected(200, await house.founder.get('/api/audit')).as(auditPage);
  expect(JSON.stringify(shown)).not.toContain('kept-apart');
  for (const other of [house.moderator, house.founder, house.reporter, bea]) {
    const refused = await other.get('/api/kept-apart/all');
    expect([refused.status, bare(refused.text)]).toEqual([404, bare(nothing.text)]);
    expect((await other.page('/safeguarding/kept-apart')).status).toBe(404);
  }
  expect((await own(house.reporter)).words).toBe('');
  await ask(bea, {});
  for (const lead of [lea, lou]) expect((await listOf(lead)).entries).toEqual([]);
});

test('a lead who is left out, chosen or named in it does not read it, and is not warned', async () => {
  const [lea, lou] = house.leads;
  const cas = await inviteAndJoin(house.founder, 'Cas Away');
  const here = (await idOf(house.person)) as string;
  for (const leftOut of [
    { without: [await idOf(lou)], members: [here] },
    { members: [here, await idOf(lou)] },
    { members: [here], words: 'It is about lou lead, and Sam.' },
    { members: [here], names: ['lou.lead@example.org'] },
  ]) {
    const [mails, notices] = [house.letters.length, expected(200, await lou.get('/api/me')).as(me).notices];
    await ask(cas, leftOut);
    expect((await untilWarned(lea, 'Cas Away', 1)).map(({ from }) => from)).toContain('Sam Person');
    const list = await listOf(lou);
    expect([list.entries, list.warnings]).toEqual([[], []]);
    expect(expected(200, await lou.get('/api/me')).as(me).notices).toEqual(notices);
    expect(house.letters.slice(mails).flatMap(({ to }) => to)).not.toContain('lou.lead@example.org');
    await ask(cas, {});
  }
});

test('leads are warned of an invitation and of who comes by it; who invites gets what they always get', async () => {
  const [lea] = house.leads;
  const dot = await inviteAndJoin(house.founder, 'Dot Afraid');
  await ask(dot, { names: ['Dave Marsh', 'dave@example.net'] });
  const invite = async (forWhom: string) => {
    const answer = expected(
      201,
      await house.moderator.post('/api/invitations', { key: randomUUID(), forWhom, role: 'member' }),
    );
    const { invitation } = answer.as(invitationCard);
    return { shape: Object.keys(answer.json as object).join(), invitation };
  };
  const mails = house.letters.length;
  const seenBefore = expected(200, await house.moderator.get('/api/me')).text;
  const harmless = await invite('Somebody Else');
  const meant = await invite('Dave Marsh, from Northgate');
  expect(meant.shape).toBe(harmless.shape);
  expect({ ...meant.invitation, id: '', forWhom: '', madeAt: '', expiresAt: '' }).toEqual({
    ...harmless.invitation,
    id: '',
    forWhom: '',
    madeAt: '',
    expiresAt: '',
  });
  const [warning] = await untilWarned(lea, 'Dot Afraid', 1);
  expect(warning).toMatchObject({ kind: 'invited', from: 'Dave Marsh, from Northgate', place: null, seenBy: null });
  expect(bare(expected(200, await house.moderator.get('/api/me')).text)).toBe(bare(seenBefore));
  expect(expected(200, await lea.get('/api/me')).as(me).notices).toContain('apart');
  await waitUntil('the leads are mailed', () => house.letters.length >= mails + 2);
  const mail = house.letters.slice(mails);
  expect(mail.flatMap(({ to }) => to).sort()).toEqual(['lea.lead@example.org', 'lou.lead@example.org']);
  for (const { raw } of mail) expect(raw).not.toMatch(/Dave|Marsh|Dot|invit|apart from/i);
  const dave = await inviteAndJoin(house.founder, 'Dave Marsh');
  const warned = await untilWarned(lea, 'Dot Afraid', 2);
  expect(warned.map(({ kind, from }) => [kind, from])).toContainEqual(['here', 'Dave Marsh']);
  for (const { id } of warned) expected(200, await lea.post(`/api/kept-apart/warnings/${id}/seen`));
  expect((await listOf(lea)).warnings.every(({ seenBy }) => seenBy === 'Lea Lead')).toBe(true);
  expect(expected(200, await lea.get('/api/me')).as(me).notices).not.toContain('apart');
  expect((await dave.post(`/api/kept-apart/warnings/${warned[0]?.id}/seen`)).status).toBe(404);
  await ask(dot, {});
});

test('leads are warned when the two come to one session, or one circle, by whichever of them', async () => {
  const [lea] = house.leads;
  const [eve, finn] = [await inviteAndJoin(house.founder, 'Eve Away'), await inviteAndJoin(house.founder, 'Finn Near')];
  await giveMail(finn, 'finn@example.net');
  await ask(eve, { members: [await idOf(finn)] });
  await untilWarned(lea, 'Eve Away', 1);
  const themeId = await beginTheme(house.moderator);
  const session = expected(
    201,
    await house.moderator.post('/api/sessions', {
      key: randomUUID(),
      themeId,
      title: 'Keys at the gate',
      startsAt: new Date(house.time.now + 86_400_000).toISOString(),
      minutes: 90,
      place: null,
      joiningLink: null,
      about: '',
    }),
  ).as(sessionPage).id;
  for (const one of [finn, eve]) {
    const answer = expected(200, await one.put(`/api/sessions/${session}/coming`, { coming: true }));
    expect(answer.text).not.toMatch(/apart|warn/i);
  }
  const circle = expected(
    201,
    await house.moderator.post('/api/circles', {
      key: randomUUID(),
      name: 'Quiet room',
      purpose: 'To talk.',
      livedExperience: false,
      withMe: true,
    }),
  ).as(circlePage).id;
  for (const one of [eve, finn])
    expected(200, await house.moderator.post(`/api/circles/${circle}/ask`, { member: await idOf(one) }));
  const warned = await untilWarned(lea, 'Eve Away', 3);
  expect(warned.map(({ kind, from, place }) => [kind, from, place?.name ?? null])).toEqual(
    expect.arrayContaining([
      ['here', 'Finn Near', null],
      ['session', 'Finn Near', 'Keys at the gate'],
      ['circle', 'Finn Near', 'Quiet room'],
    ]),
  );
  for (const who of [finn, house.moderator])
    for (const path of ['/api/me', `/api/sessions/${session}`, '/api/circles', '/api/people'])
      expect((await who.get(path)).text).not.toMatch(/apart/i);
});

test('P12 a lead who is left out of many warnings misses none of theirs, by which they could count', async () => {
  const [lea, lou] = house.leads;
  const [hal, ivy] = [await inviteAndJoin(house.founder, 'Hal Apart'), await inviteAndJoin(house.founder, 'Ivy Apart')];
  const here = await idOf(house.person);
  await ask(hal, { members: [here] });
  const [theirs] = await untilWarned(lou, 'Hal Apart', 1);
  await ask(ivy, { members: [here], without: [await idOf(lou)] });
  await untilWarned(lea, 'Ivy Apart', 1);
  const of = await idOf(ivy);
  await withDatabaseOf(house.server, async (db) => {
    const warnings = db.collection<{ _id: string; of: string; key: string; at: Date }>('apart_warnings');
    const [one] = await warnings.find({ of }).toArray();
    if (!one) throw new Error('There is no warning.');
    const later = (count: number) => new Date(one.at.getTime() + count);
    await warnings.insertMany(
      Array.from({ length: 250 }, (_, count) => ({
        ...one,
        _id: `${one._id.slice(0, 22)}${String(count).padStart(4, 'a')}`,
        key: `${one.key}/${count}`,
        at: later(count + 1),
      })),
    );
  });
  const { warnings } = await listOf(lou);
  expect(warnings.filter((warning) => warning.of === 'Ivy Apart')).toEqual([]);
  expect(warnings.map(({ id }) => id)).toContain(theirs?.id);
  await ask(hal, {});
  await ask(ivy, {});
});

test('by a form without scripts; what was typed stays where somebody changed it elsewhere', async () => {
  const [lea] = house.leads;
  const gil = await inviteAndJoin(house.founder, 'Gil Careful');
  const page = (await gil.page('/settings/apart?joined=yes')).text;
  expect(page).toContain('Is there anyone you need to be kept apart from?');
  expect(page).toContain('Go on without an answer');
  const fields = {
    names: 'Xan Hollis\r\n\r\n xan@example.net ',
    member: await idOf(house.person),
    words: 'Please.',
    without: [await idOf(house.leads[1])],
    textVersion: '0',
    from: '/settings/apart',
  };
  expect((await gil.submit('kept-apart', fields)).location).toBe('/settings/apart?saved=yes');
  expect(await own(gil)).toMatchObject({
    names: ['Xan Hollis', 'xan@example.net'],
    members: [{ name: 'Sam Person' }],
    words: 'Please.',
    without: [await idOf(house.leads[1])],
  });
  const again = await gil.submit('kept-apart', { ...fields, words: 'Typed on another page.' });
  expect([again.status, again.text.includes('Typed on another page.')]).toEqual([409, true]);
  expect((await listOf(lea)).entries.map(({ name }) => name)).toContain('Gil Careful');
  const self = { ...(await own(gil)), members: [await idOf(gil)] };
  const { words, names, members, without, textVersion } = self;
  expect((await gil.put('/api/kept-apart', { words, names, members, without, textVersion })).status).toBe(400);
});
