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

  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
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
  async ready(): Promise<{ ready: true }> {
    if (this.readiness.isStopping) throw new DomainError('unavailable', { retryAfter: 5 });
    try {
      await this.connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    } catch (cause) {
      throw new DomainError('unavailable', { retryAfter: 2, cause });
    }
    return { ready: true };
  }
}
