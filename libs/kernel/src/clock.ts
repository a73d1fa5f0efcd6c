import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';

/** The time, so that tests can set it. Everything that decides by time asks here. */
@Injectable()
export class Clock {
  private readonly pretended = new AsyncLocalStorage<Date>();

  now(): Date {
    return this.pretended.getStore() ?? new Date();
  }

  /** Does something as if it were done at that time: for a demonstration, whose story lies years back. */
  pretend<Answer>(time: Date, work: () => Promise<Answer>): Promise<Answer> {
    return this.pretended.run(time, work);
  }
}
