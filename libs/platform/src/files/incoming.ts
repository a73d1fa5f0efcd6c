import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type ErrorCode, pictureBytesLimit } from '@throughline/contracts/names';
import { DomainError, type SignedIn } from '@throughline/kernel';

/** Room for files that are on their way in or wait for their turn, in bytes, on one server. */
const room = 4 * pictureBytesLimit;
/** How many one member may have on their way at once. */
const atOnce = 2;
/** A file that has not come within this time, in milliseconds, does not: three minutes are enough for the largest on a slow line. */
const comesWithin = 240_000;

/** What is taken: how many bytes at the most, and what is said where it is more, or does not come whole. */
export interface Taken {
  most: number;
  tooLarge: ErrorCode;
  broken: ErrorCode;
}

/**
 * Takes in the bytes of files: only so many at a time, so that neither many people nor one slow line fill the memory. What there is
 * no room for is asked to come again in a moment.
 */
@Injectable()
export class Incoming {
  private taken = 0;
  private readonly underWay = new Map<string, number>();

  /** Does something with the bytes of a file; until it is done they take room. Throws what `taken` says, and `unavailable`. */
  async with<Answer>(
    { memberId }: SignedIn,
    body: Readable,
    announced: number | undefined,
    taken: Taken,
    work: (bytes: Buffer) => Promise<Answer>,
  ): Promise<Answer> {
    if (announced !== undefined && announced > taken.most) throw new DomainError(taken.tooLarge);
    const needed = announced ?? taken.most;
    const own = this.underWay.get(memberId) ?? 0;
    if (own >= atOnce || this.taken + needed > room) throw new DomainError('unavailable', { retryAfter: 5 });
    this.taken += needed;
    this.underWay.set(memberId, own + 1);
    try {
      return await work(await all(body, { ...taken, most: needed }));
    } finally {
      this.taken -= needed;
      const left = (this.underWay.get(memberId) ?? 1) - 1;
      if (left > 0) this.underWay.set(memberId, left);
      else this.underWay.delete(memberId);
    }
  }
}

async function all(body: Readable, { most, tooLarge, broken }: Taken): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const deadline = setTimeout(() => body.destroy(new DomainError(broken)), comesWithin);
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > most) throw new DomainError(tooLarge);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    // The line broke: nobody waits for an answer.
    throw new DomainError(broken, { cause: error });
  } finally {
    clearTimeout(deadline);
  }
  return Buffer.concat(parts);
}
