import { Injectable } from '@nestjs/common';
import { Config } from '@throughline/platform';
import { LRUCache } from 'lru-cache';
import { Heads } from './heads';

interface Kept {
  value: unknown;
  bytes: number;
  heads: readonly number[];
}

/** What something is taken to weigh that nobody weighs. */
const usualWeight = 500;

/**
 * What was made from documents, kept for as long as none of the streams has moved that tell of changes to them. So it needs no
 * time to live: what changes is dropped at once on the server where it changed, and on the others with their next look into
 * the log. Whoever asks has been authorised before (architecture.md, "One page").
 */
@Injectable()
export class Memory {
  private readonly kept: LRUCache<string, Kept> | null;
  private readonly making = new Map<string, Promise<unknown>>();

  constructor(
    private readonly heads: Heads,
    { rememberedMegabytes }: Config,
  ) {
    const maxSize = Math.floor(rememberedMegabytes * 1024 * 1024);
    this.kept = maxSize > 0 ? new LRUCache({ maxSize, sizeCalculation: ({ bytes }) => bytes }) : null;
  }

  /**
   * What is kept under a key, or else made now, from documents as they are after these heads of the streams. Null is not
   * kept: what is not there is asked for again.
   */
  async get<Value>(
    key: string,
    streams: readonly string[],
    make: (heads: readonly number[]) => Promise<Value>,
    weigh: (value: Value) => number = () => usualWeight,
  ): Promise<Value> {
    const kept = this.kept?.get(key);
    if (kept && streams.every((stream, index) => this.heads.knows(stream) === kept.heads[index]))
      return kept.value as Value;
    const before = await Promise.all(streams.map((stream) => this.heads.of(stream)));
    const attempt = `${key}\n${before.join()}`;
    const underWay = this.making.get(attempt);
    if (underWay) return underWay as Promise<Value>;
    // A query begins anew for each who waits for it, and refuses the second: those who come meanwhile wait for one promise.
    const making = Promise.resolve(make(before));
    this.making.set(attempt, making);
    try {
      const value = await making;
      // Had a stream moved in the meantime, its head would be another by now, and what is kept here never given out.
      if (value !== null) this.kept?.set(key, { value, bytes: weigh(value) + key.length, heads: before });
      return value;
    } finally {
      this.making.delete(attempt);
    }
  }
}
