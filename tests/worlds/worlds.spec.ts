import { type Difference, differences } from './differences';
import { FoundedHouse } from './founded-house';
import { firstScenes, scenes, scenesWithSteps } from './scenes';
import { type Turn, World } from './world';
import type { Heard } from './witness';

jest.setTimeout(900_000);

let house: FoundedHouse;
beforeAll(async () => {
  house = await FoundedHouse.found();
});
afterAll(() => house?.remove());

/** The script in one of its turns, and all that came to those who watch. */
async function run(turn: Turn): Promise<readonly Heard[]> {
  const world = await World.open(house, turn);
  try {
    for (const scene of turn.script ?? (turn.planted ? firstScenes : scenes)) await scene(world);
    return await world.end();
  } catch (error) {
    await world.close();
    throw error;
  }
}

const told = (found: readonly Difference[]) =>
  found
    .slice(0, 5)
    .map(({ who, by, one, other }) => `${who}, ${by}:\n…${one}…\n…${other}…`)
    .join('\n\n');

describe('P4 twin worlds', () => {
  let amber: readonly Heard[];

  test('P4 whoever of two is behind the alias, everybody else gets the same: answers, frames, mails; and the log is the same', async () => {
    const [one, other] = await Promise.all([run({ behind: 'amber' }), run({ behind: 'rowan' })]);
    amber = one;
    expect(told(differences(one, other))).toBe('');
    // That there was something to compare.
    const from = (who: string) => one.filter((heard) => heard.who === who).length;
    for (const who of ['third', 'moderator', 'administrator', 'lead', 'visitor', 'log'])
      expect(from(who)).toBeGreaterThan(20);
    expect(from('mail')).toBeGreaterThan(0);
    expect(one.filter(({ by }) => by.startsWith('frame of')).length).toBeGreaterThan(100);
  });

  test('P4 so too where moderators take steps against the alias, and against each of the two', async () => {
    const [one, other] = await Promise.all(swapped.map((turn) => run({ ...turn, script: scenesWithSteps })));
    expect(told(differences(one ?? [], other ?? []))).toBe('');
  });

  test('P6 whenever within its time something is done under the alias, everybody else gets the same', async () => {
    const late = await run({ behind: 'amber', late: true });
    expect(told(differences(apartFromLog(later, amber), apartFromLog(later, late)))).toBe('');
  });
});

const swapped: [Turn, Turn] = [{ behind: 'amber' }, { behind: 'rowan' }];
const later: [Turn, Turn] = [{ behind: 'amber' }, { behind: 'amber', late: true }];

/** Where a leak comes to light, and what is to be seen there. */
interface Light {
  where: RegExp;
  what: RegExp;
}

/** Leaks, by the two turns between which they come to light. Those of one line do not hide each other: each is seen at its own place. */
const leaks: [turns: [Turn, Turn], planted: Record<string, Light>][] = [
  [
    swapped,
    {
      'author-in-answer': { where: /^third GET \/api\/threads\//, what: /"writtenBy":/ },
      'author-in-log': { where: /^log /, what: /"msg":"posted"/ },
      'counted-posts': { where: /^third GET \/api\/people\//, what: /"posts":\d/ },
      'mail-to-others': { where: /^mail .*(amber|rowan)/, what: /./ },
      'seen-writing': { where: /^third frame/, what: /"seen"/ },
    },
  ],
  [later, { 'finer-time': { where: /^third GET \/api\/threads\//, what: /"publishedAt":"\d{4}-\d\d-\d\dT/ } }],
  [swapped, { 'ordered-by-author': { where: /^third (frame|GET \/api\/threads\/)/, what: /It was full by noon/ } }],
];

const named = leaks.map(([turns, planted]) => [Object.keys(planted).join(', '), turns, planted] as const);
test.each(named)('P4 the twin worlds are not the same where this is planted: %s', async (_, turns, planted) => {
  const runs = turns.map((turn) => run({ ...turn, planted: Object.keys(planted) }));
  const [one, other] = await Promise.all(runs);
  const found = differences(apartFromLog(turns, one), apartFromLog(turns, other));
  for (const [name, { where, what }] of Object.entries(planted)) {
    const seen = found.filter((difference) => where.test(`${difference.who} ${difference.by}`));
    if (!seen.some(({ one: here, other: there }) => what.test(here) || what.test(there)))
      throw new Error(`${name} did not come to light:\n${told(found)}`);
  }
});

/** What is done late is asked for at another time, which the log says. */
function apartFromLog(turns: [Turn, Turn], heard: readonly Heard[] = []): readonly Heard[] {
  return turns === later ? heard.filter(({ who }) => who !== 'log') : heard;
}
