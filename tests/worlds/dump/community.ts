import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { threadView, waitingView } from '@throughline/contracts';
import { databaseName } from '@throughline/platform';
import { beginTheme, expected, type Insider, inviteAndJoin, startBuiltServer, waitUntil } from '@throughline/testing';
import { type Db, type Document, MongoClient } from 'mongodb';
import { toBeChecked } from '../../voices/house';
import { allIsLogged, chance, FoundedHouse, required, signInAt } from '../founded-house';
import { SetTime } from '../set-time';
import { seeded, shuffled } from './by-chance';
import type { Suspect, Taken } from './taken';

const minute = 60_000;
const halfHour = 30 * minute;
const day = 48 * halfHour;

const howMany = { members: 16, days: 4, threadsADay: 5, aliasesAThread: 10 };

/** What a thief takes, and what is true: whose each alias is, and in which order they came. */
export interface Community {
  taken: Taken;
  suspects: readonly Suspect[];
  truth: ReadonlyMap<string, string>;
  inTheirOrder: readonly string[];
}

/**
 * Some days in a house where everybody reads every thread, and ten of sixteen write in each under an alias. All do alike, so that nothing
 * but what is kept beyond need can tell who; and all do something under their names at the same sitting, which is what a thief goes by.
 */
export async function livedIn(seed: number): Promise<Community> {
  const draw = seeded(seed);
  // Keys and words by a row of their own, so that the same is guessed each time.
  const digits = seeded(seed + 1);
  const drawn = () => Array.from({ length: 32 }, () => digits(16).toString(16)).join('');
  const house = await FoundedHouse.found();
  const folder = house.copy();
  const time = new SetTime(house.until);
  const env = {
    ...time.env,
    NODE_OPTIONS: required([time.program, chance]),
    CHANCE: '1',
    IDS: 'unordered',
    MAIL_URL: 'smtp://127.0.0.1:1',
  };
  const server = await startBuiltServer({ folder, env });
  const uri = readFileSync(join(folder, 'database.uri'), 'utf8').trim();
  const client = await new MongoClient(uri).connect();
  const db = client.db(databaseName);
  await db.collection('leases').deleteMany({});
  try {
    const founder = house.people.founder.on(server.url);
    const moderator = house.people.moderator.on(server.url);
    const members: { insider: Insider; suspect: Suspect }[] = [];
    for (let index = 0; index < howMany.members; index += 1) {
      await time.passOver(minute);
      const insider = await inviteAndJoin(founder, `Member ${String.fromCharCode(65 + index)}`);
      const { id, name } = await insider.me();
      members.push({ insider, suspect: { id, name } });
    }
    const themeId = await beginTheme(moderator);
    const begin = async (title: string) => {
      await time.pass(minute);
      const thread = {
        key: drawn(),
        themeId,
        as: 'self',
        title,
        text: title,
        kind: 'discussion',
        audience: { kind: 'members' },
      };
      return expected(201, await moderator.post('/api/threads', thread)).as(threadView).id;
    };
    const hall = await begin('The hall');
    const truth = new Map<string, string>();
    const inTheirOrder: string[] = [];
    /** How many posts there are to read. */
    const lengths = new Map([[hall, 1]]);

    const publishAll = async () => {
      for (const { id, revision, threadId } of await toBeChecked(moderator)) {
        lengths.set(threadId, (lengths.get(threadId) ?? 1) + 1);
        await time.passOver(5_000 + draw(10_000));
        expected(200, await moderator.post(`/api/waiting/${id}/publish`, { revision }));
      }
    };
    /** One comes, reads, perhaps writes as an alias, and says something under their name, or nothing. */
    const sit = async ({ insider, suspect }: (typeof members)[number], threadId: string, writes: boolean) => {
      await time.passShortly(20_000 + draw(20_000));
      await insider.post(`/api/threads/${threadId}/read`, { ranges: [[1, lengths.get(threadId) ?? 1]] });
      if (writes) {
        await time.passOver(3_000 + draw(5_000));
        const post = { key: drawn(), text: `Words ${drawn()}.`, as: 'alias' };
        const { author } = expected(201, await insider.post(`/api/threads/${threadId}/posts`, post)).as(waitingView);
        const aliasId = author.kind === 'alias' ? author.id : '';
        if (!truth.has(aliasId)) inTheirOrder.push(aliasId);
        truth.set(aliasId, suspect.id);
      }
      await time.passOver(3_000 + draw(5_000));
      const word = { key: drawn(), text: `A word ${drawn()}.`, as: 'self' };
      if (draw(4) > 0) {
        expected(201, await insider.post(`/api/threads/${hall}/posts`, word));
        lengths.set(hall, (lengths.get(hall) ?? 1) + 1);
      }
    };

    const threads: string[] = [];
    for (let today = 0; today < howMany.days; today += 1) {
      await time.set(Math.floor(time.now / day) * day + (today === 0 ? time.now % day : day + 9 * 60 * minute));
      await signInAt(time.now, moderator);
      const sittings: { member: (typeof members)[number]; threadId: string; writes: boolean }[] = [];
      for (let index = 0; index < howMany.threadsADay; index += 1) {
        const threadId = await begin(`Thread ${threads.length + 1}`);
        threads.push(threadId);
        lengths.set(threadId, 1);
        for (const [place, member] of shuffled(members, draw).entries())
          sittings.push({ member, threadId, writes: place < howMany.aliasesAThread });
      }
      const again = sittings.filter(({ writes }) => writes && draw(3) === 0);
      for (const [index, { member, threadId, writes }] of [
        ...shuffled(sittings, draw),
        ...shuffled(again, draw),
      ].entries()) {
        await sit(member, threadId, writes);
        if (index % 20 === 19) await publishAll();
      }
      await publishAll();
      await time.pass(halfHour);
      await untilReleased(db, time.now);
      for (const threadId of threads) lengths.set(threadId, await db.collection('posts').countDocuments({ threadId }));
    }
    const toRead = members.flatMap(({ insider }) =>
      [...lengths].map(([threadId, last]) => ({ insider, threadId, last })),
    );
    for (const { insider, threadId, last } of shuffled(toRead, draw)) {
      await time.passOver(2_000);
      await insider.post(`/api/threads/${threadId}/read`, { ranges: [[1, last]] });
    }
    await allIsLogged(server);
    const log = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const suspects = members.map(({ suspect }) => suspect);
    return { taken: { collections: await allOf(db), log }, suspects, truth, inTheirOrder };
  } finally {
    await client.close();
    await server.stop();
    time.remove();
    rmSync(folder, { recursive: true, force: true });
    house.remove();
  }
}

async function untilReleased(db: Db, now: number): Promise<void> {
  await waitUntil(
    'what is due is out',
    async () => {
      const done = await db.collection<{ _id: string; slot: number }>('releases').findOne({ _id: 'waiting' });
      const left = await db.collection('waiting').countDocuments({});
      return done !== null && done.slot >= Math.floor(now / halfHour) && left === 0;
    },
    30_000,
  );
}

/** Everything, of every collection, in the order in which it is kept: files and their pieces too. */
async function allOf(db: Db): Promise<Map<string, Document[]>> {
  const all = new Map<string, Document[]>();
  for (const collection of await db.collections())
    all.set(collection.collectionName, await collection.find().hint({ $natural: 1 }).toArray());
  return all;
}
