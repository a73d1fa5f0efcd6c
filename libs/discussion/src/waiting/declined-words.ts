import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { declinedKeptDays } from '@throughline/contracts/names';
import { Jobs } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Days } from '../days';
import { WaitingRoom } from './waiting-room';
import { Waiting } from './waiting.schema';

/** How often it is looked for them, in milliseconds. */
const lookEvery = 10_000;
const dayLength = 86_400_000;

/** Words that were declined are kept so that their author can change them, for as many days as their author is told; then they go. */
@Injectable()
export class DeclinedWords implements OnModuleInit {
  /** The day that is known to be done. */
  private done: number | undefined;

  constructor(
    @InjectModel(Waiting.name) private readonly waiting: Model<Waiting>,
    private readonly room: WaitingRoom,
    private readonly jobs: Jobs,
    private readonly days: Days,
  ) {}

  onModuleInit(): void {
    this.jobs.every('waiting.declined', lookEvery, () => this.look());
  }

  private async look(): Promise<void> {
    const today = await this.days.today();
    if (today.getTime() === this.done) return;
    // Of those from before it was noted, the days begin now.
    const unnoted = { state: 'declined' as const, declinedOn: trusted({ $exists: false }) };
    await this.waiting.updateMany(unnoted, { $set: { declinedOn: today } });
    const last = new Date(today.getTime() - declinedKeptDays * dayLength);
    for (const one of await this.room.find({ state: 'declined', declinedOn: trusted({ $lt: last }) }))
      await this.room.letOut(one);
    this.done = today.getTime();
  }
}

/** The last day on which declined words are there; null where they were not declined, or it was not noted yet. */
export function declinedUntil({ state, declinedOn }: Pick<Waiting, 'state' | 'declinedOn'>): Date | null {
  if (state !== 'declined' || !declinedOn) return null;
  return new Date(declinedOn.getTime() + declinedKeptDays * dayLength);
}
