import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@throughline/contracts/names';
import { DomainError } from '@throughline/kernel';
import { type Counter, Limits } from '@throughline/platform';

const quarter = 15 * 60;

/** What is tried at: a name or an account, and the address it comes from. */
export interface Attempt {
  name?: string;
  address?: string;
}

/**
 * Slows down guessing: of passwords, of codes, of links. Counts failures only, by what is guessed at and by the address it comes
 * from, for all servers together.
 */
@Injectable()
export class Attempts {
  private readonly byName: Counter;
  private readonly byAddress: Counter;

  constructor(limits: Limits) {
    this.byName = limits.counter({ name: 'attempts-name', times: 10, within: quarter, counted: 'in-database' });
    this.byAddress = limits.counter({ name: 'attempts-address', times: 100, within: quarter, counted: 'in-database' });
  }

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
    if (attempt.name !== undefined) await this.byName.clear(attempt.name);
    return answer;
  }

  /** Counts one for good; throws `too-many` where there were too many. */
  async count({ name, address }: Attempt): Promise<void> {
    if (name !== undefined) await this.byName.spend(name);
    if (address !== undefined) await this.byAddress.spend(address);
  }

  private async giveBack({ name, address }: Attempt): Promise<void> {
    if (name !== undefined) await this.byName.giveBack(name);
    if (address !== undefined) await this.byAddress.giveBack(address);
  }
}
