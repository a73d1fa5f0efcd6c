import { createRequire } from 'node:module';
import type * as Sodium from 'libsodium-wrappers';

/** An X25519 pair: what is sealed to the public key opens with the secret one alone. */
export interface KeyPair {
  publicKey: Uint8Array;
  secretKey: Uint8Array;
}

/** Something encrypted under a key that somebody knows by heart, with its nonce; base64url. */
export interface Locked {
  nonce: string;
  box: string;
}

let loaded: typeof Sodium | undefined;

/** Loaded when it is first needed, which takes a tenth of a second and 10 MB: starting and most requests pass without it. */
async function sodium(): Promise<typeof Sodium> {
  loaded ??= createRequire(__filename)('libsodium-wrappers') as typeof Sodium;
  await loaded.ready;
  return loaded;
}

export const written = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
export const read = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));

export async function newKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = (await sodium()).crypto_box_keypair();
  return { publicKey, secretKey: privateKey };
}

/** The pair that a secret key belongs to. */
export async function pairOf(secretKey: Uint8Array): Promise<KeyPair> {
  return { publicKey: (await sodium()).crypto_scalarmult_base(secretKey), secretKey };
}

/** Seals to a public key (libsodium's sealed box): as long as what is in it, and 48 bytes; whoever sealed it cannot open it. */
export async function seal(content: Uint8Array, publicKey: string): Promise<string> {
  return written((await sodium()).crypto_box_seal(content, read(publicKey)));
}

/** What was sealed to this pair; throws where it was not, or was changed. */
export async function unseal(box: string, { publicKey, secretKey }: KeyPair): Promise<Uint8Array> {
  return (await sodium()).crypto_box_seal_open(read(box), publicKey, secretKey);
}

/** Encrypts under a key of 32 bytes, bound to what it is for. */
export async function lock(content: Uint8Array, key: Uint8Array, purpose: string): Promise<Locked> {
  const { crypto_aead_xchacha20poly1305_ietf_encrypt: encrypt, randombytes_buf: random } = await sodium();
  const nonce = random(24);
  return { nonce: written(nonce), box: written(encrypt(content, purpose, null, nonce, key)) };
}

/** The inverse of `lock`; undefined where the key is another. */
export async function unlock(
  { nonce, box }: Locked,
  key: Uint8Array,
  purpose: string,
): Promise<Uint8Array | undefined> {
  const { crypto_aead_xchacha20poly1305_ietf_decrypt: decrypt } = await sodium();
  try {
    return decrypt(null, read(box), purpose, read(nonce), key);
  } catch {
    return undefined;
  }
}

/** Overwrites secrets as soon as they were used: what is not in memory is in no dump of it. */
export function wipe(...secrets: (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}
