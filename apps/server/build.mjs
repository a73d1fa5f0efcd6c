// Builds what is stale: the server (one bundle) and the client (for the browser, and for rendering on the server).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(import.meta.url);

/** Everything a part is built from. */
const parts = {
  server: ['apps/server', 'libs', 'package-lock.json', 'tsconfig.json', '.swcrc', 'nest-cli.json'],
  web: ['apps/web', 'libs/contracts', 'libs/rules', 'package-lock.json'],
};

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) return yield path;
  for (const name of readdirSync(path).sort()) if (name !== 'node_modules') yield* filesBelow(join(path, name));
}

/** A digest of the sources of a part: modification times lie after a checkout, contents do not. */
function digestOf(sources) {
  const digest = createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const file of filesBelow(join(root, source))) {
      if (/\.spec\.tsx?$/.test(file)) continue;
      digest.update(file.slice(root.length)).update(readFileSync(file));
    }
  }
  return digest.digest('hex');
}

function run(script, ...args) {
  execFileSync(process.execPath, [require.resolve(script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

const builders = {
  server() {
    run('@nestjs/cli/bin/nest.js', 'build');
    copyFileSync(
      join(root, 'libs/embedded-mongo/src/engine-process.mjs'),
      join(root, 'dist/apps/server/engine-process.mjs'),
    );
  },
  web() {
    const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
    run(vite, 'build', '--config', 'apps/web/vite.config.mts', '--logLevel', 'warn');
    run(vite, 'build', '--config', 'apps/web/vite.config.mts', '--logLevel', 'warn', '--ssr');
  },
};

/** Builds the parts whose sources changed since they were last built; all of them with `--all`. */
export function build({ all = false, say = console.log } = {}) {
  // An image holds what was built, and no sources.
  if (!existsSync(join(root, 'apps/server/src'))) return;
  for (const [part, sources] of Object.entries(parts)) {
    const stamp = join(root, 'dist', `${part}.stamp`);
    const digest = digestOf(sources);
    if (!all && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) continue;
    const began = Date.now();
    say(`Building the ${part} …`);
    builders[part]();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, digest);
    say(`Built the ${part} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build({ all: process.argv.includes('--all') });
