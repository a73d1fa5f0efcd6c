import { randomBytes } from 'node:crypto';
import { base32 } from '@throughline/kernel';

/** Read when the first code is: a start need not wait for it. */
const authenticator = async () => (await import('otplib')).authenticator;

const stepMilliseconds = 30_000;
/** A clock may be one step off, either way. */
export const drift = 1;

/** A new key for an app, 160 bits in base 32. */
export function newAppKey(): string {
  return keyFrom(randomBytes(20));
}

export function keyFrom(bytes: Uint8Array): string {
  return base32(bytes).toUpperCase();
}

/** What an app reads from a QR code. */
export async function appAddress(key: string, community: string, signInName: string): Promise<string> {
  return (await authenticator()).keyuri(signInName, community, key);
}

export function stepAt(time: Date): number {
  return Math.floor(time.getTime() / stepMilliseconds);
}

/** The code of one half-minute. */
export async function codeAt(key: string, step: number): Promise<string> {
  return (await authenticator()).clone({ epoch: step * stepMilliseconds }).generate(key);
}

/** The half-minute, now or one beside it, whose code this is; null where it is none. The later one where two are alike. */
export async function stepOf(key: string, code: string, time: Date): Promise<number | null> {
  const codes = await authenticator();
  const now = stepAt(time);
  for (let step = now + drift; step >= now - drift; step -= 1)
    if (codes.clone({ epoch: step * stepMilliseconds, window: 0 }).check(code, key)) return step;
  return null;
}

/** "123 456", as it is typed, is 123456; null where it is no code of an app. */
export function appCodeIn(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s.-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
