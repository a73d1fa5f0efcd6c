import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { pictureBytesLimit } from '@throughline/contracts/names';
import { DomainError, type SignedIn } from '@throughline/kernel';

/** Room for pictures that are on their way in or wait for their turn, in bytes, on one server. */
const room = 4 * pictureBytesLimit;
/** How many one member may have on their way at once. */
const atOnce = 2;
/** A picture that has not come within this time, in milliseconds, does not: three minutes are enough for the largest on a slow line. */
const comesWithin = 240_000;

/**
 * Takes in the bytes of pictures: only so many at a time, so that neither many people nor one slow line fill the memory. What there is
 * no room for is asked to come again in a moment.
 */
@Injectable()
export class Incoming {
  private taken = 0;
  private readonly underWay = new Map<string, number>();

  /** Does something with the bytes of a picture; until it is done they take room. Throws `picture-too-large` and `unavailable`. */
  async with<Answer>(
    { memberId }: SignedIn,
    body: Readable,
    announced: number | undefined,
    work: (bytes: Buffer) => Promise<Answer>,
  ): Promise<Answer> {
    if (announced !== undefined && announced > pictureBytesLimit) throw new DomainError('picture-too-large');
    const needed = announced ?? pictureBytesLimit;
    const own = this.underWay.get(memberId) ?? 0;
    if (own >= atOnce || this.taken + needed > room) throw new DomainError('unavailable', { retryAfter: 5 });
    this.taken += needed;
    this.underWay.set(memberId, own + 1);
    try {
      return await work(await all(body, needed));
    } finally {
      this.taken -= needed;
      const left = (this.underWay.get(memberId) ?? 1) - 1;
      if (left > 0) this.underWay.set(memberId, left);
      else this.underWay.delete(memberId);
    }
  }
}

async function all(body: Readable, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const deadline = setTimeout(() => body.destroy(new DomainError('picture-broken')), comesWithin);
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > most) throw new DomainError('picture-too-large');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    // The line broke: nobody waits for an answer.
    throw new DomainError('picture-broken', { cause: error });
  } finally {
    clearTimeout(deadline);
  }
  return Buffer.concat(parts);
}
