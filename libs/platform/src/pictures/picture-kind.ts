/** Kinds of pictures that are taken, and what is told apart from them to be refused in words. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'moving' | 'none';

const starts = (bytes: Buffer, ...signature: number[]) =>
  bytes.subarray(0, signature.length).equals(Buffer.from(signature));
const says = (bytes: Buffer, at: number, letters: string) =>
  bytes.toString('latin1', at, at + letters.length) === letters;

/** Where an animated PNG says so: in the chunks before its first pixels. */
function isAnimatedPng(bytes: Buffer): boolean {
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (says(bytes, at + 4, 'acTL')) return true;
    if (says(bytes, at + 4, 'IDAT')) return false;
  }
  return false;
}

/**
 * What a file is, by its first bytes alone: neither its name nor what it was sent as counts (safety.md S14). Three kinds need three
 * signatures; the library that knows hundreds (file-type 16.5.4) waits for ever over 64 bytes that begin as a film does.
 */
export function kindOf(bytes: Buffer): PictureKind {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return isAnimatedPng(bytes) ? 'moving' : 'png';
  // Of a WebP, its second part says whether it moves.
  if (says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP'))
    return says(bytes, 12, 'VP8X') && ((bytes[20] ?? 0) & 2) !== 0 ? 'moving' : 'webp';
  if (says(bytes, 0, 'GIF8')) return 'moving';
  return 'none';
}
