import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Drivers take an address for a socket only when it ends like this. */
const socketName = 'engine.sock';

/** The kernel's own limit is 108 bytes on Linux and 104 on macOS, with the zero at the end. */
const longestPath = 100;

/** Where the engine listens. */
export interface SocketPlace {
  path: string;
  /** The folder was made for the socket alone, and goes with it. */
  temporary: boolean;
}

/** Chooses the data folder where its path is short enough for a socket, else a private folder for temporary files. */
export function chooseSocketPlace(folder: string): SocketPlace {
  const beside = join(folder, socketName);
  if (isShort(beside)) return { path: beside, temporary: false };
  const prefix = [tmpdir(), '/tmp']
    .map((place) => join(place, 'throughline-'))
    .find((each) => isShort(join(`${each}123456`, socketName)));
  // mkdtemp makes the folder for its owner alone.
  return { path: join(mkdtempSync(prefix ?? '/tmp/throughline-'), socketName), temporary: true };
}

/** Removes the folder that was made for the socket. The socket itself goes with who listens on it. */
export function leaveSocketPlace({ path, temporary }: SocketPlace): void {
  if (temporary) rmSync(dirname(path), { recursive: true, force: true });
}

/** The connection string for a socket, with what the engine needs so that an acknowledged write is on disk. */
export function uriOf({ path }: SocketPlace): string {
  // `w: majority` is answered before the journal is written, even with `journal`: one server is its own majority.
  return `mongodb://${encodeURIComponent(path)}/?directConnection=true&w=1&journal=true&retryWrites=false`;
}

function isShort(path: string): boolean {
  return Buffer.byteLength(path) <= longestPath;
}
