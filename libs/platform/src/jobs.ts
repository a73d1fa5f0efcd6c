import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { LOG, type Log } from './logging';

interface Lease {
  _id: string;
  holder: string;
  until: Date;
}

/** Work that comes round: done by one server at a time, whichever holds the lease in the database. */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  private readonly holder = randomUUID();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Runs `work` every so many milliseconds, never twice at once, on one server at a time. While there is nothing to do, as far as
   * `mayBeDue` can say it from memory, the database is not asked.
   */
  every(name: string, milliseconds: number, work: () => Promise<void>, mayBeDue: () => boolean = () => true): void {
    this.repeat(
      milliseconds,
      async () => {
        if (mayBeDue() && (await this.take(name, Math.max(milliseconds * 3, 10_000)))) await work();
      },
      name,
    );
  }

  /** Runs `work` every so many milliseconds on every server. */
  everywhere(name: string, milliseconds: number, work: () => Promise<void>): void {
    this.repeat(milliseconds, work, name);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private repeat(milliseconds: number, work: () => Promise<void>, name: string): void {
    const again = () => {
      if (this.stopped) return;
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        const run = work()
          .catch((error: unknown) => this.log.warn({ err: error, job: name }, 'a job failed and will be tried again'))
          .finally(() => {
            this.running.delete(run);
            again();
          });
        this.running.add(run);
      }, milliseconds);
      timer.unref();
      this.timers.add(timer);
    };
    again();
  }

  private async take(name: string, milliseconds: number): Promise<boolean> {
    const mine = { $or: [{ $eq: ['$holder', this.holder] }, { $not: [{ $gt: ['$until', '$$NOW'] }] }] };
    try {
      // By the database's clock alone: a server whose own is wrong must not hold a lease for an hour beyond its end.
      const lease = await this.connection.collection<Lease>('leases').findOneAndUpdate(
        { _id: name },
        [
          { $set: { taken: mine } },
          {
            $set: {
              holder: { $cond: ['$taken', this.holder, '$holder'] },
              until: { $cond: ['$taken', { $add: ['$$NOW', milliseconds] }, '$until'] },
            },
          },
          { $unset: 'taken' },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      return lease?.holder === this.holder;
    } catch (error) {
      // Another server holds it: the upsert met its document.
      if ((error as { code?: unknown }).code === 11_000) return false;
      throw error;
    }
  }
}
