import { Injectable } from '@nestjs/common';
import type { ChangeType } from '@throughline/contracts/names';
import type { LogEntry } from './stream-log';

/** A later feature that takes changes of an earlier one. It may be handed a change twice, and must not mind. */
export interface Subscriber {
  readonly name: string;
  readonly types: readonly ChangeType[];
  take(entry: LogEntry): Promise<void>;
}

/** Who is to be told of which change: their names are written into the entry and taken out when they are done. */
@Injectable()
export class Subscribers {
  private readonly byName = new Map<string, Subscriber>();

  add(subscriber: Subscriber): void {
    this.byName.set(subscriber.name, subscriber);
  }

  get(name: string): Subscriber | undefined {
    return this.byName.get(name);
  }

  names(): string[] {
    return [...this.byName.keys()];
  }

  namesFor(type: ChangeType): string[] {
    return [...this.byName.values()].filter(({ types }) => types.includes(type)).map(({ name }) => name);
  }
}
