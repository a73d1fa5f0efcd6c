import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintList, type ComplaintView, ownComplaint, ownComplaints, profileView } from '@throughline/contracts';
import {
  type BuiltServer,
  closeBrowser,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  openPage,
  Person,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { MovableTime } from '../voices/movable-time';

jest.setTimeout(90_000);

const day = 86_400_000;
const time = new MovableTime();
let server: BuiltServer;
let founder: Insider;
let amber: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true, env: time.env });
  founder = await foundCommunity(server);
  amber = await inviteAndJoin(founder, 'Amber Wren');
  const { name, textVersion } = expected(200, await founder.get('/api/profile')).as(profileView);
  const profile = { name, textVersion, mail: 'ada@example.org', password: testPassword };
  const rest = { organisationId: null, expertise: [], showExpertise: false, showOrganisation: true, about: '' };
  expected(200, await founder.put('/api/profile', { ...profile, ...rest }));
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

const complain = (by: Person, words: string, reach = '', key: string = randomUUID()) =>
  by.post('/api/complaints', { key, words, reach });
const listed = async (words: string): Promise<ComplaintView | undefined> =>
  expected(200, await founder.get('/api/complaints'))
    .as(complaintList)
    .complaints.find((one) => one.words === words);
const mails = () =>
  readdirSync(join(server.folder, 'mail')).map((file) =>
    readFileSync(join(server.folder, 'mail', file), 'utf8').replace(/=\r?\n/g, ''),
  );
const mailTo = (address: string, words: string) =>
  waitUntil('the mail is there', () => mails().find((mail) => mail.includes(`To: ${address}`) && mail.includes(words)));

/** A session of somebody with a role is over after a day. */
async function signInAgain(): Promise<void> {
  await waitUntil('the session is over', async () => (await founder.get('/api/complaints')).status === 401);
  founder = await founder.signedInAgain();
}

test('P17 anybody can complain, and is told at once that it came', async () => {
  const visitor = new Person(server.url);
  expect((await complain(visitor, 'Without a way to reach me.')).json).toMatchObject({
    code: 'bad-input',
    issues: [{ path: 'reach' }],
  });
  const key = randomUUID();
  const came = expected(201, await complain(visitor, 'I was quoted.', 'quoted@example.org', key)).as(ownComplaint);
  expect(expected(201, await complain(visitor, 'I was quoted.', 'quoted@example.org', key)).as(ownComplaint)).toEqual(
    came,
  );
  expect(await mailTo('quoted@example.org', came.number)).toContain('ico.org.uk');
  await mailTo('ada@example.org', '/administration/complaints');
  expect((await visitor.get('/api/complaints')).status).toBe(401);
  expect((await amber.get('/api/complaints')).status).toBe(403);
});

test('P17 administrators see a clock of 30 days, in red once it has run out, until they have answered', async () => {
  const { id } = expected(201, await complain(amber, 'My name stands where it should not.')).as(ownComplaint);
  const words = 'My name stands where it should not.';
  expect(await listed(words)).toMatchObject({ daysLeft: 30, overdue: false, member: 'Amber Wren' });
  time.move(30 * day);
  await signInAgain();
  await waitUntil('the last day has come', async () => (await listed(words))?.daysLeft === 0);
  expect(await listed(words)).toMatchObject({ overdue: false });
  time.move(day);
  await signInAgain();
  await waitUntil('it is overdue', async () => (await listed(words))?.overdue === true);
  const { page, close } = await openPage({
    url: `${server.url}/administration/complaints`,
    cookies: founder.cookie,
    width: 360,
  });
  const red = page.locator('.notice--caution', { hasText: 'Overdue by one day' });
  await red.first().waitFor();
  await close();

  expected(200, await founder.post(`/api/complaints/${id}/answer`, { text: 'It is gone now.' }));
  expect((await founder.post(`/api/complaints/${id}/answer`, { text: 'Twice.' })).json).toMatchObject({
    code: 'already-done',
  });
  expect(await listed(words)).toMatchObject({ overdue: false });
  const hers = await amber.signedInAgain();
  const [own] = expected(200, await hers.get('/api/complaints/own')).as(ownComplaints).complaints;
  expect(own).toMatchObject({ words, answer: { text: 'It is gone now.' } });
  amber = hers;
});

test('P17 it is dated to the day, and takes no more than a few in an hour from one', async () => {
  const statuses: number[] = [];
  for (let times = 0; times < 11; times += 1) statuses.push((await complain(amber, `Again ${times}`)).status);
  expect(statuses.at(-1)).toBe(429);
  expect(JSON.stringify(await listed('Again 1'))).not.toMatch(/T\d\d:/);
});
