// `npm run test:faults`: builds what is stale, and runs the long form. `--seed N`, `--posts N`, `--faults N`;
// `--only KIND` and `--without KIND` (as the report names them, several where given several times); `--large-disk` keeps the
// data on the machine's own disk, where writes take their time; with `--planted NAME` it has to fail.
import { createRequire } from 'node:module';
import { build } from '../../apps/server/build.mjs';

const require = createRequire(import.meta.url);
require('./typescript.cjs');

build();
// Leaving takes along what was mounted; the servers go with the channel to them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
try {
  process.exit(await require('./command.ts').main(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exit(1);
}
