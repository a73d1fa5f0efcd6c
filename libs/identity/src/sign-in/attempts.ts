import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@throughline/contracts/names';
import { DomainError } from '@throughline/kernel';
import { type Counter, Limits } from '@throughline/platform';

const quarter = 15 * 60;

/** What is tried at: a name or an account, and where it comes from. */
export interface Attempt {
  name?: string;
  address?: string;
  /** A device that was signed in under this name before: see `KnownDevices`. */
  device?: string | undefined;
}

/**
 * Slows down guessing: of passwords, of codes. Counts failures only, for all servers together: at one name from one place, from
 * one place at whatever, and at one name from everywhere. Only the last can keep out somebody who did not guess, and takes ten
 * places; a device that was in before is counted by itself alone, so nobody else can keep its owner out.
 */
@Injectable()
export class Attempts {
  private readonly byNameAndPlace: Counter;
  private readonly byPlace: Counter;
  private readonly byName: Counter;

  constructor(limits: Limits) {
    const counter = (name: string, times: number) =>
      limits.counter({ name, times, within: quarter, counted: 'in-database' });
    this.byNameAndPlace = counter('attempts-name-place', 10);
    this.byPlace = counter('attempts-address', 100);
    this.byName = counter('attempts-name', 100);
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
    const [nearest] = this.countersOf(attempt);
    if (attempt.name !== undefined && nearest) await nearest[0].clear(nearest[1]);
    return answer;
  }

  /** Counts one for good; throws `too-many` where there were too many. */
  async count(attempt: Attempt): Promise<void> {
    // The narrowest first: what it refuses does not count for the wider ones.
    for (const [counter, key] of this.countersOf(attempt)) await counter.spend(key);
  }

  private async giveBack(attempt: Attempt): Promise<void> {
    for (const [counter, key] of this.countersOf(attempt)) await counter.giveBack(key);
  }

  private countersOf({ name, address, device }: Attempt): [Counter, string][] {
    if (device !== undefined) return [[this.byNameAndPlace, `device ${device}`]];
    const place = address === undefined ? '' : placeOf(address);
    return [
      ...(name === undefined ? [] : [[this.byNameAndPlace, `${name} at ${place}`] as [Counter, string]]),
      ...(address === undefined ? [] : [[this.byPlace, place] as [Counter, string]]),
      ...(name === undefined ? [] : [[this.byName, name] as [Counter, string]]),
    ];
  }
}

/** Where an address is: of IPv6 its first 64 bits, because whoever has one such line has all the addresses behind them. */
function placeOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('::').map((part) => part.split(':').filter(Boolean)) as [string[], string[]?];
  const zeros = tail ? Array<string>(8 - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(':');
}
