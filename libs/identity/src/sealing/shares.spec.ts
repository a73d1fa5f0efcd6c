import { newKeyPair, pairOf, seal, unseal, written } from './boxes';
import { joinShares, newSharedKey } from './shares';

async function holders(count: number) {
  const pairs = await Promise.all(Array.from({ length: count }, () => newKeyPair()));
  const { publicKey, shares } = await newSharedKey(
    pairs.map((pair, index) => ({
      leadId: `lead-${index}`,
      leadKeyId: `key-${index}`,
      publicKey: written(pair.publicKey),
    })),
  );
  const open = (index: number) => {
    const [share, pair] = [shares[index], pairs[index]];
    if (!share || !pair) throw new Error('There is no such holder.');
    return unseal(share.box, pair);
  };
  return { publicKey, shares, pairs, open };
}

const words = new TextEncoder().encode('who it was');

test.each([2, 3, 5])('P2 of %i leads any two open what was sealed, in either order', async (count) => {
  const { publicKey, open } = await holders(count);
  const box = await seal(words, publicKey);
  for (let one = 0; one < count; one += 1)
    for (let other = 0; other < count; other += 1) {
      if (one === other) continue;
      const joined = await joinShares(await open(one), await open(other), publicKey);
      expect(joined && (await unseal(box, joined))).toEqual(words);
    }
});

test('P2 one share opens nothing, neither alone, nor twice, nor with one of another key', async () => {
  const [first, second] = [await holders(3), await holders(3)];
  const share = await first.open(0);
  await expect(joinShares(share, share, first.publicKey)).rejects.toThrow();
  expect(await joinShares(share, await second.open(1), first.publicKey)).toBeUndefined();
  // What it is made of is no key itself.
  const alone = await pairOf(share.slice(0, 32));
  await expect(unseal(await seal(words, first.publicKey), alone)).rejects.toThrow();
});

test('P2 a share is sealed to its lead alone', async () => {
  const { shares, pairs } = await holders(3);
  const [share, other] = [shares[0], pairs[1]];
  await expect(unseal(share?.box ?? '', other as NonNullable<typeof other>)).rejects.toThrow();
});

test('P2 all boxes of authors are of one length, and no two are the same', async () => {
  const { publicKey } = await holders(2);
  const boxes = await Promise.all(Array.from({ length: 50 }, () => seal(words, publicKey)));
  expect(new Set(boxes).size).toBe(boxes.length);
  expect(new Set(boxes.map(({ length }) => length)).size).toBe(1);
});
