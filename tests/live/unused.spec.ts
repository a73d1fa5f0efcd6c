import { me } from '@throughline/contracts';
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
import { withDatabaseOf } from '../identity/database-of';
import { closeSockets, connect, ended } from './sockets';

let server: BuiltServer;
let member: Insider;
let moderator: Insider;

beforeAll(async () => {
  server = await startBuiltServer({ empty: true });
  const founder = await foundCommunity(server);
  member = await inviteAndJoin(founder, 'Mo Member');
  moderator = await inviteAndJoin(founder, 'Maeve Moderator', 'moderator');
});
afterEach(closeSockets);
afterAll(() => server?.stop());

const minutes = 60_000;

const onDevice = (by: Insider, mine: boolean) => by.signedInAgain(testPassword, mine);
/** All sessions are as if they had been used last this long ago. */
const lastUsed = (ago: number) =>
  withDatabaseOf(server, (db) =>
    db.collection('sign_ins').updateMany({}, { $set: { lastUsedAt: new Date(Date.now() - ago) } }),
  );
const usedLately = () =>
  withDatabaseOf(server, async (db) => {
    const since = new Date(Date.now() - minutes);
    return (await db.collection('sign_ins').countDocuments({ lastUsedAt: { $gt: since } })) > 0;
  });
const isIn = async (person: Person) => expected(200, await person.get('/api/me')).as(me).member !== null;

describe('S3 an open page alone is no use of a session', () => {
  test.each([
    ['15 minutes on a shared phone', () => onDevice(member, false), 15],
    ['an hour for a moderator', () => onDevice(moderator, true), 60],
  ])('%s: then its socket is ended and its cookie is good for nothing', async (_, signIn, idle) => {
    const person = await signIn();
    const socket = await connect(person);
    await lastUsed(idle * minutes - 4_000);
    await ended(socket, 12_000);
    expect(await isIn(person)).toBe(false);
  });

  test('nor is what the page asks for by itself, nor its coming back after a drop', async () => {
    const person = await onDevice(member, false);
    await lastUsed(15 * minutes - 4_000);
    const byItself = { headers: { 'x-by-itself': 'yes' } };
    await waitUntil('the session is over', async () => {
      if ((await connect(person).catch(() => undefined)) === undefined) return true;
      return expected(200, await person.send('GET', '/api/me', byItself)).as(me).member === null;
    });
    expect(await isIn(person)).toBe(false);
  });

  test('a request of the person is, also while the socket is looked at each second', async () => {
    const person = await onDevice(member, false);
    const socket = await connect(person);
    await lastUsed(10 * minutes);
    await waitUntil('its use is noted', async () => (await isIn(person)) && (await usedLately()));
    expect(socket.connected).toBe(true);
  });
});
