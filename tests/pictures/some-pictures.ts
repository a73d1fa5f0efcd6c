import { randomBytes } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A photo as a phone takes it: turned on its side, and saying where, when and with what it was taken. */
export async function photo({ width = 1_600, height = 1_200 } = {}): Promise<Buffer> {
  const quarter = { width: Math.round(width / 2), height: Math.round(height / 2), channels: 3 as const };
  const red = await sharp({ create: { ...quarter, background: '#c8321e' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#22558b' } })
    .composite([{ input: red, left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'Canary Camera', Model: 'Canary 7', Software: 'Canary OS', Orientation: '6' },
      IFD2: { DateTimeOriginal: '2026:03:06 14:05:00', UserComment: 'canary comment' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '53/1 1/1 30/1', GPSLongitudeRef: 'W', GPSLongitude: '2/1 10/1 30/1' },
    })
    .withMetadata({ orientation: 6 })
    .withIccProfile('p3')
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A small picture of one colour. */
export function plain(
  kind: 'jpeg' | 'png' | 'webp',
  { width = 40, height = 30, colour = '#22558b' } = {},
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .toFormat(kind)
    .toBuffer();
}

/** One that looks like nothing else, so that it compresses badly. */
export function noise(width: number, height: number): Promise<Buffer> {
  return sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** A picture that says it is vast, in few bytes: so many dots of nothing. */
export function flood(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#000000' }, limitInputPixels: false })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}

/** A JPEG with a comment in front of its dots. */
export async function commented(words: string): Promise<Buffer> {
  const still = await plain('jpeg');
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(words.length + 2, 2);
  return Buffer.concat([still.subarray(0, 2), head, Buffer.from(words, 'latin1'), still.subarray(2)]);
}

/** A photo of many dots that comes in layers: all of it is unpacked before anything is made of it. */
export function layered(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#333333' }, limitInputPixels: false })
    .jpeg({ progressive: true, quality: 50 })
    .toBuffer();
}

/** A PNG that says, in a fifth of a megabyte, 200 megabytes of words. */
export async function wordy(): Promise<Buffer> {
  const still = await plain('png');
  const words = Buffer.concat([Buffer.from('zTXtComment\0\0', 'latin1'), deflateSync(Buffer.alloc(200_000_000))]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(words.length - 4, 0);
  around.writeUInt32BE(crc32(words), 4);
  const end = 8 + 12 + still.readUInt32BE(8);
  return Buffer.concat([still.subarray(0, end), around.subarray(0, 4), words, around.subarray(4), still.subarray(end)]);
}

/** As PNG has it at the end of each part. */
function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** Two frames after one another. */
export async function moving(kind: 'webp' | 'gif'): Promise<Buffer> {
  const frames = [await plain('png'), await plain('png', { colour: '#c8321e' })];
  return sharp(frames, { join: { animated: true } })
    .toFormat(kind)
    .toBuffer();
}

/** A PNG that says in front of its dots that it moves. */
export async function movingPng(): Promise<Buffer> {
  const still = await plain('png');
  const end = 8 + 12 + still.readUInt32BE(8);
  const control = Buffer.alloc(20);
  control.writeUInt32BE(8, 0);
  control.write('acTL', 4, 'latin1');
  control.writeUInt32BE(2, 8);
  return Buffer.concat([still.subarray(0, end), control, still.subarray(end)]);
}

/** A ZIP of one file. */
export function zip(name: string, content: string): Buffer {
  const packed = deflateRawSync(content);
  const head = (signature: number, size: number) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32LE(signature, 0);
    return bytes;
  };
  const local = head(0x04034b50, 30);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = head(0x02014b50, 46);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = head(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}
