// `npm run dev`: builds the server anew at each change and starts it again; the pages come from their sources, with hot reload.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const require = createRequire(import.meta.url);
// The bundler that the Nest command brings along.
const webpack = createRequire(require.resolve('@nestjs/cli/package.json'))('webpack');
const output = join(root, 'dist', 'development');

mkdirSync(output, { recursive: true });
for (const program of ['embedded-mongo/src/engine-process.mjs', 'platform/src/pictures/picture-process.mjs'])
  copyFileSync(join(root, 'libs', program), join(output, basename(program)));

let server;
let stopping = false;

/** Ends the server that runs, if one does; it needs its port and its data folder for itself. */
function ended() {
  return new Promise((done) => {
    if (!server || server.exitCode !== null) return done();
    server.once('exit', done);
    server.kill('SIGTERM');
  });
}

async function startAgain() {
  await ended();
  if (stopping) return;
  const program = `require(${JSON.stringify(join(output, 'bundle.js'))}).start({ empty: ${process.argv.includes('--empty')} }).then(
    (server) => { for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.stop().then(() => process.exit(0))); },
    (error) => { console.error(error.message); process.exit(1); },
  )`;
  server = spawn(process.execPath, ['--enable-source-maps', '-e', program], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
  });
}

// Packages stay in node_modules, which is sooner done: only our own sources change.
const packagesStayOutside = ({ request }, answer) =>
  request.startsWith('.') || request.startsWith('@throughline/') || isAbsolute(request)
    ? answer()
    : answer(null, `commonjs ${request}`);
const configuration = require('./webpack.config.cjs');
const compiler = webpack({
  ...configuration,
  devtool: 'source-map',
  externals: [packagesStayOutside],
  output: { ...configuration.output, path: output },
});
const watching = compiler.watch({ aggregateTimeout: 200 }, (error, result) => {
  if (error || result.hasErrors()) {
    console.error(error ?? result.toString({ colors: true, all: false, errors: true }));
    return;
  }
  void startAgain();
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopping = true;
    watching.close(() => void ended().then(() => process.exit(0)));
  });
}
