import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findEngineProgram } from './engine-program';
import { FolderLock } from './folder-lock';
import { prepareNativeLibrary } from './native-library';
import { chooseSocketPlace, leaveSocketPlace, uriOf } from './socket-place';
import { Supervisor } from './supervisor';

export interface EmbeddedMongoOptions {
  /** The data folder; made if it is not there. The adapted native library goes into `engine` beside it. */
  folder: string;
  log?: (line: string) => void;
  /** The engine is gone for good, and why. Not called for a stop that was asked for. */
  onExit?: (reason: string) => void;
  /** The engine ended by itself and runs again: what was read but not yet journaled may be gone. */
  onRestart?: () => void;
  /** The program of the engine's process, where it is not beside the code. */
  engineProgram?: string;
  /** Milliseconds between two looks for documents that TTL indexes say are over. */
  sweepEvery?: number;
}

/** An engine that runs. */
export interface EmbeddedMongo {
  /** Stays the same when the engine has to be started again. */
  readonly uri: string;
  /** The process that holds the engine now. */
  readonly pid: number;
  /** Closes the engine cleanly; settles when its process has ended. */
  stop(): Promise<void>;
}

/**
 * Starts MongoDB's engine on a data folder, in a process of its own that is started again when it dies, and dies when
 * this process does. Throws `EmbeddedMongoUnavailable` and `FolderInUse`, each with a sentence for a person.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { log = () => undefined, onExit = () => undefined, onRestart = () => undefined, sweepEvery = 10_000 } = options;
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const folder = realpathSync(options.folder);
  const program = findEngineProgram(options.engineProgram);
  const nativeLibrary = prepareNativeLibrary(program, join(dirname(folder), 'engine'));
  const lock = new FolderLock(folder);
  lock.refuseIfTaken();

  const place = chooseSocketPlace(folder);
  const order = { folder, socketPath: place.path, temporarySocketFolder: place.temporary, sweepEvery };
  const supervisor = new Supervisor({ lock, program, order, nativeLibrary, log, onExit, onRestart });
  const stop = async () => {
    await supervisor.stop();
    leaveSocketPlace(place);
  };
  try {
    await supervisor.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    uri: uriOf(place),
    get pid() {
      return supervisor.pid;
    },
    stop,
  };
}
