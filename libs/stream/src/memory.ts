import { Injectable } from '@nestjs/common';
import { Config } from '@throughline/platform';
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
  private readonly kept = new Map<string, Kept>();
  private readonly making = new Map<string, Promise<unknown>>();
  private bytes = 0;
  private readonly room: number;

  constructor(
    private readonly heads: Heads,
    { rememberedMegabytes }: Config,
  ) {
    this.room = rememberedMegabytes * 1024 * 1024;
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
    const kept = this.kept.get(key);
    if (kept && streams.every((stream, index) => this.heads.knows(stream) === kept.heads[index])) {
      // The latest used stands last: what makes room is the one that was not used for longest.
      this.kept.delete(key);
      this.kept.set(key, kept);
      return kept.value as Value;
    }
    const before = await Promise.all(streams.map((stream) => this.heads.of(stream)));
    const attempt = `${key}\n${before.join()}`;
    const underWay = this.making.get(attempt);
    if (underWay) return underWay as Promise<Value>;
    const making = make(before);
    this.making.set(attempt, making);
    try {
      const value = await making;
      // Had a stream moved in the meantime, its head would be another by now, and what is kept here never given out.
      if (value !== null) this.keep(key, value, before, weigh(value) + key.length);
      return value;
    } finally {
      this.making.delete(attempt);
    }
  }

  private keep(key: string, value: unknown, heads: readonly number[], bytes: number): void {
    this.drop(key);
    this.kept.set(key, { value, bytes, heads });
    this.bytes += bytes;
    for (const [oldest] of this.kept) {
      if (this.bytes <= this.room) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.bytes -= this.kept.get(key)?.bytes ?? 0;
    this.kept.delete(key);
  }
}
