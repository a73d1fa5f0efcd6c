// Runs a longer run that is no part of the tests: builds what is stale, then `main` of its TypeScript with what was given.
import { createRequire } from 'node:module';
import { build } from '../apps/server/build.mjs';

const require = createRequire(import.meta.url);

/** Leaves with the code that `main` of this file answers. */
export async function program(file) {
  require('./typescript.cjs');
  build();
  // Leaving takes along what was mounted; the servers go with the channel to them.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  try {
    process.exit(await require(file).main(process.argv.slice(2)));
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
