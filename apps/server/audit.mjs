// `npm run audit:verify [-- --against FILE]` or `-- NUMBER HASH`: reads the whole audit chain (docs/running.md).
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';

const require = createRequire(import.meta.url);

try {
  const {
    values: { against },
    positionals,
  } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } });
  build();
  process.env.NODE_ENV ??= 'production';
  const { auditVerify } = require('../../dist/apps/server/main.js');
  process.exit((await auditVerify({ against, head: positionals.join(' ') })) ? 0 : 1);
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(2);
}
