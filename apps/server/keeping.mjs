// `npm run backup [-- --to FILE]` and `npm run restore -- FILE`: everything there is, in one encrypted file (docs/running.md).
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';

const require = createRequire(import.meta.url);

try {
  const {
    values: { to },
    positionals: [command, from],
  } = parseArgs({ allowPositionals: true, options: { to: { type: 'string' } } });
  if (command === 'restore' && !from) throw new Error('Which backup? npm run restore -- FILE');
  build();
  process.env.NODE_ENV ??= 'production';
  const { backUp, restore } = require('../../dist/apps/server/main.js');
  await (command === 'restore' ? restore({ from }) : backUp({ to }));
  process.exit(0);
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
}
