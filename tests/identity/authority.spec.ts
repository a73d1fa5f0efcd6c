import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberList } from '@throughline/contracts';
import { type Role, roles } from '@throughline/contracts/names';
import {
  type BuiltServer,
  expected,
  foundCommunity,
  type Insider,
  inviteAndJoin,
  Person,
  startBuiltServer,
} from '@throughline/testing';

let server: BuiltServer;
let founder: Insider;
let moderator: Insider;
let member: Insider;
/** The three of them on other devices, where none has given their password again. */
let unproven: Insider[];

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  founder = await foundCommunity(server);
  moderator = await inviteAndJoin(founder, 'Maeve Moderator', 'moderator');
  member = await inviteAndJoin(founder, 'Mo Member');
  unproven = [await member.signedInAgain(), await moderator.signedInAgain(), await founder.signedInAgain()];
});
afterAll(() => server?.stop());

/** Every route that is not for everybody, with the least that somebody must be. */
const routes = readFileSync(join(__dirname, '../architecture/routes.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, method = '', path = '', action = '', needs = ''] = /^(\S+) (\S+) {2}(\S+) {2}(\S+)$/.exec(line) ?? [];
    return roles.includes(needs as Role) ? [{ method, path, action, needs: needs as Role }] : [];
  });
const rank = (role: Role) => roles.indexOf(role);
const ofLeads = /^(sealing|unsealing)\./;
/** Open to moderators, and to members with the duty of evaluators, which nobody here has. */
const ofEvaluators =
  /^(outside\.ask|document\.add|post\.link-words|note\.edit|outcome\.edit|impact\.(publish|take-out))$/;
/** These take no JSON. */
const sendFiles = ['/api/pictures', '/api/documents'];
/** Changed only by who has just given their password again, whoever they are (tests/identity/second-factor). */
const provesFirst = 'second-factor.change';

describe('each route is closed to who is less than it asks for', () => {
  test('all of them are known here', () => {
    expect(routes.length).toBeGreaterThan(30);
  });

  test.each(routes)('$method $path: $needs', async ({ method, path, action, needs }) => {
    const address = path.replace(/:\w+/g, 'a'.repeat(26));
    // What is asked makes no sense, so that nothing happens where the door is open.
    const status = async (person: Person) => (await person.send(method, address, nonsenseFor(method, path))).status;
    expect(await status(new Person(server.url))).toBe(401);
    if (action === provesFirst) return expectProofAskedFor(method, address);
    for (const [person, role] of [
      [member, 'member'],
      [moderator, 'moderator'],
      [founder, 'administrator'],
    ] as const) {
      const isClosed = rank(role) < rank(needs);
      const isOfDuty = ofLeads.test(action) || (ofEvaluators.test(action) && role === 'member');
      // Nobody here is a safeguarding lead or an evaluator, whose tools say so.
      const isOpen = [...(sendFiles.includes(path) ? [415] : [200, 400, 404]), ...(isOfDuty ? [403] : [])];
      expect(isClosed ? [403] : isOpen).toContain(await status(person));
    }
  });
});

function nonsenseFor(method: string, path: string) {
  if (sendFiles.includes(path))
    return { bytes: Buffer.from('no file of any kind'), headers: { 'content-type': 'application/octet-stream' } };
  return method === 'GET' ? {} : { json: { unknown: true } };
}

/** Whoever they are, they have to show first that it is them; or what was sent makes no sense. */
async function expectProofAskedFor(method: string, address: string): Promise<void> {
  for (const person of unproven) {
    const answer = await person.send(method, address, method === 'GET' ? {} : { json: { unknown: true } });
    expect(['400 bad-input', '403 proof-needed']).toContain(
      `${answer.status} ${(answer.json as { code?: string }).code}`,
    );
  }
}

const administer = (by: Person, id: string, edit: unknown) => by.patch(`/api/members/${id}`, edit);
const listed = async (id: string) =>
  expected(200, await founder.get('/api/members'))
    .as(memberList)
    .members.find((one) => one.id === id);

describe('giving roles', () => {
  test('S9 takes the roles that there are, and nothing else about a person', async () => {
    const { id } = await member.me();
    for (const edit of [
      { role: 'owner' },
      { role: null },
      { role: ['member'] },
      { standing: 'left' },
      { passwordHash: 'a' },
      { mail: 'a@example.org' },
      { accessVersion: 1 },
      { $set: { role: 'administrator' } },
    ])
      expected(400, await administer(founder, id, edit));
    expect(await listed(id)).toMatchObject({ role: 'member', standing: 'active', hasMail: false });
    expected(404, await administer(founder, 'a'.repeat(26), { role: 'moderator' }));
  });

  test('a role that is taken is gone at the next request, on every device', async () => {
    const one = await inviteAndJoin(founder, 'Tom Temporary', 'administrator');
    const { id } = await one.me();
    const devices = [one, await one.signedInAgain(), await one.signedInAgain()];
    for (const device of devices) expected(200, await device.get('/api/community'));
    expected(200, await administer(founder, id, { role: 'member' }));
    for (const device of devices) {
      expected(403, await device.get('/api/community'));
      expected(403, await device.get('/api/members'));
      expected(403, await administer(device, id, { role: 'administrator' }));
    }
    expect((await one.me()).role).toBe('member');
  });

  test('an administrator may step back while there is another', async () => {
    const second = await inviteAndJoin(founder, 'Sam Second', 'administrator');
    const { id } = await second.me();
    expected(200, await administer(second, id, { role: 'moderator' }));
    expected(403, await administer(second, id, { role: 'administrator' }));
    expect(await listed(id)).toMatchObject({ role: 'moderator' });
  });

  test('the last administrator stays one, with every other role', async () => {
    const { id } = await founder.me();
    for (const role of ['member', 'moderator'])
      expect(expected(422, await administer(founder, id, { role })).json).toMatchObject({ code: 'last-administrator' });
    expect(await listed(id)).toMatchObject({ role: 'administrator' });
    expected(200, await administer(founder, id, { role: 'administrator' }));
  });

  // The role is given back, the rest of what was asked stays.
  test('what is refused to the last administrator leaves nothing behind', async () => {
    const { id } = await founder.me();
    expected(422, await administer(founder, id, { role: 'member', duties: ['safeguarding-lead'] }));
    expect(await listed(id)).toMatchObject({ role: 'administrator', duties: [] });
  });
});
