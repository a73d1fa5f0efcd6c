import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';

/**
 * One encrypted file. A line of text says what it is and carries a salt, from which the file gets a key of its own; then come
 * pieces, each a mark (one byte: does it end the file), a length (4 bytes), a tag (16 bytes) and AES-256-GCM of up to 64 KiB of
 * gzip. The first line, a piece's position and its mark are authenticated with it: a changed, missing, added or swapped piece is
 * found, and so is a file cut short (the construction is STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
 */
const magic = 'throughline-backup 1';
const pieceSize = 64 * 1024;
const beforePiece = 1 + 4 + 16;
const marks = { more: 0, last: 1 };

/** The file is not what was written, or this is not its key. */
export class DamagedBackup extends Error {
  constructor(why: string) {
    super(`This backup cannot be read: ${why}.`);
  }
}

/** A file's key and what each of its pieces is bound to. */
class FileKey {
  readonly header: string;
  private readonly key: Buffer;

  constructor(key: Buffer, salt: Buffer) {
    this.header = `${magic} ${salt.toString('hex')}`;
    this.key = Buffer.from(hkdfSync('sha256', key, salt, 'throughline/backup-file', 32));
  }

  seal(plain: Buffer, position: number, mark: number): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonceOf(position)).setAAD(this.bound(mark));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    const before = Buffer.alloc(5);
    before.writeUInt8(mark);
    before.writeUInt32BE(sealed.length, 1);
    return Buffer.concat([before, cipher.getAuthTag(), sealed]);
  }

  /** Throws where the piece is not as it was sealed, or not at this position. */
  open(piece: Buffer, position: number): Buffer {
    const cipher = createDecipheriv('aes-256-gcm', this.key, nonceOf(position))
      .setAAD(this.bound(piece.readUInt8()))
      .setAuthTag(piece.subarray(5, beforePiece));
    return Buffer.concat([cipher.update(piece.subarray(beforePiece)), cipher.final()]);
  }

  private bound(mark: number): Buffer {
    return Buffer.from(`${this.header}\n${mark}`);
  }
}

function nonceOf(position: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(position), 4);
  return nonce;
}

/**
 * Writes lines into a new file, compressed and encrypted; nothing of it is ever there in plain. The file is on the disk when
 * this answers, and gone when it fails.
 */
export async function writeBackup(path: string, key: Buffer, lines: AsyncIterable<string>): Promise<void> {
  const fileKey = new FileKey(key, randomBytes(16));
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(`${fileKey.header}\n`);
    let position = 0;
    let held = Buffer.alloc(0);
    const text = Readable.from(withEnds(lines));
    const zipped = createGzip();
    text.on('error', (error) => zipped.destroy(error));
    for await (const part of text.pipe(zipped) as AsyncIterable<Buffer>) {
      held = Buffer.concat([held, part]);
      for (; held.length > pieceSize; held = held.subarray(pieceSize))
        await file.write(fileKey.seal(held.subarray(0, pieceSize), position++, marks.more));
    }
    await file.write(fileKey.seal(held, position, marks.last));
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function* withEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Reads the lines of a file again; throws `DamagedBackup` as soon as anything is not as it was written. */
export async function* readBackup(path: string, key: Buffer): AsyncGenerator<string> {
  const unzip = createGunzip();
  const pieces = Readable.from(readPieces(path, key));
  pieces.on('error', (error) => unzip.destroy(error));
  for await (const line of createInterface({ input: pieces.pipe(unzip), crlfDelay: Number.POSITIVE_INFINITY }))
    yield line;
  // The reader of lines ends quietly where its input breaks off.
  if (unzip.errored) throw unzip.errored;
}

async function* readPieces(path: string, key: Buffer): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  let fileKey: FileKey | undefined;
  let position = 0;
  let ended = false;
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, part]);
    if (!fileKey) {
      const salt = /^throughline-backup 1 ([0-9a-f]{32})\n/.exec(held.subarray(0, 100).toString('latin1'))?.[1];
      if (salt === undefined) throw new DamagedBackup('it is not a backup of Throughline');
      fileKey = new FileKey(key, Buffer.from(salt, 'hex'));
      held = held.subarray(fileKey.header.length + 1);
    }
    while (held.length >= beforePiece) {
      const length = held.readUInt32BE(1);
      if (ended || length > pieceSize) throw new DamagedBackup('a piece of it is damaged');
      if (held.length < beforePiece + length) break;
      const piece = held.subarray(0, beforePiece + length);
      let plain: Buffer;
      try {
        plain = fileKey.open(piece, position);
      } catch {
        throw new DamagedBackup(
          position === 0 ? 'it is damaged, or this is not its key' : 'a piece of it is damaged or in the wrong place',
        );
      }
      ended = piece.readUInt8() === marks.last;
      position += 1;
      held = held.subarray(piece.length);
      yield plain;
    }
  }
  if (!ended || held.length > 0) throw new DamagedBackup('its end is missing or damaged');
}
