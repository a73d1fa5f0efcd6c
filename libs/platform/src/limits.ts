import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { DomainError } from '@throughline/kernel';
import { type Connection, Schema } from 'mongoose';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { databaseName } from './database';
import { Secrets } from './secrets';

/** How often something may be done, and where that is counted. */
export interface Limit {
  /** Told apart from other limits by it. */
  name: string;
  /** How many times … */
  times: number;
  /** … in how many seconds. */
  within: number;
  /**
   * What is guessed at is counted in the database, for all servers together and across a restart; what is merely done a lot, in
   * the memory of each server: no row there says who posted when (safety.md P2a).
   */
  counted: 'in-database' | 'in-memory';
}

/** Counts one thing that is limited, by keys of which the database keeps only keyed digests. */
export class Counter {
  constructor(
    private readonly limiter: RateLimiterAbstract,
    private readonly kept: (key: string) => string,
  ) {}

  /** Counts once, or as often as it weighs; throws `too-many`, with the seconds to wait, where it was too often. */
  async spend(key: string, times = 1): Promise<void> {
    try {
      await this.limiter.consume(this.kept(key), times);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new DomainError('too-many', { retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1_000)) });
    }
  }

  /** Takes one off the count again. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(this.kept(key));
  }

  /** Begins to count anew. */
  async clear(key: string): Promise<void> {
    await this.limiter.delete(this.kept(key));
  }
}

/** The documents of the library that counts; they go when their time is over. */
const counted = new Schema({ key: String, points: Number, expire: Date }, { collection: 'limits', versionKey: false });
counted.index({ key: 1 }, { unique: true });
counted.index({ expire: 1 }, { expireAfterSeconds: 0 });

/** The one mechanism of limits. */
@Injectable()
export class Limits {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly secrets: Secrets,
  ) {
    connection.model('Limit', counted);
  }

  counter(limit: Limit): Counter {
    const { name, times, within, counted } = limit;
    const options = { keyPrefix: name, points: times, duration: within };
    const limiter =
      counted === 'in-memory'
        ? new RateLimiterMemory(options)
        : new RateLimiterMongo({
            ...options,
            storeClient: this.connection.getClient(),
            dbName: databaseName,
            tableName: 'limits',
            // Made with all others, before the first request.
            disableIndexesCreation: true,
          });
    // A digest for each request would cost more than the counting, and hide nothing that this memory does not hold anyway.
    const kept = (key: string) => (counted === 'in-memory' ? key : this.secrets.digest('limits', name, key));
    return new Counter(limiter, kept);
  }
}
