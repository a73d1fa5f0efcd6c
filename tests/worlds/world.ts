import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { changesAnswer } from '@throughline/contracts';
import { databaseName } from '@throughline/platform';
import { type BuiltServer, expected, type Insider, startBuiltServer, waitUntil } from '@throughline/testing';
import { type Db, MongoClient } from 'mongodb';
import { allIsLogged, chance, type FoundedHouse, type HousePeople, required, signInAt } from './founded-house';
import { Letters, withoutItsId } from './letters';
import { Looking, streams } from './looking';
import { SetTime } from './set-time';
import { type Heard, Witness } from './witness';

export const second = 1_000;
export const minute = 60 * second;
export const halfHour = 30 * minute;
export const day = 24 * 60 * minute;

/** In which way one run of the script differs from another. */
export interface Turn {
  /** Who of the two is behind the alias. */
  behind: 'amber' | 'rowan';
  /** Whether what is done under the alias is done late within its time; nothing else is done at another time for it. */
  late?: boolean;
  /** Programs that are loaded into the server and make it tell something. */
  planted?: readonly string[];
}

/** Two members of whom one is behind the alias; somebody else who posts as an alias; and those who get to know what everybody does. */
export interface People {
  amber: Insider;
  rowan: Insider;
  zed: Insider;
  /** A third member: any other. */
  third: Witness;
  moderator: Witness;
  administrator: Witness;
  /** A safeguarding lead, who finds out nothing. */
  lead: Witness;
  visitor: Witness;
  /** Leads who find out who wrote something. */
  otherLeads: [Insider, Insider];
}

/** The script on a fresh house: its people, a clock and a chance that are the same in each run, and all that came to those who watch. */
export class World {
  readonly heard: Heard[] = [];
  readonly people: People;
  private readonly looking = new Looking(this.heard);
  themeId = '';
  /** The threads of the script, by their turn. */
  readonly threads = { first: '', second: '', third: '', fourth: '', fifth: '' };
  private made = 0;
  private knownEpoch = '';
  /** The members who watch, and which of their posts are read. */
  private watching: string[] = [];
  private readonly read = new Set<string>();

  private constructor(
    readonly turn: Turn,
    readonly server: BuiltServer,
    private readonly time: SetTime,
    private readonly letters: Letters,
    private readonly client: MongoClient,
    people: HousePeople,
  ) {
    const insider = (name: keyof HousePeople) => people[name].on(server.url);
    const watching = (name: keyof HousePeople, who: string) => Witness.of(insider(name), who, this.hear);
    this.people = {
      amber: insider('amber'),
      rowan: insider('rowan'),
      zed: insider('zed'),
      third: watching('third', 'third'),
      moderator: watching('moderator', 'moderator'),
      administrator: watching('founder', 'administrator'),
      lead: watching('lea', 'lead'),
      visitor: new Witness(server.url, '', 'visitor', this.hear),
      otherLeads: [insider('lou'), insider('lin')],
    };
  }

  /** Begins on a house as it was founded: each run has its own, and all are the same but for what the script does. */
  static async open(house: FoundedHouse, turn: Turn): Promise<World> {
    const time = new SetTime(house.until);
    const letters = new Letters();
    const programs = [
      time.program,
      chance,
      ...(turn.planted ?? []).map((name) => join(__dirname, 'planted', `${name}.cjs`)),
    ];
    const server = await startBuiltServer({
      folder: house.copy(),
      env: {
        ...time.env,
        CHANCE: '1',
        NODE_OPTIONS: required(programs),
        MAIL_URL: await letters.open(),
        WRITES_PER_MINUTE: '60',
      },
    });
    const uri = readFileSync(join(server.folder, 'database.uri'), 'utf8').trim();
    const client = await new MongoClient(uri).connect();
    const world = new World(turn, server, time, letters, client, house.people);
    // Of the server that the house was founded with, which holds nothing any more: it would be waited for by the real clock.
    await world.db.collection('leases').deleteMany({});
    const { visitor } = world.people;
    // What was under way when that server stopped is done by the second look round.
    for (let times = 0; times < 3; times += 1) await time.pass(second);
    for (const witness of world.everybodyWhoWatches) {
      if (witness !== visitor) world.watching.push((await witness.me()).id);
      await world.listen(witness);
    }
    // Everybody is known before anything happens: whose something is, is never the first that is heard of them.
    expected(200, await world.people.third.get('/api/people'));
    return world;
  }

  get db(): Db {
    return this.client.db(databaseName);
  }

  /** Who of the two is behind the alias, and who is not. */
  get behind(): Insider {
    return this.people[this.turn.behind];
  }

  get everybodyWhoWatches(): Witness[] {
    const { visitor, third, moderator, administrator, lead } = this.people;
    return [third, moderator, administrator, lead, visitor];
  }

  /** Opens the live connection of one who watches, and joins all streams by themselves that they may read. */
  async listen(witness: Witness): Promise<void> {
    await witness.listen();
    if (!witness.listens) return;
    const { id } = await witness.me();
    for (const stream of [...streams, `member:${id}`]) await witness.join(stream, await this.epoch());
  }

  /** Whoever watches has the thread open from now on. */
  async follow(threadId: string): Promise<void> {
    for (const witness of this.everybodyWhoWatches) await witness.join(`thread:${threadId}`, await this.epoch());
  }

  async epoch(): Promise<string> {
    if (this.knownEpoch === '') {
      const changes = await this.people.third.get('/api/streams/members/changes?epoch=none&after=0');
      this.knownEpoch = expected(200, changes).as(changesAnswer).cursor.epoch;
    }
    return this.knownEpoch;
  }

  /** A key of a request: the same in each run, and another one each time. */
  key(): string {
    this.made += 1;
    return `00000000-0000-4000-8000-${String(this.made).padStart(12, '0')}`;
  }

  /** Something that somebody does under their name, ten seconds after what came before. */
  async act<Answer>(what: () => Promise<Answer>): Promise<Answer> {
    await this.pass(10 * second);
    const answer = await what();
    await this.settled();
    return answer;
  }

  /**
   * Something that is done under the alias, some time within these next minutes: early or late, which is for others to learn no more
   * than who does it.
   */
  async underAlias<Answer>(what: () => Promise<Answer>, within = 4 * minute): Promise<Answer> {
    // Early and late are of one half-hour.
    if (within < halfHour && this.time.now + within >= nextSlot(this.time.now)) await this.toHalfHour();
    const end = this.time.now + within;
    await this.pass(this.turn.late ? within - 30 * second : 30 * second);
    const answer = await what();
    await this.settled();
    await this.pass(end - this.time.now);
    return answer;
  }

  /** Goes on to the next half-hour, at which what is due comes out. */
  async toHalfHour(): Promise<void> {
    await this.pass(halfHour - (this.time.now % halfHour));
  }

  /** Goes on to nine o’clock of the next day, at once. Who has more to look after is signed out by then. */
  toMorning(): Promise<void> {
    return this.leap(day - ((this.time.now - 9 * 60 * minute) % day));
  }

  /** Goes on by so much at once. */
  async leap(milliseconds: number): Promise<void> {
    await this.time.pass(milliseconds);
    await this.released(Math.floor(this.time.now / halfHour) * halfHour);
  }

  get now(): number {
    return this.time.now;
  }

  /** Signs in anew. */
  signIn(person: Insider): Promise<void> {
    return signInAt(this.time.now, person);
  }

  get mails(): Letters {
    return this.letters;
  }

  /** Time goes on; at each half-hour everything comes round, and nothing does in between. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time.now + milliseconds;
    for (let next = nextSlot(this.time.now); next <= until; next = nextSlot(next)) {
      await this.time.set(next);
      await this.released(next);
      // They would be signed out after an hour without.
      for (const witness of [this.people.moderator, this.people.administrator]) await witness.get('/api/me');
    }
    await this.time.passOver(until - this.time.now);
  }

  /** Everything comes round, ten seconds later: lists are told of what is new, and leads are called. */
  async round(): Promise<void> {
    await this.time.pass(10 * second);
    await this.settled();
  }

  /** Everybody who watches (or one of them) tells what came to them meanwhile, and looks at everything there is to see. */
  async look(who: readonly Witness[] = this.everybodyWhoWatches): Promise<void> {
    await this.round();
    for (const witness of this.everybodyWhoWatches) witness.tellFrames();
    for (const witness of who) await this.looking.by(witness);
  }

  /** Ends it; what it has mailed and logged is heard too. */
  async end(): Promise<readonly Heard[]> {
    for (const witness of this.everybodyWhoWatches) witness.tellFrames();
    await allIsLogged(this.server);
    const lines = logged(this.server.output());
    for (const witness of this.everybodyWhoWatches) witness.leave();
    await this.close();
    for (const { to, raw } of this.letters.inOrder())
      this.hear({ who: 'mail', by: `mail to ${to.join()}`, said: withoutItsId(raw) });
    for (const line of lines) this.hear({ who: 'log', by: 'log', said: line });
    return this.heard;
  }

  async close(): Promise<void> {
    await this.client.close();
    const stopping = this.server.stop();
    // Health was asked for, so the server takes it that a proxy stands before it, and waits until that knows.
    for (let told = 0; told < 2; told += 1) await fetch(`${this.server.url}/api/health/ready`).catch(() => undefined);
    await stopping;
    await this.letters.close();
    this.time.remove();
    rmSync(this.server.folder, { recursive: true, force: true });
  }

  private readonly hear = (heard: Heard): void => {
    // The place of this very server is told apart by nothing; a link as a pattern of dots stands beside the link itself.
    const said = heard.said.replaceAll(this.server.url, 'http://house').replace(/(?<="qr":\[)["01,]+/, 'the link');
    this.heard.push({ ...heard, said });
  };

  /** Until what is due at a half-hour is out. */
  private async released(slot: number): Promise<void> {
    await patiently('what is due is out', async () => {
      const done = await this.db.collection<{ _id: string; slot: number }>('releases').findOne({ _id: 'waiting' });
      const left = await this.db.collection('waiting').countDocuments({ state: { $in: ['due', 'leaving', 'gone'] } });
      return done !== null && done.slot * halfHour >= slot && left === 0;
    });
    await this.settled();
  }

  /** Until what follows from each change was done, and every change has come to those who follow its stream. */
  private async settled(): Promise<void> {
    await patiently(
      'what follows is done',
      async () => (await this.db.collection('stream_entries').findOne({ 'waiting.0': { $exists: true } })) === null,
    );
    await this.ownPostsAreRead();
    const entries = this.db.collection<{ stream: string; seq: number }>('stream_entries');
    await patiently('everything that changed has come', async () => {
      const followed = [...new Set(this.everybodyWhoWatches.flatMap(({ streams }) => [...streams.keys()]))];
      const heads = await Promise.all(
        followed.map(async (stream) => {
          const last = await entries.findOne({ stream }, { sort: { seq: -1 }, projection: { seq: 1 } });
          return [stream, last?.seq ?? 0] as const;
        }),
      );
      return this.everybodyWhoWatches.every(
        ({ listens, streams }) => !listens || heads.every(([stream, seq]) => (streams.get(stream) ?? seq) >= seq),
      );
    });
    for (const witness of this.everybodyWhoWatches) witness.nextMoment();
  }

  /** What those who watch wrote under their names is marked as read a moment later. */
  private async ownPostsAreRead(): Promise<void> {
    const posts = await this.db
      .collection<{ author: { memberId: string }; threadId: string; number: number; formerly: unknown[] }>('posts')
      .find(
        { 'author.memberId': { $in: this.watching }, formerly: [] },
        { projection: { author: 1, threadId: 1, number: 1 } },
      )
      .toArray();
    for (const { _id: post, author, threadId, number } of posts) {
      if (this.read.has(String(post))) continue;
      await patiently(`#${number} is read by who wrote it`, async () => {
        const _id = `${author.memberId}/${threadId}`;
        const reading = await this.db
          .collection<{ _id: string; read: [number, number][] }>('readings')
          .findOne({ _id });
        return reading?.read.some(([from, to]) => from <= number && number <= to);
      });
      this.read.add(String(post));
    }
  }
}

/** As long as it takes where other tests run beside three worlds. */
const patiently = <Answer>(what: string, ask: () => Answer | Promise<Answer>) => waitUntil(what, ask, minute);

const nextSlot = (from: number) => (Math.floor(from / halfHour) + 1) * halfHour;

/**
 * The lines of a log, by their times; those of one moment by what they say: what is done at once is written as it comes. How long an
 * answer took is no part of it.
 */
function logged(output: string): string[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  const parsed = lines.map((line) => {
    const { milliseconds: _, ...rest } = JSON.parse(line) as { time: string; milliseconds?: number };
    return rest;
  });
  const key = (line: { time: string }) => `${line.time} ${JSON.stringify(line)}`;
  return parsed.sort((one, other) => (key(one) < key(other) ? -1 : 1)).map((line) => JSON.stringify(line));
}
