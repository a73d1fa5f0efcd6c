// Builds what is stale: the server (one bundle) and the client (for the browser, and for rendering on the server).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(import.meta.url);

/** Everything a part is built from. */
const parts = {
  server: ['apps/server', 'libs', 'package-lock.json', 'tsconfig.json', '.swcrc', 'nest-cli.json'],
  web: ['apps/web', 'apps/server/main.cjs', 'libs/contracts', 'libs/rules', 'package-lock.json'],
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

/** The same program with every other letter escaped: one alone makes V8 keep the whole text at two bytes a letter. */
function inAscii(program) {
  return program.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Gives a folder's bundle the program that loads it, and the code that V8 makes of it. */
function makeReady(folder) {
  const bundle = join(folder, 'bundle.js');
  writeFileSync(bundle, inAscii(readFileSync(bundle, 'utf8')));
  const program = join(folder, 'main.js');
  copyFileSync(join(root, 'apps/server/main.cjs'), program);
  run(program);
}

const builders = {
  server() {
    const folder = join(root, 'dist/apps/server');
    rmSync(folder, { recursive: true, force: true });
    run('@nestjs/cli/bin/nest.js', 'build');
    for (const program of ['embedded-mongo/src/engine-process.mjs', 'platform/src/pictures/picture-process.mjs'])
      copyFileSync(join(root, 'libs', program), join(folder, basename(program)));
    makeReady(folder);
  },
  web() {
    const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
    run(vite, 'build', '--config', 'apps/web/vite.config.mts', '--logLevel', 'warn');
    run(vite, 'build', '--config', 'apps/web/vite.config.mts', '--logLevel', 'warn', '--ssr');
    makeReady(join(root, 'dist/apps/web/server'));
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
