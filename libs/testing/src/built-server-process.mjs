// Runs the built server for a test, without building it; ends when the test that started it is gone.
import { createRequire } from 'node:module';

const { start } = createRequire(import.meta.url)('../../../dist/apps/server/main.js');

let leaving;
/** Ends once and for all: cleanly where there is time, and in any case. */
function leave(stopping) {
  leaving ??= stopping.then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}

// The channel closes with the test's process, however that ended; a server that is still starting just goes.
let server;
process.once('disconnect', () => {
  if (!server) process.exit(1);
  leave(server.stop());
});

try {
  server = await start({ empty: process.argv.includes('--empty') });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(server.stop()));
  process.send?.('started');
} catch (error) {
  console.error(`\n  Throughline could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
