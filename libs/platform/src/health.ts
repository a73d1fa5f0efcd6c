import { Controller, Get, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { defineAction, DomainError } from '@throughline/kernel';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Connection } from 'mongoose';
import { Action } from './http/action.guard';

const readHealth = defineAction('health.read', null);

/** Whether this server wants requests: not while it starts or stops, nor while something it needs is away. */
@Injectable()
export class Readiness {
  private stopping = false;
  private readonly lacking = new Set<string>();

  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
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
    if (this.readiness.isStopping) throw new DomainError('unavailable', { retryAfter: 5 });
    try {
      await this.connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    } catch (cause) {
      throw new DomainError('unavailable', { retryAfter: 2, cause });
    }
    const { without } = this.readiness;
    return { ready: true, ...(without.length > 0 ? { without } : {}) };
  }
}
