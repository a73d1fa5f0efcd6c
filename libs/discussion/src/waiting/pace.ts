import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';

/** For how many days each of the last looks had been waited for: numbers alone, of nothing and nobody. */
interface Looks {
  _id: 'pace';
  days: number[];
}

const remembered = 20;
/** Of fewer nothing is said. */
const enough = 5;

/** How long words wait until somebody looks at them, as it was lately: so that what is promised is what happens. */
@Injectable()
export class Pace {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  async note(days: number): Promise<void> {
    await this.looks.updateOne(
      { _id: 'pace' },
      { $push: { days: { $each: [days], $slice: -remembered } } },
      { upsert: true },
    );
  }

  /** Within how many days three in four were looked at; null where that is not known yet. */
  async usually(): Promise<number | null> {
    const days = (await this.looks.findOne({ _id: 'pace' }))?.days ?? [];
    if (days.length < enough) return null;
    return days.toSorted((one, other) => one - other)[Math.ceil(days.length * 0.75) - 1] ?? null;
  }

  private get looks() {
    return this.connection.collection<Looks>('review_pace');
  }
}
