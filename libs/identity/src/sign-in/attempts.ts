import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@throughline/contracts/names';
import { DomainError } from '@throughline/kernel';
import { Secrets } from '@throughline/platform';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

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

  /**
   * Does what is guessed at: counted before it is tried, so that many at once are not let through, and taken off the count again
   * unless it was wrong. Throws `too-many` where there were too many failures lately.
   */
  async during<Answer>(attempt: Attempt, wrong: readonly ErrorCode[], work: () => Promise<Answer>): Promise<Answer> {
    await this.count(attempt);
    let answer: Answer;
    try {
      answer = await work();
    } catch (error) {
      if (!(error instanceof DomainError && wrong.includes(error.code))) await this.giveBack(attempt);
      throw error;
    }
    await this.giveBack(attempt);
    if (attempt.name !== undefined) await this.byName.delete(this.keyOf(attempt.name));
    return answer;
  }

  /** Counts one for good; throws `too-many` where there were too many. */
  async count({ name, address }: Attempt): Promise<void> {
    if (name !== undefined) await consume(this.byName, this.keyOf(name));
    if (address !== undefined) await consume(this.byAddress, address);
  }

  private async giveBack({ name, address }: Attempt): Promise<void> {
    if (name !== undefined) await this.byName.reward(this.keyOf(name));
    if (address !== undefined) await this.byAddress.reward(address);
  }

  private keyOf(name: string): string {
    return this.secrets.digest('attempts', name);
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new DomainError('too-many', { retryAfter: Math.ceil(refused.msBeforeNext / 1_000) });
  }
}
