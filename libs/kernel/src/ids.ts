import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Bytes in base 32 (RFC 4648's alphabet in lower case, without padding). */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet[(held << (5 - bits)) & 31];
  return text;
}

/** Ids of 128 random bits: they carry no time, no place and no order (safety.md P5). */
@Injectable()
export class Ids {
  next(): string {
    return base32(randomBytes(16));
  }
}
