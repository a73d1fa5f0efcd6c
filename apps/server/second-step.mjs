// `npm run second-step:remove -- NAME`: for who lost phone and recovery codes, and there is nobody else to ask (docs/running.md).
import { createRequire } from 'node:module';
import { build } from './build.mjs';

const require = createRequire(import.meta.url);

try {
  const [name] = process.argv.slice(2);
  if (!name) throw new Error('Whose? npm run second-step:remove -- the-name-they-sign-in-with');
  build();
  process.env.NODE_ENV ??= 'production';
  await require('../../dist/apps/server/main.js').removeSecondFactor({ name });
  process.exit(0);
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
}
