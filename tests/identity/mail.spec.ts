import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { profileView, themePage, threadView } from '@throughline/contracts';
import {
  type Answer,
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { SMTPServer } from 'smtp-server';

interface Letter {
  from: string;
  to: string[];
  headers: Record<string, string>;
  text: string;
}

const letters: Letter[] = [];
const refused = 'nobody.there@example.org';
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _, done) => done(address === refused ? new Error('no such box') : undefined),
  onData: (stream, { envelope }, done) =>
    void text(stream).then((raw) => {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      letters.push({ from, to: envelope.rcptTo.map(({ address }) => address), ...read(raw) });
      done();
    }),
});

function read(raw: string): Pick<Letter, 'headers' | 'text'> {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
  // A long line is broken for its way.
  return { headers, text: body.join('\r\n\r\n').replace(/=\r\n/g, '').replaceAll('\r\n', '\n') };
}

let server: BuiltServer;
let founder: Insider;
let member: Insider;

beforeAll(async () => {
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  const env = { MAIL_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'forum@example.org' };
  server = await startBuiltServer({ empty: true, env });
  founder = await foundCommunity(server);
  member = await inviteAndJoin(founder, 'Mo Wintergreen');
  expected(200, await change(member, { mail: 'mo@example.org', password: testPassword }));
});
beforeEach(() => {
  letters.length = 0;
});
afterAll(async () => {
  await server?.stop();
  await new Promise<void>((closed) => smtp.close(closed));
});

const ask = (name: string) => new Person(server.url).post('/api/resets', { name });
const lettersTo = (address: string) => letters.filter(({ to }) => to.includes(address));
const letterTo = (address: string, subject: string) =>
  waitUntil(`"${subject}" to ${address}`, () =>
    lettersTo(address).find(({ headers }) => headers['Subject'] === subject),
  );

async function change(person: Insider, more: { mail?: string | null; password?: string }) {
  const profile = expected(200, await person.get('/api/profile')).as(profileView);
  const { name, about, showExpertise, showOrganisation, expertise, textVersion } = profile;
  return person.put('/api/profile', { name, about, showExpertise, showOrganisation, expertise, textVersion, ...more });
}

test('an address needs the password, and is one address', async () => {
  const person = await inviteAndJoin(founder, 'Ann Address');
  const mail = 'ann@example.org';
  expected(403, await change(person, { mail }));
  expected(403, await change(person, { mail, password: 'not this one' }));
  for (const wrong of ['ann', 'ann@', 'ann@example.org, b@example.org', 'ann@example.org\r\nBcc: b@example.org'])
    expected(400, await change(person, { mail: wrong, password: testPassword }));
  expected(200, await change(person, { mail, password: testPassword }));
  // Whatever else is changed needs none.
  expected(200, await change(person, {}));
});

test('S12 a link goes to whom it belongs to and to nobody else; where there is no address there is no mail', async () => {
  expected(200, await ask('nobody-at-all'));
  expected(200, await ask(founder.signInName));
  expected(200, await ask(member.signInName.toUpperCase()));
  const { from, to } = await letterTo('mo@example.org', 'Your new link');
  expect([from, to]).toEqual(['forum@example.org', ['mo@example.org']]);
  expect(letters).toHaveLength(1);
});

test('P7 a letter says what it must, and names neither people nor threads nor what anybody wrote', async () => {
  const theme = { title: 'Waterside', question: 'What now?', startsOn: '2026-01-01' };
  const { id: themeId } = expected(201, await founder.post('/api/themes', { key: randomUUID(), ...theme })).as(
    themePage,
  );
  const thread = { title: 'Kingfisher', text: 'A heron stood by.', kind: 'discussion', audience: { kind: 'members' } };
  const body = { key: randomUUID(), themeId, as: 'self', ...thread };
  const { id } = expected(201, await founder.post('/api/threads', body)).as(threadView);
  const post = { key: randomUUID(), text: 'Bulrushes.', as: 'self' };
  expected(201, await member.post(`/api/threads/${id}/posts`, post));
  expected(200, await ask(member.signInName));
  const asked = await letterTo('mo@example.org', 'Your new link');
  const secret = /\/reset\/(\S+)/.exec(asked.text)?.[1] ?? '';
  expect(asked.text.replace(secret, 'SECRET').replace(server.url, 'ADDRESS')).toMatchInlineSnapshot(`
   "Hello,

   Somebody asked for a way to choose a new password. This link works once, for ten minutes:

   ADDRESS/reset/SECRET

   If it was not you, you need do nothing: your password stays as it is.
   "
  `);
  expected(200, await member.post('/api/resets/use', { secret, password: testPassword, mine: true }));
  const changed = await letterTo('mo@example.org', 'Your password was changed');
  expect(changed.text).toMatchInlineSnapshot(`
   "Hello,

   Your password was changed just now, and you were signed out on your other devices. If it was not you, please tell a moderator.
   "
  `);
  expected(200, await change(member, { mail: 'other@example.org', password: testPassword }));
  const moved = await letterTo('mo@example.org', 'Your e-mail address was changed');
  expect(moved.text).toMatchInlineSnapshot(`
   "Hello,

   From now on mail goes to another address instead of this one. If it was not you who changed it, please tell a moderator.
   "
  `);
  expect(lettersTo('other@example.org')).toEqual([]);
  for (const letter of letters) {
    expect(Object.keys(letter.headers).sort()).toEqual([
      'Content-Transfer-Encoding',
      'Content-Type',
      'Date',
      'From',
      'MIME-Version',
      'Message-ID',
      'Subject',
      'To',
    ]);
    expect(letter.headers['From']).toBe('forum@example.org');
    expect(JSON.stringify(letter)).not.toMatch(/Waterside|Kingfisher|heron|Bulrushes|Wintergreen|Founder/i);
  }
});

describe('a mail that cannot be delivered', () => {
  beforeAll(async () => {
    const person = await inviteAndJoin(founder, 'Una Undelivered');
    expected(200, await change(person, { mail: refused, password: testPassword }));
    answers.push(await ask(person.signInName), await ask('nobody-2'));
    await waitUntil('the log says so', () => server.output().includes('a mail was not sent'));
  });
  const answers: Answer[] = [];

  test('S12 is answered as any other', () => {
    expect(answers.map(({ status, text: body }) => `${status} ${body}`)).toEqual(
      Array<string>(2).fill('200 {"done":true}'),
    );
  });

  // The error of the mail's way carries the address, and is written down as it is.
  test('leaves no address in the log, as nothing there names a person', () => {
    expect(server.output()).not.toContain(refused);
  });
});
