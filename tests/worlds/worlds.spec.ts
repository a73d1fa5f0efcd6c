import { type Difference, differences } from './differences';
import { FoundedHouse } from './founded-house';
import { firstScenes, type Scene, scenes } from './scenes';
import { type Turn, World } from './world';
import type { Heard } from './witness';

jest.setTimeout(900_000);

let house: FoundedHouse;
beforeAll(async () => {
  house = await FoundedHouse.found();
});
afterAll(() => house?.remove());

/** The script in one of its turns, and all that came to those who watch. */
async function run(turn: Turn, script: readonly Scene[] = scenes): Promise<readonly Heard[]> {
  const world = await World.open(house, turn);
  try {
    for (const scene of script) await scene(world);
    return await world.end();
  } catch (error) {
    await world.close();
    throw error;
  }
}

/** All of them at once, and to their ends, whatever becomes of one. */
async function runAll(all: readonly Turn[], script: readonly Scene[] = scenes): Promise<(readonly Heard[])[]> {
  const ended = await Promise.allSettled(all.map((turn) => run(turn, script)));
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

const turns: Turn[] = [{ behind: 'amber' }, { behind: 'rowan' }, { behind: 'amber', late: true }];

/** The first of what differs: what follows from it comes after it. */
const told = (found: readonly Difference[]) =>
  found
    .slice(0, 5)
    .map(({ who, by, one, other }) => `${who}, ${by}:\n…${one}…\n…${other}…`)
    .join('\n\n');

/** What is done late is asked for at another time, which the log says. */
const apartFromLog = (heard: readonly Heard[]) => heard.filter(({ who }) => who !== 'log');

describe('twin worlds', () => {
  let amber: readonly Heard[];
  let rowan: readonly Heard[];
  let late: readonly Heard[];
  beforeAll(async () => {
    [amber = [], rowan = [], late = []] = await runAll(turns);
  });

  test('there is something to compare', () => {
    const from = (who: string) => amber.filter((heard) => heard.who === who).length;
    for (const who of ['third', 'moderator', 'administrator', 'lead', 'visitor', 'log'])
      expect(from(who)).toBeGreaterThan(20);
    expect(from('mail')).toBeGreaterThan(0);
    expect(amber.filter(({ by }) => by.startsWith('frame of')).length).toBeGreaterThan(100);
  });

  test('P4 whoever of two is behind the alias, everybody else gets the same: answers, frames, mails; and the log is the same', () => {
    expect(told(differences(amber, rowan))).toBe('');
  });

  test('P6 whenever within its time something is done under the alias, everybody else gets the same', () => {
    expect(told(differences(apartFromLog(amber), apartFromLog(late)))).toBe('');
  });
});

/** Where a leak comes to light, and what is to be seen there. */
interface Light {
  where: RegExp;
  what: RegExp;
}

/** Leaks that are loaded into the server; those of one line do not hide each other: each is seen at its own place. */
const byWhom: Record<string, Light> = {
  'author-in-answer': { where: /^third GET \/api\/threads\//, what: /"writtenBy":/ },
  'author-in-log': { where: /^log /, what: /"msg":"posted"/ },
  'counted-posts': { where: /^third GET \/api\/people\//, what: /"posts":\d/ },
  'mail-to-others': { where: /^mail .*(amber|rowan)/, what: /./ },
  'seen-writing': { where: /^third frame/, what: /"seen"/ },
  'ordered-by-author': { where: /^third (GET \/api\/streams\/|join )thread:/, what: /./ },
};
const byWhen: Record<string, Light> = {
  'finer-time': { where: /^third GET \/api\/threads\//, what: /"publishedAt":"\d{4}-\d\d-\d\dT/ },
};

/** A leak is among what differs, at its place. */
function expectFound({ where, what }: Light, found: readonly Difference[]): void {
  const seen = found.filter(({ who, by }) => where.test(`${who} ${by}`));
  if (!seen.some(({ one, other }) => what.test(one) || what.test(other)))
    throw new Error(`It did not come to light. What did:\n${told(found)}`);
}

describe('P4 the twin worlds are not the same where something is planted', () => {
  let amber: readonly Heard[];
  let rowan: readonly Heard[];
  let late: readonly Heard[];
  beforeAll(async () => {
    const planted = [...Object.keys(byWhom), ...Object.keys(byWhen)];
    [amber = [], rowan = [], late = []] = await runAll(
      turns.map((turn) => ({ ...turn, planted })),
      firstScenes,
    );
  });

  test.each(Object.entries(byWhom))('%s', (_, light) => {
    expectFound(light, differences(amber, rowan));
  });

  test.each(Object.entries(byWhen))('%s', (_, light) => {
    expectFound(light, differences(apartFromLog(amber), apartFromLog(late)));
  });
});
