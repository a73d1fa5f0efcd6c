import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedMongoUnavailable } from './errors';
import { prepareNativeLibrary, thisMachine } from './native-library';

const onLinux = process.platform === 'linux' ? describe : describe.skip;
const program = join(__dirname, 'engine-process.mjs');
const here = { ...thisMachine(), glibc: '2.36' };

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'native-library-'));
});
afterEach(() => rmSync(cache, { recursive: true }));

onLinux('the native library', () => {
  it('is used as installed where the C library is new enough', () => {
    expect(prepareNativeLibrary(program, cache, { ...here, glibc: '2.38' })).toBeUndefined();
    expect(prepareNativeLibrary(program, cache, { ...here, glibc: '3.0' })).toBeUndefined();
    expect(readdirSync(cache)).toEqual([]);
  });

  it('is changed where it is older, once for all', () => {
    const addon = String(prepareNativeLibrary(program, cache, here));
    expect(readdirSync(dirname(addon)).toSorted()).toEqual([
      `embedded-mongodb.linux-${process.arch}-gnu.node`,
      'libembedded_mongodb_native.so',
    ]);
    const made = statSync(addon, { bigint: true });
    expect(prepareNativeLibrary(program, cache, here)).toBe(addon);
    expect(statSync(addon, { bigint: true })).toEqual(
      expect.objectContaining({ ino: made.ino, mtimeNs: made.mtimeNs }),
    );
    expect(readdirSync(cache)).toEqual([dirname(addon).slice(cache.length + 1)]);
  });
});

it.each([
  [{ platform: 'win32', processor: 'x64', glibc: undefined }, 'There is no embedded database for win32 on x64.'],
  [{ platform: 'darwin', processor: 'x64', glibc: undefined }, 'There is no embedded database for darwin on x64.'],
  [{ platform: 'linux', processor: 'x64', glibc: undefined }, 'needs glibc; this Linux has none.'],
  [{ platform: 'linux', processor: 'x64', glibc: '2.35' }, 'needs glibc 2.36; this Linux has 2.35.'],
])('says why there is none: %j', (machine, why) => {
  const prepare = () => prepareNativeLibrary(program, cache, machine);
  expect(prepare).toThrow(EmbeddedMongoUnavailable);
  expect(prepare).toThrow(why);
  expect(prepare).toThrow('Install MongoDB 8 or newer, or name one in MONGODB_URI.');
});

it('says that the package is missing', () => {
  const elsewhere = join(cache, 'engine-process.mjs');
  const machine = { platform: 'linux', processor: 'x64', glibc: '2.38' };
  expect(() => prepareNativeLibrary(elsewhere, cache, machine)).toThrow('is not installed');
});
