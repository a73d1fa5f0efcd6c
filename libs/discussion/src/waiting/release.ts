import { randomInt } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { Clock, DomainError } from '@throughline/kernel';
import { Jobs, LOG, type Log } from '@throughline/platform';
import { trusted, type Connection, type Model } from 'mongoose';
import { Checks } from './checks';
import { Publication } from './publication';
import { WaitingRoom } from './waiting-room';
import { type StoredState, Waiting } from './waiting.schema';

/** What is due comes out at each full and half hour. */
const halfHour = 1_800_000;

/** How often it is looked whether a crash left something on its way out, in milliseconds. */
const leftEvery = 5_000;

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
  /** The half-hour that is known to be done: nothing is due before the next. */
  private done: number | undefined;

  constructor(
    @InjectModel(Waiting.name) private readonly waiting: Model<Waiting>,
    @InjectConnection() private readonly connection: Connection,
    private readonly publication: Publication,
    private readonly checks: Checks,
    private readonly room: WaitingRoom,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.every(
      'waiting.release',
      1_000,
      () => this.look(),
      () => this.slot() !== this.done,
    );
    this.jobs.every('waiting.left', leftEvery, () => this.goOn());
  }

  private slot(): number {
    return Math.floor(this.clock.now().getTime() / halfHour);
  }

  private async look(): Promise<void> {
    const slot = this.slot();
    const slots = this.connection.collection<Done>('releases');
    const done = await slots.findOneAndUpdate(
      { _id: 'waiting' },
      { $setOnInsert: { slot } },
      { upsert: true, returnDocument: 'after' },
    );
    if (done !== null && done.slot < slot) {
      await this.letOut(['due', 'leaving']);
      // Done also where one of them could not be published: what is on its way is tried again, and nothing that is written from now
      // on comes out before the next half-hour for it.
      await slots.updateOne({ _id: 'waiting' }, { $max: { slot } });
      await this.room.sweep();
    }
    this.done = slot;
  }

  /** Goes on with what was left on its way out, here or on another server. */
  private async goOn(): Promise<void> {
    await this.letOut(['leaving']);
    await this.room.sweep();
  }

  private async letOut(states: StoredState[]): Promise<void> {
    for (const one of shuffled(await this.waiting.find({ state: trusted({ $in: states }) }).lean<Waiting[]>())) {
      try {
        const why = one.state === 'due' ? await this.checks.ofDue(one) : null;
        // A step was taken, or its thread is looked through by now: what was due before that waits for a moderator like the rest.
        if (why !== null) await this.room.change(one, { $set: { state: 'held', why } });
        else await this.publication.publish(one);
      } catch (error) {
        // Its thread was closed meanwhile: who checks has it before them now.
        if (error instanceof DomainError) continue;
        this.log.warn({ err: error }, 'something that waits could not be published and will be again');
      }
    }
  }
}

function shuffled<One>(ones: readonly One[]): One[] {
  const left = [...ones];
  return ones.map(() => left.splice(randomInt(left.length), 1)[0] as One);
}
