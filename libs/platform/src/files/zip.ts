import { createRequire } from 'node:module';
import type * as Fflate from 'fflate';

/** Loaded when somebody first asks for an archive: most servers go for days without. */
const library = () => createRequire(__filename)('fflate') as typeof Fflate;

/** A file of an archive, as it is made. */
export interface FileOfZip {
  name: string;
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
  /** It is as small as it gets: a picture. */
  packed?: boolean;
}

/**
 * Files in one zip, a piece at a time: nothing of it is held in memory longer than it takes to send it. They are dated `madeOn`, a day:
 * what an archive says of itself is no finer.
 */
export async function* zipped(
  files: AsyncIterable<FileOfZip> | Iterable<FileOfZip>,
  madeOn: string,
): AsyncGenerator<Uint8Array> {
  const { Zip, ZipDeflate, ZipPassThrough, strToU8 } = library();
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const mtime = `${madeOn}T00:00:00`;
  for await (const { name, pieces, packed } of files) {
    const file = Object.assign(packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 }), { mtime });
    zip.add(file);
    for await (const piece of pieces) {
      file.push(typeof piece === 'string' ? strToU8(piece) : piece);
      yield* made;
      made = [];
    }
    file.push(new Uint8Array(0), true);
    yield* made;
    made = [];
  }
  zip.end();
  yield* made;
}
