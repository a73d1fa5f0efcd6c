import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { DomainError } from '@throughline/kernel';
import { isKnownPassword } from './known-passwords';

/** OWASP's least for Argon2id: 19 MiB, two passes, one lane (safety.md S13). */
const cost = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords: kept as Argon2id, never as they are. */
@Injectable()
export class Passwords {
  /** What an unknown name is compared with, so that it takes the same work as a known one (S12). */
  private readonly nobody = hash('nobody has this password', cost);

  /** Throws `password-known` for what is on public lists, or is the sign-in name itself. */
  async make(password: string, signInName: string): Promise<string> {
    if (isKnownPassword(password, signInName)) throw new DomainError('password-known');
    return hash(password, cost);
  }

  /** Whether it is the password; without a hash (no such member) the same work is done, and the answer is no. */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const right = await verify(passwordHash ?? (await this.nobody), password);
    return right && passwordHash !== undefined;
  }
}
