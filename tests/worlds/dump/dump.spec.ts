import { attackers, guessed } from './attackers';
import { byChance, seeded } from './by-chance';
import { type Community, livedIn } from './community';
import { plantings } from './planting';
import { type Taken, tracesIn } from './taken';

jest.setTimeout(900_000);

let community: Community;
beforeAll(async () => {
  community = await livedIn(20_310_303);
});

/** How many aliases an attacker guesses in what was taken. */
function right(name: string, taken: Taken): number {
  const attacker = attackers.find((one) => one.name === name);
  if (!attacker) throw new Error(`There is no attacker that goes by ${name}.`);
  return guessed(attacker, taken, tracesIn(taken), community.suspects, community.truth, seeded(4_711));
}

test('P2 two hundred aliases are there to be guessed', () => {
  const traces = tracesIn(community.taken);
  expect(traces.length).toBe(200);
  expect(traces.every(({ alias, posts }) => posts.length > 0 && community.truth.has(String(alias._id)))).toBe(true);
  expect(attackers.length).toBeGreaterThanOrEqual(6);
});

test('P2 with the whole database and the log, and no secret, the best of all attackers guesses authors by chance', () => {
  const { least, most } = byChance(200, 1 / community.suspects.length, attackers.length);
  const all = attackers.map(({ name }) => ({ name, right: right(name, community.taken) }));
  const best = Math.max(...all.map(({ right: times }) => times));
  const said = all.map(({ name, right: times }) => `${name}: ${times}`).join(', ');
  if (best < least || best > most) throw new Error(`Between ${least} and ${most} of 200 would be chance. ${said}`);
});

test.each(attackers.map(({ name }) => name))('P2 this attacker finds a leak that is planted for it: %s', (name) => {
  const planting = plantings[name];
  if (!planting) throw new Error(`Nothing is planted for ${name}.`);
  expect(right(name, planting(community))).toBeGreaterThan(100);
});
