import { setTimeout as wait } from 'node:timers/promises';
import { Controller, Get, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { defineAction, DomainError } from '@throughline/kernel';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Connection } from 'mongoose';
import { Action } from './http/action.guard';

const readHealth = defineAction('health.read', null);

/** Who asked within this time, in milliseconds, will ask again: a proxy, which sends people here. */
const watchedFor = 10_000;
/** A proxy takes a server out when it was told twice; then it still has to do so. */
const timesTold = 2;
const takenOutWithin = 500;
const drainAtMost = 5_000;

/** Whether this server wants requests: not while it starts or stops, nor while something it needs is away. */
@Injectable()
export class Readiness {
  private stopping = false;
  private readonly lacking = new Set<string>();
  private askedAt = -Infinity;
  private told = 0;

  /** Turns unready, and answers when whoever watches knows it: until then people are still sent here, and are served. */
  async drain(): Promise<void> {
    this.stopping = true;
    if (performance.now() - this.askedAt > watchedFor) return;
    const until = performance.now() + drainAtMost;
    while (this.told < timesTold && performance.now() < until) await wait(50);
    await wait(takenOutWithin);
  }

  /** Notes that somebody asks; answers whether they are to stay away. */
  asked(): boolean {
    this.askedAt = performance.now();
    if (this.stopping) this.told += 1;
    return this.stopping;
  }

  /** Something that it does without is away: said, but no reason to send people elsewhere. */
  lacks(what: string): void {
    this.lacking.add(what);
  }

  has(what: string): void {
    this.lacking.delete(what);
  }

  get without(): string[] {
    return [...this.lacking];
  }
}

@ApiExcludeController()
@Controller('api/health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** The process answers. */
  @Get('live')
  @Action(readHealth)
  live(): { live: true } {
    return { live: true };
  }

  /** The process answers and can do its work; asks the database. */
  @Get('ready')
  @Action(readHealth)
  async ready(): Promise<{ ready: true; without?: string[] }> {
    if (this.readiness.asked()) throw new DomainError('unavailable', { retryAfter: 5 });
    try {
      await this.connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    } catch (cause) {
      throw new DomainError('unavailable', { retryAfter: 2, cause });
    }
    const { without } = this.readiness;
    return { ready: true, ...(without.length > 0 ? { without } : {}) };
  }
}
