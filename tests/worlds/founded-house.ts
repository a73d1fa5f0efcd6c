import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entered, organisationView, profileView } from '@throughline/contracts';
import {
  type BuiltServer,
  CodesOf,
  expected,
  foundCommunity,
  Insider,
  inviteAndJoin,
  setUpSecondFactor,
  startBuiltServer,
  testPassword,
  waitUntil,
} from '@throughline/testing';
import { SetTime } from './set-time';

/** What leads open their parts with. */
export const passphrase = 'the kettle walks to market in may';

/** A Monday morning; in the future, so that nothing is over by the database's own clock. */
const start = Date.UTC(2031, 2, 3, 9);
const moment = 10_000;

/** Fakes a server's chance. */
export const chance = join(__dirname, 'known-chance.cjs');
export const required = (programs: readonly string[]) => programs.map((program) => `--require ${program}`).join(' ');

/** Somebody who has joined, and is signed in wherever the house stands. */
class Joined {
  constructor(private readonly insider: Insider) {}

  on(url: string): Insider {
    const there = new Insider(url, this.insider.signInName);
    // By a counter of its own: what one run has used up is not so in another.
    if (this.insider.codes) there.codes = new CodesOf(this.insider.codes.key);
    for (const pair of this.insider.cookie.split('; ')) {
      const split = pair.indexOf('=');
      there.keep(pair.slice(0, split), pair.slice(split + 1));
    }
    return there;
  }
}

/** In the order in which they join, which is that of their ids: somebody who also posts as an alias comes between the two. */
const joining = {
  lea: 'Lea Lead',
  lou: 'Lou Lead',
  lin: 'Lin Lead',
  moderator: 'Mod Erator',
  amber: 'Amber Wren',
  zed: 'Zed Zephyr',
  rowan: 'Rowan Reader',
  third: 'Thea Third',
} as const;
export type HousePeople = Record<keyof typeof joining | 'founder', Joined>;

/** A house that was founded just now, with its people and three safeguarding leads of three organisations. */
export class FoundedHouse {
  private constructor(
    private readonly folder: string,
    readonly people: HousePeople,
    /** What its clock says. */
    readonly until: number,
  ) {}

  static async found(): Promise<FoundedHouse> {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-founded-'));
    const time = new SetTime(start);
    const env = { ...time.env, NODE_OPTIONS: required([time.program, chance]), MAIL_URL: 'smtp://127.0.0.1:1' };
    const server = await startBuiltServer({ empty: true, folder, env });
    const insiders: Record<string, Insider> = {};
    // Codes of a second step are made by the clock of whoever signs in.
    const now = jest.spyOn(Date, 'now').mockImplementation(() => time.now);
    try {
      const founder = await foundCommunity(server);
      insiders['founder'] = founder;
      for (const [who, name] of Object.entries(joining)) {
        await time.passOver(moment);
        insiders[who] = await inviteAndJoin(founder, name, who === 'moderator' ? 'moderator' : 'member');
      }
      for (const [who, insider] of Object.entries(insiders)) {
        const isLead = joining.lea === joining[who as 'lea'] || ['lou', 'lin'].includes(who);
        await setProfile(insider, isLead ? await organisation(founder, `Organisation of ${who}`) : null);
        if (!isLead) continue;
        const { id } = await insider.me();
        await setUpSecondFactor(insider);
        expected(200, await founder.patch(`/api/members/${id}`, { duties: ['safeguarding-lead'] }));
        await time.passOver(moment);
        const parts = { password: testPassword, passphrase, again: passphrase };
        expected(200, await insider.post('/api/sealing/set-up', parts));
      }
    } finally {
      now.mockRestore();
      await server.stop();
      time.remove();
    }
    const people = Object.fromEntries(Object.entries(insiders).map(([who, insider]) => [who, new Joined(insider)]));
    return new FoundedHouse(folder, people as HousePeople, time.now + moment);
  }

  /** A folder with all of it: as fresh as the house itself. */
  copy(): string {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-world-'));
    cpSync(this.folder, folder, { recursive: true });
    return folder;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Signs in anew at a time, with the code that is asked for, if it is. */
export async function signInAt(now: number, person: Insider): Promise<void> {
  const body = { name: person.signInName, password: testPassword, mine: true };
  const { secondStep } = expected(200, await person.post('/api/sign-in', body)).as(entered);
  if (!secondStep) return;
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
  const code = person.codes?.next();
  clock.mockRestore();
  expected(200, await person.post('/api/sign-in/second', { code }));
}

/** Until the log holds everything that was answered so far: a line is written after its answer. */
export async function allIsLogged(server: BuiltServer): Promise<void> {
  const { headers } = await fetch(`${server.url}/api/front`);
  const line = `"requestId":"${headers.get('x-request-id') ?? ''}"`;
  await waitUntil('everything is in the log', () => server.output().slice(-20_000).includes(line), 60_000);
}

async function organisation(founder: Insider, name: string): Promise<string> {
  const place = { key: randomUUID(), name, sector: 'housing' };
  return expected(201, await founder.post('/api/organisations', place)).as(organisationView).id;
}

/** Says where they work, and how mail reaches them. */
async function setProfile(insider: Insider, organisationId: string | null): Promise<void> {
  const { name, textVersion } = expected(200, await insider.get('/api/profile')).as(profileView);
  const shown = { expertise: [], showExpertise: false, showOrganisation: false, about: '' };
  const mail = `${insider.signInName}@example.org`;
  const profile = { name, organisationId, mail, password: testPassword, ...shown, textVersion };
  expected(200, await insider.put('/api/profile', profile));
}
