import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { profileView, resetLink } from '@throughline/contracts';
import {
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

let server: BuiltServer;
let founder: Insider;
let moderator: Insider;
let member: Insider;
const password = 'seven quiet herons';

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  moderator = await inviteAndJoin(founder, 'Maeve Moderator', 'moderator');
  member = await inviteAndJoin(founder, 'Mo Member');
});
afterAll(() => server?.stop());

const handOver = async (by: Insider, to: Insider) => by.post(`/api/members/${(await to.me()).id}/reset-link`);
const secretOf = (link: string) => link.split('/').at(-1) ?? '';
const use = (secret: string, chosen = password) =>
  new Person(server.url).post('/api/resets/use', { secret, password: chosen, mine: true });
const ask = (name: string, url = server.url) => new Person(url).post('/api/resets', { name });

async function givesAddress(person: Insider, mail: string, current = testPassword): Promise<void> {
  const { name, about, showExpertise, showOrganisation, expertise, textVersion } = expected(
    200,
    await person.get('/api/profile'),
  ).as(profileView);
  const edit = { name, about, showExpertise, showOrganisation, expertise, textVersion, mail, password: current };
  expected(200, await person.put('/api/profile', edit));
}

/** A long line is broken for its way (quoted-printable). */
const readLetter = (path: string) => readFileSync(path, 'utf8').replace(/=\r?\n/g, '');

describe('a link that a moderator hands over', () => {
  test('gives a new password once, ends every session, and makes the links before it void', async () => {
    const other = await member.signedInAgain();
    const [older, newer] = [
      expected(200, await handOver(moderator, member)).as(resetLink),
      expected(200, await handOver(moderator, member)).as(resetLink),
    ];
    expected(422, await use(secretOf(newer.link), 'password1'));
    expected(200, await use(secretOf(newer.link)));
    expected(410, await use(secretOf(newer.link)));
    expected(410, await use(secretOf(older.link)));
    expected(401, await other.get('/api/threads'));
    expected(401, await new Person(server.url).post('/api/sign-in', { name: member.signInName, password: testPassword, mine: true })); // prettier-ignore
    expected(200, await member.post('/api/sign-in', { name: member.signInName, password, mine: true }));
  });

  test('is not for oneself, nor by a moderator for who may do more', async () => {
    expected(403, await handOver(moderator, moderator));
    expected(403, await handOver(moderator, founder));
    expected(403, await handOver(member, moderator));
    expected(200, await handOver(founder, moderator));
  });
});

describe('S12 asking for a link by mail', () => {
  test('answers the same for a name with an address, without one, and for nobody', async () => {
    await givesAddress(await member.signedInAgain(password), 'mo@example.org', password);
    const answers = [await ask(member.signInName), await ask(moderator.signInName), await ask('nobody-here')];
    expect(new Set(answers.map(({ status, text: body }) => `${status} ${body}`))).toEqual(
      new Set(['200 {"done":true}']),
    );
  });

  test('on this machine writes the mail to a file, with a link that works once for ten minutes', async () => {
    const folder = join(server.folder, 'mail');
    const letters = () => (existsSync(folder) ? readdirSync(folder).map((name) => readLetter(join(folder, name))) : []);
    const letter = await waitUntil('the letter with the link', () => letters().find((one) => one.includes('/reset/')));
    expect(letter).toContain('To: mo@example.org');
    expect(letter).toContain('Subject: Your new link');
    const link = /http\S+\/reset\/\S+/.exec(letter)?.[0] ?? '';
    expected(200, await use(secretOf(link), testPassword));
    expected(410, await use(secretOf(link), testPassword));
    await waitUntil('the letter that it was changed', () => letters().some((one) => one.includes('was changed')));
  });
});

test('with MAIL_URL it goes to that server', async () => {
  const received: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => void text(stream).then((letter) => (received.push(letter), done())),
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'throughline-mail-'));
  const mailing = await startBuiltServer({ folder, empty: true, env: { MAIL_URL: `smtp://127.0.0.1:${port}` } });
  try {
    const person = await foundCommunity(mailing);
    await givesAddress(person, 'ada@example.org');
    await ask(person.signInName, mailing.url);
    const letter = await waitUntil('the letter', () => received.find((one) => one.includes('/reset/')));
    expect(letter).toContain('To: ada@example.org');
    expect(existsSync(join(folder, 'mail'))).toBe(false);
  } finally {
    await mailing.stop();
    await new Promise<void>((closed) => smtp.close(closed));
    rmSync(folder, { recursive: true, force: true });
  }
});
