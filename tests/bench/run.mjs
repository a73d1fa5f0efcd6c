// `npm run bench`: builds what is stale, measures, and prints a table. `--only NAME` (several where given several times),
// `--rounds N`, `--json FILE`; `--list` names the lines.
import { createRequire } from 'node:module';
import { build } from '../../apps/server/build.mjs';

const require = createRequire(import.meta.url);
require('../faults/typescript.cjs');

build();
// The servers go with the channel to them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
try {
  process.exit(await require('./command.ts').main(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exit(1);
}
