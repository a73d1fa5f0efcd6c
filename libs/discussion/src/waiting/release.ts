import { randomInt } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { Clock, DomainError } from '@throughline/kernel';
import { Jobs, LOG, type Log } from '@throughline/platform';
import { trusted, type Connection, type Model } from 'mongoose';
import { Publication } from './publication';
import { WaitingRoom } from './waiting-room';
import { Waiting } from './waiting.schema';

/** What is due comes out at each full and half hour. */
const halfHour = 1_800_000;

/** The last half-hour that was done. */
interface Done {
  _id: 'waiting';
  slot: number;
}

/**
 * Lets out what is due, all together and in no order, at each full and half hour of the clock: so that the time at which something
 * comes out says nothing of the time at which it was written (safety.md P6). A half-hour that fell into a restart is done after it.
 */
@Injectable()
export class Release implements OnModuleInit {
  constructor(
    @InjectModel(Waiting.name) private readonly waiting: Model<Waiting>,
    @InjectConnection() private readonly connection: Connection,
    private readonly publication: Publication,
    private readonly room: WaitingRoom,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.every('waiting.release', 1_000, () => this.look());
  }

  async look(): Promise<void> {
    const slot = Math.floor(this.clock.now().getTime() / halfHour);
    const slots = this.connection.collection<Done>('releases');
    const done = await slots.findOneAndUpdate(
      { _id: 'waiting' },
      { $setOnInsert: { slot } },
      { upsert: true, returnDocument: 'after' },
    );
    // What was left on its way out, here or on another server, and was not taken up by a half-hour.
    const newSlot = done !== null && done.slot < slot;
    const out = await this.waiting
      .find({ state: newSlot ? trusted({ $in: ['due', 'leaving'] }) : 'leaving' })
      .lean<Waiting[]>();
    for (const one of shuffled(out)) {
      try {
        await this.publication.publish(one);
      } catch (error) {
        // Its thread was closed meanwhile: who checks has it before them now.
        if (error instanceof DomainError) continue;
        this.log.warn({ err: error }, 'something that waits could not be published and will be again');
      }
    }
    // Done also where one of them could not be published: what is on its way is tried again, and nothing that is written from now on
    // comes out before the next half-hour for it.
    if (newSlot) await slots.updateOne({ _id: 'waiting' }, { $max: { slot } });
    await this.room.sweep();
  }
}

function shuffled<One>(ones: readonly One[]): One[] {
  const left = [...ones];
  return ones.map(() => left.splice(randomInt(left.length), 1)[0] as One);
}
