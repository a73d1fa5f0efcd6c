import { Injectable } from '@nestjs/common';
import { DomainError } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** How many failed attempts are let through, and in how many seconds. */
const limits = {
  name: { points: 10, duration: 15 * 60 },
  address: { points: 100, duration: 15 * 60 },
};

/** What is tried at: a name or an account, and the address it comes from. */
export interface Attempt {
  name?: string;
  address?: string;
}

/**
 * Slows down guessing: of passwords, of codes, of links. Counts failures only, by what is guessed at (as a keyed digest) and by
 * the address it comes from. Kept in this server's memory.
 */
@Injectable()
export class Attempts {
  private readonly byName = new RateLimiterMemory({ keyPrefix: 'name', ...limits.name });
  private readonly byAddress = new RateLimiterMemory({ keyPrefix: 'address', ...limits.address });

  constructor(private readonly secrets: Secrets) {}

  /** Throws `too-many` where there were too many failures lately. */
  async expectFew({ name, address }: Attempt): Promise<void> {
    const states = await Promise.all([
      address === undefined ? null : this.byAddress.get(address),
      name === undefined ? null : this.byName.get(this.keyOf(name)),
    ]);
    for (const state of states) {
      if (state && state.remainingPoints <= 0)
        throw new DomainError('too-many', { retryAfter: Math.ceil(state.msBeforeNext / 1_000) });
    }
  }

  async failed({ name, address }: Attempt): Promise<void> {
    // A limiter that is used up says so by throwing; the next attempt is told.
    await Promise.allSettled([
      ...(address === undefined ? [] : [this.byAddress.consume(address)]),
      ...(name === undefined ? [] : [this.byName.consume(this.keyOf(name))]),
    ]);
  }

  async succeeded(name: string): Promise<void> {
    await this.byName.delete(this.keyOf(name));
  }

  private keyOf(name: string): string {
    return this.secrets.digest('attempts', name);
  }
}
