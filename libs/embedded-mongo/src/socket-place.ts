import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedMongoUnavailable } from './errors';

/** Drivers take an address for a socket only when it ends like this. */
const socketName = 'engine.sock';

/** The kernel's own limit is 108 bytes on Linux and 104 on macOS, with the zero at the end. */
const longestPath = 100;

const tooLong =
  'The paths of the data folder and of the folder for temporary files are too long for a socket: choose a shorter one in TMPDIR.';

/** Where the engine listens. */
export interface SocketPlace {
  path: string;
  /** The folder was made for the socket alone, and goes with it. */
  temporary: boolean;
}

/**
 * Chooses the data folder where its path is short enough for a socket, else a private folder where this machine keeps what is temporary,
 * or what is its user's own.
 */
export function chooseSocketPlace(folder: string): SocketPlace {
  const beside = join(folder, socketName);
  if (isShort(beside)) return { path: beside, temporary: false };
  const prefix = [tmpdir(), process.env['XDG_RUNTIME_DIR'], homedir()]
    .flatMap((place) => (place ? [join(place, 'throughline-')] : []))
    .find((each) => isShort(join(`${each}123456`, socketName)));
  if (prefix === undefined) throw new EmbeddedMongoUnavailable(tooLong);
  // mkdtemp makes the folder for its owner alone.
  return { path: join(mkdtempSync(prefix), socketName), temporary: true };
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
