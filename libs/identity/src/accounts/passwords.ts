import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { DomainError } from '@throughline/kernel';
import { CommunityService } from '../community/community.service';
import { isKnownPassword } from './known-passwords';
import type { Member } from './member.schema';

/** OWASP's least for Argon2id: 19 MiB, two passes, one lane (safety.md S13). */
const cost = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same password, whichever way a keyboard composes its letters (NIST 800-63B). */
function oneForm(password: string): string {
  return password.normalize('NFKC');
}

/** Passwords: kept as Argon2id, never as they are. */
@Injectable()
export class Passwords {
  /** What an unknown name is compared with, so that it takes the same work as a known one (S12). */
  private readonly nobody = hash('nobody has this password', cost);

  constructor(private readonly community: CommunityService) {}

  /** Throws `password-known` for what is on public lists, or is one of the member's names or the community's. */
  async make(password: string, member: Pick<Member, 'name' | 'signInName'>): Promise<string> {
    const { name } = await this.community.get();
    if (isKnownPassword(password, [member.signInName, member.name, name])) throw new DomainError('password-known');
    return hash(oneForm(password), cost);
  }

  /** Whether it is the password; without a hash (no such member) the same work is done, and the answer is no. */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const right = await verify(passwordHash ?? (await this.nobody), oneForm(password));
    return right && passwordHash !== undefined;
  }
}
