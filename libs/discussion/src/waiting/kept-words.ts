import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { askedKeptDays, declinedKeptDays } from '@throughline/contracts/names';
import { Jobs } from '@throughline/platform';
import { trusted, type Model } from 'mongoose';
import { Days } from '../days';
import { WaitingRoom } from './waiting-room';
import { Waiting } from './waiting.schema';

/** How often it is looked for them, in milliseconds. */
const lookEvery = 10_000;
const dayLength = 86_400_000;

/**
 * Nothing waits without end: words whose author was asked for a change, and did not answer for as many days as both were told, are
 * declined by nobody; words that were declined are kept so that their author can change them, for as many days as they are told.
 */
@Injectable()
export class KeptWords implements OnModuleInit {
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
    await this.note('asked', 'askedOn', today);
    await this.note('declined', 'declinedOn', today);
    for (const one of await this.room.find({ state: 'declined', declinedOn: before(today, declinedKeptDays) }))
      await this.room.letOut(one);
    for (const one of await this.room.find({ state: 'asked', askedOn: before(today, askedKeptDays) }))
      await this.room.change(one, { $set: { state: 'declined', reason: null, declinedOn: today } });
    this.done = today.getTime();
  }

  private async note(state: 'asked' | 'declined', field: 'askedOn' | 'declinedOn', today: Date): Promise<void> {
    await this.waiting.updateMany({ state, [field]: trusted({ $exists: false }) }, { $set: { [field]: today } });
  }
}

/** The last day on which declined words are there; null where they were not declined, or it was not noted yet. */
export function declinedUntil({ state, declinedOn }: Pick<Waiting, 'state' | 'declinedOn'>): Date | null {
  return state === 'declined' && declinedOn ? after(declinedOn, declinedKeptDays) : null;
}

/** The last day on which words that were asked about wait for their author; null where they do not, or it was not noted yet. */
export function askedUntil({ state, askedOn }: Pick<Waiting, 'state' | 'askedOn'>): Date | null {
  return state === 'asked' && askedOn ? after(askedOn, askedKeptDays) : null;
}

function before(today: Date, days: number) {
  return trusted({ $lt: after(today, -days) });
}

function after(day: Date, days: number): Date {
  return new Date(day.getTime() + days * dayLength);
}
