// `npm run openapi` writes docs/openapi.json from the code; with --check it fails where the two differ.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const kept = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'openapi.json');
const require = createRequire(import.meta.url);

build();
const folder = mkdtempSync(join(tmpdir(), 'throughline-openapi-'));
process.env.VAR_FOLDER = folder;
process.env.NODE_ENV = 'production';
delete process.env.MONGODB_URI;
delete process.env.PUBLIC_URL;
try {
  const made = await require('../../dist/apps/server/main.js').printOpenApi();
  if (!process.argv.includes('--check')) writeFileSync(kept, made);
  else if (readFileSync(kept, 'utf8') !== made) {
    console.error('docs/openapi.json is not what the code says. Run: npm run openapi');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
