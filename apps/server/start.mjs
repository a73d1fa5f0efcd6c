// `npm start`: builds what is stale, then runs the server until it is told to stop.
import { createRequire } from 'node:module';
import { build } from './build.mjs';

const require = createRequire(import.meta.url);

try {
  build();
  process.env.NODE_ENV ??= 'production';
  const { start } = require('../../dist/apps/server/main.js');
  const server = await start({ empty: process.argv.includes('--empty') });
  const stop = () => {
    server.stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
} catch (error) {
  console.error(`\n  Throughline could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
}
