// `npm test`: builds what is stale, runs the tests, and says at the end how many passed. Arguments go on to jest.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../apps/server/build.mjs';
import { countTests } from './count-tests.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');
const given = process.argv.slice(2);

/** Nothing hangs for ever: the tests take half an hour, and have room on a slow machine. */
const endWithin = 70 * 60_000;

const browserTests = ['tests/browser/', 'tests/two-servers/in-a-browser', 'tests/review/in-a-browser'];
const places = JSON.parse(readFileSync(join(root, 'libs/testing/src/chromium-places.json'), 'utf8'));
const chromium = [process.env.CHROMIUM_PATH, ...places].find((place) => place && existsSync(place));

/** The files that jest would run for these arguments, as paths from the root. */
function chosenFiles() {
  const listed = spawnSync(process.execPath, [jest, ...given, '--listTests'], { cwd: root, encoding: 'utf8' });
  return listed.stdout
    .split('\n')
    .filter((line) => line.endsWith('.ts') || line.endsWith('.tsx'))
    .map((line) => relative(root, line));
}

/** Says the result on a line of its own, and leaves. */
function finish({ passed, failed, skipped }, ok) {
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(ok && failed === 0 ? 0 : 1);
}

function runJest(output, without) {
  const options = ['--maxWorkers=2', '--json', `--outputFile=${output}`];
  const ignored = without.length > 0 ? ['--testPathIgnorePatterns', '/node_modules/', ...without] : [];
  // What is given comes first: a list option of ours at the end would swallow it.
  const run = spawn(process.execPath, [jest, ...given, ...options, ...ignored], {
    cwd: root,
    // With --json and an output file, jest reports on standard error alone.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
  });
  const late = setTimeout(() => {
    console.error(`The tests were not over after ${endWithin / 60_000} minutes and were ended.`);
    run.kill('SIGKILL');
  }, endWithin);
  return new Promise((ended) => {
    run.once('close', (code) => {
      clearTimeout(late);
      ended(code);
    });
  });
}

const files = chosenFiles();
const withoutBrowser = chromium ? [] : files.filter((file) => browserTests.some((start) => file.startsWith(start)));

if (files.some((file) => file.startsWith('tests/'))) {
  try {
    build();
  } catch (error) {
    console.error(`The build failed, so nothing was tested: ${error instanceof Error ? error.message : error}`);
    finish({ passed: 0, failed: 1, skipped: 0 }, false);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'throughline-results-'));
const output = join(folder, 'results.json');
const code = await runJest(output, withoutBrowser.length > 0 ? browserTests : []);
const counted = existsSync(output)
  ? countTests(JSON.parse(readFileSync(output, 'utf8')), given)
  : { passed: 0, failed: 0, skipped: 0 };
rmSync(folder, { recursive: true, force: true });

let ok = code === 0;
if (withoutBrowser.length > 0) {
  console.log(`\nNot run, because there is no Chromium here (name one in CHROMIUM_PATH):`);
  for (const file of withoutBrowser) console.log(`  ${file}`);
  if (process.env.CI === 'true') ok = false;
}
if (counted.passed + counted.failed === 0) {
  console.log('\nNo test was run.');
  ok = false;
}
// Something failed that no test stands for: an error while a file was loaded, or after its tests were over.
if (!ok && counted.failed === 0) counted.failed = 1;
finish(counted, ok);
