import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';

const root = join(__dirname, '..', '..');
const built = ['dist/apps/server', 'dist/apps/web/server'];

/** Before the kept code stands the digest of the text that it is of. */
const digestLength = 32;

test.each(built)('the code kept in %s fits this Node and its bundle', (folder) => {
  const source = readFileSync(join(root, folder, 'bundle.js'), 'latin1');
  const cachedData = readFileSync(join(root, folder, 'bundle.cache')).subarray(digestLength);
  expect(new Script(wrap(source), { cachedData }).cachedDataRejected).toBe(false);
});

test.each(built)('the bundle in %s takes one byte a letter', (folder) => {
  expect(readFileSync(join(root, folder, 'bundle.js')).every((byte) => byte < 0x80)).toBe(true);
});

describe('a bundle with its program', () => {
  let folder: string;
  const ofBundle = (answer: string) => `const given = '${answer}'; exports.answer = () => given;`;
  const answer = (...options: string[]) =>
    execFileSync(process.execPath, [...options, '-p', `require(${JSON.stringify(join(folder, 'main.js'))}).answer()`], {
      encoding: 'utf8',
    }).trim();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
    copyFileSync(join(root, 'apps/server/main.cjs'), join(folder, 'main.js'));
    writeFileSync(join(folder, 'bundle.js'), ofBundle('one'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const keepCode = () => execFileSync(process.execPath, [join(folder, 'main.js')]);

  test('runs without kept code, and with it', () => {
    expect(answer()).toBe('one');
    keepCode();
    expect(answer()).toBe('one');
  });

  // compose.small.yml gives one, for the machine that can spare the least.
  test('takes its code with another limit of the heap too, and has that limit', () => {
    const telling = join(folder, 'telling.cjs');
    writeFileSync(
      telling,
      `const vm = require('node:vm');
      vm.Script = class extends vm.Script {
        constructor(...given) {
          super(...given);
          if (given[1].cachedData) console.log(this.cachedDataRejected ? 'refused' : 'taken');
        }
      };
      process.on('exit', () => console.log(require('node:v8').getHeapStatistics().heap_size_limit >> 20));`,
    );
    keepCode();
    const [code, given, limit] = answer('--max-old-space-size=200', '-r', telling).split('\n');
    expect([code, given]).toEqual(['taken', 'one']);
    expect(Number(limit)).toBeLessThan(300);
  });

  test('that was changed does not run the code of before, not even where it is as long', () => {
    keepCode();
    writeFileSync(join(folder, 'bundle.js'), ofBundle('two'));
    expect(answer()).toBe('two');
  });

  test.each([
    ['cut short', (kept: Buffer) => kept.subarray(0, kept.length / 2)],
    ['of another Node', (kept: Buffer) => Buffer.concat([kept.subarray(0, digestLength), Buffer.alloc(kept.length)])],
    ['empty', () => Buffer.alloc(0)],
  ])('runs where the kept code is %s', (_, spoil) => {
    keepCode();
    const path = join(folder, 'bundle.cache');
    writeFileSync(path, spoil(readFileSync(path)));
    expect(answer()).toBe('one');
  });
});
