// `npm run test:soak`: a thousand sockets for ten minutes, then ten times the load, then rest. `--minutes N`, `--sockets N`,
// `--posts N` (a second).
import { createRequire } from 'node:module';
import { build } from '../../apps/server/build.mjs';

const require = createRequire(import.meta.url);
require('../faults/typescript.cjs');

build();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
try {
  process.exit(await require('./soak.ts').main(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exit(1);
}
