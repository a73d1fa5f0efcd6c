import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { auditPage, communityView, invitationCard, organisationView } from '@throughline/contracts';
import type { AuditAct } from '@throughline/contracts/names';
import { type AuditEntry, headsIn, verifyChain } from '@throughline/stream';
import {
  beginTheme,
  beginThread,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  waitUntil,
  writePost,
} from '@throughline/testing';
import { SMTPServer } from 'smtp-server';
import { withDatabaseOf } from './database-of';

const letters: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, _, done) =>
    void text(stream).then((raw) => {
      letters.push(raw);
      done();
    }),
});

let server: BuiltServer;
let founder: Insider;
let founderId: string;
let member: Insider;
let memberId: string;

beforeAll(async () => {
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  server = await startBuiltServer({ empty: true, env: { MAIL_URL: `smtp://127.0.0.1:${port}` } });
  founder = await foundCommunity(server);
  founderId = (await founder.me()).id;
  member = await inviteAndJoin(founder, 'Mo Wintergreen');
  memberId = (await member.me()).id;
});
afterAll(async () => {
  await server?.stop();
  await new Promise<void>((closed) => smtp.close(closed));
});

const chain = () =>
  withDatabaseOf(server, (db) =>
    db.collection<AuditEntry>('stream_entries').find({ stream: 'audit' }).sort({ seq: 1 }).toArray(),
  );
/** What is added to the chain while something is done: who did what about what, in its order. */
async function addedBy(work: () => Promise<unknown>) {
  const before = (await chain()).length;
  await work();
  return (await chain()).slice(before).map(({ act, by, about }) => ({ act, by, about }));
}
const page = async (query = '', by: Person = founder) =>
  expected(200, await by.get(`/api/audit${query}`)).as(auditPage);

function verify(...words: string[]): Promise<{ code: number; text: string }> {
  const program = join(__dirname, '..', '..', 'apps', 'server', 'audit.mjs');
  const env = { PATH: process.env['PATH'], VAR_FOLDER: server.folder };
  return new Promise((ended) => {
    execFile(process.execPath, [program, ...words], { env }, (error, stdout, stderr) =>
      ended({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

describe('S16 in the chain is', () => {
  test('signing in of those who may do more, and a wrong password for them; of members neither', async () => {
    expect(await addedBy(() => founder.signedInAgain())).toEqual([{ act: 'signed-in', by: founderId, about: {} }]);
    const wrong = { name: founder.signInName, password: 'not this one', mine: true };
    const before = (await chain()).length;
    expected(401, await new Person(server.url).post('/api/sign-in', wrong));
    const last = await waitUntil('the failure in the chain', async () => (await chain())[before]);
    expect(last).toMatchObject({ act: 'sign-in.failed', by: null, about: { member: founderId } });
    expect(
      await addedBy(async () => {
        await member.signedInAgain();
        expected(401, await new Person(server.url).post('/api/sign-in', { ...wrong, name: member.signInName }));
        // The line of a failure comes after its answer: by the next one's, a wrong one of a member would be there too.
        await founder.signedInAgain();
      }),
    ).toEqual([{ act: 'signed-in', by: founderId, about: {} }]);
  });

  test('an invitation, made once and taken back once, and who joined by one with a role', async () => {
    const body = { key: randomUUID(), forWhom: 'Sam', role: 'moderator' };
    let id = '';
    const made = await addedBy(async () => {
      id = expected(201, await founder.post('/api/invitations', body)).as(invitationCard).invitation.id;
      expected(201, await founder.post('/api/invitations', body));
    });
    expect(made).toEqual([{ act: 'invitation.made', by: founderId, about: { role: 'moderator', invitation: id } }]);
    const taken = await addedBy(async () => {
      expected(200, await founder.del(`/api/invitations/${id}`));
      expected(200, await founder.del(`/api/invitations/${id}`));
    });
    expect(taken).toEqual([{ act: 'invitation.withdrawn', by: founderId, about: { invitation: id } }]);
    const joined = await addedBy(() => inviteAndJoin(founder, 'Una Moderator', 'moderator'));
    expect(joined.map(({ act }) => act)).toEqual([
      'invitation.made',
      'member.joined',
      'signed-in',
      'second-factor.set',
    ]);
    expect((await addedBy(() => inviteAndJoin(founder, 'Just Amember'))).map(({ act }) => act)).toEqual([
      'invitation.made',
    ]);
  });

  test('each role and duty that is given or taken, and nothing where nothing changed', async () => {
    const edit = (body: object) => async () => expected(200, await founder.patch(`/api/members/${memberId}`, body));
    const about = { member: memberId };
    expect(await addedBy(edit({ role: 'moderator', duties: ['chair', 'evaluator'] }))).toEqual([
      { act: 'role.changed', by: founderId, about: { ...about, role: 'moderator' } },
      { act: 'duty.given', by: founderId, about: { ...about, duty: 'chair' } },
      { act: 'duty.given', by: founderId, about: { ...about, duty: 'evaluator' } },
    ]);
    expect(await addedBy(edit({ role: 'moderator', duties: ['chair'] }))).toEqual([
      { act: 'duty.taken', by: founderId, about: { ...about, duty: 'evaluator' } },
    ]);
    expect(await addedBy(edit({ role: 'moderator', duties: ['chair'] }))).toEqual([]);
    expect(await addedBy(edit({ role: 'member', duties: [] }))).toHaveLength(2);
    const last = await addedBy(async () =>
      expected(422, await founder.patch(`/api/members/${founderId}`, { role: 'member' })),
    );
    // It was taken back: both stand there.
    expect(last.map(({ about: { role } }) => role)).toEqual(['member', 'administrator']);
  });

  test('a password link, an organisation, the settings, and the agreement', async () => {
    expect(await addedBy(() => founder.post(`/api/members/${memberId}/reset-link`))).toEqual([
      { act: 'password-link.made', by: founderId, about: { member: memberId } },
    ]);
    let organisation = '';
    const made = await addedBy(async () => {
      const body = { key: randomUUID(), name: 'Riverside', sector: 'housing' };
      organisation = expected(201, await founder.post('/api/organisations', body)).as(organisationView).id;
    });
    expect(made).toEqual([{ act: 'organisation.made', by: founderId, about: { organisation } }]);
    const settings = async (points?: { title: string; text: string }[]) => {
      const { agreement, timeZone: _, ...rest } = expected(200, await founder.get('/api/community')).as(communityView);
      const body = { ...rest, agreement: points ?? agreement.points };
      return addedBy(async () => expected(200, await founder.put('/api/community', body)));
    };
    expect(await settings()).toEqual([{ act: 'community.changed', by: founderId, about: {} }]);
    expect(await settings([{ title: 'Be kind.', text: '' }])).toEqual([
      { act: 'agreement.changed', by: founderId, about: {} },
    ]);
  });

  test('a post that is removed, threads that are closed, pinned, moved and merged; not writing, reacting and reading', async () => {
    const theme = await beginTheme(founder);
    const [one, two] = [await beginThread(founder, theme), await beginThread(founder, theme)];
    let post = '';
    const ordinary = await addedBy(async () => {
      post = (await writePost(member, one, 'Something unkind')).id;
      await writePost(member, one, 'Something kind');
      expected(200, await founder.put(`/api/posts/${post}/reaction`, { kind: 'thank-you', on: true }));
      expected(200, await member.get(`/api/threads/${one}/page?page=1`));
    });
    expect(ordinary).toEqual([]);
    const remove = () => founder.post(`/api/posts/${post}/remove`, { reason: 'It names Sam Broadstreet.' });
    expect(await addedBy(remove)).toEqual([{ act: 'post.removed', by: founderId, about: { thread: one, post } }]);
    const edit = (body: object) => async () => expected(200, await founder.patch(`/api/threads/${one}`, body));
    const changed = (what: string) => [{ act: 'thread.changed', by: founderId, about: { thread: one, what } }];
    expect(await addedBy(edit({ state: 'closed' }))).toEqual(changed('closed'));
    expect(await addedBy(edit({ state: 'open' }))).toEqual(changed('opened'));
    expect(await addedBy(edit({ pinned: true }))).toEqual(changed('pinned'));
    expect(await addedBy(edit({ pinned: true }))).toEqual([]);
    const move = () => founder.post(`/api/threads/${one}/move`, { numbers: [3], to: two });
    expect(await addedBy(move)).toEqual([
      { act: 'posts.moved', by: founderId, about: { thread: one, 'to-thread': two, number: '1' } },
    ]);
    expect(await addedBy(() => founder.post(`/api/threads/${one}/merge`, { into: two }))).toEqual([
      { act: 'threads.merged', by: founderId, about: { thread: one, 'to-thread': two } },
    ]);
  });

  test('no text, and nothing that anybody wrote', async () => {
    const stored = JSON.stringify(await chain());
    for (const words of ['Broadstreet', 'unkind', 'Riverside', 'Be kind', 'Sam', 'Wintergreen'])
      expect(stored).not.toContain(words);
  });

  test('what a crash left in a document, once', async () => {
    const change = {
      changeId: 'audit-left',
      stream: 'audit',
      type: 'audit.recorded',
      subject: 'audit-left',
      revision: 1,
    };
    const audited = { act: 'circle.changed', by: founderId, about: { circle: 'one' } };
    await withDatabaseOf(server, (db) =>
      db
        .collection<{ _id: string; pending: object[] }>('members')
        .updateOne({ _id: memberId }, { $push: { pending: { ...change, audited } } }),
    );
    const left = await waitUntil('the line in the chain', async () =>
      (await chain()).find(({ changeId }) => changeId === 'audit-left'),
    );
    expect(left).toMatchObject(audited);
    expect(await verifyChain(await chain())).toMatchObject({ whole: true });
  });
});

test('S16 the record is for administrators alone, and so is its stream', async () => {
  const moderator = await inviteAndJoin(founder, 'Mary Moderator', 'moderator');
  for (const person of [member, moderator]) {
    expected(403, await person.get('/api/audit'));
    expected(403, await person.put('/api/audit/addresses', { addresses: [], textVersion: 1 }));
    expected(404, await person.get('/api/streams/audit/changes?epoch=x&after=0'));
    expect((await person.page('/administration/audit')).status).toBe(404);
  }
  expected(401, await new Person(server.url).get('/api/audit'));
  expected(200, await founder.get('/api/streams/audit/changes?epoch=x&after=0'));
});

test('the record is read by act, by person and by day, a page at a time', async () => {
  const all = await page();
  const { head, entries } = all;
  expect(head).toMatchObject({ seq: (await chain()).length, hash: (await chain()).at(-1)?._id });
  expect(entries[0]?.seq).toBe(head?.seq);
  expect(entries).toHaveLength(Math.min(50, head?.seq ?? 0));
  const of = async (query: string) => (await page(query)).entries;
  const acts = new Set((await of('?act=signed-in')).map(({ act }) => act));
  expect([...acts]).toEqual(['signed-in'] satisfies AuditAct[]);
  const mine = await of(`?who=${founderId}`);
  expect(new Set(mine.map(({ by }) => by?.name))).toEqual(new Set(['Ada Founder']));
  expect(await of(`?who=${memberId}`)).toEqual([]);
  expect(await of('?to=2020-01-01')).toEqual([]);
  expect(await of('?from=2020-01-01&act=&who=')).toEqual(entries);
  const [first] = (await of('?before=2')).slice(-1);
  expect([first?.seq, first?.act]).toEqual([1, 'invitation.made']);
  const role = (await of('?act=role.changed')).find(({ about }) => about.some(({ value }) => value === memberId));
  expect(role?.about[0]).toEqual({ kind: 'member', value: memberId, name: 'Mo Wintergreen' });
  for (const wrong of ['?act=other', '?who=x', '?from=today', '?before=0', '?more=1'])
    expected(400, await founder.get(`/api/audit${wrong}`));
});

test('S16 the head is mailed to whom administrators name, the mail shows what was changed since, and the page says so', async () => {
  expect((await page()).mail).toMatchObject({ isSetUp: true, addresses: [], last: null });
  const set = (addresses: string[], textVersion: number) =>
    founder.put('/api/audit/addresses', { addresses, textVersion });
  expected(400, await set(['nobody'], 1));
  const lines = await addedBy(async () => expected(200, await set(['aud@example.org', 'aud@example.org'], 1)));
  expect(lines).toEqual([{ act: 'audit.addresses-changed', by: founderId, about: { number: '1' } }]);
  expected(409, await set([], 1));
  const mailed = await waitUntil('the mail of the head', async () => (await page()).mail.last, 40_000);
  expect(letters).toHaveLength(1);
  const [letter = ''] = letters;
  // As it was saved, with the breaks of its way.
  expect(headsIn(letter)).toEqual([{ seq: mailed.seq, hash: mailed.hash }]);
  expect(letter).not.toContain('Founder');

  await founder.signedInAgain();
  const saved = join(server.folder, 'head.eml');
  writeFileSync(saved, letter);
  expect(await verify()).toMatchObject({ code: 0, text: expect.stringContaining('whole') });
  expect(await verify('--against', saved)).toMatchObject({ code: 0, text: expect.stringContaining('older head') });
  expect(await verify(String(mailed.seq), mailed.hash)).toMatchObject({ code: 0 });
  expect(await verify(String(mailed.seq), 'f'.repeat(64))).toMatchObject({ code: 1 });
  expect(await verify('nothing')).toMatchObject({ code: 2, text: expect.stringContaining('no head in that') });

  const entries = await chain();
  const edit = async (change: (entries: AuditEntry[]) => AuditEntry[]) => {
    await withDatabaseOf(server, async (db) => {
      const log = db.collection<AuditEntry>('stream_entries');
      await log.deleteMany({ stream: 'audit' });
      await log.insertMany(change(structuredClone(entries)));
    });
    const outcome = await verify('--against', saved);
    expect(outcome.text).toContain('NOT whole');
    return outcome.code;
  };
  expect(await edit((all) => all.map((entry) => (entry.seq === 3 ? { ...entry, by: memberId } : entry)))).toBe(1);
  expect(await edit((all) => all.filter(({ seq }) => seq !== 4))).toBe(1);
  expect(await edit((all) => all.filter(({ seq }) => seq < mailed.seq))).toBe(1);
  await withDatabaseOf(server, async (db) => {
    const log = db.collection<AuditEntry>('stream_entries');
    await log.deleteMany({ stream: 'audit' });
    await log.insertMany(entries);
  });
  expect(await verify('--against', saved)).toMatchObject({ code: 0 });
}, 120_000);

test('who gets it is set without scripts, too; what is wrong is said, and what was typed is still there', async () => {
  const { textVersion } = (await page()).mail;
  const from = '/administration/audit';
  const fields = { from, textVersion: String(textVersion), addresses: 'aud@example.org\nnobody' };
  const refused = await founder.send('POST', '/form/audit-addresses', { form: fields });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('aud@example.org\nnobody');
  const done = await founder.send('POST', '/form/audit-addresses', {
    form: { ...fields, addresses: 'aud@example.org, two@example.org' },
  });
  expect([done.status, done.location]).toEqual([303, '/administration/audit?saved=yes']);
  expect((await page()).mail.addresses).toEqual(['aud@example.org', 'two@example.org']);
  const { text: html } = await founder.page('/administration/audit?act=role.changed');
  for (const words of ['Ada Founder', 'changed a role', 'Mo Wintergreen', 'Moderator']) expect(html).toContain(words);
});

test('S16 the chain goes on over a restart, and with it the sign-in of whoever comes first', async () => {
  const { length } = await chain();
  await server.restart();
  await founder.signedInAgain();
  expect((await chain()).length).toBe(length + 1);
  expect(await verifyChain(await chain())).toMatchObject({ whole: true });
});
