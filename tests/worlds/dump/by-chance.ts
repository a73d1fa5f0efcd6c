/** How often somebody who guesses is right: the greatest number of `times` that comes with at least this probability or above it. */
function tail(times: number, chance: number, from: number): number {
  let sum = 0;
  for (let right = from; right <= times; right += 1) sum += probability(times, chance, right);
  return sum;
}

function probability(times: number, chance: number, right: number): number {
  let logarithm = right * Math.log(chance) + (times - right) * Math.log(1 - chance);
  for (let factor = 1; factor <= right; factor += 1) logarithm += Math.log((times - right + factor) / factor);
  return Math.exp(logarithm);
}

/**
 * Between how many right guesses somebody stays who guesses by chance, in 99 of 100 cases. The best of several is right more often than
 * one: each is given a hundredth divided among them (Bonferroni), so that the best of all honest ones is above it once in two hundred
 * cases, and none is below it in as few.
 */
export function byChance(times: number, chance: number, attackers: number): { least: number; most: number } {
  const share = 0.01 / 2 / attackers;
  let most = 0;
  while (tail(times, chance, most + 1) > share) most += 1;
  let least = 0;
  while (1 - tail(times, chance, least + 1) <= share) least += 1;
  return { least, most };
}

/** Draws of a small generator with a fixed seed: the same each time. */
export function seeded(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * most);
  };
}

/** In another order, by these draws. */
export function shuffled<One>(all: readonly One[], draw: (most: number) => number): One[] {
  const left = [...all];
  return all.map(() => left.splice(draw(left.length), 1)[0] as One);
}
