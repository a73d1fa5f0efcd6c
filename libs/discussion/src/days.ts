import { Injectable } from '@nestjs/common';
import { CommunityService } from '@throughline/identity';
import { Clock } from '@throughline/kernel';

const dayLength = 86_400_000;

/** The community's days: what could tell whose an alias is by its time is dated by them, and no finer (safety.md P6). */
@Injectable()
export class Days {
  constructor(
    private readonly community: CommunityService,
    private readonly clock: Clock,
  ) {}

  /** Today where the community is, as midnight in UTC: it holds a day and no time. */
  async today(): Promise<Date> {
    const { timeZone } = await this.community.get();
    // Swedish writes dates as ISO 8601 does.
    return new Date(new Intl.DateTimeFormat('sv-SE', { timeZone }).format(this.clock.now()));
  }
}

/** "2026-07-08" */
export function dayText(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** How many days lie between two of them. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / dayLength));
}
