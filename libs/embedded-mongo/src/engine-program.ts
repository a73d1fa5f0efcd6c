import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedMongoUnavailable } from './errors';

/**
 * Finds the program of the engine's process: what was asked for, else what ENGINE_PROGRAM names, else the file beside
 * this code. That is the source in development and tests, and the copy beside the bundle in a built server, because
 * the bundle keeps `__dirname` as its own folder.
 */
export function findEngineProgram(asked: string | undefined): string {
  const program = resolve(asked ?? process.env['ENGINE_PROGRAM'] ?? join(__dirname, 'engine-process.mjs'));
  if (!existsSync(program))
    throw new EmbeddedMongoUnavailable(`The program of the embedded database is not at ${program}.`);
  return program;
}
