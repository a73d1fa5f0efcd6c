import { Injectable } from '@nestjs/common';
import type { ChangeType } from '@throughline/contracts/names';
import type { Appended } from './group-commit';

/** A later feature that takes changes of an earlier one. Changes come many at once, may come twice, and in another order than they were made. */
export interface Subscriber {
  readonly name: string;
  readonly types: readonly ChangeType[];
  take(entries: readonly Appended[]): Promise<void>;
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
