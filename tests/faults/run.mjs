// `npm run test:faults`: builds what is stale, and runs the long form. `--seed N`, `--posts N`, `--faults N`,
// `--only KIND`, and `--planted NAME`, with which it has to fail.
import { createRequire } from 'node:module';
import { build } from '../../apps/server/build.mjs';

const require = createRequire(import.meta.url);
require('./typescript.cjs');

build();
try {
  process.exit(await require('./command.ts').main(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exit(1);
}
