import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditPage, circlePage, profileView } from '@throughline/contracts';
import { expected, setUpSecondFactor, testPassword, waitUntil } from '@throughline/testing';
import { setSafeguarding } from './doing';
import { FoundedHouse } from './founded-house';
import { firstScenes } from './scenes';
import { day, World } from './world';

jest.setTimeout(600_000);

/** Every mail that is sent, as it arrives, but for what is random: a mail that is added or changed is looked at here. */
const keptFile = join(__dirname, 'mails.txt');
const root = join(__dirname, '..', '..');

let house: FoundedHouse;
let world: World;
beforeAll(async () => {
  house = await FoundedHouse.found();
  world = await World.open(house, { behind: 'amber' });
  for (const scene of firstScenes) await scene(world);
  await everyMail();
});
afterAll(async () => {
  await world?.close();
  house?.remove();
});

/** By the world's clock within some seconds, when what comes round has come round. */
const arrived = (subject: string) =>
  waitUntil(
    `a mail that says “${subject}”`,
    async () => {
      await world.round();
      return world.mails.all.some(({ raw }) => subjectOf(raw) === subject);
    },
    30_000,
  );
const subjectOf = (raw: string) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim();

/** Has each mail sent that there is. */
async function everyMail(): Promise<void> {
  const { third, administrator, moderator } = world.people;
  await world.act(() => third.post('/api/resets', { name: third.signInName }));
  await arrived('Your new link');
  // Codes are made by the clock of whoever signs in.
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => world.now);
  await world.act(() => setUpSecondFactor(third));
  clock.mockRestore();
  await arrived('Your sign-in was changed');
  const other = 'canal-teapot-orchard-71';
  await world.act(() => third.post('/api/password', { current: testPassword, password: other }));
  await arrived('Your password was changed');
  const { name, textVersion } = expected(200, await third.get('/api/profile')).as(profileView);
  const profile = {
    name,
    organisationId: null,
    expertise: [],
    showExpertise: false,
    showOrganisation: false,
    about: '',
  };
  const moved = { ...profile, mail: 'elsewhere@example.org', password: other, textVersion };
  await world.act(async () => expected(200, await third.put('/api/profile', moved)));
  await arrived('Your e-mail address was changed');
  await world.act(async () => {
    const circle = { key: world.key(), name: 'Been There', purpose: 'For us.', livedExperience: true, withMe: false };
    const { id } = expected(201, await moderator.post('/api/circles', circle)).as(circlePage);
    expected(200, await moderator.post(`/api/circles/${id}/ask`, { member: (await third.me()).id }));
  });
  await arrived('A question for you');
  await world.act(async () => {
    await setSafeguarding(administrator);
    const concern = { key: world.key(), kind: 'someone', danger: 'no', words: 'They sound low.', named: true };
    expected(201, await third.post('/api/concerns', concern));
  });
  await arrived('Please look');
  await world.act(async () => {
    const { textVersion: version } = expected(200, await administrator.get('/api/audit')).as(auditPage).mail;
    const addresses = { addresses: ['keeper@example.org'], textVersion: version };
    expected(200, await administrator.put('/api/audit/addresses', addresses));
  });
  await arrived('Daily record');
  await world.db.collection('stream_entries').deleteOne({ stream: 'audit', seq: 2 });
  await world.leap(day);
  await arrived('Daily record: please look');
  await world.leap(400 * day);
  await arrived('Are you still with us?');
}

/** A mail without what is another each time: its number, its time, the secrets and ids of its links. */
function withoutChance(raw: string): string {
  return raw
    .replaceAll('\r\n', '\n')
    .replace(/^To: .*$/m, 'To: …')
    .replace(/^Message-ID: .*$/m, 'Message-ID: …')
    .replace(/^Date: .*$/m, 'Date: …')
    .replace(/=\n/g, '')
    .replaceAll(world.server.url, 'https://forum.example')
    .replace(/(forum\.example\/reset\/)\S+/g, '$1…')
    .replace(/[a-z2-7]{26}/g, '…')
    .replace(/^\d+\n[0-9a-f]{64}$/m, '…')
    .trim();
}

test('P7 every mail is as it was looked at: neutral, and about nothing and nobody (WRITE_MAILS=1 writes them anew)', () => {
  const bySubject = new Map(world.mails.inOrder().map(({ raw }) => [subjectOf(raw) ?? '', withoutChance(raw)]));
  const mails = [...bySubject].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, mail]) => mail);
  const said = `${mails.join('\n\n----\n\n')}\n`;
  if (process.env['WRITE_MAILS']) writeFileSync(keptFile, said);
  expect(said).toBe(existsSync(keptFile) ? readFileSync(keptFile, 'utf8') : '');
});

/**
 * Mails that this script does not have sent, each with words of its own in one test: about complaints, to and from people outside, and
 * about days that have passed.
 */
const lookedAtElsewhere = [
  'We have your message',
  'Something to look at',
  'An answer to your message',
  'Something waits for you',
  'An answer to your question',
  'Something came in',
  'Something to look at again',
];

test('P7 there is no mail that nobody has looked at', () => {
  const kept = readFileSync(keptFile, 'utf8');
  const files = readdirSync(join(root, 'libs'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  );
  const subjects = files.flatMap((name) => {
    const source = readFileSync(join(root, 'libs', name), 'utf8');
    // A mail has a subject and a text.
    return [...source.matchAll(/subject: ([^,\n]+),\s+text:/g)].flatMap(([, said = '']) =>
      [...said.matchAll(/'([^']+)'/g)].map(([, subject = '']) => subject),
    );
  });
  expect(subjects.length).toBeGreaterThan(6);
  expect(
    subjects.filter((subject) => !lookedAtElsewhere.includes(subject) && !kept.includes(`Subject: ${subject}\n`)),
  ).toEqual([]);
});

test('P7 no mail names a thread, a person, an alias or a word that somebody wrote', () => {
  const names = [
    'The first day',
    'Prison release',
    'Amber',
    'Wren',
    'Rowan',
    'Thea',
    'Zed',
    'Mod Erator',
    'Been There',
  ];
  const words = ['I chose the bed', 'Nobody met me', 'They sound low', 'alias', 'anonym', 'thread', 'concern'];
  for (const { raw } of world.mails.all) {
    const [head = '', body = ''] = raw.split(/\r\n\r\n(.*)/s);
    const from = /^From: (.*)$/m.exec(head)?.[1];
    expect(from).toBe('no-reply@localhost');
    const shown = `${subjectOf(raw)}\n${body.replace(/=\r\n/g, '')}`.replace(/https?:\S+/g, '');
    for (const said of [...names, ...words]) expect(shown).not.toContain(said);
  }
});
