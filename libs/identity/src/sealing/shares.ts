import { combine, split } from 'shamir-secret-sharing';
import { type KeyPair, newKeyPair, pairOf, seal, wipe, written } from './boxes';

/** How many leads together open what is sealed (safety.md P2). */
export const leadsNeeded = 2;

/** A lead's share of a key of the community, sealed to that lead. */
export interface SealedShare {
  leadId: string;
  /** Which pair of the lead's it was sealed to: who sets up anew has another. */
  leadKeyId: string;
  box: string;
}

/** To whom a share goes. */
export interface ShareHolder {
  leadId: string;
  leadKeyId: string;
  publicKey: string;
}

/**
 * A new key of the community: its public key, and its secret split so that any two holders have it together and one alone has
 * nothing of it. The secret itself is wiped, and kept nowhere.
 */
export async function newSharedKey(
  holders: readonly ShareHolder[],
): Promise<{ publicKey: string; shares: SealedShare[] }> {
  const { publicKey, secretKey } = await newKeyPair();
  const parts = await split(secretKey, holders.length, leadsNeeded);
  const shares = await Promise.all(
    holders.map(async ({ leadId, leadKeyId, publicKey: to }, index) => ({
      leadId,
      leadKeyId,
      box: await seal(parts[index] ?? new Uint8Array(), to),
    })),
  );
  wipe(secretKey, ...parts);
  return { publicKey: written(publicKey), shares };
}

/** The key that two shares make together; undefined where they make another than this. */
export async function joinShares(one: Uint8Array, other: Uint8Array, publicKey: string): Promise<KeyPair | undefined> {
  const pair = await pairOf(await combine([one, other]));
  if (written(pair.publicKey) === publicKey) return pair;
  wipe(pair.secretKey);
  return undefined;
}
